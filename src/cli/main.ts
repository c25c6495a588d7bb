import { Command, CommanderError } from 'commander';
import { DataDirUnusable } from '#lib/db/dir-lock.server.ts';
import { SettingsError } from '#lib/settings.server.ts';
import { Failure, say } from './say.ts';
import { addBackupVerbs } from './verbs/backup.ts';
import { addCheckVerb } from './verbs/check.ts';
import { addDemoVerb } from './verbs/demo.ts';
import { addImportVerbs } from './verbs/import.ts';
import { addMigrateVerb } from './verbs/migrate.ts';
import { addPersonVerbs } from './verbs/person.ts';

const USAGE = 2;
const FAILED = 1;

const program = new Command('plotluck')
	.description('Plotluck from the command line. Settings come from the environment, as for the server.')
	.addHelpText('after', '\nExit codes: 0 done, 1 not done (the reason is printed), 2 wrong usage.')
	.exitOverride()
	.configureOutput({ outputError: (text, write) => write(text) });

addMigrateVerb(program);
addDemoVerb(program);
addImportVerbs(program);
addPersonVerbs(program);
addBackupVerbs(program);
addCheckVerb(program);

try {
	await program.parseAsync();
} catch (error) {
	process.exitCode = exitCode(error);
}

function exitCode(error: unknown): number {
	if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
	const expected =
		error instanceof Failure || error instanceof SettingsError || error instanceof DataDirUnusable;
	say(
		expected ? error.message : `Plotluck met an error it did not expect: ${(error as Error)?.stack ?? error}`
	);
	return FAILED;
}
