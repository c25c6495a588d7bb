import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heldBehind, isDue, nextBatch, nextTime, pauseAfter, photoLeft } from './rules.ts';
import type { Unsent } from './types.ts';

const NOW = 1_000_000_000;

function entry(seq: number, given: Partial<Unsent> = {}): Unsent {
	const fixed = { id: `id${seq}`, sender: 'rosa', name: 'x', version: 1, input: {}, doneAt: '', words: '' };
	const rest = { href: '/', values: {}, state: 'waiting' as const, tries: 0, retryAt: 0 };
	return { seq, ...fixed, ...rest, thing: `thing${seq}`, ...given };
}

const ids = (entries: readonly Unsent[]) => entries.map(({ id }) => id);

test('things go out side by side, one thing after the other', () => {
	const entries = [entry(1), entry(2, { thing: 'thing1' }), entry(3)];
	expect(ids(nextBatch(entries, NOW))).toEqual(['id1', 'id3']);
	expect(ids(nextBatch(entries.slice(1), NOW))).toEqual(['id2', 'id3']);
});

test('what was refused, or has to pause, holds back what comes after it, and nothing else', () => {
	const refused = [entry(1, { state: 'refused' }), entry(2, { thing: 'thing1' }), entry(3)];
	expect(ids(nextBatch(refused, NOW))).toEqual(['id3']);
	expect(heldBehind(refused[1]!, refused)?.id).toBe('id1');
	expect(heldBehind(refused[2]!, refused)).toBeUndefined();
	const paused = [entry(1, { retryAt: NOW + 1000 }), entry(2, { thing: 'thing1' })];
	expect(nextBatch(paused, NOW)).toEqual([]);
	expect(nextTime(paused, NOW)).toBe(NOW + 1000);
	expect(nextTime([refused[0]!, refused[1]!], NOW)).toBeNull();
});

test('words do not wait for pictures, and a lot waits for its picture', () => {
	const photo = entry(1, { file: new Blob(['x']), thing: 'lot' });
	const lot = entry(2, { thing: 'lot', after: 'id1' });
	expect(ids(nextBatch([photo, lot, entry(3)], NOW))).toEqual(['id3']);
	expect(ids(nextBatch([photo, lot], NOW))).toEqual(['id1']);
	expect(ids(nextBatch([lot], NOW))).toEqual(['id2']);
});

test('pauses double to five minutes, half of them by chance', () => {
	expect(pauseAfter(1, 0)).toBe(500);
	expect(pauseAfter(1, 1)).toBe(1000);
	expect(pauseAfter(4, 1)).toBe(8000);
	expect(pauseAfter(1000, 1)).toBe(300_000);
	fc.assert(
		fc.property(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (tries, chance) => {
			const pause = pauseAfter(tries, chance);
			return pause >= 500 && pause <= 300_000;
		})
	);
});

test('a clock that is set back or on never keeps anything for longer than the longest pause', () => {
	const paused = entry(1, { retryAt: NOW + 1000 });
	expect(isDue(paused, NOW)).toBe(false);
	expect(isDue(paused, NOW + 1000)).toBe(true);
	expect(isDue(paused, NOW - 86_400_000)).toBe(true);
	expect(isDue(paused, NOW + 86_400_000 * 400)).toBe(true);
});

test('however things stand, nothing overtakes an earlier entry of its thing', () => {
	const some = fc.record({
		thing: fc.constantFrom('a', 'b', 'c'),
		state: fc.constantFrom('waiting' as const, 'refused' as const),
		retryAt: fc.constantFrom(0, NOW - 5, NOW + 5000)
	});
	fc.assert(
		fc.property(fc.array(some, { maxLength: 12 }), (given) => {
			const entries = given.map((one, seq) => entry(seq, one));
			const batch = nextBatch(entries, NOW);
			for (const sent of batch)
				expect(entries.filter(({ thing, seq }) => thing === sent.thing && seq < sent.seq)).toEqual([]);
			expect(new Set(batch.map(({ thing }) => thing)).size).toBe(batch.length);
		})
	);
});

test('what is written anew keeps its photo, on its way or arrived, unless that is to go or was refused', () => {
	const photo = entry(1, { id: 'photo' });
	const lot = { after: 'photo' };
	const gone = { after: undefined, gone: ['photo'] };
	expect(photoLeft(lot, [photo], false)).toEqual({ after: 'photo', gone: [] });
	expect(photoLeft(lot, [], false)).toEqual({ after: 'photo', gone: [] });
	expect(photoLeft(lot, [photo], true)).toEqual(gone);
	expect(photoLeft(lot, [], true)).toEqual({ after: undefined, gone: [] });
	const refused = { ...photo, state: 'refused' as const, refusal: { key: 'no', sentence: 'No.' } };
	expect(photoLeft(lot, [refused], false)).toEqual(gone);
	expect(photoLeft({}, [photo], true)).toEqual({ after: undefined, gone: [] });
	expect(photoLeft(undefined, [photo], true)).toEqual({ after: undefined, gone: [] });
});
