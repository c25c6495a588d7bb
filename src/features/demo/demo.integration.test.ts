import { sql, type RawBuilder } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { personOfEmail } from '#features/account/people.server.ts';
import { INVARIANTS } from '#cli/verbs/check.ts';
import { execute } from '#lib/command/execute.server.ts';
import { newId } from '#lib/command/id.ts';
import { readSession, sessions } from '#lib/auth/sessions.server.ts';
import { NOW, testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { buildDemo } from './build.server.ts';
import { PERSONA_IDS } from './personas.ts';
import { demoState } from './state.server.ts';

const database = await testDatabase();
const world = testWorld(database);
const { db } = world;

/** The day of NOW. A build takes some seconds, and longer on a busy machine. */
const TODAY = '2026-08-18';
const SLOW = 240_000;

type Entered = { sessionId: string; slug: string };

async function count(query: RawBuilder<{ n: number }>): Promise<number> {
	const { rows } = await query.execute(db);
	return Number(rows[0]!.n);
}

const countOf = (table: string, where = 'true') =>
	count(sql`select count(*) as n from ${sql.table(table)} where ${sql.raw(where)}`);

const ofElm = `garden_id = (select id from garden where slug = 'elm-street-garden')`;

let entered: Entered[];

// Two visitors come first, in the same moment: one of them has it built, both get in.
beforeAll(async () => {
	entered = await Promise.all(
		['gardener', 'neighbour'].map((role) => world.done<Entered>(null, 'demo.enter', { role }))
	);
}, SLOW);

describe('the first visit', () => {
	it('builds the demo once and lets both in as who they chose', async () => {
		expect(await countOf('garden')).toBe(2);
		expect(await demoState(db)).toMatchObject({ builtFor: TODAY, usable: true, hasOwnGarden: false });
		const names = await Promise.all(
			entered.map(({ sessionId }) => readSession(sessions(db), sessionId).then((one) => one?.viewer))
		);
		expect(names.map((viewer) => [viewer?.name, viewer?.demo])).toEqual([
			['Rosa Delgado', true],
			['Tom Whitaker', true]
		]);
		expect(entered.map(({ slug }) => slug)).toEqual(['elm-street-garden', 'elm-street-garden']);
	});
});

describe('the demo garden', () => {
	it('is as big as promised', async () => {
		expect(await countOf('plot', ofElm)).toBe(60);
		expect(await countOf('membership', `left_at is null and ${ofElm}`)).toBe(80);
		expect(await countOf('membership', `left_at is not null and ${ofElm}`)).toBe(4);
		expect(await countOf('person', 'not demo')).toBe(0);
		expect(
			await countOf('membership_area', `membership_id in (select id from membership where ${ofElm})`)
		).toBe(10);
		expect(await countOf('map_feature', ofElm)).toBeGreaterThan(20);
		expect(await countOf('rota', `published_at is not null and ${ofElm}`)).toBe(6);
		expect(await countOf('household')).toBe(12);
	});

	it('has two free plots, one that ends soon, and a history', async () => {
		const free = await sql<{ number: string }>`
			select number from plot where kind in ('single', 'raised') and garden_id in (
				select id from garden where slug = 'elm-street-garden'
			) and not exists (select from tenancy where plot_id = plot.id and days @> ${TODAY}::date)
			order by number`.execute(db);
		expect(free.rows.map(({ number }) => number)).toEqual(['A11', 'C9']);
		expect(await countOf('tenancy', `upper(days) <= '${TODAY}'`)).toBeGreaterThan(5);
		expect(await countOf('tenancy', `upper(days) > '${TODAY}'`)).toBe(1);
	});

	it('has a season behind and before it', async () => {
		const past = `upper(during) < '${TODAY}'`;
		expect(await countOf('turn', `state = 'done' and ${past}`)).toBeGreaterThan(120);
		for (const state of ['missed', 'excused', 'swapped_away', 'rained_off'])
			expect(await countOf('turn', `state = '${state}'`), state).toBeGreaterThan(0);
		expect(await countOf('turn', `state in ('planned', 'confirmed') and not ${past}`)).toBeGreaterThan(60);
		expect(await countOf('turn', `state = 'looking' and not ${past}`)).toBe(2);
		expect(await countOf('turn', `done_note <> ''`)).toBeGreaterThan(10);
	});

	it('has a full board, with claims and with what was given before', async () => {
		const open = `upper(pick_up) > '2026-08-18 15:00+01' and withdrawn_at is null and claimed < quantity`;
		expect(await countOf('lot', `${open} and ${ofElm}`)).toBeGreaterThanOrEqual(12);
		expect(await countOf('lot', `not (${open})`)).toBeGreaterThan(10);
		for (const state of ['reserved', 'picked_up', 'cancelled', 'not_collected'])
			expect(await countOf('claim', `state = '${state}'`), state).toBeGreaterThan(0);
	});

	it('gives the gardener a turn today, a share to pick up, and a lot that others come for', async () => {
		const mine = `person_id = (select person_id from membership where id = '${PERSONA_IDS.gardener}')`;
		const own = `slot_id in (select id from slot where day = '${TODAY}') and state = 'confirmed' and ${mine}`;
		expect(await countOf('turn', own)).toBeGreaterThan(0);
		expect(await countOf('claim', `state = 'reserved' and ${mine}`)).toBe(1);
		expect(
			await countOf(
				'lot',
				`claimed > 0 and upper(pick_up) > now() - interval '1 year' and giver_id = (
			select person_id from membership where id = '${PERSONA_IDS.gardener}') and upper(pick_up) > '${TODAY}'`
			)
		).toBe(1);
	});

	it('keeps what must always hold', async () => {
		for (const [name, broken] of INVARIANTS) expect(await count(broken), name).toBe(0);
		expect(
			await count(sql`select count(*) as n from turn join slot on slot.id = slot_id join rest
				on rest.membership_id = turn.membership_id and rest.days @> slot.day
				where turn.state in ('planned', 'confirmed') and rest.created_at < turn.created_at`)
		).toBe(0);
		expect(
			await count(sql`select count(*) as n from turn join slot on slot.id = slot_id join rota on rota.id = rota_id
				join membership on membership.id = membership_id where not (skills @> needed_skills)`)
		).toBe(0);
		expect(
			await count(sql`select count(*) as n from (
				select membership_id, max(monthly_max) as most, count(*) as turns from turn
				join slot on slot.id = slot_id join membership on membership.id = membership_id
				where state in ('planned', 'confirmed', 'looking', 'done') and monthly_max is not null
				group by membership_id, date_trunc('month', day)) as month where turns > most`)
		).toBe(0);
	});

	it('has a log of its whole past, and of nothing to come', async () => {
		const log = `${ofElm} and command <> 'demo.enter'`;
		expect(await countOf('activity', log)).toBeGreaterThan(500);
		expect(await countOf('activity', `${log} and (at >= '2026-08-18 00:00+01' or arrived_at <> at)`)).toBe(0);
		expect(await countOf('activity', `data = '{}' and subject_id is null`)).toBe(0);
		// The newest id is the latest in time: the log is read in the order of ids. Two have ids to be found by.
		const found = `${log} and id not in ('${PERSONA_IDS.gardener}', '${PERSONA_IDS.neighbour}')`;
		const { rows } = await sql<{
			at: Date;
		}>`select at from activity where ${sql.raw(found)} order by id`.execute(db);
		const times = rows.map(({ at }) => at.getTime());
		expect(times).toEqual(times.toSorted((a, b) => a - b));
	});

	it('queues no mail and no reminder for people who do not exist', () => {
		expect(world.sentJobs).toEqual([]);
	});

	it('stays as it is when it is wanted again', async () => {
		expect(await buildDemo(database, { today: TODAY })).toBe(false);
		expect(await countOf('garden')).toBe(2);
	});
});

describe('entering', () => {
	it('lends a person and leaves their language alone: it is the browser’s of each visitor', async () => {
		const { sessionId } = await world.done<Entered>(null, 'demo.enter', { role: 'steward' });
		expect((await readSession(sessions(db), sessionId))?.viewer.name).toBe('Grace Okafor');
		const actor = { personId: null, via: 'page', locale: 'es' } as const;
		const call = { id: newId(), name: 'demo.enter', input: { role: 'steward' } };
		expect(await execute(world.door, actor, call, NOW)).toMatchObject({ ok: true });
		expect((await readSession(sessions(db), sessionId))?.viewer).toMatchObject({ locale: 'en', demo: true });
	});

	it('refuses a role that there is not', async () => {
		expect((await world.refused(null, 'demo.enter', { role: 'owner' })).code).toBe('invalid');
	});
});

/** What the demo is, apart from ids that chance made. */
async function portrait(): Promise<unknown> {
	const { rows } = await sql`
		select 'turn' as what, slot.day::text, rota.name, person.name as who, turn.state as text
		from turn join slot on slot.id = slot_id join rota on rota.id = rota_id join person on person.id = person_id
		union all select 'tenancy', days::text, number, person.name, end_reason
		from tenancy join plot on plot.id = plot_id join tenancy_holder on tenancy_id = tenancy.id
			join membership on membership.id = membership_id join person on person.id = person_id
		union all select 'claim', pick_up::text, lot.title, person.name, state
		from claim join lot on lot.id = lot_id join person on person.id = person_id
		union all select 'activity', activity.at::text, command, activity.id::text, person.name
		from activity left join person on person.id = actor_id where command not in ('demo.enter', 'account.setUp')
		order by 1, 2, 3, 4, 5`.execute(db);
	return rows;
}

describe('a real garden', () => {
	it(
		'closes the demo to visitors, and stays when the demo goes; a demo of the same day and seed is the same',
		async () => {
			const before = await portrait();
			const { gardenId, steward } = await foundReal();
			expect(await countOf('session', 'person_id in (select id from person where demo)')).toBe(0);
			expect(await personOfEmail(db, 'rosa.delgado@elm-street.example')).toBeNull();
			expect((await world.refused(null, 'demo.enter', { role: 'gardener' })).code).toBe('not_found');

			expect(await buildDemo(database, { today: TODAY, replace: true })).toBe(true);
			expect(await portrait()).toEqual(before);

			const real = await guestIn(gardenId, steward);
			expect((await world.refused(null, 'demo.remove', {})).code).toBe('unauthenticated');
			expect((await world.refused(steward, 'demo.remove', {})).code).toBe('not_found');
			const result = await world.done(null, 'demo.remove', {}, { via: 'cli' });
			expect(result).toEqual({ gardens: 2, people: 84 });
			await expectOnly(gardenId, steward, real);
		},
		SLOW
	);
});

/** Somebody sets the installation up in earnest. */
async function foundReal(): Promise<{ gardenId: string; steward: string }> {
	const input = {
		gardenName: 'Real Garden',
		lat: 52.5,
		lng: 13.4,
		timeZone: 'Europe/Berlin',
		locale: 'en',
		name: 'Real Person',
		password: 'eleven purple onions'
	};
	const { slug } = await world.done<{ slug: string }>(null, 'account.setUp', input, { via: 'cli' });
	const row = await db
		.selectFrom('garden')
		.innerJoin('membership', 'membership.garden_id', 'garden.id')
		.select(['garden.id', 'membership.person_id'])
		.where('slug', '=', slug)
		.executeTakeFirstOrThrow();
	return { gardenId: row.id, steward: row.person_id };
}

/** Somebody of the demo takes a share of the real garden's lot. Answers that lot. */
async function guestIn(gardenId: string, steward: string): Promise<string> {
	const { lotId } = await world.done<{ lotId: string }>(steward, 'harvest.post', {
		gardenId,
		crop: 'leek',
		quantity: 4,
		unit: 'piece',
		placeKind: 'gate',
		until: '2026-08-20T18:00'
	});
	const { person_id } = await db
		.selectFrom('membership')
		.select('person_id')
		.where('id', '=', PERSONA_IDS.neighbour)
		.executeTakeFirstOrThrow();
	await world.member(gardenId, 'neighbour', { personId: person_id });
	await world.done(person_id, 'harvest.claim', { lotId, quantity: 1 });
	return lotId;
}

async function expectOnly(gardenId: string, steward: string, lotId: string): Promise<void> {
	for (const table of ['plot', 'tenancy', 'rota', 'slot', 'turn', 'household', 'claim', 'map_feature'])
		expect(await countOf(table), table).toBe(0);
	const [garden] = await db.selectFrom('garden').select('id').execute();
	const people = await db.selectFrom('person').select('id').execute();
	const lot = await db.selectFrom('lot').select(['id', 'claimed']).executeTakeFirst();
	expect([garden?.id, ...people.map(({ id }) => id), lot?.id]).toEqual([gardenId, steward, lotId]);
	expect(Number(lot?.claimed)).toBe(0);
	const commands = await db.selectFrom('activity').select('command').orderBy('id').execute();
	expect(commands.map(({ command }) => command)).toEqual([
		'account.setUp',
		'harvest.post',
		'harvest.claim',
		'demo.remove'
	]);
	expect((await demoState(db)).builtFor).toBeNull();
	for (const [name, broken] of INVARIANTS) expect(await count(broken), name).toBe(0);
}
