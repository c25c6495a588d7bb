import { sql } from 'kysely';
import { newId } from '#lib/command/id.ts';
import { wrapPglite } from '#lib/db/database.server.ts';
import { openMemory } from '#lib/db/embedded.server.ts';
import { migrateToLatest } from '#lib/db/migrate.server.ts';
import { POST } from '../../../src/routes/api/v1/commands/+server.ts';
import { HEAD, PATCH } from '../../../src/routes/api/v1/uploads/[id]/+server.ts';
import { countingDoor, type CountingDoor } from '../door.ts';
import { GARDEN } from '../photo.ts';

const COMMANDS = '/api/v1/commands';
const UPLOADS = '/api/v1/uploads/';

/** The counting door behind the app's own ways of taking batches and photos, in a database of its own. */
export interface CommandServer {
	door: CountingDoor;
	/** A new person, who may send, and add photos. */
	newPerson(): Promise<string>;
	/** What the app answers to this person's request. */
	answer(person: string, request: Request): Promise<Response>;
	close(): Promise<void>;
}

type Handler = (event: unknown) => Promise<Response>;

/** Starts it on an empty, migrated database in memory. */
export async function commandServer(): Promise<CommandServer> {
	const database = wrapPglite(await openMemory());
	const { db } = database;
	await migrateToLatest(database);
	const door = await countingDoor(database);
	const house = { db, send: door.execute, log: { error: console.error } };
	await sql`
		insert into garden (id, slug, name, listed, time_zone, lng, lat, created_at)
		values (${GARDEN}, 'elm', 'Elm Street Garden', true, 'Europe/Berlin', 13.4, 52.5, now())`.execute(db);
	return {
		door,
		async newPerson() {
			const id = newId();
			await sql`insert into person (id, name, created_at) values (${id}, 'Rosa', now())`.execute(db);
			await sql`
				insert into membership (id, garden_id, person_id, role, joined_at)
				values (${newId()}, ${GARDEN}, ${id}, 'member', now())`.execute(db);
			return id;
		},
		async answer(person, request) {
			const url = new URL(request.url);
			const actor = { personId: person, via: 'page', address: '127.0.0.1' };
			const params = { id: url.pathname.slice(UPLOADS.length) };
			const locals = { house, actor, locale: 'en', now: new Date() };
			const handler = { POST, HEAD, PATCH }[request.method as 'POST'] as Handler;
			if (request.method === 'POST' && url.pathname !== COMMANDS) throw new Error(`Nobody is at ${url}`);
			return handler({ request, url, params, locals });
		},
		close: () => database.close()
	};
}
