import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gardenLog } from '#features/activity/queries.server.ts';
import { NOW, testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { standingOf } from './access.server.ts';
import { memberProfile, membersOf, openInvitations, ownMembership } from './queries.server.ts';
import { OPEN_TO, ROLES } from './schema.ts';
import type { OpenTo, Role } from './tables.ts';

const database = await testDatabase();
const world = testWorld(database);
const { db } = database;

/** Written once more, in other words than the rule's: who may see what was opened to whom. */
const SEES: Record<OpenTo, readonly Role[]> = {
	nobody: [],
	stewards: ['steward'],
	members: ['steward', 'member']
};

const person = fc.record({
	role: fc.constantFrom(...ROLES),
	email: fc.constantFrom(...OPEN_TO),
	phone: fc.constantFrom(...OPEN_TO),
	people: fc.boolean()
});

type Drawn = typeof person extends fc.Arbitrary<infer T> ? T : never;

let round = 0;

async function populate(people: Drawn[]) {
	round++;
	const gardenId = await world.garden();
	const made = [];
	for (const [index, { role, email, phone, people: all }] of people.entries()) {
		const address = `mail-${round}-${index}@example.org`;
		const number = `+49 30 ${round}00${index}`;
		const personId = await world.person(`Person ${index}`, address);
		await db.updateTable('person').set({ phone: number }).where('id', '=', personId).execute();
		const areas = role === 'steward' ? (all ? (['people', 'rota'] as const) : (['plots'] as const)) : [];
		const { membershipId } = await world.member(gardenId, role, { personId, areas: [...areas] });
		await db
			.updateTable('membership')
			.set({ email_open_to: email, phone_open_to: phone })
			.where('id', '=', membershipId)
			.execute();
		made.push({ role, email, phone, address, number, personId, membershipId });
	}
	return { gardenId, made };
}

test(
	'no read of this room shows a contact that was not opened to its reader',
	{ timeout: 120_000 },
	async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(person, { minLength: 2, maxLength: 5 }), async (people) => {
				const { gardenId, made } = await populate(people);
				const garden = { id: gardenId, timeZone: 'Europe/Berlin' };
				for (const viewer of made) {
					const standing = (await standingOf(db, gardenId, viewer.personId))!;
					const reads = [
						await membersOf(db, garden, standing, {}, NOW),
						await ownMembership(db, garden, standing, NOW),
						await openInvitations(db, gardenId, NOW),
						await gardenLog(db, gardenId)
					] as unknown[];
					for (const { membershipId } of made)
						reads.push(await memberProfile(db, garden, standing, membershipId, NOW));
					const text = JSON.stringify(reads);
					for (const other of made) {
						const self = other === viewer;
						const listed = self || other.role !== 'neighbour' || standing.areas.includes('people');
						const sees = (to: OpenTo) => self || (listed && SEES[to].includes(viewer.role));
						expect(text.includes(other.address)).toBe(sees(other.email));
						expect(text.includes(other.number)).toBe(sees(other.phone));
					}
				}
			}),
			{ numRuns: 25 }
		);
	}
);

test('a search finds names, plots and skills, never contacts', async () => {
	const gardenId = await world.garden();
	const viewer = await world.member(gardenId, 'steward');
	const personId = await world.person('María Núñez', 'maria@example.org');
	await world.member(gardenId, 'member', { personId });
	const standing = (await standingOf(db, gardenId, viewer.personId))!;
	const find = async (words: string) =>
		(await membersOf(db, { id: gardenId, timeZone: 'UTC' }, standing, { words }, NOW)).people.length;
	expect(await find('nunez MARIA')).toBe(1);
	expect(await find('example.org')).toBe(0);
	expect(await find('100%')).toBe(0);
});
