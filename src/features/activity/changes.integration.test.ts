import { beforeAll, describe, expect, it } from 'vitest';
import { execute } from '#lib/command/execute.server.ts';
import { newId } from '#lib/command/id.ts';
import { filledGarden, type FilledGarden } from '#tests/factories/filled.ts';
import { COURGETTES } from '#tests/factories/harvest.ts';
import { turnsOf } from '#tests/factories/rota.ts';
import { NOW, testWorld, type Somebody } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { standingOf } from '#features/members/access.server.ts';
import { changesSince, readCursor } from './changes.server.ts';

const world = testWorld(await testDatabase());
let garden: FilledGarden & { saturdayTurnId: string };
/** Minutes after NOW. */
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

beforeAll(async () => {
	const filled = await filledGarden(world);
	const turn = (await turnsOf(world, filled.rotaId)).find(({ day }) => day === '2026-08-22')!;
	garden = { ...filled, saturdayTurnId: turn.id };
});

async function ask({ personId }: Somebody, since: string | null, minutes: number) {
	const standing = await standingOf(world.db, garden.gardenId, personId);
	return changesSince(world.db, standing!, since === null ? null : readCursor(since), at(minutes));
}

/** What a device of somebody learns of one command, asked for a moment later. */
async function learns(who: Somebody, minutes: number, work: (now: Date) => Promise<unknown>) {
	const { cursor } = await ask(who, null, minutes);
	await work(at(minutes));
	const { parts } = await ask(who, cursor, minutes);
	return parts;
}

const addZone = (name: string) => (now: Date) =>
	world.done(garden.steward.personId, 'gardens.addZone', { gardenId: garden.gardenId, name }, { now });
let year = 2026;
const days = () => ({ from: `${++year}-01-01`, until: `${year}-01-02` });
const rest = (by: Somebody) => (now: Date) =>
	world.done(by.personId, 'members.addRest', { membershipId: garden.rosa.membershipId, ...days() }, { now });

describe('what has changed since', () => {
	it('begins with a cursor and no parts; nothing new is nothing, and the cursor stands still', async () => {
		const first = await ask(garden.rosa, null, 5);
		expect(first.parts).toEqual([]);
		const later = await ask(garden.rosa, first.cursor, 50);
		expect(later).toEqual({ cursor: first.cursor, parts: [], more: false });
		expect(JSON.stringify(later).length).toBeLessThan(80);
	});

	it('names the part, once told not again, and the next one anew', async () => {
		const { cursor } = await ask(garden.rosa, null, 100);
		await addZone('Changed 1')(at(100));
		const told = await ask(garden.rosa, cursor, 100);
		expect(told.parts).toEqual(['map']);
		expect((await ask(garden.rosa, told.cursor, 100.5)).parts).toEqual([]);
		expect((await ask(garden.rosa, told.cursor, 120)).parts).toEqual([]);
		await addZone('Changed 2')(at(121));
		expect((await ask(garden.rosa, told.cursor, 121)).parts).toEqual(['map']);
	});

	it('passes over none that becomes visible later than one that arrived after it', async () => {
		await addZone('Quick')(at(200.5));
		const { cursor } = await ask(garden.rosa, null, 200.6);
		// It arrived first, but reading its photo took half a minute.
		await addZone('Slow')(at(200.1));
		expect((await ask(garden.rosa, cursor, 200.7)).parts).toEqual(['map']);
		expect((await ask(garden.rosa, cursor, 260)).parts).toEqual(['map']);
	});

	it('names all parts where the log ends before the cursor, as after a backup was put back', async () => {
		const future = `${at(1e6).getTime().toString(36)}-0`;
		const all = ['defects', 'harvest', 'map', 'people', 'plots', 'rota'];
		expect((await ask(garden.rosa, future, 300)).parts).toEqual(all);
	});

	it('understands its own cursors alone', () => {
		for (const text of ['', '-', 'x', '0-', '!-1', 'zzzzzzzzzz-1', '1-1234567', "1-1' or 1=1"])
			expect([text, readCursor(text)]).toEqual([text, null]);
	});
});

describe('neighbours', () => {
	it('learn nothing of the rota and the people', async () => {
		const turn = (name: string) => (now: Date) =>
			world.done(garden.steward.personId, name, { turnId: garden.saturdayTurnId }, { now });
		expect(await learns(garden.neighbour, 400, turn('rota.confirm'))).toEqual([]);
		expect(await learns(garden.rosa, 410, turn('rota.lookForStandIn'))).toEqual(['rota']);
		expect(await learns(garden.neighbour, 420, rest(garden.steward))).toEqual([]);
	});

	it('learn of the board as far as it is for everyone', async () => {
		const post = (audience: string) => (now: Date) =>
			execute(
				world.door,
				{ personId: garden.rosa.personId, via: 'api' },
				{
					id: newId(),
					name: 'harvest.post',
					input: { gardenId: garden.gardenId, ...COURGETTES, audience, until: '2026-08-20T20:00' }
				},
				now
			);
		expect(await learns(garden.neighbour, 500, post('members'))).toEqual([]);
		expect(await learns(garden.neighbour, 510, post('everyone'))).toEqual(['harvest']);
	});
});

