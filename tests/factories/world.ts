import { rooms } from '#features/rooms.server.ts';
import type { Area, Role } from '#features/members/tables.ts';
import type { Via } from '#lib/command/tables.ts';
import { execute, type Answer } from '#lib/command/execute.server.ts';
import { newId } from '#lib/command/id.ts';
import type { Refusal } from '#lib/command/refusal.ts';
import type { Database } from '#lib/db/database.server.ts';
import { collectingJobs } from '#lib/jobs/jobs.server.ts';
import '#features/gardens/tables.ts';

/** 18 August 2026 is a Tuesday; 17:00 in Berlin. */
export const NOW = new Date('2026-08-18T15:00:00Z');

/** Somebody in a test garden. */
export interface Somebody {
	personId: string;
	membershipId: string;
}

type Sent = { id?: string; now?: Date; via?: Via; version?: number };

/** A small world for integration tests: people and gardens made straight in the database, commands sent through the door. */
export function testWorld(database: Database) {
	const { db } = database;
	const sentJobs: { queue: string; data: object }[] = [];
	const door = { database, commands: rooms.commands, jobs: collectingJobs(sentJobs), changed: () => {} };
	let count = 0;

	async function person(name = `Person ${++count}`, email: string | null = null): Promise<string> {
		const id = newId();
		await db.insertInto('person').values({ id, name, email, created_at: NOW }).execute();
		return id;
	}

	async function garden(given: { slug?: string; name?: string; listed?: boolean } = {}): Promise<string> {
		const id = newId();
		const slug = given.slug ?? `garden-${id}`;
		const rest = { name: given.name ?? 'Elm Street Garden', listed: given.listed ?? true };
		const place = { time_zone: 'Europe/Berlin', lng: 13.4, lat: 52.5 };
		await db
			.insertInto('garden')
			.values({ id, slug, ...rest, ...place, created_at: NOW })
			.execute();
		return id;
	}

	/** Puts a (new) person into a garden; stewards get all areas unless some are named. */
	async function member(
		gardenId: string,
		role: Role = 'member',
		given: { personId?: string; name?: string; areas?: Area[] } = {}
	): Promise<Somebody> {
		const personId = given.personId ?? (await person(given.name));
		const membershipId = newId();
		await db
			.insertInto('membership')
			.values({ id: membershipId, garden_id: gardenId, person_id: personId, role, joined_at: NOW })
			.execute();
		const areas = given.areas ?? (role === 'steward' ? ALL_AREAS : []);
		if (areas.length) {
			const rows = areas.map((area) => ({ membership_id: membershipId, area, granted_at: NOW }));
			await db.insertInto('membership_area').values(rows).execute();
		}
		return { personId, membershipId };
	}

	/** Sends a command as a person (null: a visitor) and answers what the door answers. */
	function send(personId: string | null, name: string, input: unknown, sent: Sent = {}): Promise<Answer> {
		const { id = newId(), now = NOW, via = 'page', version } = sent;
		return execute(door, { personId, via }, { id, name, input, version }, now);
	}

	/** Sends a command that must succeed; answers its result. */
	async function done<Result = Record<string, unknown>>(
		personId: string | null,
		name: string,
		input: unknown,
		sent: Sent = {}
	): Promise<Result> {
		const answer = await send(personId, name, input, sent);
		if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.refusal)}`);
		return answer.result as Result;
	}

	/** Sends a command that must be refused; answers the refusal. */
	async function refused(
		personId: string | null,
		name: string,
		input: unknown,
		sent: Sent = {}
	): Promise<Refusal> {
		const answer = await send(personId, name, input, sent);
		if (answer.ok) throw new Error(`${name} was not refused: ${JSON.stringify(answer.result)}`);
		return answer.refusal;
	}

	return { db, door, sentJobs, person, garden, member, send, done, refused };
}

const ALL_AREAS: Area[] = ['plots', 'rota', 'people', 'money', 'moderation'];
