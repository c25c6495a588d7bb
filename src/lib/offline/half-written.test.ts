import { expect, test } from 'vitest';
import { HalfWritten, type Written } from './half-written.ts';

const form = (method = 'post'): Written => ({ method, isConnected: true });

test('a form that was written in is half-written until it is emptied', () => {
	const watched = new HalfWritten<Written>();
	const one = form();
	expect(watched.any()).toBe(false);
	watched.written(one);
	expect(watched.any()).toBe(true);
	watched.emptied(one);
	expect(watched.any()).toBe(false);
});

test('one of two that is still written in is enough', () => {
	const watched = new HalfWritten<Written>();
	const [one, two] = [form(), form()];
	watched.written(one);
	watched.written(two);
	watched.emptied(one);
	expect(watched.any()).toBe(true);
});

test('a form that left the page, a search, and a field without a form count nothing', () => {
	const watched = new HalfWritten<Written>();
	const gone = form();
	watched.written(gone);
	gone.isConnected = false;
	watched.written(form('get'));
	watched.written(null);
	expect(watched.any()).toBe(false);
});