describe('what people do for themselves', () => {
	it('is told to their own devices and the stewards, not to other members', async () => {
		expect(await learns(garden.rosa, 600, rest(garden.rosa))).toEqual(['people']);
	});

	it.each(['ahmed', 'steward'] as const)('%s', async (who) => {
		const { restId } = (await rest(garden.rosa)(at(700))) as { restId: string };
		const remove = (now: Date) => world.done(garden.rosa.personId, 'members.removeRest', { restId }, { now });
		expect(await learns(garden[who], 720, remove)).toEqual(who === 'steward' ? ['people'] : []);
	});
});

describe('a changed name, phone or address', () => {
	const change = (who: Somebody, changes: object) => (now: Date) =>
		world.done(who.personId, 'account.changeProfile', changes, { now });
	let minutes = 740;

	it.each([{ name: 'Rosa Renamed' }, { phone: '+49 30 1234567' }, { phone: null }])(
		'%j is told to who gardens where its owner does, not to neighbours',
		async (changes) => {
			minutes += 5;
			expect(await learns(garden.ahmed, minutes, change(garden.rosa, changes))).toEqual(['people']);
			expect(await learns(garden.neighbour, minutes + 2, change(garden.rosa, changes))).toEqual([]);
		}
	);

	it('is told once, and stays told when the minute has passed', async () => {
		const { cursor } = await ask(garden.ahmed, null, 770);
		await change(garden.rosa, { phone: '+49 30 7654321' })(at(770));
		const told = await ask(garden.ahmed, cursor, 770);
		expect(told.parts).toEqual(['people']);
		for (const later of [770.5, 780]) expect((await ask(garden.ahmed, told.cursor, later)).parts).toEqual([]);
	});

	it.each([{ locale: 'es' }, { theme: 'dark' }])('%j is nobody else’s', async (changes) => {
		minutes += 5;
		expect(await learns(garden.ahmed, minutes + 30, change(garden.rosa, changes))).toEqual([]);
	});

	it('elsewhere is of no concern, nor of somebody who has left', async () => {
		const elsewhere = await world.member(await world.garden());
		expect(await learns(garden.ahmed, 802, change(elsewhere, { name: 'Nobody Known' }))).toEqual([]);
		const gone = await world.member(garden.gardenId);
		await world.db
			.updateTable('membership')
			.set({ left_at: NOW })
			.where('id', '=', gone.membershipId)
			.execute();
		expect(await learns(garden.ahmed, 806, change(gone, { name: 'Gone For Good' }))).toEqual([]);
	});
});

describe('a device that was away for long', () => {
	it('holds for as long as nothing happens, and is found again from however long ago', async () => {
		const { cursor } = await ask(garden.rosa, null, 810);
		const quarter = 91 * 24 * 60;
		expect(await ask(garden.rosa, cursor, quarter)).toEqual({ cursor, parts: [], more: false });
		await addZone('Late')(at(quarter));
		expect((await ask(garden.rosa, cursor, quarter + 1)).parts).toEqual(['map']);
	});
});

describe('whoever leaves', () => {
	const remove =
		({ personId }: Somebody) =>
		(now: Date) =>
			world.done(personId, 'account.delete', { sure: true }, { now });
	const ALL = ['defects', 'harvest', 'map', 'people', 'plots', 'rota'];
	let minutes = 140_000;

	/** Asked by a device of `who`, of an account that is deleted; and once more, later. */
	async function learnsOfOneWhoGoes(who: Somebody, gone: Somebody): Promise<string[]> {
		const { cursor } = await ask(who, null, (minutes += 5));
		await remove(gone)(at(minutes));
		const told = await ask(who, cursor, minutes);
		for (const later of [minutes + 0.5, minutes + 4])
			expect((await ask(who, told.cursor, later)).parts).toEqual([]);
		return told.parts;
	}

	it('with the account is told in all that showed their name or was theirs', async () => {
		expect(await learnsOfOneWhoGoes(garden.ahmed, await world.member(garden.gardenId))).toEqual(ALL);
		expect(await learnsOfOneWhoGoes(garden.steward, await world.member(garden.gardenId))).toEqual(ALL);
	});

	it('with the account is told to neighbours of the board alone', async () => {
		expect(await learnsOfOneWhoGoes(garden.neighbour, await world.member(garden.gardenId))).toEqual([
			'harvest'
		]);
	});

	it('with the account after having left the garden is told, for the name that stood in its records', async () => {
		const gone = await world.member(garden.gardenId);
		const leaving = { left_at: NOW };
		await world.db.updateTable('membership').set(leaving).where('id', '=', gone.membershipId).execute();
		expect(await learnsOfOneWhoGoes(garden.ahmed, gone)).toEqual(ALL);
	});

	it('with the account elsewhere is of no concern', async () => {
		for (const who of [garden.ahmed, garden.neighbour])
			expect(await learnsOfOneWhoGoes(who, await world.member(await world.garden()))).toEqual([]);
	});

	it('the garden alone gives up turns and lots', async () => {
		const leave = async (now: Date) => {
			const { personId, membershipId } = await world.member(garden.gardenId);
			await world.done(personId, 'members.leave', { membershipId }, { now });
		};
		expect(await learns(garden.ahmed, (minutes += 5), leave)).toEqual(['harvest', 'people', 'rota']);
		expect(await learns(garden.neighbour, (minutes += 5), leave)).toEqual(['harvest']);
	});
});
