import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { LINK_QUEUE } from './link-mail.ts';
import { linkHolder } from './queries.server.ts';
import { accountWorld, later, PASSWORD, tokenIn, type Signed } from '#tests/factories/account-world.ts';
import { NOW } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';

const database = await testDatabase();
const world = accountWorld(database);
const { db } = world;

/** Somebody new whose address is confirmed. */
async function confirmed(name: string, email: string) {
	const person = await world.newcomer(name, email);
	const [mail] = await world.deliver();
	await world.passes('account.confirmEmail', { token: tokenIn(mail) });
	return person;
}

async function mailedLink(email: string, purpose: 'sign_in' | 'reset', now = NOW) {
	await world.passes('account.askForLink', { email, purpose }, { now });
	const [mail] = await world.deliver(now);
	return { mail, token: tokenIn(mail) };
}

const personRow = (id: string) =>
	db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const sessionsOf = (id: string) =>
	db.selectFrom('session').select('device').where('person_id', '=', id).execute();

test('a mailed link signs in once; looking at it does not use it up', async () => {
	const rosa = await confirmed('Rosa Link', 'rosa.link@example.org');
	const { mail, token } = await mailedLink('rosa.link@example.org', 'sign_in');
	expect(mail).toMatchObject({ to: 'rosa.link@example.org', subject: 'Your link to Plotluck' });
	for (let look = 0; look < 3; look++)
		expect(await linkHolder(db, token, 'sign_in', NOW)).toEqual({
			name: 'Rosa Link',
			email: 'rosa.link@example.org'
		});
	await world.passes('account.signInByLink', { token });
	expect(await sessionsOf(rosa.personId)).toHaveLength(2);
	expect((await world.fails('account.signInByLink', { token })).key).toBe('account_link_over');
	expect(await linkHolder(db, token, 'sign_in', NOW)).toBeNull();
});

test('a link holds for 15 minutes, a reset for an hour, and neither works as the other', async () => {
	await confirmed('Rosa Late', 'rosa.late@example.org');
	const { token } = await mailedLink('rosa.late@example.org', 'sign_in');
	expect((await world.fails('account.resetPassword', { token, password: 'seven blue buckets' })).key).toBe(
		'account_link_over'
	);
	expect((await world.fails('account.signInByLink', { token }, { now: later(15) })).key).toBe(
		'account_link_over'
	);
	await world.passes('account.signInByLink', { token }, { now: later(14) });
	const reset = await mailedLink('rosa.late@example.org', 'reset');
	const input = { token: reset.token, password: 'seven blue buckets' };
	expect((await world.fails('account.resetPassword', input, { now: later(60) })).key).toBe(
		'account_link_over'
	);
	await world.passes('account.resetPassword', input, { now: later(59) });
});

test('the newest used, the older links are over', async () => {
	await confirmed('Rosa Older', 'rosa.older@example.org');
	const older = await mailedLink('rosa.older@example.org', 'sign_in');
	const newer = await mailedLink('rosa.older@example.org', 'sign_in');
	await world.passes('account.signInByLink', { token: newer.token });
	expect((await world.fails('account.signInByLink', { token: older.token })).key).toBe('account_link_over');
});

