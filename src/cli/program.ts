import { Command, CommanderError } from 'commander';
import { DataDirUnusable } from '#lib/db/dir-lock.server.ts';
import { SettingsError } from '#lib/settings.server.ts';
import { Failure, type Run } from './operator.ts';
import type { Screen } from './screen.ts';
import { addBackupVerbs } from './verbs/backup.ts';
import { addCheckVerb } from './verbs/check.ts';
import { addDemoVerb } from './verbs/demo.ts';
import { addImportVerbs } from './verbs/import.ts';
import { addMigrateVerb } from './verbs/migrate.ts';
import { addPersonVerbs } from './verbs/person.ts';

const USAGE = 2;
const FAILED = 1;

/** What somebody asks of the command line: the words after its name, and their own time zone. */
export interface Wish {
	argv: readonly string[];
	timeZone: string;
}

/** Reads the words and has their verb run. Answers the exit code; every reason is said on the screen. */
export async function runProgram({ argv, timeZone }: Wish, screen: Screen, run: Run): Promise<number> {
	const program = createProgram(screen);
	addMigrateVerb(program, run);
	addDemoVerb(program, run);
	addImportVerbs(program, run, timeZone);
	addPersonVerbs(program, run);
	addBackupVerbs(program, run);
	addCheckVerb(program, run);
	try {
		await program.parseAsync(argv, { from: 'user' });
		return 0;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
		screen.say(reason(error));
		return FAILED;
	}
}

function createProgram(screen: Screen): Command {
	return new Command('plotluck')
		.description('Plotluck from the command line. Settings come from the environment, as for the server.')
		.addHelpText('after', '\nExit codes: 0 done, 1 not done (the reason is printed), 2 wrong usage.')
		.exitOverride()
		.configureOutput({
			writeOut: (text) => screen.print(text.replace(/\n$/, '')),
			writeErr: (text) => screen.say(text.replace(/\n$/, '')),
			outputError: (text, write) => write(text)
		});
}

function reason(error: unknown): string {
	const expected =
		error instanceof Failure || error instanceof SettingsError || error instanceof DataDirUnusable;
	if (expected) return error.message;
	return `Plotluck met an error it did not expect: ${(error as Error)?.stack ?? error}`;
}
