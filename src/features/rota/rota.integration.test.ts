import { describe, expect, it } from 'vitest';
import { testDatabase } from '#tests/setup/database.ts';
import { publishedRota, turnsOf, WATERING } from '#tests/factories/rota.ts';
import { NOW, testWorld } from '#tests/factories/world.ts';
import { newId } from '#lib/command/id.ts';
import { everythingOf } from '#features/account/queries.server.ts';
import { cleanPhotos } from '#features/photos/jobs.server.ts';

const database = await testDatabase();
const world = testWorld(database);
const { db } = world;

/** NOW is Tuesday 18 August 2026, 17:00 in Berlin: the turn of the day begins in an hour. */
const TODAY = '2026-08-18';
const EVENING = new Date('2026-08-18T18:30:00Z');

async function village(members = 4) {
	const gardenId = await world.garden();
	const steward = await world.member(gardenId, 'steward');
	const people = await Promise.all(Array.from({ length: members }, () => world.member(gardenId)));
	return { gardenId, steward, people };
}

async function rest(membershipId: string, days: string) {
	await db
		.insertInto('rest')
		.values({ id: newId(), membership_id: membershipId, days, created_at: NOW })
		.execute();
}

async function firstTurn(rotaId: string) {
	const [turn] = await turnsOf(world, rotaId);
	return turn!;
}

async function photo(gardenId: string, addedBy: string): Promise<string> {
	const id = newId();
	await db
		.insertInto('photo')
		.values({ id, garden_id: gardenId, added_by: addedBy, width: 40, height: 30, created_at: NOW })
		.execute();
	return id;
}

async function stranger() {
	const elsewhere = await world.garden();
	return world.member(elsewhere, 'steward');
}

