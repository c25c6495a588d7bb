import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { collectingJobs } from '#lib/jobs/jobs.server.ts';
import type { Database } from '#lib/db/database.server.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { commandRegistry, defineCommand } from './command.server.ts';
import { execute, type Answer, type Door } from './execute.server.ts';
import { newId } from './id.ts';
import { Refused } from './refusal.ts';
import '#lib/auth/tables.ts';

const NOW = new Date('2026-08-18T15:00:00Z');
const VISITOR = { personId: null, via: 'cli' } as const;

const addPerson = defineCommand({
	name: 'test.add',
	version: 2,
	input: v.object({ name: v.pipe(v.string(), v.nonEmpty()), password: v.optional(v.string()) }),
	result: v.object({ personId: v.string() }),
	secret: ['password'],
	guard: () => undefined,
	async run({ tx, now, id, jobs }, { name }) {
		await tx.insertInto('person').values({ id, name, created_at: now }).execute();
		await jobs.send('mail', { name });
		if (name === 'refused') throw new Refused({ code: 'conflict', key: 'error_not_understood' });
		if (name === 'broken') throw new Error('broken');
		return { result: { personId: id }, activity: { gardenId: null, subject: { kind: 'person', id } } };
	}
});

const secretly = defineCommand({ ...addPerson, name: 'test.secretly', volatile: true });
const personal = defineCommand({ ...addPerson, name: 'test.personal' });

let database: Database;
let door: Door;
const told: (string | null)[] = [];

beforeAll(async () => {
	database = await testDatabase();
	const commands = commandRegistry([addPerson, secretly, personal]);
	door = { database, commands, jobs: collectingJobs(), changed: (gardenId) => told.push(gardenId) };
});

function send(name: string, input: unknown, id = newId(), more = {}): Promise<Answer> {
	return execute(door, VISITOR, { id, name, input, ...more }, NOW);
}

async function countPeople(id: string): Promise<number> {
	return (await database.db.selectFrom('person').select('id').where('id', '=', id).execute()).length;
}

test('a command acts once and leaves one row in the log, however often it is sent', async () => {
	const id = newId();
	const first = await send('test.add', { name: 'Rosa' }, id);
	const again = await send('test.add', { name: 'Rosa' }, id);
	expect(first).toEqual({ ok: true, result: { personId: id } });
	expect(again).toEqual(first);
	expect(await countPeople(id)).toBe(1);
	const log = await database.db.selectFrom('activity').selectAll().where('id', '=', id).execute();
	expect(log).toMatchObject([{ command: 'test.add', via: 'cli', subject_id: id, result: { personId: id } }]);
});

test('twenty senders of one id at once: one effect, one answer', async () => {
	const id = newId();
	const answers = await Promise.all(Array.from({ length: 20 }, () => send('test.add', { name: 'Mei' }, id)));
	expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
	expect(await countPeople(id)).toBe(1);
});

test('the same id with another content is refused, and so is another sender', async () => {
	const id = newId();
	await send('test.add', { name: 'Ahmed' }, id);
	expect(await send('test.add', { name: 'Other' }, id)).toMatchObject({
		ok: false,
		refusal: { code: 'conflict' }
	});
	const person = await send('test.add', { name: 'Sender' });
	const actor = {
		personId: (person as { result: { personId: string } }).result.personId,
		via: 'api'
	} as const;
	const stolen = await execute(door, actor, { id, name: 'test.add', input: { name: 'Ahmed' } }, NOW);
	expect(stolen).toMatchObject({ ok: false, refusal: { key: 'error_command_reused' } });
});

test('a refusal and an error leave nothing behind', async () => {
	for (const name of ['refused', 'broken']) {
		const id = newId();
		const answer = await send('test.add', { name }, id).catch((error: Error) => error.message);
		expect(answer).toEqual(name === 'broken' ? 'broken' : expect.objectContaining({ ok: false }));
		expect(await countPeople(id)).toBe(0);
		expect(await database.db.selectFrom('activity').where('id', '=', id).execute()).toEqual([]);
	}
});

test('a secret leaves no trace in the log: two passwords, one hash', async () => {
	const id = newId();
	await send('test.add', { name: 'Ana', password: 'first' }, id);
	expect(await send('test.add', { name: 'Ana', password: 'second' }, id)).toMatchObject({ ok: true });
});

test('a volatile answer is not kept: the second send is refused', async () => {
	const id = newId();
	expect(await send('test.secretly', { name: 'Ivo' }, id)).toMatchObject({ ok: true });
	expect(await send('test.secretly', { name: 'Ivo' }, id)).toMatchObject({
		refusal: { key: 'error_command_spent' }
	});
});

type Sent = [name: string, input: unknown, id?: string, more?: object];
const wrong: [what: string, sent: Sent, key: string][] = [
	['an unknown command', ['test.none', {}], 'error_command_unknown'],
	['an id that is none', ['test.add', { name: 'x' }, 'abc'], 'error_command_id'],
	['an older version', ['test.add', { name: 'x' }, undefined, { version: 1 }], 'error_command_version'],
	['an input of another shape', ['test.add', { name: '' }], 'error_invalid_input']
];

test.each(wrong)('%s is refused with its reason', async (_, [name, input, id, more], key) => {
	expect(await send(name, input, id ?? newId(), more)).toMatchObject({ ok: false, refusal: { key } });
});

test('a visitor can’t send what is for people', async () => {
	const visitor = { personId: null, via: 'page' } as const;
	const answer = await execute(
		door,
		visitor,
		{ id: newId(), name: 'test.personal', input: { name: 'x' } },
		NOW
	);
	expect(answer).toMatchObject({ ok: false, refusal: { code: 'unauthenticated' } });
});

test('each commit is told, each refusal is not', async () => {
	told.length = 0;
	await send('test.add', { name: 'Told' });
	await send('test.add', { name: 'refused' });
	expect(told).toEqual([null]);
});

test('what was done without a connection keeps the time at which it was done', async () => {
	const id = newId();
	const doneAt = new Date('2026-08-18T09:00:00Z');
	await send('test.add', { name: 'Earlier' }, id, { doneAt });
	const later = newId();
	await send('test.add', { name: 'Wrong clock' }, later, { doneAt: new Date('2030-01-01T00:00:00Z') });
	const rows = await database.db
		.selectFrom('activity')
		.select(['id', 'at', 'arrived_at'])
		.where('id', 'in', [id, later])
		.execute();
	const byId = Object.fromEntries(rows.map((row) => [row.id, row]));
	expect(byId[id]).toMatchObject({ at: doneAt, arrived_at: NOW });
	expect(byId[later]).toMatchObject({ at: NOW });
});
