import { openDatabase, type Database } from '#lib/db/database.server.ts';
import { beginSession } from '#lib/auth/sessions.server.ts';
import { newId } from '#lib/command/id.ts';
import { testWorld } from '#tests/factories/world.ts';
import { migrateToLatest } from '#lib/db/migrate.server.ts';
import { startServer } from '#tests/setup/server.ts';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sendCommand } from './ask.ts';
import { report } from './report.ts';
import '#features/harvest/tables.ts';

const PEOPLE = 200;

/** Two hundred people claim one bunch each of the last ten, over HTTP, in the same second. */
export async function benchClaims(databaseUrl: string | undefined): Promise<void> {
	const dataDir = await mkdtemp(path.join(tmpdir(), 'plotluck-claims-'));
	const { lotId, cookies } = await prepared(databaseUrl, dataDir);
	const server = await startServer({ databaseUrl, dataDir, env: { LOG_LEVEL: 'warn' } });
	const begun = performance.now();
	const answers = await Promise.all(
		cookies.map((cookie) => sendCommand(server.url, { cookie }, 'harvest.claim', { lotId, quantity: '1' }))
	);
	const seconds = (performance.now() - begun) / 1000;
	await server.stop();
	const granted = answers.filter(({ ok }) => ok).length;
	const reasoned = answers.filter(
		({ ok, refusal }) => !ok && refusal?.code === 'conflict' && refusal.sentence
	).length;
	report({
		name: `200 claims at once on a lot of ten, ${databaseUrl ? 'PostgreSQL' : 'embedded database'}`,
		value: `${granted} granted, ${reasoned} refused with a reason, ${PEOPLE - granted - reasoned} lost, ${seconds.toFixed(2)} s`,
		comparedTo: 'a new database, over HTTP',
		promise: '10, 190, 0, within 5 s',
		kept: granted === 10 && reasoned === PEOPLE - 10 && seconds <= 5
	});
}

async function prepared(databaseUrl: string | undefined, dataDir: string) {
	const database = await openDatabase({ databaseUrl, dataDir });
	try {
		await migrateToLatest(database);
		return await fill(database);
	} finally {
		await database.close();
	}
}

async function fill(database: Database) {
	const world = testWorld(database);
	const gardenId = await world.garden();
	const giver = await world.member(gardenId);
	const now = new Date();
	const lotId = newId();
	const until = new Date(now.getTime() + 3_600_000);
	await database.db
		.insertInto('lot')
		.values({
			id: lotId,
			garden_id: gardenId,
			giver_id: giver.personId,
			crop: null,
			title: 'Chard',
			quantity: '10',
			unit: 'bunch',
			per_person: null,
			place_kind: 'gate',
			plot_id: null,
			pick_up: `[${now.toISOString()},${until.toISOString()})`,
			photo_id: null,
			created_at: now,
			withdrawn_at: null
		})
		.execute();
	const cookies: string[] = [];
	for (let n = 0; n < PEOPLE; n += 1) {
		const { personId } = await world.member(gardenId, 'neighbour');
		cookies.push(`plotluck=${await beginSession(database.db, personId, 'bench', now)}`);
	}
	return { lotId, cookies };
}
