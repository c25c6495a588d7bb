import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { engine, testDatabase } from './database.ts';

const database = await testDatabase();

test('a test file gets a migrated database of its own, on the engine of the run', async () => {
	expect(database.engine).toBe(engine);
	const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
		database.db
	);
	expect(rows.length).toBeGreaterThan(0);
	expect(await testDatabase()).toBe(database);
});

test('days come out as text and counts as numbers, whatever the engine', async () => {
	const { rows } = await sql`select date '2026-02-03' as day, count(*) as n, 1.50::numeric as kilos`.execute(
		database.db
	);
	expect(rows).toEqual([{ day: '2026-02-03', n: 1, kilos: '1.50' }]);
});
