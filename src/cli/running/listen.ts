import { createServer, type Server } from 'node:net';
import type { House } from '#lib/house/house.server.ts';
import { layDownAddress, type Address } from './address.ts';
import type { Callers } from './callers.ts';
import { writeLine } from './lines.ts';

/** The running server's ear for the command line. */
export interface Ear {
	/** Takes nobody new, and waits at most so long for the verb at work. */
	stop(patienceMs: number): Promise<void>;
}

/**
 * Lets the command line have its verbs done on this open house: one process alone has the embedded database, and it is
 * this one. Only the user who runs the server, and root, can connect. What does the work is loaded when somebody calls.
 * A folder that can't hold a socket is passed over; where there is none at all, the log says so and `stop` does nothing.
 */
export async function listenForVerbs(house: House): Promise<Ear> {
	const { dataDir } = house.settings;
	let callers: Callers | undefined;
	const server = createServer(async (socket) => {
		socket.on('error', () => {});
		try {
			const { Callers } = await import('./callers.ts');
			callers ??= new Callers(house);
			callers.take(socket);
		} catch (error) {
			house.log.error({ err: error }, 'what serves the command line can’t be loaded');
			writeLine(socket, { say: 'The running server can’t do this: its files have changed. Restart it.' });
			writeLine(socket, { exit: 1 });
			socket.destroySoon();
		}
	});
	const address = await openAt(server, dataDir).catch((error: unknown) => {
		house.log.warn({ err: error }, 'the command line can’t reach this server');
	});
	return {
		async stop(patienceMs) {
			server.close();
			await callers?.stop(patienceMs);
			address?.remove();
		}
	};
}

async function openAt(server: Server, dataDir: string): Promise<Address> {
	const address = layDownAddress(dataDir);
	try {
		await listen(server, address.socket);
		return address;
	} catch {
		const other = layDownAddress(dataDir, true);
		await listen(server, other.socket);
		return other;
	}
}

function listen(server: Server, socket: string): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.once('listening', () => {
			server.off('error', reject);
			// Somebody who could not be taken in sees it for himself.
			server.on('error', () => {});
			resolve();
		});
		// The file is made within this call; it must never be anybody else's, not even for a moment.
		const before = process.umask(0o177);
		try {
			server.listen(socket);
		} finally {
			process.umask(before);
		}
	});
}