test('used twice in the same moment, a link signs in once', async () => {
	await confirmed('Rosa Race', 'rosa.race@example.org');
	const { token } = await mailedLink('rosa.race@example.org', 'sign_in');
	const answers = await Promise.all(
		Array.from({ length: 6 }, () => world.visit('account.signInByLink', { token }))
	);
	expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

test('asking tells nobody whether there is an account: same answer, same job, same kind of mail', async () => {
	await confirmed('Rosa Secret', 'rosa.secret@example.org');
	const jobs = [];
	for (const email of ['rosa.secret@example.org', 'nobody.here@example.org']) {
		expect(await world.visit('account.askForLink', { email, purpose: 'sign_in' })).toEqual({
			ok: true,
			result: {}
		});
		jobs.push(world.sentJobs.splice(0));
	}
	for (const [index, email] of ['rosa.secret@example.org', 'nobody.here@example.org'].entries())
		expect(jobs[index]).toEqual([{ queue: LINK_QUEUE, data: { purpose: 'sign_in', email, locale: 'en' } }]);
	world.sentJobs.push(...jobs.flat());
	const mails = await world.deliver();
	expect(mails.map(({ to }) => to)).toEqual(['rosa.secret@example.org', 'nobody.here@example.org']);
	expect(mails[1]!.text).toContain('no account uses it');
	expect(mails[1]!.text).not.toContain('/sign-in/');
});

test('links are limited for an address, and the owner’s own device is counted apart', async () => {
	const email = 'rosa.flood@example.org';
	const rosa = await confirmed('Rosa Flood', email);
	const ask = (given: object, address = '203.0.113.50') =>
		world.visit('account.askForLink', { email, purpose: 'sign_in', ...given }, { address });
	for (let count = 0; count < 5; count++) expect((await ask({})).ok).toBe(true);
	expect(await ask({}, '198.51.100.50')).toMatchObject({
		ok: false,
		refusal: { code: 'too_many', key: 'account_too_many_links', retryAfter: 30 }
	});
	expect((await ask({ device: rosa.device })).ok).toBe(true);
	world.sentJobs.splice(0);
});

test('a reset sets the password and ends every other session and known device', async () => {
	const rosa = await confirmed('Rosa Reset', 'rosa.reset@example.org');
	await world.passes('account.signIn', { who: 'rosa.reset@example.org', password: PASSWORD });
	const { token } = await mailedLink('rosa.reset@example.org', 'reset');
	const weak = await world.fails('account.resetPassword', { token, password: 'rosa reset 1' });
	expect(weak).toMatchObject({ key: 'account_password_own', field: 'password' });
	const { device } = await world.passes('account.resetPassword', { token, password: 'seven blue buckets' });
	expect(await sessionsOf(rosa.personId)).toHaveLength(1);
	expect(device).not.toBe(rosa.device);
	await world.fails('account.signIn', { who: 'rosa.reset@example.org', password: PASSWORD });
	await world.passes('account.signIn', { who: 'rosa.reset@example.org', password: 'seven blue buckets' });
});

test('an address that somebody else claimed first falls to its reader, and the claimer is shut out', async () => {
	const email = 'victim@example.org';
	const claimer = await world.newcomer('Claimer', email);
	await world.deliver();
	const { token } = await mailedLink(email, 'sign_in');
	await world.passes('account.signInByLink', { token });
	expect(await personRow(claimer.personId)).toMatchObject({ email, password_hash: null });
	expect(await sessionsOf(claimer.personId)).toHaveLength(1);
	expect((await world.fails('account.signIn', { who: email, password: PASSWORD })).key).toBe(
		'account_sign_in_wrong'
	);
});

test('two may claim an address; who confirms it has it, and the other’s claim is gone', async () => {
	const email = 'shared.claim@example.org';
	const one = await world.newcomer('One Claims', email);
	const two = await world.newcomer('Two Claims', email);
	const [toOne, toTwo] = await world.deliver();
	await world.passes('account.confirmEmail', { token: tokenIn(toTwo) });
	expect((await personRow(two.personId)).email_confirmed_at).toEqual(NOW);
	expect((await personRow(one.personId)).email).toBeNull();
	expect((await world.fails('account.confirmEmail', { token: tokenIn(toOne) })).key).toBe(
		'account_email_taken'
	);
});

test('only the job may make links', async () => {
	const rosa = await confirmed('Rosa Job', 'rosa.job@example.org');
	const input = { purpose: 'sign_in', email: 'rosa.job@example.org' };
	for (const personId of [null, rosa.personId])
		expect(['not_found', 'unauthenticated']).toContain(
			(await world.fails('account.issueLink', input, { personId })).code
		);
});

test('a dump of the whole database holds no password, session, device, link, invitation or set-up key', async () => {
	const email = 'rosa.dump@example.org';
	const gardenId = await world.garden();
	const invitation = await world.invite(gardenId);
	const joined = await world.passes<Signed>('account.join', {
		token: invitation,
		name: 'Rosa Dump',
		locale: 'en',
		email,
		password: PASSWORD
	});
	const [confirmation] = await world.deliver();
	const signed = await world.passes('account.signIn', { who: email, password: PASSWORD });
	const link = await mailedLink(email, 'sign_in');
	const reset = await mailedLink(email, 'reset');
	const { key } = await world.done<{ key: string }>(null, 'account.makeSetupLink', {}, { via: 'cli' });
	const dump = await dumpAll();
	expect(dump).toContain('rosa dump');
	const secrets = [PASSWORD, invitation, joined.sessionId, joined.device, signed.sessionId, signed.device];
	const links = [tokenIn(confirmation), link.token, reset.token, key];
	for (const secret of [...secrets, ...links]) {
		for (const form of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')])
			expect(dump.includes(form.toLowerCase())).toBe(false);
	}
});

/** Every row of every table (the job runner's too) as lower-case text. */
async function dumpAll(): Promise<string> {
	const { rows: tables } = await sql<{ name: string }>`
		select format('%I.%I', schemaname, tablename) as name from pg_tables
		where schemaname not in ('pg_catalog', 'information_schema')`.execute(db);
	const parts = [];
	for (const { name } of tables) {
		const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.raw(name)} t`.execute(db);
		parts.push(...rows.map(({ text }) => text));
	}
	return parts.join('\n').toLowerCase();
}
