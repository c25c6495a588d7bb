import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { drain, NotSent, type Way } from './drain.ts';
import { OutboxStore } from './store.ts';
import { toFile } from './to-file.ts';
import type { Decision, NewEntry, Unsent } from './types.ts';

let count = 0;
let store: OutboxStore;
let now = 0;

beforeEach(() => {
	store = new OutboxStore(`drain ${(count += 1)}`);
	now = 1_000_000;
});

function entry(id: string, given: Partial<NewEntry> = {}): NewEntry {
	const fixed = { sender: 'rosa', name: 'x', version: 1, input: {}, doneAt: '2026-08-18T15:00:00Z' };
	return { ...fixed, id, words: id, href: '/', values: {}, thing: id, ...given };
}

const done = ({ id }: Unsent): Decision => ({ id, kind: 'done', result: {} });
const no = ({ id }: Unsent): Decision => ({ id, kind: 'refused', refusal: { key: 'no', sentence: 'No.' } });

function run(way: Partial<Way>, eager = false, chance = 1) {
	const decided: string[] = [];
	const tools = {
		store,
		way: { commands: async () => [], file: async (_: string, one: Unsent) => done(one), ...way },
		now: () => now,
		chance: () => chance,
		decided: (some: readonly Decision[]) => decided.push(...some.map(({ id, kind }) => `${id} ${kind}`))
	};
	return drain(tools, 'rosa', { eager }).then((end) => ({ ...end, decided }));
}

const ids = async (sender = 'rosa') => (await store.of(sender)).map(({ id }) => id);

test('what is answered leaves, and only the sender’s own goes out', async () => {
	await store.add([entry('a'), entry('b', { thing: 'a' }), entry('c', { sender: 'mei' })]);
	const rounds: string[][] = [];
	const end = await run({
		commands: async (_, batch) => {
			rounds.push(batch.map(({ id }) => id));
			return batch.map(done);
		}
	});
	expect(rounds).toEqual([['a'], ['b']]);
	expect(end).toEqual({ nextAt: null, idle: false, decided: ['a done', 'b done'] });
	expect(await ids()).toEqual([]);
	expect(await ids('mei')).toEqual(['c']);
	expect(await store.senders()).toEqual(['mei']);
	expect(await run({})).toEqual({ nextAt: null, idle: false, decided: [] });
});

test('a refused photo takes the lot along that needs it, with its reason', async () => {
	const photo = entry('photo', { thing: 'lot', file: new Blob(['x']) });
	await store.add([photo, entry('lot', { after: 'photo' })]);
	const end = await run({ file: async (_, one) => no(one) });
	expect(end.decided).toEqual(['photo refused']);
	expect(await store.of('rosa')).toMatchObject([
		{ id: 'photo', state: 'refused', refusal: { sentence: 'No.' } },
		{ id: 'lot', state: 'refused', refusal: { sentence: 'No.', field: 'photo' } }
	]);
});

test('without an answer everything stays, and the pauses grow; a server that names a time is given it', async () => {
	await store.add([entry('a')]);
	const down = (retryAfterMs?: number) =>
		run({ commands: () => Promise.reject(new NotSent('server', retryAfterMs)) }, true);
	expect(await down()).toMatchObject({ trouble: 'server', nextAt: now + 1000 });
	expect(await down()).toMatchObject({ nextAt: now + 2000 });
	expect(await down(60_000)).toMatchObject({ nextAt: now + 60_000 });
	expect(await run({})).toMatchObject({ nextAt: now + 60_000, idle: true, decided: [] });
	expect(await ids()).toEqual(['a']);
});

test('a connection that is not there is looked for every few seconds', async () => {
	await store.add([entry('a')]);
	for (let tries = 0; tries < 8; tries += 1)
		await run({ commands: () => Promise.reject(new NotSent('unreached')) }, true);
	expect((await store.of('rosa'))[0]).toMatchObject({ tries: 8, retryAt: now + 4000 });
});

test('one that the server stumbles over pauses, and what was passed over because of it goes out', async () => {
	await store.add([entry('a'), entry('b'), entry('c')]);
	const end = await run({
		commands: async (_, batch) =>
			batch.map((one, at): Decision => {
				if (one.id === 'a') return { id: 'a', kind: 'undecided' };
				return batch[0]!.id === 'a' && at > 0 ? { id: one.id, kind: 'passed over' } : done(one);
			})
	});
	expect(end.decided.filter((text) => text.endsWith('done'))).toEqual(['b done', 'c done']);
	expect(await ids()).toEqual(['a']);
});

test('an answer that passes over everything does not go round for ever', async () => {
	await store.add([entry('a'), entry('b')]);
	const end = await run({
		commands: async (_, batch) => batch.map(({ id }) => ({ id, kind: 'passed over' }))
	});
	expect(end.nextAt).toBeGreaterThan(now);
});

test('an entry of the same id gives way, and keeps no place', async () => {
	await store.add([entry('a'), entry('b')]);
	await store.add([entry('a', { words: 'corrected' })]);
	expect(await ids()).toEqual(['b', 'a']);
	expect((await store.of('rosa'))[1]!.words).toBe('corrected');
});

test('what waits can be taken along as a file, photos too', async () => {
	const kept = await store.add([entry('a', { file: new Blob(['photo'], { type: 'image/jpeg' }) })]);
	const text = await (await toFile(kept, new Date('2026-08-18T15:00:00Z'))).text();
	expect(JSON.parse(text)).toMatchObject({
		plotluckOutbox: 1,
		unsent: [{ id: 'a', file: `data:image/jpeg;base64,${btoa('photo')}` }]
	});
});

test.each([0, 0.5, 1])(
	'a server that fails for an hour is asked less and less, and then gets everything at once (chance: %d)',
	async (chance) => {
		await store.add([entry('a'), entry('b', { thing: 'a' }), entry('c')]);
		const begun = now;
		const asked: number[] = [];
		const well = () => now - begun >= 60 * 60_000;
		const commands = async (_: string, batch: readonly Unsent[]) => {
			asked.push(now - begun);
			if (!well()) throw new NotSent('server');
			return batch.map(done);
		};
		for (;;) {
			const { nextAt, decided, trouble } = await run({ commands }, false, chance);
			if (nextAt === null) {
				expect(decided).toEqual(['a done', 'c done', 'b done']);
				break;
			}
			expect(trouble).toBe('server');
			expect(await ids()).toEqual(['a', 'b', 'c']);
			now = nextAt;
		}
		const failed = asked.filter((at) => at < 60 * 60_000);
		expect(failed.length).toBeLessThanOrEqual(35);
		// Not forgotten either: at least every five minutes, also at the end.
		expect(Math.max(...asked.map((at, index) => at - (asked[index - 1] ?? 0)))).toBeLessThanOrEqual(
			5 * 60_000
		);
		expect(failed.length).toBeGreaterThanOrEqual(18);
	}
);
