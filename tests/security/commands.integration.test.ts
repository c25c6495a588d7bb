import { beforeAll, describe, expect, test } from 'vitest';
import { rooms } from '#features/rooms.server.ts';
import { newId } from '#lib/command/id.ts';
import { filledGarden, type FilledGarden } from '#tests/factories/filled.ts';
import { testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { fingerprint } from './fingerprint.ts';
import { SAMPLES, type About } from './samples.ts';

const database = await testDatabase();
const world = testWorld(database);

let ours: FilledGarden;
let stranger: string;
let nextDoor: string;
let untouched: Record<string, string>;

beforeAll(async () => {
	ours = await filledGarden(world);
	// Next door has the same of everything, so that its steward is no beginner.
	nextDoor = (await filledGarden(world)).steward.personId;
	stranger = await world.person('Sam Stranger');
	untouched = await fingerprint(world.db);
});

const names = [...rooms.commands.keys()];
const ofKind = (...kinds: About[]) => names.filter((name) => kinds.includes(SAMPLES[name]?.[0] as About));

/** Sends the sample; answers the code of the refusal, or 'done'. */
async function codeFor(name: string, personId: string | null): Promise<string> {
	const answer = await world.send(personId, name, SAMPLES[name]![1](ours));
	return answer.ok ? 'done' : answer.refusal.code;
}

async function leavesNothing(work: () => Promise<void>): Promise<void> {
	await work();
	expect(await fingerprint(world.db)).toEqual(untouched);
}

test('every command has a sample, and every sample a command', () => {
	expect(Object.keys(SAMPLES).sort()).toEqual([...names].sort());
});

describe('what is about a garden is refused to all who have no place in it, and leaves no trace', () => {
	test.each(ofKind('garden'))('%s', async (name) => {
		await leavesNothing(async () => {
			expect(await codeFor(name, null)).toBe('unauthenticated');
			for (const personId of [stranger, nextDoor])
				expect(['not_found', 'forbidden']).toContain(await codeFor(name, personId));
		});
	});
});

describe('what only the operator may do exists for nobody else', () => {
	test.each(ofKind('operator'))('%s', async (name) => {
		await leavesNothing(async () => {
			expect(await codeFor(name, null)).toBe('unauthenticated');
			for (const personId of [stranger, nextDoor, ours.steward.personId])
				expect(await codeFor(name, personId)).toBe('not_found');
		});
	});
});

describe('a wrong secret opens nothing', () => {
	test.each(ofKind('secret'))('%s', async (name) => {
		await leavesNothing(async () => {
			for (const personId of [null, stranger])
				expect(['unauthenticated', 'not_found', 'unprocessable']).toContain(await codeFor(name, personId));
		});
	});
});

describe('one’s own things are for those who are signed in', () => {
	test.each(ofKind('self'))('%s', async (name) => {
		await leavesNothing(async () => expect(await codeFor(name, null)).toBe('unauthenticated'));
	});
});

test('who left is a stranger again', async () => {
	const garden = await filledGarden(world);
	await world.done(garden.neighbour.personId, 'members.leave', {
		membershipId: garden.neighbour.membershipId
	});
	for (const name of ofKind('garden')) {
		const answer = await world.send(garden.neighbour.personId, name, SAMPLES[name]![1](garden));
		const code = answer.ok ? 'done' : answer.refusal.code;
		expect([name, code]).toEqual([name, expect.stringMatching(/^(not_found|forbidden)$/)]);
	}
});

describe('sent twenty times at once under one id, it happens once', () => {
	const acts: [
		name: string,
		who: (garden: FilledGarden) => string,
		input: (garden: FilledGarden) => object
	][] = [
		['gardens.addZone', ({ steward }) => steward.personId, ({ gardenId }) => ({ gardenId, name: 'Once' })],
		['members.addPerson', ({ steward }) => steward.personId, ({ gardenId }) => ({ gardenId, name: 'Once' })],
		[
			'harvest.claim',
			({ ahmed }) => ahmed.personId,
			({ insideLotId }) => ({ lotId: insideLotId, quantity: '1' })
		],
		['harvest.post', ({ rosa }) => rosa.personId, SAMPLES['harvest.post']![1]],
		['rota.markDone', ({ steward }) => steward.personId, ({ lookingTurnId }) => ({ turnId: lookingTurnId })]
	];
	test.each(acts)('%s', async (name, who, input) => {
		const garden = await filledGarden(world);
		const id = newId();
		const before = await counts();
		const answers = await Promise.all(
			Array.from({ length: 20 }, () => world.send(who(garden), name, input(garden), { id }))
		);
		expect(answers[0]).toMatchObject({ ok: true });
		for (const answer of answers) expect(answer).toEqual(answers[0]);
		const rows = await world.db.selectFrom('activity').select('id').where('id', '=', id).execute();
		expect(rows).toHaveLength(1);
		// One more row in the log, and in no table more than what one such act makes.
		const once = await counts();
		await world.send(who(garden), name, input(garden), { id });
		expect(await counts()).toEqual(once);
		expect(once.activity! - before.activity!).toBe(1);
		for (const table of ['zone', 'person', 'membership', 'claim', 'lot'])
			expect(once[table]! - before[table]!).toBeLessThanOrEqual(1);
	});
});

async function counts(): Promise<Record<string, number>> {
	const all = await fingerprint(world.db);
	return Object.fromEntries(Object.entries(all).map(([table, hash]) => [table, Number(hash.split(' ')[0])]));
}

test('the same id with another content, or from somebody else, is refused', async () => {
	const id = newId();
	const { gardenId, steward, rosa } = ours;
	await world.done(steward.personId, 'gardens.addZone', { gardenId, name: 'First' }, { id });
	for (const [personId, name] of [
		[steward.personId, 'Second'],
		[rosa.personId, 'First']
	] as const)
		expect(await world.refused(personId, 'gardens.addZone', { gardenId, name }, { id })).toMatchObject({
			code: 'conflict',
			key: 'error_command_reused'
		});
});
