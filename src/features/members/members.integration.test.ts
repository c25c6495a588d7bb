import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { gardenLog } from '#features/activity/queries.server.ts';
import { tell } from '#features/activity/words.server.ts';
import { hashSecret } from '#lib/auth/secrets.server.ts';
import { newId } from '#lib/command/id.ts';
import { box } from '#tests/factories/ground.ts';
import { NOW, testWorld, type Somebody } from '#tests/factories/world.ts';
import { engine, testDatabase } from '#tests/setup/database.ts';
import '#features/plots/tables.ts';
import { standingOf } from './access.server.ts';
import { membersOf, openInvitations, ownMembership } from './queries.server.ts';
import type { Area } from './tables.ts';

const database = await testDatabase();
const world = testWorld(database);
const { db } = database;

/** A garden with somebody in each place, somebody without an account, and somebody from next door. */
async function village() {
	const gardenId = await world.garden();
	const nextDoor = await world.garden();
	return {
		gardenId,
		steward: await world.member(gardenId, 'steward'),
		plotsOnly: await world.member(gardenId, 'steward', { areas: ['plots'] }),
		member: await withAccount(await world.member(gardenId)),
		other: await world.member(gardenId),
		neighbour: await world.member(gardenId, 'neighbour'),
		outside: await world.member(nextDoor, 'steward')
	};
}

type Village = Awaited<ReturnType<typeof village>>;

async function withAccount(somebody: Somebody): Promise<Somebody> {
	const { personId } = somebody;
	await db.updateTable('person').set({ password_hash: 'x' }).where('id', '=', personId).execute();
	return somebody;
}

async function holdPlot(gardenId: string, { membershipId }: Somebody, days: string): Promise<void> {
	const [plotId, tenancyId, now] = [newId(), newId(), NOW];
	const outline = JSON.stringify(box(0, 0, 5, 5));
	const plot = { id: plotId, garden_id: gardenId, number: '12', outline, area_m2: '25' };
	await db
		.insertInto('plot')
		.values({ ...plot, created_at: now, updated_at: now })
		.execute();
	await db
		.insertInto('tenancy')
		.values({ id: tenancyId, garden_id: gardenId, plot_id: plotId, days, created_at: now })
		.execute();
	const holder = { tenancy_id: tenancyId, garden_id: gardenId, membership_id: membershipId };
	await db.insertInto('tenancy_holder').values(holder).execute();
}

async function roleOf({ membershipId }: Somebody) {
	const row = await db
		.selectFrom('membership')
		.select(['role', 'left_at'])
		.where('id', '=', membershipId)
		.executeTakeFirstOrThrow();
	return row.left_at ? 'left' : row.role;
}

async function areasOf({ personId }: Somebody, gardenId: string): Promise<readonly Area[]> {
	return (await standingOf(db, gardenId, personId))?.areas ?? [];
}

const ABOUT = { skills: ['pruning'], interests: [], monthlyMax: 3 };

/** Every command of the room, as a steward may send it. */
function everyCommand({ gardenId, other }: Village, ids: { invitationId: string; restId: string }) {
	const { membershipId } = other;
	return [
		['members.invite', { gardenId, role: 'member' }],
		['members.inviteToAccount', { membershipId }],
		['members.revokeInvitation', { invitationId: ids.invitationId }],
		['members.addPerson', { gardenId, name: 'Old Tom' }],
		['members.change', { membershipId, ...ABOUT }],
		['members.changePerson', { membershipId, name: 'New Name' }],
		['members.setRole', { membershipId, role: 'steward', areas: ['rota'] }],
		['members.setHousehold', { membershipId, name: 'Elm 4' }],
		['members.addRest', { membershipId, from: '2026-09-01', until: '2026-09-14' }],
		['members.removeRest', { restId: ids.restId }],
		['members.leave', { membershipId }]
	] as const;
}

async function idsIn({ gardenId, steward, other }: Village) {
	const { invitationId } = await world.done<{ invitationId: string }>(steward.personId, 'members.invite', {
		gardenId,
		role: 'member'
	});
	const { restId } = await world.done<{ restId: string }>(steward.personId, 'members.addRest', {
		membershipId: other.membershipId,
		from: '2026-10-01',
		until: '2026-10-02'
	});
	return { invitationId, restId };
}

