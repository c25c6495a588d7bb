import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looseCells } from './loose-cells.ts';
import { readCsv } from './read-csv.ts';

describe('readCsv', () => {
	test.each([',', ';', '\t', '|'])('finds the separator %j', (separator) => {
		const text = ['name,lat', 'A;x|y,1', 'B,2'].map((line) =>
			line
				.split(',')
				.map((c) => `"${c}"`)
				.join(separator)
		);
		expect(readCsv(text.join('\n')).rows.map((row) => row.cells)).toEqual([
			['A;x|y', '1'],
			['B', '2']
		]);
	});

	test('counts rows as a spreadsheet does', () => {
		const { rows, notes } = readCsv('Title,\n\nname,lat\n"two\nlines",1\n\nB,2\n', {
			known: (name) => name === 'lat'
		});
		expect(rows).toEqual([
			{ row: 4, cells: ['two\nlines', '1'] },
			{ row: 6, cells: ['B', '2'] }
		]);
		expect(notes).toEqual([{ key: 'transfer_note_title_rows', params: { count: 1 } }]);
	});

	test('mends quotes inside text where the cells then fit', () => {
		const { rows, notes } = readCsv('"a","b","c"\n"1","by the "Old City"","3"\n');
		expect(rows[0]?.cells).toEqual(['1', 'by the "Old City"', '3']);
		expect(notes[0]?.key).toBe('transfer_note_quotes');
	});

	test.each([
		['', 'file 0 transfer_file_empty'],
		['a,b\n', 'file 0 transfer_csv_no_rows'],
		['a,b\n1,2,3\n', 'row 2 transfer_csv_cells'],
		['a,b\n1,2\n"3,4\n5,6', 'row 3 transfer_csv_open_quote']
	])('%j is refused', (text, expected) => {
		const [problem] = readCsv(text).problems;
		expect(`${problem?.where.kind} ${problem?.where.index} ${problem?.key}`).toBe(expected);
	});

	test('stops at the row limit', () => {
		const text = `a,b\n${'1,2\n'.repeat(50)}`;
		expect(readCsv(text, { rows: 49 }).problems[0]?.key).toBe('transfer_csv_too_many_rows');
		expect(readCsv(text, { rows: 50 }).rows.length).toBe(50);
	});

	test('reads back whatever is written by the rules', () => {
		const cell = fc.string().map((text) => `x${text.replaceAll('\r', '')}`);
		fc.assert(
			fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
				const quoted = [['first', 'second'], ...rows].map((row) =>
					row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')
				);
				expect(
					readCsv(quoted.join('\r\n'), { known: (name) => name === 'first' }).rows.map((row) => row.cells)
				).toEqual(rows);
			})
		);
	});

	test('any text has an answer', () => {
		const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'a,;"\n\r') }));
		fc.assert(
			fc.property(text, (given) => {
				const { rows, problems } = readCsv(given);
				expect(rows.length + problems.length).toBeGreaterThan(0);
			})
		);
	});
});

describe('looseCells', () => {
	test.each([
		['"a","b"', ['a', 'b']],
		['a,"b ""c"" d",', ['a', 'b "c" d', '']],
		['"a "b" c",d\r\n', ['a "b" c', 'd']],
		['"open,b', ['open,b']]
	])('%j', (raw, cells) => expect(looseCells(raw, ',')).toEqual(cells));
});
