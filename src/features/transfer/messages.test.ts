import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import { noteSentence, problemSentence } from './sentences.server.ts';

const FOLDERS = ['../../lib/geo/', '../../lib/files/', './'];

/** Every key that the readers and rules can answer with, as it stands in their source. */
function usedKeys(): string[] {
	const sources = FOLDERS.flatMap((folder) => {
		const url = new URL(folder, import.meta.url);
		const names = readdirSync(url).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
		return names.map((name) => readFileSync(new URL(name, url), 'utf8'));
	});
	return [...new Set(sources.join('\n').match(/(?<=')transfer_[a-z0-9_]+(?=')/g))];
}

describe('every answer of the readers', () => {
	test('has its sentence in both languages', () => {
		const used = usedKeys();
		expect(used.length).toBeGreaterThan(60);
		expect(used.filter((key) => !(key in en) || !(key in es))).toEqual([]);
	});

	test('is said with its place', () => {
		const where = { kind: 'feature', index: 7, label: 'B2' } as const;
		const problem = { where, key: 'transfer_shape_no_area', params: {} } as const;
		expect(problemSentence(problem, 'en')).toMatch(/^Shape 7 \(B2\): Its outline encloses no ground\./);
		expect(problemSentence(problem, 'es')).toMatch(/^Figura 7 \(B2\): Su contorno no encierra terreno\./);
		const note = { key: 'transfer_note_numbered', params: { count: 1 } } as const;
		expect(noteSentence(note, 'es')).toBe('1 parcela sin número recibe uno.');
	});
});
