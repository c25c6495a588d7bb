import type { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMemory } from './embedded.server.ts';
import { rowParser } from './row-parsers.server.ts';

let pglite: PGlite;

beforeAll(async () => {
	pglite = await openMemory();
}, 60_000);

afterAll(() => pglite.close());

const MIDDAY = new Date('2026-03-29T10:00:00.000Z');

test.each<[expression: string, expected: unknown]>([
	["date '2026-03-29'", '2026-03-29'],
	["array[date '2026-03-29', null]", ['2026-03-29', null]],
	["numeric '12.50'", '12.50'],
	["array[[numeric '12.50', 1e30]]", [['12.50', '1000000000000000000000000000000']]],
	['count(*)', 1],
	['array[1::int8, 2]', [1, 2]],
	['array[1, null]', [1, null]],
	["timestamptz '2026-03-29 12:00:00+02'", MIDDAY],
	["array[timestamptz '2026-03-29 12:00:00+02']", [MIDDAY]],
	["timestamptz 'infinity'", Infinity],
	["daterange('2026-03-01', '2026-11-01')", '[2026-03-01,2026-11-01)'],
	["array[daterange('2026-03-01', null)]", '{"[2026-03-01,)"}'],
	["tstzrange('2026-03-29 10:00Z', null)", '["2026-03-29 10:00:00+00",)'],
	[`jsonb '{"a": [1, null]}'`, { a: [1, null] }],
	[`array[json '{"a": 1}']`, [{ a: 1 }]],
	["bytea '\\x00ff'", Buffer.from([0, 255])],
	["time '08:30'", '08:30:00'],
	["uuid '00000000-0000-7000-8000-000000000001'", '00000000-0000-7000-8000-000000000001'],
	["array[uuid '00000000-0000-7000-8000-000000000001']", ['00000000-0000-7000-8000-000000000001']],
	["array['a, b', null, '{\"c\"}']", ['a, b', null, '{"c"}']],
	['1.5::float8', 1.5],
	['true', true],
	['null::numeric', null]
])('%s is read as %o', async (expression, expected) => {
	const { rows } = await pglite.query<{ value: unknown }>(`select ${expression} as value`);
	expect(rows[0]!.value).toStrictEqual(expected);
});

test('a whole number that JavaScript cannot hold is refused, not rounded', async () => {
	await expect(pglite.query('select 9007199254740993::int8')).rejects.toThrow(RangeError);
	expect((await pglite.query('select 1 as fine')).rows).toEqual([{ fine: 1 }]);
});

test('every type of the catalog is read by the same function that node-postgres is given', async () => {
	const { rows } = await pglite.query<{ oid: number }>('select oid::int4 from pg_type');
	const untouched = pg.types.getTypeParser(0 as number);
	for (const { oid } of rows) expect(pglite.parsers[oid] ?? untouched, `oid ${oid}`).toBe(rowParser(oid));
});
