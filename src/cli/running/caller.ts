import type { Socket } from 'node:net';
import * as v from 'valibot';
import type { Screen } from '../screen.ts';
import { LANGUAGE, readLines, writeLine, type Request } from './lines.ts';

const FIRST_LINE_MS = 5000;

const OtherVersion = v.object({ plotluck: v.pipe(v.number(), v.notValue(LANGUAGE)) });

const Request = v.object({
	plotluck: v.literal(LANGUAGE),
	argv: v.array(v.string()),
	cwd: v.string(),
	timeZone: v.string(),
	newest: v.string(),
	folders: v.record(v.string(), v.string())
});

/** Somebody at a command line, as seen from the running server. */
export class Caller implements Screen {
	/** True once their verb has begun. */
	atWork = false;
	readonly #socket: Socket;
	readonly #gone = new AbortController();

	/** Calls `asked` once, with the request; anything else than one is answered and sent away. */
	constructor(socket: Socket, asked: (request: Request) => void) {
		this.#socket = socket;
		const silent = setTimeout(() => socket.destroy(), FIRST_LINE_MS);
		let heard = false;
		const refuse = (sentence: string) => {
			if (heard) return;
			this.say(sentence);
			this.end(1);
		};
		const take = (line: unknown) => {
			if (heard) return;
			clearTimeout(silent);
			const request = v.safeParse(Request, line);
			if (!request.success) refuse(v.is(OtherVersion, line) ? OTHER_VERSION : NOT_UNDERSTOOD);
			heard = true;
			if (request.success) asked(request.output);
		};
		readLines(socket, take, () => refuse(NOT_UNDERSTOOD));
		socket.once('close', () => {
			clearTimeout(silent);
			this.#gone.abort();
		});
	}

	/** Aborted once they have gone, or were sent away. */
	get gone(): AbortSignal {
		return this.#gone.signal;
	}

	readonly say = (text: string): void => writeLine(this.#socket, { say: text });

	readonly print = (text: string): void => writeLine(this.#socket, { print: text });

	/** What does not get through at once is left out: there is more where it came from. */
	readonly progress = (text: string | null): void => {
		if (text === null || !this.#socket.writableNeedDrain) writeLine(this.#socket, { progress: text });
	};

	/** The last word; nothing that is said later goes out. Who does not hear it keeps no server from ending. */
	end(exit: number): void {
		writeLine(this.#socket, { exit });
		this.#socket.destroySoon();
		this.#socket.unref();
		this.#gone.abort();
	}
}

const NOT_UNDERSTOOD = 'The running server did not understand this.';
const OTHER_VERSION =
	'The running server is of another version than this command line. Restart it, and try again.';
