import type { Socket } from 'node:net';

/** What the command line and the running server say to each other: one JSON value a line, UTF-8. */
export const LANGUAGE = 1;

/** The caller's only line. */
export interface Request {
	/** The version of this language. */
	plotluck: typeof LANGUAGE;
	argv: string[];
	/** The caller's working directory, to which file names are relative. */
	cwd: string;
	timeZone: string;
	/** The newest migration that the caller knows. */
	newest: string;
	/** How the caller sees the folders that may be meant (`identity`): where the server sees others, it must not write. */
	folders: Record<string, string>;
}

/** A line of the server's; `exit` is the last. */
export type Reply = { say: string } | { print: string } | { progress: string | null } | { exit: number };

/** The longest line that is read, in characters. */
const LONGEST = 1_000_000;

/**
 * Calls `take` with each whole line that comes, as JSON; `refuse` once, where one is too long or no JSON, after which
 * no more is read.
 */
export function readLines(socket: Socket, take: (value: unknown) => void, refuse: () => void): void {
	let rest = '';
	let refused = false;
	socket.setEncoding('utf8');
	socket.on('data', (text: string) => {
		if (refused) return;
		const lines = (rest + text).split('\n');
		rest = lines.pop()!;
		const values = lines.map(parse);
		const end = values.indexOf(undefined);
		for (const value of end < 0 ? values : values.slice(0, end)) take(value);
		if (end < 0 && rest.length <= LONGEST) return;
		refused = true;
		rest = '';
		refuse();
	});
}

function parse(line: string): unknown {
	try {
		return line.length > LONGEST ? undefined : JSON.parse(line);
	} catch {
		return undefined;
	}
}

/** Sends one line, where somebody still listens. */
export function writeLine(socket: Socket, value: Request | Reply): void {
	if (socket.writable) socket.write(`${JSON.stringify(value)}\n`);
}
