import { expect, test } from 'vitest';
import { fieldSentence, refusedHere, type RefusedForm } from './form.ts';

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
