import { expect, test } from 'vitest';
import { hashSecret } from '#lib/auth/secrets.server.ts';
import { newId } from '#lib/command/id.ts';
import { accountWorld, later, PASSWORD, tokenIn } from '#tests/factories/account-world.ts';
import { NOW } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { cleanAccounts } from './jobs.server.ts';
import { everythingOf, ownAccount, sessionRef } from './queries.server.ts';

const database = await testDatabase();
const world = accountWorld(database);
const { db } = world;

const personRow = (id: string) =>
	db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const sessionCount = async (id: string) =>
	(await db.selectFrom('session').select('device').where('person_id', '=', id).execute()).length;

test('name, phone, language and look change; what is left out stays', async () => {
	const { personId } = await world.newcomer('Rosa Profile', 'rosa.profile@example.org');
	await world.done(personId, 'account.changeProfile', {
		name: 'Rosa  P.',
		phone: '+34 600 000 000',
		locale: 'es'
	});
	await world.done(personId, 'account.changeProfile', { theme: 'contrast' });
	expect(await personRow(personId)).toMatchObject({
		name: 'Rosa P.',
		phone: '+34 600 000 000',
		locale: 'es',
		theme: 'contrast'
	});
	await world.done(personId, 'account.changeProfile', { phone: null });
	expect((await personRow(personId)).phone).toBeNull();
	expect(
		(await world.refused(personId, 'account.changeProfile', { phone: 'call me' })).issues?.[0]?.key
	).toBe('account_phone_wrong');
	expect((await world.refused(personId, 'account.changeProfile', { theme: 'pink' })).code).toBe('invalid');
	expect((await world.refused(null, 'account.changeProfile', { theme: 'dark' })).code).toBe(
		'unauthenticated'
	);
});

test('a new address counts when its link is opened; the old one stays until then', async () => {
	const { personId } = await world.newcomer('Rosa Moves', 'rosa.old@example.org');
	const mails = await world.deliver();
	const own = mails.find(({ to }) => to === 'rosa.old@example.org');
	await world.passes('account.confirmEmail', { token: tokenIn(own) });
	const change = { email: 'Rosa.New@example.org', currentPassword: PASSWORD };
	expect((await world.refused(personId, 'account.changeEmail', { email: 'x@example.org' })).key).toBe(
		'account_password_not_yours'
	);
	await world.done(personId, 'account.changeEmail', change);
	expect((await personRow(personId)).email).toBe('rosa.old@example.org');
	const [mail] = await world.deliver();
	expect(mail?.to).toBe('rosa.new@example.org');
	expect((await ownAccount(db, personId, null, NOW)).pendingEmail).toBe('rosa.new@example.org');
	await world.passes('account.confirmEmail', { token: tokenIn(mail) });
	expect((await personRow(personId)).email).toBe('rosa.new@example.org');
	expect((await world.refused(null, 'account.changeEmail', change)).code).toBe('unauthenticated');
});

test('an address can be taken away; one then signs in by name', async () => {
	const { personId } = await world.newcomer('Rosa Noaddress', 'rosa.noaddress@example.org');
	await world.done(personId, 'account.changeEmail', { email: null, currentPassword: PASSWORD });
	await world.passes('account.signIn', { who: 'rosa noaddress', password: PASSWORD });
});

test('a new password needs the current one and ends the other sessions', async () => {
	const rosa = await world.newcomer('Rosa Changes', 'rosa.changes@example.org');
	await world.passes('account.signIn', { who: 'rosa.changes@example.org', password: PASSWORD });
	const change = { password: 'seven blue buckets', session: rosa.sessionId };
	const wrong = await world.refused(rosa.personId, 'account.changePassword', {
		...change,
		currentPassword: 'wrong'
	});
	expect(wrong).toMatchObject({ key: 'account_password_not_yours', field: 'currentPassword' });
	await world.done(rosa.personId, 'account.changePassword', { ...change, currentPassword: PASSWORD });
	expect(await sessionCount(rosa.personId)).toBe(1);
	expect((await ownAccount(db, rosa.personId, rosa.sessionId, NOW)).devices).toEqual([
		expect.objectContaining({ current: true, label: 'Firefox/Android' })
	]);
	expect((await world.refused(null, 'account.changePassword', change)).code).toBe('unauthenticated');
});

test('whoever sits at an open session cannot try passwords for ever', async () => {
	const { personId } = await world.newcomer('Rosa Open', 'rosa.open@example.org');
	const input = { password: 'seven blue buckets', currentPassword: 'wrong' };
	for (let count = 0; count < 5; count++) await world.refused(personId, 'account.changePassword', input);
	expect((await world.refused(personId, 'account.changePassword', input)).key).toBe('account_too_many_own');
});

test('one ends one’s own sessions and nobody else’s', async () => {
	const rosa = await world.newcomer('Rosa Devices', 'rosa.devices@example.org');
	const ahmed = await world.newcomer('Ahmed Devices', 'ahmed.devices@example.org');
	const second = await world.passes('account.signIn', {
		who: 'rosa.devices@example.org',
		password: PASSWORD
	});
	const third = await world.passes('account.signIn', { who: 'rosa.devices@example.org', password: PASSWORD });
	const stranger = { session: sessionRef(third.sessionId) };
	expect((await world.refused(ahmed.personId, 'account.endSession', stranger)).code).toBe('not_found');
	expect((await world.refused(null, 'account.endSession', stranger)).code).toBe('unauthenticated');
	await world.done(rosa.personId, 'account.endSession', { session: sessionRef(second.sessionId) });
	expect(await sessionCount(rosa.personId)).toBe(2);
	const keep = { keep: sessionRef(rosa.sessionId) };
	expect(await world.done(rosa.personId, 'account.endOtherSessions', keep)).toEqual({ ended: 1 });
	expect(await sessionCount(rosa.personId)).toBe(1);
	expect(await sessionCount(ahmed.personId)).toBe(1);
	expect((await world.refused(null, 'account.endOtherSessions', keep)).code).toBe('unauthenticated');
});

