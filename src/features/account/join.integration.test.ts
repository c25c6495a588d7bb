import { expect, test } from 'vitest';
import { hashSecret } from '#lib/auth/secrets.server.ts';
import { accountWorld, later, PASSWORD, type Signed } from '#tests/factories/account-world.ts';
import { NOW } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { invitationOf } from './invitations.server.ts';
import { joinState } from './join-page.server.ts';

const database = await testDatabase();
const world = accountWorld(database);
const { db } = world;

const newcomer = (given: object = {}) => ({ name: 'Rosa', locale: 'es', password: PASSWORD, ...given });

const place = (gardenId: string, personId: string) =>
	db
		.selectFrom('membership')
		.selectAll()
		.where('garden_id', '=', gardenId)
		.where('person_id', '=', personId)
		.executeTakeFirst();

async function whose({ sessionId }: Signed): Promise<string> {
	const row = await db
		.selectFrom('session')
		.select('person_id')
		.where('id_hash', '=', hashSecret(sessionId))
		.executeTakeFirstOrThrow();
	return row.person_id;
}

const usesOf = async (token: string) => {
	const row = await db
		.selectFrom('invitation')
		.select('uses')
		.where('token_hash', '=', hashSecret(token))
		.executeTakeFirstOrThrow();
	return row.uses;
};

test('somebody new joins by a link: person, membership and session, and the link is counted', async () => {
	const gardenId = await world.garden();
	const token = await world.invite(gardenId);
	const joined = await world.passes<Signed & { role: string }>('account.join', { token, ...newcomer() });
	expect(joined.role).toBe('member');
	const personId = await whose(joined);
	expect(await place(gardenId, personId)).toMatchObject({ role: 'member', left_at: null });
	expect(await usesOf(token)).toBe(1);
	const logged = await db.selectFrom('activity').selectAll().where('garden_id', '=', gardenId).execute();
	expect(logged).toEqual([
		expect.objectContaining({ command: 'account.join', for_person_id: personId, result: null })
	]);
});

test('whoever is signed in joins with one tap and keeps their session', async () => {
	const gardenId = await world.garden();
	const personId = await world.person();
	const token = await world.invite(gardenId);
	const answer = await world.passes<object>('account.join', { token }, { personId });
	expect(answer).toMatchObject({ sessionId: null, device: null, role: 'member' });
	expect(await place(gardenId, personId)).toMatchObject({ role: 'member' });
});

test('a link that never was is not there; one that is over says why and makes nobody', async () => {
	const gardenId = await world.garden();
	const unknown = await world.fails('account.join', { token: 'x'.repeat(43), ...newcomer() });
	expect(unknown.code).toBe('not_found');
	const expired = await world.invite(gardenId, { expires: NOW });
	const revoked = await world.invite(gardenId, { revoked: NOW });
	for (const [token, key] of [
		[expired, 'account_invitation_expired'],
		[revoked, 'account_invitation_revoked']
	])
		expect(await world.fails('account.join', { token, ...newcomer() })).toMatchObject({
			code: 'unprocessable',
			key
		});
	expect(await db.selectFrom('membership').selectAll().where('garden_id', '=', gardenId).execute()).toEqual(
		[]
	);
});

test('a link for three lets exactly three in, however many come at once', async () => {
	const gardenId = await world.garden();
	const token = await world.invite(gardenId, { maxUses: 3 });
	const answers = await Promise.all(
		Array.from({ length: 6 }, (_, index) =>
			world.visit('account.join', { token, ...newcomer({ name: `Racer ${index}` }) })
		)
	);
	expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
	const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.key]));
	expect(new Set(refusals)).toEqual(new Set(['account_invitation_used']));
	expect(
		await db.selectFrom('membership').selectAll().where('garden_id', '=', gardenId).execute()
	).toHaveLength(3);
});

test('name and password are asked of a newcomer, each at its field', async () => {
	const token = await world.invite(await world.garden());
	const refusal = await world.fails('account.join', { token });
	expect(refusal.issues).toEqual([
		{ field: 'name', key: 'error_required' },
		{ field: 'password', key: 'error_required' }
	]);
});

test('an address is claimed and a link goes there; whether it is taken is not told', async () => {
	await world.newcomer('First', 'taken@example.org');
	await world.deliver();
	const token = await world.invite(await world.garden(), { maxUses: 2 });
	for (const email of ['taken@example.org', 'free@example.org']) {
		const answer = await world.visit('account.join', { token, ...newcomer({ email }) });
		expect(answer.ok).toBe(true);
		expect((await world.deliver()).map(({ to }) => to)).toEqual([email]);
	}
});

test('a steward’s invitation passes on the areas that its maker holds, and no more', async () => {
	const gardenId = await world.garden();
	const maker = await world.member(gardenId, 'steward', { areas: ['people', 'rota'] });
	const token = await world.invite(gardenId, { role: 'steward', by: maker.personId });
	const personId = await world.person();
	await world.passes('account.join', { token }, { personId });
	const areas = await db
		.selectFrom('membership_area')
		.innerJoin('membership', 'membership.id', 'membership_id')
		.select('area')
		.where('person_id', '=', personId)
		.execute();
	expect(areas.map(({ area }) => area).toSorted()).toEqual(['people', 'rota']);
});

