import { beforeEach, expect, test } from 'vitest';
import { localSetupKey, setupLink } from './installation.server.ts';
import { accountWorld, PASSWORD } from '#tests/factories/account-world.ts';
import { newId } from '#lib/command/id.ts';
import { execute } from '#lib/command/execute.server.ts';
import type { House } from '#lib/house/house.server.ts';
import { NOW } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';

const database = await testDatabase();
const world = accountWorld(database);
const { db } = world;

const house = {
	db,
	settings: { origin: 'https://plotluck.example', port: 3000 },
	send: (actor, call) => execute(world.door, actor, call, NOW)
} as Partial<Omit<House, 'settings'>> & { settings: object } as House;

const input = (given: object = {}) => ({
	gardenName: 'Jardín El Olmo',
	lat: 52.52,
	lng: 13.4,
	timeZone: 'Europe/Berlin',
	locale: 'es',
	name: 'Rosa',
	email: 'rosa@example.org',
	password: PASSWORD,
	setupKey: localSetupKey(),
	...given
});

const keyOf = (link: string | null) => new URL(link!).searchParams.get('key')!;

beforeEach(async () => {
	await db.deleteFrom('activity').execute();
	await db.deleteFrom('garden').execute();
	await db.deleteFrom('person').execute();
	await db.deleteFrom('installation').execute();
});

test('it makes a steward with all areas, a garden and a session, all or nothing', async () => {
	const { slug, sessionId } = await world.passes<{ slug: string; sessionId: string }>(
		'account.setUp',
		input()
	);
	expect(slug).toBe('jardin-el-olmo');
	expect(sessionId).toHaveLength(40);
	const garden = await db.selectFrom('garden').selectAll().executeTakeFirstOrThrow();
	expect(garden).toMatchObject({
		name: 'Jardín El Olmo',
		time_zone: 'Europe/Berlin',
		locale: 'es',
		demo: false
	});
	const areas = await db
		.selectFrom('membership')
		.innerJoin('membership_area', 'membership_id', 'membership.id')
		.select(['role', 'area'])
		.execute();
	expect(areas.map(({ area }) => area).toSorted()).toEqual([
		'moderation',
		'money',
		'people',
		'plots',
		'rota'
	]);
	const person = await db.selectFrom('person').selectAll().executeTakeFirstOrThrow();
	expect(person).toMatchObject({ name: 'Rosa', email: 'rosa@example.org', locale: 'es' });
	expect(person.email_confirmed_at).toEqual(NOW);
	await world.passes('account.signIn', { who: 'rosa@example.org', password: PASSWORD });
});

test('without the key it does not exist, and nothing is stored', async () => {
	await setupLink(house);
	for (const setupKey of [undefined, 'x'.repeat(43)])
		expect((await world.fails('account.setUp', input({ setupKey }))).code).toBe('not_found');
	expect(await db.selectFrom('person').selectAll().execute()).toEqual([]);
});

test('the printed link works once, and a newer one replaces it', async () => {
	const older = keyOf(await setupLink(house));
	const newer = keyOf(await setupLink(house));
	expect((await world.fails('account.setUp', input({ setupKey: older }))).code).toBe('not_found');
	await world.passes('account.setUp', input({ setupKey: newer }));
	expect((await world.fails('account.setUp', input({ setupKey: newer }))).code).toBe('not_found');
	expect(await setupLink(house)).toBeNull();
});

test('of many at once one wins', async () => {
	const answers = await Promise.all(
		Array.from({ length: 6 }, (_, index) =>
			world.visit('account.setUp', input({ email: `p${index}@example.org` }))
		)
	);
	expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
	const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.key]));
	expect(new Set(refusals)).toEqual(new Set(['account_set_up_before']));
	expect(await db.selectFrom('garden').select('id').execute()).toHaveLength(1);
	expect(await db.selectFrom('person').select('id').execute()).toHaveLength(1);
});

test('a demo garden and an imported list do not stand in the way; a garden with people does', async () => {
	const demo = await world.garden();
	await db.updateTable('garden').set({ demo: true }).where('id', '=', demo).execute();
	const listed = await world.garden({ slug: 'jardin-el-olmo' });
	await db.updateTable('garden').set({ source: 'nyc', external_id: '1' }).where('id', '=', listed).execute();
	const { slug } = await world.passes<{ slug: string }>('account.setUp', input());
	expect(slug).toBe('jardin-el-olmo-2');
	expect((await world.fails('account.setUp', input())).key).toBe('account_set_up_before');
});

test.each([
	[{ lat: 91 }, 'lat', 'account_lat_range'],
	[{ lng: 181 }, 'lng', 'account_lng_range'],
	[{ lat: 'here' }, 'lat', 'account_place_number'],
	[{ timeZone: 'Europe/Elm' }, 'timeZone', 'account_time_zone_unknown'],
	[{ timeZone: '+02:00' }, 'timeZone', 'account_time_zone_unknown'],
	[{ gardenName: '  ' }, 'gardenName', 'error_required'],
	[{ name: 'Rosa <b>' }, 'name', 'account_name_letters'],
	[{ email: 'rosa' }, 'email', 'error_email'],
	[{ password: 'short' }, 'password', 'account_password_short'],
	[{ password: 'x'.repeat(129) }, 'password', 'account_password_long']
])('%j is refused at its field', async (wrong, field, key) => {
	const refusal = await world.fails('account.setUp', input(wrong));
	expect(refusal.issues).toEqual([expect.objectContaining({ field, key })]);
	expect(await db.selectFrom('person').select('id').execute()).toEqual([]);
});

test('the garden’s own name is no password', async () => {
	const refusal = await world.fails('account.setUp', input({ password: 'el olmo jardin' }));
	expect(refusal).toMatchObject({ key: 'account_password_own', field: 'password' });
});

test('a visitor makes no set-up links', async () => {
	expect((await world.fails('account.makeSetupLink', {})).code).toBe('unauthenticated');
	const personId = await world.person();
	expect((await world.fails('account.makeSetupLink', {}, { personId, id: newId() })).code).toBe('not_found');
});