describe('who may', () => {
	test('strangers find nothing, members are told, visitors sign in first', async () => {
		const all = await village();
		const { plotsOnly, member, neighbour, outside } = all;
		for (const [name, input] of everyCommand(all, await idsIn(all))) {
			const codeFor = async (personId: string | null) =>
				[name, (await world.refused(personId, name, input)).code] as const;
			expect(await codeFor(null)).toEqual([name, 'unauthenticated']);
			expect(await codeFor(outside.personId)).toEqual([name, 'not_found']);
			expect(await codeFor(await world.person())).toEqual([name, 'not_found']);
			expect(await codeFor(member.personId)).toEqual([name, 'forbidden']);
			expect(await codeFor(plotsOnly.personId)).toEqual([name, 'forbidden']);
			expect(['not_found', 'forbidden']).toContain((await codeFor(neighbour.personId))[1]);
		}
	});

	test('a steward of people may all of it', async () => {
		const all = await village();
		for (const [name, input] of everyCommand(all, await idsIn(all)))
			await world.done(all.steward.personId, name, input);
		expect(await roleOf(all.other)).toBe('left');
	});

	test('people may their own: details, rest, leaving', async () => {
		const { gardenId, other, steward } = await village();
		const { membershipId, personId } = other;
		await world.done(personId, 'members.change', { membershipId, ...ABOUT, emailOpenTo: 'members' });
		const { restId } = await world.done<{ restId: string }>(personId, 'members.addRest', {
			membershipId,
			from: '2026-09-01',
			until: '2026-09-01'
		});
		const own = await ownMembership(
			db,
			{ id: gardenId, timeZone: 'Europe/Berlin' },
			(await standingOf(db, gardenId, personId))!,
			NOW
		);
		expect(own).toMatchObject({ skills: ['pruning'], monthlyMax: 3, emailOpenTo: 'members' });
		expect(own.rests).toEqual([{ id: restId, from: '2026-09-01', until: '2026-09-01', turns: 0 }]);
		await world.done(personId, 'members.removeRest', { restId });
		await world.done(personId, 'members.leave', { membershipId });
		expect(await standingOf(db, gardenId, personId)).toBeNull();
		expect(await world.refused(personId, 'members.leave', { membershipId })).toMatchObject({
			code: 'not_found'
		});
		expect(await roleOf(steward)).toBe('steward');
	});

	test('a closed garden is closed to its stewards too', async () => {
		const { gardenId, steward } = await village();
		await db.updateTable('garden').set({ closed_at: NOW }).where('id', '=', gardenId).execute();
		expect(
			await world.refused(steward.personId, 'members.addPerson', { gardenId, name: 'Tom' })
		).toMatchObject({ code: 'not_found' });
	});
});

describe('invitations', () => {
	test('the link is nowhere in the database', async () => {
		const { gardenId, steward } = await village();
		const input = { gardenId, role: 'member', label: 'Notice board' };
		const id = newId();
		const { token } = await world.done<{ token: string }>(steward.personId, 'members.invite', input, { id });
		expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
		const { rows } = await sql<{ text: string }>`
			select row_to_json(i)::text as text from invitation i union all
			select row_to_json(a)::text from activity a`.execute(db);
		const text = rows.map((row) => row.text).join('\n');
		expect(text).toContain(hashSecret(token).toString('hex'));
		for (const form of [
			token,
			Buffer.from(token).toString('hex'),
			Buffer.from(token, 'base64url').toString('hex')
		])
			expect(text).not.toContain(form);
		// Sent again it is not told again: it was kept nowhere.
		expect(await world.refused(steward.personId, 'members.invite', input, { id })).toMatchObject({
			key: 'error_command_spent'
		});
	});

	test('the label stays with the stewards, out of the open log', async () => {
		const { gardenId, steward } = await village();
		await world.done(steward.personId, 'members.invite', { gardenId, role: 'member', label: 'For Rosa' });
		expect(JSON.stringify(await gardenLog(db, gardenId))).not.toContain('Rosa');
		expect(await openInvitations(db, gardenId, NOW)).toMatchObject([
			{ label: 'For Rosa', uses: 0, maxUses: 1 }
		]);
	});

	test('the list shows those that still work, and ending one ends it', async () => {
		const { gardenId, steward } = await village();
		const make = (days: number) =>
			world.done<{ invitationId: string }>(steward.personId, 'members.invite', {
				gardenId,
				role: 'member',
				days
			});
		await make(1);
		const { invitationId } = await make(30);
		expect(await openInvitations(db, gardenId, NOW)).toHaveLength(2);
		const later = new Date(NOW.getTime() + 2 * 86_400_000);
		expect((await openInvitations(db, gardenId, later)).map(({ id }) => id)).toEqual([invitationId]);
		await world.done(steward.personId, 'members.revokeInvitation', { invitationId });
		expect(await openInvitations(db, gardenId, later)).toEqual([]);
	});

	test('a link for stewards works once, and a garden has so many links', async () => {
		const { gardenId, steward } = await village();
		const make = (more: object) =>
			world.refused(steward.personId, 'members.invite', { gardenId, role: 'steward', ...more });
		expect(await make({ maxUses: 2 })).toMatchObject({ key: 'members_steward_link_once', field: 'maxUses' });
		for (let count = 0; count < 100; count++)
			await world.done(steward.personId, 'members.invite', { gardenId, role: 'member' });
		expect(await make({})).toMatchObject({ key: 'members_too_many_links' });
	});

	test('whoever joins by the link is in, with its role', async () => {
		const { gardenId, steward } = await village();
		const { token } = await world.done<{ token: string }>(steward.personId, 'members.invite', {
			gardenId,
			role: 'member'
		});
		const newcomer = await world.person();
		await world.done(newcomer, 'account.join', { token });
		expect(await standingOf(db, gardenId, newcomer)).toMatchObject({ role: 'member', areas: [] });
	});
});