test('a neighbour is raised to member; who is in already stays as they are', async () => {
	const gardenId = await world.garden();
	const { personId } = await world.member(gardenId, 'neighbour');
	const token = await world.invite(gardenId, { maxUses: 5 });
	await world.passes('account.join', { token }, { personId });
	expect(await place(gardenId, personId)).toMatchObject({ role: 'member' });
	expect((await world.fails('account.join', { token }, { personId })).key).toBe('account_already_in');
	const steward = await world.member(gardenId, 'steward');
	const refusal = await world.fails('account.join', { token }, { personId: steward.personId });
	expect(refusal.key).toBe('account_already_in');
	expect(await place(gardenId, steward.personId)).toMatchObject({ role: 'steward' });
	expect(await usesOf(token)).toBe(1);
});

test('who had left comes back to the same membership, without the areas of before', async () => {
	const gardenId = await world.garden();
	const { personId, membershipId } = await world.member(gardenId, 'steward');
	await db.updateTable('membership').set({ left_at: NOW }).where('id', '=', membershipId).execute();
	await world.passes('account.join', { token: await world.invite(gardenId) }, { personId });
	expect(await place(gardenId, personId)).toMatchObject({ id: membershipId, role: 'member', left_at: null });
	const areas = await db
		.selectFrom('membership_area')
		.selectAll()
		.where('membership_id', '=', membershipId)
		.execute();
	expect(areas).toEqual([]);
});

test('the person whom a steward added takes their own account over, once', async () => {
	const gardenId = await world.garden();
	const added = await world.member(gardenId, 'member', { name: 'Old Tom' });
	const token = await world.invite(gardenId, { personId: added.personId, maxUses: 5 });
	const signed = await world.passes<Signed>('account.join', { token, ...newcomer({ name: 'Tom Okafor' }) });
	expect(await whose(signed)).toBe(added.personId);
	await world.passes('account.signIn', { who: 'tom okafor', password: PASSWORD });
	const again = await world.fails('account.join', { token, ...newcomer({ name: 'Mallory' }) });
	expect(again.key).toBe('account_invitation_has_account');
	const other = await world.fails('account.join', { token }, { personId: await world.person() });
	expect(other.key).toBe('account_invitation_for_other');
});

test('neighbours join listed gardens that let them, and no others', async () => {
	const open = await world.garden();
	const joined = await world.passes<Signed>('account.joinAsNeighbour', { gardenId: open, ...newcomer() });
	expect(await place(open, await whose(joined))).toMatchObject({ role: 'neighbour' });
	const hidden = await world.garden({ listed: false });
	const refusal = await world.fails('account.joinAsNeighbour', { gardenId: hidden, ...newcomer() });
	expect(refusal.code).toBe('not_found');
	const closed = await world.garden();
	await db.updateTable('garden').set({ neighbours_may_join: false }).where('id', '=', closed).execute();
	const no = await world.fails('account.joinAsNeighbour', { gardenId: closed, ...newcomer() });
	expect(no.key).toBe('account_neighbours_by_invitation');
});

test('two of one name without e-mail can sign in; a third is asked for another name', async () => {
	const token = await world.invite(await world.garden(), { maxUses: 5 });
	const maria = (password: string, given: object = {}) => ({
		token,
		name: 'Maria Same',
		locale: 'es',
		password,
		...given
	});
	await world.passes('account.join', maria('seven blue buckets'));
	await world.passes('account.join', maria('nine yellow ladders'));
	const third = await world.fails('account.join', maria('four round melons'));
	expect(third).toMatchObject({ key: 'account_name_crowded', field: 'name' });
	await world.passes('account.join', maria('four round melons', { email: 'maria@example.org' }));
	for (const password of ['seven blue buckets', 'nine yellow ladders'])
		await world.passes('account.signIn', { who: 'maria same', password });
});

test('the page says what the link offers to whom', async () => {
	const gardenId = await world.garden();
	const { personId } = await world.member(gardenId, 'neighbour');
	const steward = await world.member(gardenId, 'steward');
	const added = await world.member(gardenId);
	const state = async (token: string, viewer: string | null, now = NOW) =>
		joinState(db, (await invitationOf(db, token, now))!, viewer);
	const token = await world.invite(gardenId);
	expect(await state(token, null)).toBe('form');
	expect(await state(token, personId)).toBe('tap');
	expect(await state(token, steward.personId)).toBe('in');
	expect(await state(token, null, later(8 * 24 * 60))).toBe('over');
	const own = await world.invite(gardenId, { personId: added.personId });
	expect(await state(own, personId)).toBe('other');
	await db.updateTable('person').set({ password_hash: 'x' }).where('id', '=', added.personId).execute();
	expect(await state(own, null)).toBe('has-account');
});
