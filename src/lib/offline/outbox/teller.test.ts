import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Teller } from './teller.ts';
import type { Decision } from './types.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const done = (id: string): Decision => ({ id, kind: 'done', result: {} });

test('a thousand decisions are told in a few words: the first at once, all in order, none left out', () => {
	const said: string[][] = [];
	const teller = new Teller(({ decisions }) => said.push(decisions.map(({ id }) => id)));
	const ids = Array.from({ length: 1000 }, (_, at) => String(at));
	for (const id of ids) {
		teller.say([done(id)]);
		vi.advanceTimersByTime(1);
		if (id === '0') expect(said).toEqual([['0']]);
	}
	teller.end();
	expect(said.flat()).toEqual(ids);
	expect(said.length).toBeLessThanOrEqual(6);
	vi.advanceTimersByTime(5000);
	expect(said.flat()).toHaveLength(1000);
});

test('what comes after a rest is told at once again; what decides nothing is not told', () => {
	const said: number[] = [];
	const teller = new Teller(({ decisions }) => said.push(decisions.length));
	teller.say([done('a'), { id: 'b', kind: 'undecided' }, { id: 'c', kind: 'passed over' }]);
	vi.advanceTimersByTime(1000);
	teller.say([{ id: 'b', kind: 'undecided' }]);
	teller.say([done('b')]);
	expect(said).toEqual([1, 1]);
});

test('the end of a round is always told, so that everybody looks', () => {
	const said: number[] = [];
	const teller = new Teller(({ decisions }) => said.push(decisions.length));
	teller.end();
	expect(said).toEqual([0]);
});