describe('people without e-mail', () => {
	test('are added by name; stewards act for them and the log says so', async () => {
		const { gardenId, steward, member } = await village();
		const { membershipId, personId } = await world.done<Somebody>(steward.personId, 'members.addPerson', {
			gardenId,
			name: 'Old Tom',
			phone: '030 123456'
		});
		await world.done(steward.personId, 'members.addRest', {
			membershipId,
			from: '2026-08-20',
			until: '2026-08-21'
		});
		const log = await gardenLog(db, gardenId);
		expect(log[0]).toMatchObject({ command: 'members.addRest', person: 'Old Tom' });
		expect(tell(log[0]!, 'en')).toMatch(/^Person \d+, for Old Tom, entered a rest$/);
		expect(tell(log[1]!, 'en')).toMatch(/^Person \d+ added Old Tom to the garden$/);
		const seen = await membersOf(
			db,
			{ id: gardenId, timeZone: 'Europe/Berlin' },
			(await standingOf(db, gardenId, member.personId))!,
			{ words: 'tóm' },
			NOW
		);
		expect(seen.people).toMatchObject([{ personId, phone: null, hasAccount: null }]);
	});

	test('one’s own rest is nobody else’s business', async () => {
		const { gardenId, other } = await village();
		const { membershipId } = other;
		await world.done(other.personId, 'members.addRest', {
			membershipId,
			from: '2026-08-20',
			until: '2026-08-21'
		});
		expect(await gardenLog(db, gardenId)).toEqual([]);
	});

	test('stewards cannot name an e-mail: it would tell who has an account', async () => {
		const { gardenId, steward } = await village();
		const input = { gardenId, name: 'Tom', email: 'tom@example.org' };
		expect(await world.refused(steward.personId, 'members.addPerson', input)).toMatchObject({
			key: 'members_email_by_invitation',
			field: 'email'
		});
		const { personId, membershipId } = await world.done<Somebody>(null, 'members.addPerson', input, {
			via: 'cli'
		});
		await world.done(personId, 'members.leave', { membershipId });
		// Who had left comes back to the place they had.
		expect(await world.done(null, 'members.addPerson', input, { via: 'cli' })).toEqual({
			personId,
			membershipId
		});
		expect(await world.refused(null, 'members.addPerson', input, { via: 'cli' })).toMatchObject({
			key: 'members_already_in'
		});
	});

	test('they take over their account by a link, once, and the steward’s tools end there', async () => {
		const { gardenId, steward } = await village();
		const { membershipId, personId } = await world.done<Somebody>(steward.personId, 'members.addPerson', {
			gardenId,
			name: 'Old Tom'
		});
		const link = () =>
			world.done<{ token: string }>(steward.personId, 'members.inviteToAccount', { membershipId });
		const first = await link();
		const { token } = await link();
		const join = (token: string) => ({
			token,
			name: 'Tom Hill',
			locale: 'en',
			password: 'a long walk in May'
		});
		expect(await world.refused(null, 'account.join', join(first.token))).toMatchObject({
			key: 'account_invitation_revoked'
		});
		await world.done(null, 'account.join', join(token));
		const person = await db
			.selectFrom('person')
			.selectAll()
			.where('id', '=', personId)
			.executeTakeFirstOrThrow();
		expect(person).toMatchObject({ name: 'Tom Hill' });
		expect(person.password_hash).toBeTruthy();
		expect(await world.refused(steward.personId, 'members.inviteToAccount', { membershipId })).toMatchObject({
			key: 'members_can_sign_in'
		});
		expect(
			await world.refused(steward.personId, 'members.changePerson', { membershipId, name: 'Tom' })
		).toMatchObject({ key: 'members_has_account' });
	});

	test('no steward takes over somebody who is in another garden too', async () => {
		const { gardenId, steward, outside } = await village();
		const { membershipId, personId } = await world.done<Somebody>(steward.personId, 'members.addPerson', {
			gardenId,
			name: 'Old Tom'
		});
		const elsewhere = (await db
			.selectFrom('membership')
			.select('garden_id')
			.where('person_id', '=', outside.personId)
			.executeTakeFirstOrThrow())!;
		await world.member(elsewhere.garden_id, 'member', { personId });
		expect(await world.refused(steward.personId, 'members.inviteToAccount', { membershipId })).toMatchObject({
			key: 'members_elsewhere_too'
		});
	});
});

