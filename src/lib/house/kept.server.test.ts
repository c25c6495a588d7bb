import { expect, it } from 'vitest';
import { changes } from './house.server.ts';
import { Kept, keptUntilChanges } from './kept.server.ts';

const now = new Date('2026-08-18T15:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);

function counting() {
	let count = 0;
	return async () => ++count;
}

it('reads once for many who ask, and again after a change in the garden', async () => {
	const kept = new Kept();
	const read = counting();
	const ask = (at = now) => kept.answer('elm', 'rosa en', at, read);
	expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
	kept.changed('canal');
	kept.changed(null);
	expect(await ask()).toBe(1);
	kept.changed('elm');
	expect(await ask()).toBe(2);
	kept.changed(undefined);
	expect(await ask()).toBe(3);
});

it('keeps people and gardens apart, and believes nothing for long', async () => {
	const kept = new Kept();
	const read = counting();
	expect(await kept.answer('elm', 'rosa en', now, read)).toBe(1);
	expect(await kept.answer('elm', 'ahmed en', now, read)).toBe(2);
	expect(await kept.answer('canal', 'rosa en', now, read)).toBe(3);
	expect(await kept.answer('elm', 'rosa en', later(19_000), read)).toBe(1);
	expect(await kept.answer('elm', 'rosa en', later(20_000), read)).toBe(4);
});

it('does not keep what was read before a change that came meanwhile', async () => {
	const kept = new Kept();
	let tell!: (value: string) => void;
	const old = kept.answer('elm', 'rosa', now, () => new Promise<string>((resolve) => (tell = resolve)));
	kept.changed('elm');
	expect(await kept.answer('elm', 'rosa', now, async () => 'new')).toBe('new');
	tell('old');
	expect(await old).toBe('old');
	expect(await kept.answer('elm', 'rosa', now, async () => 'never')).toBe('new');
});

it('does not keep a failure', async () => {
	const kept = new Kept();
	await expect(kept.answer('elm', 'rosa', now, () => Promise.reject(new Error('gone')))).rejects.toThrow(
		'gone'
	);
	expect(await kept.answer('elm', 'rosa', now, async () => 'there')).toBe('there');
});

it('hears of commits', async () => {
	const kept = keptUntilChanges();
	const read = counting();
	await kept.answer('elm', 'rosa', now, read);
	changes.publish({ gardenId: 'elm' });
	expect(await kept.answer('elm', 'rosa', now, read)).toBe(2);
});