describe('making a rota', () => {
	it('drafts, publishes and shares out what lies ahead, evenly', async () => {
		const { gardenId, steward } = await village();
		const rotaId = await publishedRota(world, gardenId, steward.personId, { room: 2 });
		const turns = await turnsOf(world, rotaId);
		// From 18 August: seven Tuesdays and six Saturdays… counted on a calendar: 13 dates of two.
		expect(turns).toHaveLength(26);
		expect(turns[0]!.day).toBe(TODAY);
		const counts = Object.values(Object.groupBy(turns, ({ person_id }) => person_id)).map(
			(own) => own!.length
		);
		expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
		expect(JSON.parse(turns[0]!.why).key).toMatch(/^rota_why_/);
		const events = await db
			.selectFrom('turn_event')
			.select('to_state')
			.where('turn_id', '=', turns[0]!.id)
			.execute();
		expect(events).toEqual([{ to_state: 'planned' }]);
	});

	it('keeps the hard rules: rest, own maximum, skill, chosen people', async () => {
		const { gardenId, steward, people } = await village();
		const [resting, modest, skilled, left] = people as [
			(typeof people)[0],
			(typeof people)[0],
			(typeof people)[0],
			(typeof people)[0]
		];
		await rest(resting.membershipId, '[2026-08-01,2026-10-01)');
		await db
			.updateTable('membership')
			.set({ monthly_max: 1 })
			.where('id', '=', modest.membershipId)
			.execute();
		await db.updateTable('membership').set({ left_at: NOW }).where('id', '=', left.membershipId).execute();
		await db
			.updateTable('membership')
			.set({ skills: ['key'] })
			.where(
				'id',
				'in',
				[resting, modest, skilled].map((one) => one.membershipId)
			)
			.execute();
		const chosen = [resting, modest, skilled].map(({ membershipId }) => ({ membershipId }));
		const rotaId = await publishedRota(world, gardenId, steward.personId, {
			room: 2,
			neededSkills: ['key'],
			everyone: false,
			people: chosen
		});
		const turns = await turnsOf(world, rotaId);
		const of = (one: { personId: string }) => turns.filter(({ person_id }) => person_id === one.personId);
		expect(of(resting)).toEqual([]);
		expect(of(left)).toEqual([]);
		expect(of(modest).map(({ day }) => day.slice(0, 7))).toEqual(['2026-08', '2026-09']);
		expect(of(skilled)).toHaveLength(13);
		expect(of(steward)).toEqual([]);
	});

	it('does not give two turns at one time, whichever rota or garden they are in', async () => {
		const { gardenId, steward } = await village(0);
		const other = await world.garden();
		await world.member(other, 'steward', { personId: steward.personId });
		await publishedRota(world, other, steward.personId);
		const answer = await world.done<{ rotaId: string }>(steward.personId, 'rota.draft', {
			gardenId,
			rota: WATERING
		});
		const shared = await world.done(steward.personId, 'rota.publish', { rotaId: answer.rotaId });
		expect(shared).toMatchObject({ slots: 13, turns: 0, unfilled: 13 });
	});

	it('refuses what cannot be, with the field', async () => {
		const { gardenId, steward } = await village(0);
		const wrong = async (given: object) => {
			const refusal = await world.refused(steward.personId, 'rota.draft', {
				gardenId,
				rota: { ...WATERING, ...given }
			});
			return refusal.issues?.[0]?.field ?? `${refusal.key} ${refusal.field}`;
		};
		expect(await wrong({ name: ' ' })).toBe('rota.name');
		expect(await wrong({ to: '2026-07-01' })).toBe('rota.to');
		expect(await wrong({ to: '2030-01-01' })).toBe('rota.to');
		expect(await wrong({ weekdays: [] })).toBe('rota.weekdays');
		expect(await wrong({ startsAt: '25:00' })).toBe('rota.startsAt');
		expect(await wrong({ minutes: 0 })).toBe('rota.minutes');
		expect(await wrong({ room: 21 })).toBe('rota.room');
		expect(await wrong({ everyone: false })).toBe('rota.people');
		expect(await wrong({ zoneId: newId() })).toBe('gardens_zone_unknown rota.zoneId');
		const elsewhere = await world.member(await world.garden());
		expect(await wrong({ people: [{ membershipId: elsewhere.membershipId }] })).toBe(
			'rota_error_people rota.people'
		);
		const past = await world.done<{ rotaId: string }>(steward.personId, 'rota.draft', {
			gardenId,
			rota: { ...WATERING, from: '2026-05-01', to: '2026-06-01' }
		});
		expect((await world.refused(steward.personId, 'rota.publish', past)).key).toBe('rota_error_no_slots');
	});

	it('does not exist for strangers, and is the stewards’ alone', async () => {
		const { gardenId, steward, people } = await village(1);
		const { personId } = await stranger();
		const otherArea = await world.member(gardenId, 'steward', { areas: ['plots'] });
		const rotaId = await publishedRota(world, gardenId, steward.personId);
		const slot = await db
			.selectFrom('slot')
			.select('id')
			.where('rota_id', '=', rotaId)
			.executeTakeFirstOrThrow();
		const calls: [string, object][] = [
			['rota.draft', { gardenId, rota: WATERING }],
			['rota.change', { rotaId, rota: WATERING }],
			['rota.publish', { rotaId }],
			['rota.regenerate', { rotaId }],
			['rota.end', { rotaId }],
			['rota.discard', { rotaId }],
			['rota.cancelSlot', { slotId: slot.id }],
			['rota.reopenSlot', { slotId: slot.id }]
		];
		for (const [name, input] of calls) {
			expect((await world.refused(personId, name, input)).code).toBe('not_found');
			expect((await world.refused(null, name, input)).code).toBe('unauthenticated');
			expect((await world.refused(people[0]!.personId, name, input)).code).toBe('forbidden');
			expect((await world.refused(otherArea.personId, name, input)).code).toBe('forbidden');
		}
	});

	it('shares out only the future anew, and keeps what people settled', async () => {
		const { gardenId, steward, people } = await village(3);
		const rotaId = await publishedRota(world, gardenId, steward.personId);
		const before = await turnsOf(world, rotaId);
		const past = ({ day }: { day: string }) => day <= '2026-08-22';
		const settled = before.find((turn) => !past(turn) && turn.person_id === people[0]!.personId)!;
		await world.done(settled.person_id, 'rota.confirm', { turnId: settled.id });
		const late = new Date('2026-08-23T10:00:00Z');
		await rest(people[1]!.membershipId, '[2026-08-20,)');
		const shared = await world.done(steward.personId, 'rota.regenerate', { rotaId }, { now: late });
		const after = await turnsOf(world, rotaId);
		expect(after.filter(past)).toEqual(before.filter(past));
		expect(after.find(({ id }) => id === settled.id)).toMatchObject({ state: 'confirmed' });
		expect(after.filter((turn) => !past(turn) && turn.person_id === people[1]!.personId)).toEqual([]);
		expect(after).toHaveLength(before.length);
		const released = before.filter((turn) => !past(turn) && turn.person_id === people[1]!.personId).length;
		expect(shared).toMatchObject({ added: released, removed: released, unfilled: 0 });
	});

	it('changes a published rota: dates that go take their turns along, the rest keeps its people', async () => {
		const { gardenId, steward } = await village(3);
		const rotaId = await publishedRota(world, gardenId, steward.personId, { room: 2 });
		const before = await turnsOf(world, rotaId);
		await world.done(steward.personId, 'rota.change', {
			rotaId,
			rota: { ...WATERING, room: 1, weekdays: ['TU', 'SU'], name: 'Tuesdays and Sundays' }
		});
		const after = await turnsOf(world, rotaId);
		expect(after.some(({ day }) => day === '2026-08-22')).toBe(false);
		expect(after.some(({ day }) => day === '2026-08-23')).toBe(true);
		expect(new Set(after.map(({ slot_id }) => slot_id)).size).toBe(after.length);
		const kept = after.filter(({ id }) => before.some((turn) => turn.id === id));
		expect(kept.length).toBeGreaterThan(3);
		await world.done(steward.personId, 'rota.change', {
			rotaId,
			rota: { ...WATERING, minutes: 60, room: 3 }
		});
		const longer = await turnsOf(world, rotaId);
		expect(longer).toHaveLength(39);
		expect(longer.every(({ during }) => /16:00:00.*17:00:00|18:00:00\+02.*19:00:00\+02/.test(during))).toBe(
			true
		);
	});

	it('ends a rota: what was done stays, what lies ahead goes', async () => {
		const { gardenId, steward } = await village(2);
		const rotaId = await publishedRota(world, gardenId, steward.personId);
		const [first] = await turnsOf(world, rotaId);
		await world.done(first!.person_id, 'rota.markDone', { turnId: first!.id });
		await world.done(steward.personId, 'rota.end', { rotaId }, { now: EVENING });
		expect((await turnsOf(world, rotaId)).map(({ state }) => state)).toEqual(['done']);
		expect((await world.refused(steward.personId, 'rota.regenerate', { rotaId })).key).toBe(
			'rota_error_ended'
		);
	});

	it('throws a draft away, but not a published rota', async () => {
		const { gardenId, steward } = await village(0);
		const { rotaId } = await world.done<{ rotaId: string }>(steward.personId, 'rota.draft', {
			gardenId,
			rota: WATERING
		});
		await world.done(steward.personId, 'rota.discard', { rotaId });
		expect((await world.refused(steward.personId, 'rota.publish', { rotaId })).code).toBe('not_found');
		const published = await publishedRota(world, gardenId, steward.personId);
		expect((await world.refused(steward.personId, 'rota.discard', { rotaId: published })).code).toBe(
			'conflict'
		);
	});
});

