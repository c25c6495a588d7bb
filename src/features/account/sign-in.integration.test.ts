import { expect, test } from 'vitest';
import { hashing } from '#lib/auth/passwords.server.ts';
import { hashSecret } from '#lib/auth/secrets.server.ts';
import { accountWorld, later, PASSWORD, type Signed } from '#tests/factories/account-world.ts';
import { NOW } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { limitsOf } from './limits.server.ts';

const database = await testDatabase();
const world = accountWorld(database);
const { db } = world;

const sessionRow = (sessionId: string) =>
	db.selectFrom('session').selectAll().where('id_hash', '=', hashSecret(sessionId)).executeTakeFirst();

test('the right password signs in, by e-mail in any case and by name for who has no e-mail', async () => {
	const rosa = await world.newcomer('Rosa Right', 'rosa.right@example.org');
	const ahmed = await world.newcomer('Ahmed Nomail');
	for (const [who, personId] of [
		['Rosa.Right@Example.org ', rosa.personId],
		['ahmed  nomail', ahmed.personId]
	]) {
		const { sessionId } = await world.passes('account.signIn', { who, password: PASSWORD });
		expect((await sessionRow(sessionId))?.person_id).toBe(personId);
	}
});

test('somebody who has an e-mail address does not sign in by name', async () => {
	await world.newcomer('Mei Withmail', 'mei.withmail@example.org');
	const refusal = await world.fails('account.signIn', { who: 'Mei Withmail', password: PASSWORD });
	expect(refusal.key).toBe('account_sign_in_wrong');
});

/** What a try costs: the statements sent to the database and the hashes worked out. */
async function workOf(who: string, password: string, device?: string) {
	const [statements, hashes] = [[] as string[], [] as unknown[]];
	const count = (cost: unknown) => void hashes.push(cost);
	hashing.subscribe(count);
	const counted = db.withPlugin({
		transformQuery: ({ node }) => {
			statements.push(node.kind);
			return node;
		},
		transformResult: async ({ result }) => result
	});
	const door = { ...world.door, database: { ...database, db: counted } };
	const [answer] = await Promise.all([
		import('#lib/command/execute.server.ts').then(({ execute }) =>
			execute(
				door,
				{ personId: null, via: 'page', address: '198.51.100.77' },
				{ id: crypto.randomUUID(), name: 'account.signIn', input: { who, password, device } },
				NOW
			)
		)
	]);
	hashing.unsubscribe(count);
	return { answer, statements, hashes };
}

test('whether there is an account is told neither by the answer nor by the work', async () => {
	await world.newcomer('Known Person', 'known.person@example.org');
	const wrong = await workOf('known.person@example.org', 'not the password');
	const unknown = await workOf('unknown.person@example.org', 'not the password');
	const nameless = await workOf('Nobody of this name', 'not the password');
	expect(wrong.answer.ok).toBe(false);
	expect(wrong.hashes).toHaveLength(2);
	expect(unknown).toEqual(wrong);
	expect(nameless).toEqual(wrong);
});

test('a hash made at lower cost is made anew', async () => {
	const rosa = await world.newcomer('Rosa Oldhash', 'rosa.oldhash@example.org');
	const old = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
	await db.updateTable('person').set({ password_hash: old }).where('id', '=', rosa.personId).execute();
	await world.passes('account.signIn', { who: 'rosa.oldhash@example.org', password: 'password' });
	const { password_hash } = await db
		.selectFrom('person')
		.select('password_hash')
		.where('id', '=', rosa.personId)
		.executeTakeFirstOrThrow();
	expect(password_hash).toContain('m=19456');
});

test('each sign-in has a new id, and the session that the browser held before ends', async () => {
	const rosa = await world.newcomer('Rosa Fixation', 'rosa.fixation@example.org');
	const next = await world.passes('account.signIn', {
		who: 'rosa.fixation@example.org',
		password: PASSWORD,
		oldSession: rosa.sessionId,
		userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0'
	});
	expect(next.sessionId).not.toBe(rosa.sessionId);
	expect(await sessionRow(rosa.sessionId)).toBeUndefined();
	expect((await sessionRow(next.sessionId))?.device).toBe('Firefox/Linux');
});

