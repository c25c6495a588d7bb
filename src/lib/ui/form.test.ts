import { expect, test } from 'vitest';
import type { Unsent } from '#lib/offline/outbox/types.ts';
import { fieldSentence, keptHere, refusedHere, type RefusedForm } from './form.ts';

const answer: RefusedForm = {
	command: 'rota.done',
	refusal: {
		key: 'error_invalid_input',
		sentence: 'Look again.',
		field: 'minutes',
		issues: [{ field: 'note', sentence: 'Too long.' }]
	},
	values: { turnId: 'a', note: 'x' }
};

test('a refusal belongs to the form that sent it, and to no other of the same command', () => {
	expect(refusedHere(answer, 'rota.done', { turnId: 'a' })).toBe(answer);
	expect(refusedHere(answer, 'rota.done', { turnId: 'b' })).toBeUndefined();
	expect(refusedHere(answer, 'rota.swap', {})).toBeUndefined();
	expect(refusedHere(null, 'rota.done', {})).toBeUndefined();
	expect(refusedHere({ command: 'rota.done', done: {} }, 'rota.done', {})).toBeUndefined();
});

test('a field finds its sentence among the issues, then in the refusal itself', () => {
	expect(fieldSentence(answer, 'note')).toBe('Too long.');
	expect(fieldSentence(answer, 'minutes')).toBe('Look again.');
	expect(fieldSentence(answer, 'other')).toBeUndefined();
	expect(fieldSentence(undefined, 'note')).toBeUndefined();
});

const unsent = (id: string, name: string, values: Record<string, string>) =>
	({ id, name, values }) as unknown as Unsent;

test('a form finds what was written in it and waits: the one asked for, or the newest', () => {
	const entries = [
		unsent('1', 'rota.done', { turnId: 'a' }),
		unsent('2', 'rota.done', { turnId: 'a' }),
		unsent('3', 'rota.done', { turnId: 'b' }),
		unsent('4', 'rota.swap', { turnId: 'a' })
	];
	expect(keptHere(entries, 'rota.done', { turnId: 'a' }, '')?.id).toBe('2');
	expect(keptHere(entries, 'rota.done', { turnId: 'a' }, '1')?.id).toBe('1');
	expect(keptHere(entries, 'rota.done', { turnId: 'c' }, '4')).toBeUndefined();
});