describe('a turn', () => {
	async function withTurn(members = 3) {
		const there = await village(members);
		const rotaId = await publishedRota(world, there.gardenId, there.steward.personId);
		const turn = await firstTurn(rotaId);
		const everybody = [there.steward, ...there.people];
		const others = everybody.filter(({ personId }) => personId !== turn.person_id);
		return { ...there, rotaId, turn, turnId: turn.id, holder: turn.person_id, others };
	}

	async function stateOf(turnId: string) {
		const turn = await db.selectFrom('turn').select('state').where('id', '=', turnId).executeTakeFirst();
		return turn?.state;
	}

	it('is marked done once, with a note, and taken back', async () => {
		const { turnId, holder } = await withTurn();
		await world.done(holder, 'rota.markDone', { turnId, note: 'Tap 2 drips.' });
		await world.done(holder, 'rota.markDone', { turnId, note: 'Again' });
		const turn = await db.selectFrom('turn').selectAll().where('id', '=', turnId).executeTakeFirstOrThrow();
		expect(turn).toMatchObject({ state: 'done', done_note: 'Tap 2 drips.', done_at: NOW });
		const events = await db
			.selectFrom('turn_event')
			.select(['from_state', 'to_state', 'note'])
			.where('turn_id', '=', turnId)
			.orderBy('at')
			.orderBy('id')
			.execute();
		expect(events.map(({ to_state }) => to_state)).toEqual(['planned', 'done']);
		await world.done(holder, 'rota.undoDone', { turnId });
		expect(await stateOf(turnId)).toBe('planned');
	});

	it('keeps the photo that came with "done" from being cleared away, until "done" is taken back', async () => {
		const { turnId, holder, gardenId } = await withTurn();
		const photoId = await photo(gardenId, holder);
		const shown = async () => {
			const turn = db.selectFrom('turn').select('done_photo_id').where('id', '=', turnId);
			return (await turn.executeTakeFirstOrThrow()).done_photo_id;
		};
		const clean = async () => {
			await cleanPhotos(db, new Date(NOW.getTime() + 60 * 86_400_000));
			return (await db.selectFrom('photo').select('id').where('id', '=', photoId).execute()).length;
		};
		await world.done(holder, 'rota.markDone', { turnId, note: 'All wet.', photoId });
		expect(await shown()).toBe(photoId);
		expect((await everythingOf(db, holder)).turns).toContainEqual(
			expect.objectContaining({ note: 'All wet.', photo: photoId })
		);
		expect(await clean()).toBe(1);
		await world.done(holder, 'rota.undoDone', { turnId });
		expect(await shown()).toBeNull();
		expect(await clean()).toBe(0);
	});

	it('is not done with a photo of somebody else, of another garden, or that is gone', async () => {
		const { turnId, holder, gardenId, others } = await withTurn();
		const elsewhere = await world.garden();
		await world.member(elsewhere, 'member', { personId: holder });
		for (const photoId of [
			await photo(gardenId, others[0]!.personId),
			await photo(elsewhere, holder),
			newId()
		])
			expect(await world.refused(holder, 'rota.markDone', { turnId, photoId })).toMatchObject({
				...{ code: 'unprocessable', key: 'rota_error_photo', field: 'photo' }
			});
		expect(await stateOf(turnId)).toBe('planned');
	});

	it('is not marked done earlier than twelve hours before', async () => {
		const { rotaId } = await withTurn();
		const [, second] = await turnsOf(world, rotaId);
		const input = { turnId: second!.id };
		const early = new Date('2026-08-22T03:59:00Z');
		expect((await world.refused(second!.person_id, 'rota.markDone', input, { now: early })).key).toBe(
			'rota_error_too_early'
		);
		await world.done(second!.person_id, 'rota.markDone', input, { now: new Date('2026-08-22T04:00:00Z') });
	});

	it('is marked done by a steward for somebody, and the log names both', async () => {
		const { turnId, holder, steward, gardenId } = await withTurn();
		await world.done(steward.personId, 'rota.markDone', { turnId });
		const row = await db
			.selectFrom('activity')
			.selectAll()
			.where('subject_id', '=', turnId)
			.orderBy('id', 'desc')
			.executeTakeFirstOrThrow();
		expect(row).toMatchObject({
			command: 'rota.markDone',
			garden_id: gardenId,
			actor_id: steward.personId,
			for_person_id: holder === steward.personId ? null : holder
		});
	});

	it('belongs to its holder: other members are told, neighbours and strangers find nothing', async () => {
		const { turnId, holder, people, gardenId } = await withTurn(5);
		const member = people.find(({ personId }) => personId !== holder)!;
		const neighbour = await world.member(gardenId, 'neighbour');
		const { personId } = await stranger();
		const names = [
			'markDone',
			'undoDone',
			'lookForStandIn',
			'withdrawStandIn',
			'confirm',
			'excuse',
			'markMissed'
		];
		for (const name of names) {
			const input = { turnId };
			expect((await world.refused(member.personId, `rota.${name}`, input)).code).toBe('forbidden');
			expect((await world.refused(neighbour.personId, `rota.${name}`, input)).code).toBe('not_found');
			expect((await world.refused(personId, `rota.${name}`, input)).code).toBe('not_found');
			expect((await world.refused(null, `rota.${name}`, input)).code).toBe('unauthenticated');
		}
		for (const name of ['takeOver', 'handOver'])
			for (const who of [neighbour.personId, personId])
				expect(
					(await world.refused(who, `rota.${name}`, { turnId, membershipId: member.membershipId })).code
				).toBe('not_found');
		expect(
			(await world.refused(member.personId, 'rota.handOver', { turnId, membershipId: member.membershipId }))
				.code
		).toBe('forbidden');
		expect(await stateOf(turnId)).toBe('planned');
	});

	it('looks for a stand-in, stays expected, and takes that back', async () => {
		const { turnId, holder } = await withTurn();
		await world.done(holder, 'rota.lookForStandIn', { turnId, note: 'At the dentist' });
		await world.done(holder, 'rota.lookForStandIn', { turnId, note: 'At the dentist until nine' });
		const turn = await db.selectFrom('turn').selectAll().where('id', '=', turnId).executeTakeFirstOrThrow();
		expect(turn).toMatchObject({
			state: 'looking',
			looking_note: 'At the dentist until nine',
			looking_since: NOW
		});
		await world.done(holder, 'rota.withdrawStandIn', { turnId });
		expect(await stateOf(turnId)).toBe('planned');
		expect((await world.refused(holder, 'rota.lookForStandIn', { turnId }, { now: EVENING })).key).toBe(
			'rota_error_over'
		);
	});

	it('is taken over: the old turn ends, a new one takes its seat', async () => {
		const { turnId, turn, holder, others, gardenId } = await withTurn();
		const [taker] = others as [(typeof others)[0]];
		expect((await world.refused(taker.personId, 'rota.takeOver', { turnId })).key).toBe(
			'rota_error_not_looking'
		);
		await world.done(holder, 'rota.lookForStandIn', { turnId });
		expect((await world.refused(holder, 'rota.takeOver', { turnId })).key).toBe('rota_error_own_turn');
		const taken = await world.done<{ turnId: string }>(taker.personId, 'rota.takeOver', { turnId });
		expect(await stateOf(turnId)).toBe('swapped_away');
		const fresh = await db
			.selectFrom('turn')
			.selectAll()
			.where('id', '=', taken.turnId)
			.executeTakeFirstOrThrow();
		expect(fresh).toMatchObject({
			garden_id: gardenId,
			slot_id: turn.slot_id,
			seat: turn.seat,
			person_id: taker.personId,
			state: 'confirmed',
			took_over_from: turnId
		});
		expect((await world.refused(holder, 'rota.markDone', { turnId })).key).toBe('rota_error_taken_over');
		const row = await db
			.selectFrom('activity')
			.selectAll()
			.where('subject_id', '=', taken.turnId)
			.executeTakeFirstOrThrow();
		expect(row).toMatchObject({ actor_id: taker.personId, for_person_id: holder });
	});

	it('is not taken over against a hard rule', async () => {
		const { turnId, holder, others } = await withTurn();
		const [taker] = others as [(typeof others)[0]];
		await world.done(holder, 'rota.lookForStandIn', { turnId });
		const key = async () => (await world.refused(taker.personId, 'rota.takeOver', { turnId })).key;
		const change = (values: object) =>
			db.updateTable('membership').set(values).where('id', '=', taker.membershipId).execute();
		await change({ monthly_max: 0 });
		expect(await key()).toBe('rota_error_own_maximum');
		await change({ monthly_max: null });
		await rest(taker.membershipId, `[${TODAY},2026-08-19)`);
		expect(await key()).toBe('rota_error_own_rest');
		await db.deleteFrom('rest').where('membership_id', '=', taker.membershipId).execute();
		const elsewhere = await world.garden();
		await world.member(elsewhere, 'steward', { personId: taker.personId });
		await publishedRota(world, elsewhere, taker.personId);
		expect(await key()).toBe('rota_error_own_overlap');
		expect(await stateOf(turnId)).toBe('looking');
	});

	it('goes to one of twenty who take it over at once; the others are told', async () => {
		const { gardenId, turnId, holder, rotaId } = await withTurn(1);
		await world.done(holder, 'rota.lookForStandIn', { turnId });
		const takers = await Promise.all(Array.from({ length: 20 }, () => world.member(gardenId)));
		const answers = await Promise.all(
			takers.map(({ personId }) => world.send(personId, 'rota.takeOver', { turnId }))
		);
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
		const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.key]));
		expect(refusals).toEqual(Array.from({ length: 19 }, () => 'rota_error_taken_over'));
		const there = (await turnsOf(world, rotaId)).filter(({ day }) => day === TODAY);
		expect(there.map(({ state }) => state).sort()).toEqual(['confirmed', 'swapped_away']);
	});

	it('keeps a person’s own maximum though two turns are taken at once', async () => {
		const { gardenId, steward } = await village(1);
		const taker = await world.member(gardenId);
		await db.updateTable('membership').set({ monthly_max: 1 }).where('id', '=', taker.membershipId).execute();
		await rest(taker.membershipId, '[2026-08-01,2026-10-01)');
		const rotaId = await publishedRota(world, gardenId, steward.personId);
		await db.deleteFrom('rest').where('membership_id', '=', taker.membershipId).execute();
		const turns = (await turnsOf(world, rotaId)).slice(0, 4);
		for (const turn of turns) await world.done(turn.person_id, 'rota.lookForStandIn', { turnId: turn.id });
		const answers = await Promise.all(
			turns.map(({ id }) => world.send(taker.personId, 'rota.takeOver', { turnId: id }))
		);
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
	});

	it('survives a take-over, a withdrawal and a new sharing-out at the same moment', async () => {
		const { turnId, holder, others, steward, rotaId } = await withTurn(6);
		const [, later] = await turnsOf(world, rotaId);
		await world.done(holder, 'rota.lookForStandIn', { turnId });
		await world.done(later!.person_id, 'rota.lookForStandIn', { turnId: later!.id });
		await Promise.all([
			...others.map(({ personId }) => world.send(personId, 'rota.takeOver', { turnId })),
			...others.map(({ personId }) => world.send(personId, 'rota.takeOver', { turnId: later!.id })),
			world.send(holder, 'rota.withdrawStandIn', { turnId }),
			world.send(steward.personId, 'rota.regenerate', { rotaId }),
			world.send(later!.person_id, 'rota.withdrawStandIn', { turnId: later!.id })
		]);
		const live = (await turnsOf(world, rotaId)).filter(({ state }) =>
			['planned', 'confirmed', 'looking'].includes(state)
		);
		expect(new Set(live.map(({ slot_id }) => slot_id)).size).toBe(live.length);
		expect(live).toHaveLength(13);
	});

	it('is handed over by a steward, to somebody free', async () => {
		const { turnId, holder, others, steward } = await withTurn();
		const [taker] = others as [(typeof others)[0]];
		const taken = await world.done<{ turnId: string }>(steward.personId, 'rota.handOver', {
			turnId,
			membershipId: taker.membershipId
		});
		expect(await stateOf(turnId)).toBe('swapped_away');
		const row = await db
			.selectFrom('activity')
			.select(['actor_id', 'for_person_id'])
			.where('subject_id', '=', taken.turnId)
			.executeTakeFirstOrThrow();
		expect(row).toEqual({
			actor_id: steward.personId,
			for_person_id: taker.personId === steward.personId ? null : taker.personId
		});
		const outsider = await stranger();
		const refusal = await world.refused(steward.personId, 'rota.handOver', {
			turnId: taken.turnId,
			membershipId: outsider.membershipId
		});
		expect(refusal.code).toBe('not_found');
		expect(holder).not.toBe(taker.personId);
	});

	it('is missed, excused, or done after all', async () => {
		const { turnId, holder, steward } = await withTurn();
		expect((await world.refused(steward.personId, 'rota.markMissed', { turnId })).key).toBe(
			'rota_error_not_over'
		);
		await world.done(steward.personId, 'rota.markMissed', { turnId }, { now: EVENING });
		await world.done(holder, 'rota.markDone', { turnId }, { now: EVENING });
		expect(await stateOf(turnId)).toBe('done');
		expect((await world.refused(holder, 'rota.excuse', { turnId })).key).toBe('rota_error_already_done');
		await world.done(holder, 'rota.undoDone', { turnId });
		if (holder !== steward.personId)
			expect((await world.refused(holder, 'rota.excuse', { turnId })).key).toBe('rota_error_look_first');
		await world.done(holder, 'rota.excuse', { turnId }, { now: EVENING });
		expect(await stateOf(turnId)).toBe('excused');
	});
});

