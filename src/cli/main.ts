import { readSettings } from '#lib/settings.server.ts';
import { operatorHere } from './here.ts';
import { runProgram, type Wish } from './program.ts';
import { askRunningServer } from './running/ask.ts';

const wish: Wish = {
	argv: process.argv.slice(2),
	timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone
};
const here = operatorHere();
let answered = 0;

const failed = await runProgram(wish, here, async (verb) => {
	const { databaseUrl, dataDir } = readSettings(process.env);
	const code = databaseUrl ? undefined : await askRunningServer(dataDir, wish, here);
	if (code === undefined) await verb(here);
	else answered = code;
});
process.exitCode = failed || answered;
