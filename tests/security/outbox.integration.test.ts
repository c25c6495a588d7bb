import { beforeAll, describe, expect, test } from 'vitest';
import { execute, type Answer, type Call } from '#lib/command/execute.server.ts';
import type { Actor } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { publishedRota, turnsOf } from '#tests/factories/rota.ts';
import { NOW, testWorld, type Somebody } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { POST } from '../../src/routes/api/v1/commands/+server.ts';

const database = await testDatabase();
const world = testWorld(database);

let gardenId: string;
let steward: Somebody;
const told: unknown[] = [];

beforeAll(async () => {
	gardenId = await world.garden();
	steward = await world.member(gardenId, 'steward');
});

type Send = (actor: Actor, call: Call) => Promise<Answer>;
type Given = { personId?: string | null; headers?: Record<string, string>; send?: Send; address?: string };
type Answered = { id: string; ok: boolean; status?: number; retryAfter?: number; refusal?: { key: string } };
type Body = Answered & Answered[] & { refusal: { code: string; key: string; sentence: string } };

const throughDoor: Send = (actor, call) => execute(world.door, actor, call, NOW);

/** What an outbox gets back for what it sends. */
async function post(body: unknown, given: Given = {}) {
	const { personId = steward.personId, headers = {}, send = throughDoor, address } = given;
	const request = new Request('http://localhost/api/v1/commands', {
		method: 'POST',
		body: JSON.stringify(body),
		headers: { 'content-type': 'application/json', ...headers }
	});
	const house = { send, log: { error: (...said: unknown[]) => told.push(said) } };
	const locals = { house, actor: { personId, via: 'page', address }, locale: 'en', now: NOW };
	const response = (await (POST as (event: object) => unknown)({ request, locals })) as Response;
	return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

const zone = (name: string) => ({ id: newId(), name: 'gardens.addZone', input: { gardenId, name } });

async function zonesNamed(start: string): Promise<string[]> {
	const rows = await world.db
		.selectFrom('zone')
		.select('name')
		.where('name', 'like', `${start}%`)
		.orderBy('name')
		.execute();
	return rows.map(({ name }) => name);
}

describe('what one person wrote on a device', () => {
	test('is not sent by another, as a whole and with a sentence', async () => {
		const calls = [zone('Theirs 1'), zone('Theirs 2')];
		const other = await world.member(gardenId, 'steward');
		const headers = { 'plotluck-sender': steward.personId };
		const answer = await post(calls, { personId: other.personId, headers });
		expect(answer).toMatchObject({
			status: 401,
			body: { refusal: { code: 'unauthenticated', key: 'error_sender_changed' } }
		});
		expect(answer.body.refusal.sentence).toMatch(/somebody else/);
		const nobody = await post(calls[0], { personId: null, headers });
		expect(nobody).toMatchObject({ status: 401, body: { refusal: { key: 'error_sign_in_first' } } });
		expect(await zonesNamed('Theirs')).toEqual([]);
	});

	test('goes through for them', async () => {
		const headers = { 'plotluck-sender': steward.personId };
		expect((await post(zone('Own 1'), { headers })).status).toBe(200);
	});
});

describe('a batch of which one breaks', () => {
	/** Sends through the door, but breaks at the names that are given. */
	const breakingAt =
		(...names: string[]): Send =>
		(actor, call) => {
			if (names.includes((call.input as { name: string }).name)) throw new Error('the disk is full');
			return throughDoor(actor, call);
		};

	test('runs none after it, says so, and is taken up again where it stopped', async () => {
		const calls = ['Order 1', ' ', 'Order 3', 'Order 4', 'Order 5'].map(zone);
		const broken = await post(calls, { send: breakingAt('Order 3') });
		expect(broken.status).toBe(200);
		expect(broken.body.map(({ id }) => id)).toEqual(calls.map(({ id }) => id));
		// The refused one was decided: what comes after it goes on.
		expect(broken.body.map(({ ok, status }) => (ok ? 200 : status))).toEqual([200, 400, 500, 503, 503]);
		expect(broken.body.slice(2).map(({ refusal }) => refusal!.key)).toEqual([
			'error_server',
			'error_not_reached',
			'error_not_reached'
		]);
		expect(told).toHaveLength(1);
		expect(await zonesNamed('Order')).toEqual(['Order 1']);
		const again = await post(calls);
		expect(again.body.map(({ ok }) => ok)).toEqual([true, false, true, true, true]);
		expect(await zonesNamed('Order')).toEqual(['Order 1', 'Order 3', 'Order 4', 'Order 5']);
	});

	test('the same for one that comes too often, with the seconds to wait', async () => {
		const refusal = { code: 'too_many', key: 'error_too_many', retryAfter: 30 } as const;
		const send: Send = async (actor, call) =>
			(call.input as { name: string }).name === 'Often 1' ? { ok: false, refusal } : throughDoor(actor, call);
		const { body } = await post([zone('Often 1'), zone('Often 2')], { send });
		expect(body).toMatchObject([{ status: 429, retryAfter: 30 }, { status: 503 }]);
		expect(await zonesNamed('Often')).toEqual([]);
	});

	test('a single one that breaks is answered 500 with a sentence', async () => {
		const { status, body } = await post(zone('Alone'), { send: breakingAt('Alone') });
		expect(status).toBe(500);
		expect(body).toMatchObject({ ok: false, status: 500, refusal: { code: 'failed', key: 'error_server' } });
	});
});

describe('how much at once', () => {
	test('a thousand kept commands go through in ten batches; crowding is stopped with a time to wait', async () => {
		const send: Send = () => Promise.resolve({ ok: true, result: {} });
		const { personId } = await world.member(gardenId);
		const batch = Array.from({ length: 100 }, (_, index) => zone(`Much ${index}`));
		const statuses: number[] = [];
		for (let sent = 0; sent < 31; sent++) statuses.push((await post(batch, { personId, send })).status);
		expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 200));
		expect(statuses[30]).toBe(429);
		const last = await post(batch[0], { personId, send });
		expect(last.body.refusal.key).toBe('error_too_many');
		expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
		// Others are not held up by it.
		expect((await post(batch, { send })).status).toBe(200);
	});
});