describe('a date', () => {
	it('is cancelled for all who are down for it, and put back', async () => {
		const { gardenId, steward } = await village(4);
		const rotaId = await publishedRota(world, gardenId, steward.personId, { room: 3 });
		const turns = (await turnsOf(world, rotaId)).filter(({ day }) => day === '2026-08-22');
		const slotId = turns[0]!.slot_id;
		await world.done(steward.personId, 'rota.excuse', { turnId: turns[0]!.id });
		await world.done(steward.personId, 'rota.cancelSlot', { slotId, rain: true, reason: '20 mm fell' });
		const states = async () =>
			(await turnsOf(world, rotaId)).filter(({ slot_id }) => slot_id === slotId).map(({ state }) => state);
		expect(await states()).toEqual(['excused', 'rained_off', 'rained_off']);
		expect((await world.refused(steward.personId, 'rota.cancelSlot', { slotId })).key).toBe(
			'rota_error_cancelled'
		);
		const anybody = await world.member(gardenId);
		expect((await world.refused(anybody.personId, 'rota.takeSeat', { slotId })).key).toBe(
			'rota_error_called_off'
		);
		await db
			.updateTable('membership')
			.set({ monthly_max: 0 })
			.where('id', '=', turns[1]!.membership_id)
			.execute();
		await world.done(steward.personId, 'rota.reopenSlot', { slotId });
		expect((await states()).sort()).toEqual(['excused', 'planned', 'rained_off']);
	});

	it('has free seats that members take, each one once', async () => {
		const { gardenId, steward } = await village(0);
		const rotaId = await publishedRota(world, gardenId, steward.personId, { room: 3 });
		const slotId = (await firstTurn(rotaId)).slot_id;
		const takers = await Promise.all(Array.from({ length: 8 }, () => world.member(gardenId)));
		const answers = await Promise.all(
			takers.map(({ personId }) => world.send(personId, 'rota.takeSeat', { slotId }))
		);
		expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
		expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.key]))).toEqual(
			Array.from({ length: 6 }, () => 'rota_error_full')
		);
		const given = await world.refused(steward.personId, 'rota.giveSeat', {
			slotId,
			membershipId: takers[0]!.membershipId
		});
		expect(['rota_error_full', 'rota_error_their_overlap']).toContain(given.key);
		for (const who of [(await stranger()).personId, (await world.member(gardenId, 'neighbour')).personId]) {
			expect((await world.refused(who, 'rota.takeSeat', { slotId })).code).toBe('not_found');
			expect(
				(await world.refused(who, 'rota.giveSeat', { slotId, membershipId: takers[0]!.membershipId })).code
			).toBe('not_found');
		}
	});
});
