import path from 'node:path';
import { openDatabase } from '#lib/db/database.server.ts';
import { readSettings } from '#lib/settings.server.ts';
import type { Operator } from './operator.ts';
import { terminal } from './screen.ts';

/** Runs verbs in this process: each opens what it needs, quietly, and closes it whatever happens. */
export function operatorHere(): Operator {
	let gone: AbortSignal | undefined;
	return {
		...terminal(),
		inServer: false,
		get gone() {
			return (gone ??= untilStopped());
		},
		path: (file) => path.resolve(file),
		async withHouse(work) {
			const { rooms } = await import('#features/rooms.server.ts');
			const { openHouse } = await import('#lib/house/house.server.ts');
			const house = await openHouse(readSettings({ LOG_LEVEL: 'warn', ...process.env }), rooms);
			return work(house).finally(() => house.close());
		},
		async withDatabase(work) {
			const database = await openDatabase(readSettings(process.env));
			return work(database).finally(() => database.close());
		}
	};
}

/** Only for verbs that ask for it, so that all others end at Ctrl-C at once; so do these at a second one. */
function untilStopped(): AbortSignal {
	const stop = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
	return stop.signal;
}