describe('from another site, with the cookie of this one', () => {
	// Browsers send these without asking first; JSON they ask about, and are never answered.
	test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
		'a body of type "%s" does nothing',
		async (type) => {
			const answer = await post(zone('Forged'), { headers: { 'content-type': type } });
			expect(answer).toMatchObject({ status: 400, body: { refusal: { key: 'error_json_type' } } });
			expect(await zonesNamed('Forged')).toEqual([]);
		}
	);
});

describe('a turn that was done where there was no signal', () => {
	const NEXT_DAY = new Date('2026-08-19T10:00:00Z');

	async function turnOfToday() {
		const garden = await world.garden();
		const { personId } = await world.member(garden, 'steward');
		const [turn, later] = await turnsOf(world, await publishedRota(world, garden, personId));
		return { personId, turnId: turn!.id, laterId: later!.id };
	}

	async function markDone(personId: string, turnId: string, doneAt: string, now: Date) {
		const id = newId();
		const call = { id, name: 'rota.markDone', input: { turnId }, doneAt: new Date(doneAt) };
		const answer = await execute(world.door, { personId, via: 'api' }, call, now);
		const log = await world.db
			.selectFrom('activity')
			.select(['at', 'arrived_at'])
			.where('id', '=', id)
			.executeTakeFirst();
		const turn = await world.db
			.selectFrom('turn')
			.select(['state', 'done_at'])
			.where('id', '=', turnId)
			.executeTakeFirstOrThrow();
		return { answer, log, turn };
	}

	test('yesterday, and arrives today: both times are kept', async () => {
		const { personId, turnId } = await turnOfToday();
		const doneAt = '2026-08-18T17:05:00Z';
		const { answer, log, turn } = await markDone(personId, turnId, doneAt, NEXT_DAY);
		expect(answer.ok).toBe(true);
		expect(log).toEqual({ at: new Date(doneAt), arrived_at: NEXT_DAY });
		expect(turn).toEqual({ state: 'done', done_at: new Date(doneAt) });
	});

	test('too early, though it arrives in time: what counts is when it was done', async () => {
		const { personId, laterId } = await turnOfToday();
		const now = new Date('2026-08-22T16:00:00Z');
		const { answer, turn } = await markDone(personId, laterId, '2026-08-21T16:00:00Z', now);
		expect(answer).toMatchObject({ ok: false, refusal: { key: 'rota_error_too_early' } });
		expect(turn.state).toBe('planned');
	});

	test.each([
		['ahead', '2031-01-01T00:00:00Z'],
		['years behind', '1970-01-01T00:03:00Z']
	])('by a clock that is %s: the time of arrival counts', async (_, doneAt) => {
		const { personId, turnId } = await turnOfToday();
		const { answer, log, turn } = await markDone(personId, turnId, doneAt, NEXT_DAY);
		expect(answer.ok).toBe(true);
		expect(log).toEqual({ at: NEXT_DAY, arrived_at: NEXT_DAY });
		expect(turn.done_at).toEqual(NEXT_DAY);
	});
});
