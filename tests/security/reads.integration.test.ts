import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { reads } from '#features/reads.server.ts';
import { answerRead, type AnyRead } from '#lib/command/read.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { filledGarden, type FilledGarden } from '#tests/factories/filled.ts';
import { NOW, testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';

const database = await testDatabase();
const world = testWorld(database);

let hidden: FilledGarden;
let shown: FilledGarden;
let stranger: string;

beforeAll(async () => {
	hidden = await filledGarden(world, { listed: false });
	shown = await filledGarden(world);
	stranger = await world.person('Sam Stranger');
});

/** A path of each read with its ids filled in; a read with a new kind of id needs a line here. */
function addressOf({ path }: AnyRead, garden: FilledGarden): string {
	const ids: Record<string, string> = {
		garden: garden.slug,
		plot: garden.plotId,
		rota: garden.rotaId,
		lot: garden.lotId,
		membership: garden.rosa.membershipId
	};
	return path.replace(/\{(\w+)\}/g, (_, name: string) => {
		if (!ids[name]) throw new Error(`no sample for {${name}}`);
		return ids[name];
	});
}

async function ask(address: string, personId: string | null, query = ''): Promise<object | string> {
	const context = { db: world.db, personId, now: NOW, locale: 'en' };
	try {
		return await answerRead(reads, address, new URLSearchParams(query), context);
	} catch (error) {
		if (error instanceof Refused) return error.refusal.code;
		throw error;
	}
}

const ofGardens = reads.filter(({ path }) => path.includes('{garden}'));
const ofAll = reads.filter(({ path }) => !path.includes('{garden}'));
const NAMES = ['Noor Steward', 'Rosa Member', 'Ahmed Member', 'Mei Neighbour', 'Old Tom', 'Hidden Elm'];

describe('a hidden garden does not exist for those who have no place in it', () => {
	test.each(ofGardens)('$name', async (read) => {
		const address = addressOf(read, hidden);
		const visitor = read.reader === 'person' ? 'unauthenticated' : 'not_found';
		expect(await ask(address, null)).toBe(visitor);
		for (const personId of [stranger, shown.steward.personId])
			expect(await ask(address, personId)).toBe('not_found');
	});
});

describe('of a listed garden, outsiders see what is public, without a name', () => {
	test.each(ofGardens)('$name', async (read) => {
		for (const personId of [null, stranger, hidden.steward.personId]) {
			const answer = await ask(addressOf(read, shown), personId);
			if (read.reader === 'person') expect(answer).toBe(personId ? 'not_found' : 'unauthenticated');
			else expectNoNames(answer);
		}
	});
});

describe('what is not about one garden tells of no hidden one and nobody', () => {
	test.each(ofAll)('$name', async (read) => {
		const answer = await ask(addressOf(read, shown), null);
		if (read.reader === 'person') expect(answer).toBe('unauthenticated');
		else expect(JSON.stringify(answer)).not.toContain(hidden.slug);
		if (read.reader === 'nobody') expectNoNames(answer);
	});
});

function expectNoNames(answer: object | string): void {
	const text = JSON.stringify(answer).replaceAll('Hidden Elm Garden', '');
	for (const name of NAMES) expect(text).not.toContain(name);
	expect(text).not.toContain('key hangs');
}

describe('every answer is what its schema says, whoever asks', () => {
	test.each(reads)('$name', async (read) => {
		let answered = 0;
		for (const who of ['steward', 'rosa', 'ahmed', 'neighbour', 'guest'] as const) {
			const answer = await ask(addressOf(read, shown), shown[who].personId);
			if (answer === 'not_found') continue;
			answered++;
			// Through JSON, as it travels.
			const parsed = v.safeParse(read.result, JSON.parse(JSON.stringify(answer)));
			expect(parsed.issues?.map((issue) => [v.getDotPath(issue), issue.message])).toBe(undefined);
		}
		expect(answered).toBeGreaterThan(0);
		if (read.reader === 'nobody')
			expect(v.is(read.result, await ask(addressOf(read, shown), null))).toBe(true);
	});
});

describe('neighbours see the board and themselves, and nothing of the inside', () => {
	const THEIRS = [
		'gardens.one',
		'gardens.map',
		'today',
		'harvest.board',
		'harvest.lot',
		'harvest.myClaims',
		'members.own',
		'activity.changes'
	];
	test.each(ofGardens)('$name', async (read) => {
		const answer = await ask(addressOf(read, shown), shown.neighbour.personId);
		if (THEIRS.includes(read.name)) expect(answer).toBeTypeOf('object');
		else expect(answer).toBe('not_found');
	});
});

test('things of one garden are not found by the address of another', async () => {
	const { personId } = await world.member(hidden.gardenId, 'steward', { name: 'Both Ways' });
	await world.member(shown.gardenId, 'steward', { personId });
	for (const path of ['plots/{plot}', 'rotas/{rota}', 'harvest/{lot}', 'people/{membership}']) {
		const read = reads.find((one) => one.path === `/gardens/{garden}/${path}`)!;
		const crossed = addressOf(read, hidden).replace(hidden.slug, shown.slug);
		expect(await ask(addressOf(read, hidden), personId)).toBeTypeOf('object');
		expect(await ask(crossed, personId)).toBe('not_found');
	}
});

test('parameters that are not understood are refused, and hostile ones harmless', async () => {
	const { slug, steward } = shown;
	const bad: [string, string][] = [
		['/gardens', 'page=0'],
		['/gardens', 'near=13.4'],
		['/garden-pins', 'box=1,2,3'],
		[`/gardens/${slug}/people`, 'role=king'],
		[`/gardens/${slug}/people`, 'q=%00'],
		[`/gardens/${slug}/turns`, 'from=2026-02-30'],
		[`/gardens/${slug}/plots/12`, ''],
		[`/gardens/${slug}/log`, 'before=1'],
		['/gardens/%00', '']
	];
	for (const [address, query] of bad)
		expect([address, query, await ask(decodeURIComponent(address), steward.personId, query)]).toEqual([
			address,
			query,
			'invalid'
		]);
	for (const q of ["'; drop table person; --", '%', '_', '\\', '🍅', 'a'.repeat(100)])
		expect(
			await ask(`/gardens/${slug}/people`, steward.personId, String(new URLSearchParams({ q })))
		).toMatchObject({
			people: []
		});
	expect(await ask('/nothing/here', steward.personId)).toBe('not_found');
});
