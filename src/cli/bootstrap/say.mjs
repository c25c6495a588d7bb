/**
 * Thrown where set-up cannot go on. Its message is whole sentences for the person at the terminal:
 * what happened and what to do next, never a stack.
 */
export class SetupProblem extends Error {}

/**
 * Writes one line of progress to standard error, so that standard output stays the program's own.
 * @param {string} line
 */
export function say(line) {
	process.stderr.write(`plotluck: ${line}\n`);
}

/**
 * Runs an entry point. A SetupProblem becomes its sentence and exit code 1; anything else is a fault of
 * ours and keeps its stack.
 * @param {() => Promise<number>} main answers the exit code
 */
export async function runEntry(main) {
	try {
		process.exitCode = await main();
	} catch (error) {
		if (error instanceof SetupProblem) say(error.message);
		else console.error(error);
		process.exitCode = 1;
	}
}
