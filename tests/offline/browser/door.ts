import { sql } from 'kysely';
import { newId } from '#lib/command/id.ts';
import { wrapPglite } from '#lib/db/database.server.ts';
import { openMemory } from '#lib/db/embedded.server.ts';
import { migrateToLatest } from '#lib/db/migrate.server.ts';
import { POST } from '../../../src/routes/api/v1/commands/+server.ts';
import { countingDoor, type CountingDoor } from '../door.ts';

/** The counting door behind the app's own way of taking batches, in a database of its own. */
export interface CommandServer {
	door: CountingDoor;
	/** A new person, who may send. */
	newPerson(): Promise<string>;
	/** What the app answers to a body that this person sends to /api/v1/commands. */
	post(person: string, headers: Headers, body: string): Promise<Response>;
	close(): Promise<void>;
}

/** Starts it on an empty, migrated database in memory. */
export async function commandServer(): Promise<CommandServer> {
	const database = wrapPglite(await openMemory());
	await migrateToLatest(database);
	const door = await countingDoor(database);
	const house = { send: door.execute, log: { error: console.error } };
	return {
		door,
		async newPerson() {
			const id = newId();
			await sql`insert into person (id, name, created_at) values (${id}, 'Rosa', now())`.execute(database.db);
			return id;
		},
		async post(person, headers, body) {
			const request = new Request('http://garden.test/api/v1/commands', { method: 'POST', headers, body });
			const actor = { personId: person, via: 'page', address: '127.0.0.1' };
			const event = { request, locals: { house, actor, locale: 'en' } };
			return (POST as (given: unknown) => Promise<Response>)(event);
		},
		close: () => database.close()
	};
}
