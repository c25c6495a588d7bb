import type pg from 'pg';
import type { Log } from '#lib/log/log.server.ts';
import type { Database } from './database.server.ts';

const RETRY_MS = 2000;

/**
 * Hears of every committed command, of this instance and of others on the same PostgreSQL (LISTEN on
 * `plotluck_changed`); the payload is the garden's id or null. After a broken connection it calls
 * `onChange(undefined)`: anything may have changed. The embedded database has one process, so there is
 * nothing to listen to. Returns a function that stops listening.
 */
export function listenForChanges(
	{ pool }: Database,
	log: Log,
	onChange: (gardenId: string | null | undefined) => void
): () => void {
	if (!pool) return () => {};
	let [stopped, client, timer]: [boolean, pg.PoolClient?, NodeJS.Timeout?] = [false];

	async function connect() {
		try {
			client = await pool!.connect();
			if (stopped) return letGo();
			client.once('error', lost);
			client.on('notification', ({ payload }) => onChange(payload || null));
			await client.query('listen plotluck_changed');
			onChange(undefined);
		} catch (error) {
			lost(error as Error);
		}
	}

	function letGo() {
		const open = client;
		client = undefined;
		open?.release(true);
	}

	function lost(error: Error) {
		letGo();
		if (stopped) return;
		onChange(undefined);
		log.warn({ err: error }, 'listening for changes again soon');
		timer = setTimeout(connect, RETRY_MS);
		timer.unref();
	}

	void connect();
	return () => {
		stopped = true;
		clearTimeout(timer);
		// Its "listen" may still be on the way: then it fails, and must find nothing left to release.
		letGo();
	};
}
