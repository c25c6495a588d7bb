import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from './decode.ts';
import { findJsonError } from './json-error.ts';
import { measureJson, readJson } from './read-json.ts';

function end(text: string): { line: number; column: number } {
	const lines = text.split('\n');
	return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function parses(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

describe('broken JSON', () => {
	test.each([
		['{"a" 1}', 1, 6],
		['{"a":1,}', 1, 8],
		['[1,\n 2\n 3]', 3, 2],
		['["tab\there"]', 1, 6],
		['{"a":tru}', 1, 6],
		['[1', 1, 3],
		['"open', 1, 6],
		['[01]', 1, 3],
		['{} {}', 1, 4],
		['["\\x"]', 1, 3]
	])('%j is found at %i:%i', (text, line, column) => {
		expect(findJsonError(text)).toEqual({ line, column });
	});

	test('is found exactly where the engine finds that there is some', () => {
		const broken = fc
			.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '{', ']', '\\', 'e', '-', '0', ' '))
			.map(([text, at, piece]) => {
				const place = at % (text.length + 1);
				return text.slice(0, place) + piece + text.slice(place + 1);
			});
		fc.assert(
			fc.property(broken, (text) => {
				if (parses(text)) expect(findJsonError(text)).toEqual(end(text));
				else if (text.trim() !== '') expect(readJson(text, 1000).problem?.key).toBe('transfer_json_broken');
			}),
			{ numRuns: 1000 }
		);
	});
});

describe('measureJson', () => {
	test('counts brackets and lists of numbers, not those inside text', () => {
		expect(measureJson('{"a":"[[[1\\"]","b":[[1,2],[-3,4]]}')).toEqual({ depth: 3, numberLists: 2 });
		expect(measureJson('[[ [ 1 , 2 ] ]]')).toEqual({ depth: 3, numberLists: 1 });
	});
});

describe('decodeText', () => {
	test('drops a byte order mark and keeps the rest', () => {
		expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xb1]))).toEqual({ text: 'ñ' });
		expect(decodeText('\ufeffñ')).toEqual({ text: 'ñ' });
	});

	test('measures text in bytes', () => {
		expect(decodeText('ñññ', 6).text).toBe('ñññ');
		expect(decodeText('ñññ', 5).problem?.key).toBe('transfer_file_too_big');
	});
});
