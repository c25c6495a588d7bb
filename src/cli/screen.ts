const EVERY_MS = 500;

/** Where a verb's words go. */
export interface Screen {
	/** Standard error: for people. */
	say(text: string): void;
	/** Standard output: for programs. */
	print(text: string): void;
	/** How far long work has come; null when it is over. */
	progress(text: string | null): void;
}

/** The screen of this process. Progress overwrites one line on a terminal, and is a line now and then elsewhere. */
export function terminal(): Screen {
	const { stdout, stderr } = process;
	let last = -EVERY_MS;
	return {
		say: (text) => void stderr.write(`${text}\n`),
		print: (text) => void stdout.write(`${text}\n`),
		progress(text) {
			if (text === null) {
				if (stderr.isTTY) stderr.write('\r\u001b[K');
				return;
			}
			const now = performance.now();
			if (now - last < EVERY_MS) return;
			last = now;
			stderr.write(stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
		}
	};
}