test('of the last two stewards who delete their accounts at once one stays', async () => {
	const gardenId = await world.garden();
	const stewards = [await world.member(gardenId, 'steward'), await world.member(gardenId, 'steward')];
	const answers = await Promise.all(
		stewards.map(({ personId }) => world.send(personId, 'account.delete', { sure: true }))
	);
	expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a deleted account leaves no name, contact, session or way in; the record stays', async () => {
	const rosa = await world.newcomer('Rosa Gone', 'rosa.gone@example.org');
	await world.done(rosa.personId, 'account.changeProfile', { phone: '+49 30 1234567', locale: 'es' });
	const input = { sure: true, currentPassword: PASSWORD };
	expect((await world.refused(rosa.personId, 'account.delete', { ...input, sure: false })).code).toBe(
		'invalid'
	);
	expect((await world.refused(rosa.personId, 'account.delete', { sure: true })).key).toBe(
		'account_password_not_yours'
	);
	expect((await world.refused(null, 'account.delete', input)).code).toBe('unauthenticated');
	await world.done(rosa.personId, 'account.delete', input);
	expect(await personRow(rosa.personId)).toMatchObject({
		name: 'Alguien que se fue',
		email: null,
		phone: null,
		password_hash: null,
		erased_at: NOW
	});
	for (const table of ['session', 'known_device', 'one_time_link', 'api_token'] as const)
		expect(await db.selectFrom(table).selectAll().where('person_id', '=', rosa.personId).execute()).toEqual(
			[]
		);
	const membership = await db
		.selectFrom('membership')
		.select('left_at')
		.where('person_id', '=', rosa.personId)
		.executeTakeFirstOrThrow();
	expect(membership.left_at).toEqual(NOW);
	await world.fails('account.signIn', { who: 'rosa.gone@example.org', password: PASSWORD });
	const logged = await db.selectFrom('activity').select('id').where('actor_id', '=', rosa.personId).execute();
	expect(logged.length).toBeGreaterThan(0);
	expect((await world.refused(rosa.personId, 'account.delete', input)).code).toBe('not_found');
});

test('the last steward of a garden cannot delete their account', async () => {
	const gardenId = await world.garden({ name: 'Last Garden' });
	const { personId } = await world.member(gardenId, 'steward');
	const refusal = await world.refused(personId, 'account.delete', { sure: true });
	expect(refusal).toMatchObject({ key: 'account_last_steward', params: { garden: 'Last Garden' } });
	expect((await personRow(personId)).erased_at).toBeNull();
});

test('people of the demo garden keep their account as it is', async () => {
	const personId = await world.person();
	await db.updateTable('person').set({ demo: true }).where('id', '=', personId).execute();
	for (const [name, input] of [
		['account.delete', { sure: true }],
		['account.changePassword', { password: 'seven blue buckets' }],
		['account.changeEmail', { email: 'demo@example.org' }]
	] as const)
		expect((await world.refused(personId, name, input)).key).toBe('account_demo_only');
});

test('one’s data has a part for each room and nobody else in it, nor any secret', async () => {
	const rosa = await world.newcomer('Rosa Data', 'rosa.data@example.org');
	await world.newcomer('Ahmed Other', 'ahmed.other@example.org');
	const parts = JSON.stringify(await everythingOf(db, rosa.personId));
	for (const own of ['Rosa Data', 'rosa.data@example.org', 'Firefox/Android', '"role":"member"'])
		expect(parts).toContain(own);
	for (const not of ['Ahmed', 'ahmed.other', 'argon2', hashSecret(rosa.sessionId).toString('hex')])
		expect(parts).not.toContain(not);
});

test('what is over is thrown away, and nothing else', async () => {
	const { personId } = await world.newcomer('Rosa Clean', 'rosa.clean@example.org');
	await world.deliver();
	const session = (created: Date, expires: Date) =>
		db
			.insertInto('session')
			.values({ id_hash: hashSecret(newId()), person_id: personId, created_at: created, expires_at: expires })
			.execute();
	await db.deleteFrom('session').execute();
	await session(NOW, later(60));
	await session(NOW, NOW);
	await session(later(-366 * 24 * 60), later(60));
	await db
		.insertInto('tries')
		.values({ key: 'old', count: 9, since: later(-3 * 24 * 60) })
		.execute();
	await db.insertInto('tries').values({ key: 'new', count: 9, since: NOW }).execute();
	await cleanAccounts(db, NOW);
	expect(await db.selectFrom('session').select('expires_at').execute()).toEqual([{ expires_at: later(60) }]);
	const kept = await db.selectFrom('tries').select('key').where('key', 'in', ['old', 'new']).execute();
	expect(kept).toEqual([{ key: 'new' }]);
	const links = db.selectFrom('one_time_link').select('purpose').where('person_id', '=', personId);
	expect(await links.execute()).toHaveLength(1);
	await cleanAccounts(db, later(9 * 24 * 60));
	expect(await links.execute()).toHaveLength(0);
});