describe('contacts', () => {
	test('a steward opens nobody’s contacts but of people without an account', async () => {
		const { steward, member, other } = await village();
		const open = ({ membershipId }: Somebody) => ({ membershipId, ...ABOUT, phoneOpenTo: 'members' });
		expect(await world.refused(steward.personId, 'members.change', open(member))).toMatchObject({
			code: 'forbidden',
			key: 'members_contacts_are_theirs'
		});
		await world.done(steward.personId, 'members.change', open(other));
		await world.done(steward.personId, 'members.change', { membershipId: member.membershipId, ...ABOUT });
		await world.done(member.personId, 'members.change', open(member));
	});
});

describe('roles', () => {
	test('areas are given and taken; what stays keeps who gave it', async () => {
		const { gardenId, steward, other } = await village();
		const { membershipId } = other;
		const set = (role: string, areas: Area[] = []) =>
			world.done(steward.personId, 'members.setRole', { membershipId, role, areas });
		await set('steward', ['rota', 'plots']);
		expect(await areasOf(other, gardenId)).toEqual(['plots', 'rota']);
		await set('steward', ['rota']);
		expect(await areasOf(other, gardenId)).toEqual(['rota']);
		await set('member');
		expect(await areasOf(other, gardenId)).toEqual([]);
		expect(
			await world.refused(steward.personId, 'members.setRole', { membershipId, role: 'steward' })
		).toMatchObject({ key: 'members_steward_needs_area', field: 'areas' });
	});

	test('nobody gives what they do not run, unless nobody runs it', async () => {
		const gardenId = await world.garden();
		const people = await world.member(gardenId, 'steward', { areas: ['people'] });
		await world.member(gardenId, 'steward', { areas: ['money'] });
		const { membershipId } = people;
		const set = (areas: Area[]) => ({ membershipId, role: 'steward', areas });
		expect(await world.refused(people.personId, 'members.setRole', set(['people', 'money']))).toMatchObject({
			code: 'forbidden',
			key: 'members_area_not_yours'
		});
		await world.done(people.personId, 'members.setRole', set(['people', 'plots']));
		expect(await areasOf(people, gardenId)).toEqual(['people', 'plots']);
	});

	test('the last steward of people stays', async () => {
		const { steward } = await village();
		const { personId, membershipId } = steward;
		const refused = { code: 'conflict', key: 'members_last_steward' };
		for (const areas of [[], ['plots']])
			expect(
				await world.refused(personId, 'members.setRole', {
					membershipId,
					role: areas.length ? 'steward' : 'member',
					areas
				})
			).toMatchObject(refused);
		expect(await world.refused(personId, 'members.leave', { membershipId })).toMatchObject(refused);
	});

	test.each(['members.setRole', 'members.leave'])(
		'two stewards who go at the same moment: one stays (%s)',
		async (name) => {
			for (let round = 0; round < (engine === 'postgres' ? 8 : 2); round++) {
				const gardenId = await world.garden();
				const two = [await world.member(gardenId, 'steward'), await world.member(gardenId, 'steward')];
				const answers = await Promise.all(
					two.map(({ personId, membershipId }) =>
						world.send(
							personId,
							name,
							name === 'members.leave' ? { membershipId } : { membershipId, role: 'member' }
						)
					)
				);
				expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
				const left = await Promise.all(two.map(roleOf));
				expect(left.filter((role) => role === 'steward')).toHaveLength(1);
			}
		}
	);

	test('who was put out of office a moment ago puts nobody out of theirs', async () => {
		for (let round = 0; round < 6; round++) {
			const gardenId = await world.garden();
			await world.member(gardenId, 'steward');
			const [a, b] = [await world.member(gardenId, 'steward'), await world.member(gardenId, 'steward')];
			const demote = (by: Somebody, whom: Somebody) =>
				world.send(by.personId, 'members.setRole', { membershipId: whom.membershipId, role: 'member' });
			const answers = await Promise.all([demote(a, b), demote(b, a)]);
			expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
		}
	});

	test('plots come first: their holder neither leaves nor becomes a neighbour', async () => {
		const { gardenId, other, steward } = await village();
		const { membershipId } = other;
		await holdPlot(gardenId, other, '[2026-03-01,)');
		expect(await world.refused(other.personId, 'members.leave', { membershipId })).toMatchObject({
			key: 'members_holds_plot',
			params: { number: '12' }
		});
		expect(
			await world.refused(steward.personId, 'members.setRole', { membershipId, role: 'neighbour' })
		).toMatchObject({ key: 'members_neighbour_holds_plot' });
	});

	test('a tenancy that ended yesterday, on the garden’s clock, keeps nobody', async () => {
		const { gardenId, other } = await village();
		await holdPlot(gardenId, other, '[2026-03-01,2026-08-19)');
		const { membershipId } = other;
		// 21:30 UTC on the 18th is still the 18th in Berlin; half an hour later it is not.
		const leave = (now: string) =>
			world.send(other.personId, 'members.leave', { membershipId }, { now: new Date(now) });
		expect(await leave('2026-08-18T21:30:00Z')).toMatchObject({ ok: false });
		expect(await leave('2026-08-18T22:30:00Z')).toMatchObject({ ok: true });
	});
});

