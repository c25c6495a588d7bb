import { connect, type Socket } from 'node:net';
import { migrations } from '#migrations/index.ts';
import type { Wish } from '../program.ts';
import type { Screen } from '../screen.ts';
import { readAddress } from './address.ts';
import { foldersOf } from './folders.ts';
import { LANGUAGE, readLines, writeLine, type Reply } from './lines.ts';

const FAILED = 1;

/**
 * Has the server that runs on `dataDir` do what is wished, and shows what it says. Answers its exit code, or undefined
 * where none answers: then nothing was done.
 */
export async function askRunningServer(
	dataDir: string,
	wish: Wish,
	screen: Screen
): Promise<number | undefined> {
	const socket = await reach(readAddress(dataDir));
	if (!socket) return undefined;
	const cwd = process.cwd();
	writeLine(socket, {
		plotluck: LANGUAGE,
		argv: [...wish.argv],
		cwd,
		timeZone: wish.timeZone,
		newest: migrations.at(-1)!.name,
		folders: foldersOf(wish.argv, cwd)
	});
	return show(socket, screen);
}

/** An address that nobody answers at is what a killed server left, or belongs to another computer. */
function reach(address: string): Promise<Socket | undefined> {
	return new Promise((resolve) => {
		const socket = connect(address);
		socket.once('connect', () => resolve(socket));
		socket.once('error', () => resolve(undefined));
	});
}

function show(socket: Socket, screen: Screen): Promise<number> {
	return new Promise((resolve) => {
		let exit: number | undefined;
		const take = (reply: Reply) => {
			if ('say' in reply) screen.say(reply.say);
			else if ('print' in reply) screen.print(reply.print);
			else if ('progress' in reply) screen.progress(reply.progress);
			else exit = reply.exit;
		};
		readLines(
			socket,
			(reply) => take(reply as Reply),
			() => socket.destroy()
		);
		socket.on('error', () => {});
		socket.once('close', () => {
			if (exit === undefined)
				screen.say('The running server broke off before it had answered. Look whether it was done.');
			resolve(exit ?? FAILED);
		});
	});
}
