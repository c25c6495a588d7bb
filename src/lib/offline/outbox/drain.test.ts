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

function run(way: Partial<Way>, eager = false) {
	const decided: string[] = [];
	const tools = {
		store,
		way: { commands: async () => [], file: async (_: string, one: Unsent) => done(one), ...way },
		now: () => now,
		chance: () => 1,
		decided: (one: Unsent, { kind }: Decision) => decided.push(`${one.id} ${kind}`)
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
	expect(end).toEqual({ nextAt: null, decided: ['a done', 'b done'] });
	expect(await ids()).toEqual([]);
	expect(await ids('mei')).toEqual(['c']);
	expect(await store.senders()).toEqual(['mei']);
});

test('a refused photo takes the lot along that needs it, with its reason', async () => {
	const photo = entry('photo', { thing: 'lot', file: new Blob(['x']) });
	await store.add([photo, entry('lot', { after: 'photo' })]);
	const end = await run({ file: async (_, one) => no(one) });
	expect(end.decided).toEqual(['photo refused']);
	expect(await store.of('rosa')).toMatchObject([
		{ id: 'photo', state: 'refused', refusal: { sentence: 'No.' } },
		{ id: 'lot', state: 'refused', refusal: { sentence: 'No.' } }
	]);
});

test('without an answer everything stays, and the pauses grow; a server that names a time is given it', async () => {
	await store.add([entry('a')]);
	const down = (retryAfterMs?: number) =>
		run({ commands: () => Promise.reject(new NotSent('server', retryAfterMs)) }, true);
	expect(await down()).toMatchObject({ trouble: 'server', nextAt: now + 1000 });
	expect(await down()).toMatchObject({ nextAt: now + 2000 });
	expect(await down(60_000)).toMatchObject({ nextAt: now + 60_000 });
	expect(await run({})).toMatchObject({ nextAt: now + 60_000, decided: [] });
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