test('an attacker uses all tries up, and the owner on a known device still gets in', async () => {
	const who = 'rosa.owner@example.org';
	const rosa = await world.newcomer('Rosa Owner', who);
	const attack = { who, password: 'guess after guess' };
	for (let guess = 0; guess < 5; guess++)
		expect((await world.fails('account.signIn', attack, { address: `203.0.113.${guess}` })).code).toBe(
			'unauthenticated'
		);
	const shut = await world.fails('account.signIn', attack, { address: '203.0.113.99' });
	expect(shut).toMatchObject({
		code: 'too_many',
		key: 'account_too_many',
		params: { minutes: 1 },
		retryAfter: 30
	});
	// On a browser that never signed in, even the right password waits …
	const stranger = await world.fails(
		'account.signIn',
		{ who, password: PASSWORD },
		{ address: '198.51.100.1' }
	);
	expect(stranger.code).toBe('too_many');
	// … on the owner's own it does not, even from the attacker's network.
	const known = { who, password: PASSWORD, device: rosa.device };
	await world.passes('account.signIn', known, { address: '203.0.113.99' });
	// And after the pause anybody may try again.
	await world.passes(
		'account.signIn',
		{ who, password: PASSWORD },
		{ address: '198.51.100.1', now: later(1) }
	);
});

test('a known device has a counter of its own, for that account alone', async () => {
	const rosa = await world.newcomer('Rosa Device', 'rosa.device@example.org');
	await world.newcomer('Ahmed Device', 'ahmed.device@example.org');
	const guess = (who: string) =>
		world.fails('account.signIn', { who, password: 'a wrong guess', device: rosa.device });
	for (let count = 0; count < 10; count++)
		expect((await guess('rosa.device@example.org')).code).toBe('unauthenticated');
	expect((await guess('rosa.device@example.org')).code).toBe('too_many');
	for (let count = 0; count < 5; count++)
		expect((await guess('ahmed.device@example.org')).code).toBe('unauthenticated');
	expect((await guess('ahmed.device@example.org')).code).toBe('too_many');
});

test('one network that guesses at many accounts is slowed down', async () => {
	const guess = (count: number) =>
		world.fails(
			'account.signIn',
			{ who: `somebody${count}@example.org`, password: 'a guess' },
			{ address: `2001:db8:7:7::${count.toString(16)}` }
		);
	expect((await guess(1)).code).toBe('unauthenticated');
	// As after 27 more of them.
	await db
		.updateTable('tries')
		.set((eb) => ({ count: eb('count', '+', 27) }))
		.where('key', '=', limitsOf('sign-in', { who: '', address: '2001:db8:7:7::', device: null })[1]!.key)
		.execute();
	expect((await guess(2)).code).toBe('unauthenticated');
	expect((await guess(3)).code).toBe('unauthenticated');
	expect(await guess(4)).toMatchObject({ code: 'too_many', retryAfter: 10 });
});

test('guesses sent all at once get no more tries than guesses one by one', async () => {
	await world.newcomer('Rosa Burst', 'rosa.burst@example.org');
	const guesses = await Promise.all(
		Array.from({ length: 20 }, (_, index) =>
			world.fails(
				'account.signIn',
				{ who: 'rosa.burst@example.org', password: `guess ${index}` },
				{
					address: `192.0.2.${100 + index}`
				}
			)
		)
	);
	expect(guesses.filter(({ code }) => code === 'unauthenticated')).toHaveLength(5);
});

test('honest people behind one address do not use its tries up', async () => {
	await world.newcomer('Rosa Family', 'rosa.family@example.org');
	for (let count = 0; count < 7; count++) {
		const visit = { address: '198.51.100.200' };
		await world.passes<Signed>(
			'account.signIn',
			{ who: 'rosa.family@example.org', password: PASSWORD },
			visit
		);
	}
});

test('the id of a sign-in is spent: sent again it is refused and answers no secret', async () => {
	await world.newcomer('Rosa Twice', 'rosa.twice@example.org');
	const id = crypto.randomUUID();
	const input = { who: 'rosa.twice@example.org', password: PASSWORD };
	await world.passes('account.signIn', input, { id });
	expect((await world.fails('account.signIn', input, { id })).key).toBe('error_command_spent');
});
