/** A verb that could not do its work; the message is for the person at the command line. */
export class Failure extends Error {}

/** A line for people (standard error): results that programs read go to standard output. */
export function say(line: string): void {
	process.stderr.write(`${line}\n`);
}

/** A line for programs. */
export function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

const EVERY_MS = 500;

/** Progress of long work: overwrites one line on a terminal, prints now and then elsewhere. */
export function progressLine(): { show(text: string): void; end(): void } {
	let last = 0;
	const terminal = process.stderr.isTTY;
	return {
		show(text) {
			const now = performance.now();
			if (now - last < EVERY_MS) return;
			last = now;
			process.stderr.write(terminal ? `\r\u001b[K${text}` : `${text}\n`);
		},
		end() {
			if (terminal) process.stderr.write('\r\u001b[K');
		}
	};
}