describe('households and rest', () => {
	test('a household is made by its first and goes with its last', async () => {
		const { gardenId, steward, member, other } = await village();
		const put = ({ membershipId }: Somebody, name: string) =>
			world.done(steward.personId, 'members.setHousehold', { membershipId, name });
		await Promise.all([put(member, 'Elm 4'), put(other, ' Elm  4 ')]);
		const names = () => db.selectFrom('household').select('name').where('garden_id', '=', gardenId).execute();
		expect(await names()).toEqual([{ name: 'Elm 4' }]);
		await put(member, 'Elm 5');
		expect(await names()).toHaveLength(2);
		await put(member, '');
		await put(other, '');
		expect(await names()).toEqual([]);
	});

	test('rests do not overlap, run forward, exist and end', async () => {
		const { other } = await village();
		const { personId, membershipId } = other;
		const rest = (from: string, until: string) => ({ membershipId, from, until });
		await world.done(personId, 'members.addRest', rest('2026-09-01', '2026-09-14'));
		const key = async (from: string, until: string) => {
			const { key, issues } = await world.refused(personId, 'members.addRest', rest(from, until));
			return issues?.[0]?.key ?? key;
		};
		expect(await key('2026-09-14', '2026-09-20')).toBe('members_rest_overlaps');
		expect(await key('2026-10-14', '2026-10-10')).toBe('members_rest_backwards');
		expect(await key('2026-02-30', '2026-03-02')).toBe('error_day');
		expect(await key('2027-01-01', '2028-06-01')).toBe('members_rest_long');
		await world.done(personId, 'members.addRest', rest('2026-09-15', '2026-09-15'));
	});

	test('of many who enter one rest at once, one does', async () => {
		const { other } = await village();
		const { personId, membershipId } = other;
		const rest = { membershipId, from: '2026-09-01', until: '2026-09-14' };
		const answers = await Promise.all(
			Array.from({ length: 8 }, () => world.send(personId, 'members.addRest', rest))
		);
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
		for (const answer of answers) if (!answer.ok) expect(answer.refusal.key).toBe('members_rest_overlaps');
	});
});
