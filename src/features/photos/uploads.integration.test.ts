import { sql } from 'kysely';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { execute, type Call } from '#lib/command/execute.server.ts';
import type { Actor } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { harvestWorld } from '#tests/factories/harvest.ts';
import { NOW, testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { HEAD, PATCH } from '../../routes/api/v1/uploads/[id]/+server.ts';
import { cleanPhotos } from './jobs.server.ts';

const world = testWorld(await testDatabase());
const { db } = world;
const { gardenId, giver, gardener, neighbour } = await harvestWorld(world);
const elsewhere = await world.member(await world.garden(), 'steward');
const image = new Uint8Array(
	await sharp({ create: { width: 900, height: 600, channels: 3, background: '#3a7' } })
		.jpeg()
		.toBuffer()
);
const HALF = Math.floor(image.length / 2);

type Given = { personId?: string | null; last?: boolean; length?: number; headers?: Record<string, string> };
type Body = { ok?: boolean; result?: object; refusal?: { key: string; sentence: string } };
type Handler = (event: object) => Response | Promise<Response>;

let breaks = false;

function event(id: string, request: Request, personId: string | null) {
	const send = (actor: Actor, call: Call) => {
		if (breaks) throw new Error('the disk is full');
		return execute(world.door, actor, call, NOW);
	};
	const house = { db, send, log: { error: () => {} } };
	const locals = { house, actor: { personId, via: 'page' }, locale: 'en', now: NOW };
	return { request, params: { id }, url: new URL(request.url), locals };
}

const address = (id: string) => `http://localhost/api/v1/uploads/${id}?garden=${gardenId}`;

async function patch(id: string, offset: number, body: BodyInit, given: Given = {}) {
	const { personId = giver.personId, last = false, length, headers = {} } = given;
	const request = new Request(address(id), {
		method: 'PATCH',
		body,
		headers: {
			'content-type': 'application/partial-upload',
			'upload-offset': String(offset),
			'upload-complete': last ? '?1' : '?0',
			...(length === undefined ? {} : { 'upload-length': String(length) }),
			...headers
		},
		duplex: 'half'
	} as RequestInit);
	const response = await (PATCH as Handler)(event(id, request, personId));
	const text = await response.text();
	const said = {
		offset: response.headers.get('upload-offset'),
		complete: response.headers.get('upload-complete')
	};
	return { status: response.status, ...said, body: (text ? JSON.parse(text) : {}) as Body };
}

async function head(id: string, personId: string | null = giver.personId) {
	const response = await (HEAD as Handler)(event(id, new Request(address(id), { method: 'HEAD' }), personId));
	const { status, headers } = response;
	return { status, offset: headers.get('upload-offset'), complete: headers.get('upload-complete') };
}

const MEGA = 1024 * 1024;

/** Lays so many MB of an upload straight into the database, `age` minutes ago. */
async function lay(id: string, personId: string, megas: number, age = 0) {
	const bytes = sql<Uint8Array>`convert_to(repeat('x', ${megas * MEGA}::int), 'UTF8')`;
	const created_at = new Date(NOW.getTime() - age * 60_000);
	const whose = { upload_id: id, at_byte: 0, person_id: personId, garden_id: gardenId };
	await db
		.insertInto('upload_part')
		.values({ ...whose, bytes, created_at })
		.execute();
}

async function partsOf(id: string): Promise<number> {
	return (await db.selectFrom('upload_part').select('at_byte').where('upload_id', '=', id).execute()).length;
}

async function photos(id: string) {
	return db.selectFrom('photo').select(['added_by', 'width']).where('id', '=', id).execute();
}

describe('a photo that comes in parts', () => {
	it('goes on where it broke off, and is one photo however often its end is sent', async () => {
		const id = newId();
		expect(await head(id)).toMatchObject({ status: 404 });
		expect(await patch(id, 0, image.subarray(0, HALF))).toMatchObject({
			status: 204,
			offset: String(HALF),
			complete: '?0'
		});
		expect(await head(id)).toEqual({ status: 204, offset: String(HALF), complete: '?0' });
		const end = () => patch(id, HALF, image.subarray(HALF), { last: true, length: image.length });
		const done = { id, ok: true, result: { photoId: id, width: 900, height: 600 } };
		expect(await end()).toEqual({ status: 200, offset: String(image.length), complete: '?1', body: done });
		expect(await end()).toMatchObject({ status: 200, complete: '?1', body: done });
		expect(await patch(id, 0, '', { last: true })).toMatchObject({ status: 200, body: done });
		expect(await head(id)).toEqual({ status: 204, offset: null, complete: '?1' });
		expect(await photos(id)).toEqual([{ added_by: giver.personId, width: 900 }]);
		expect(await partsOf(id)).toBe(0);
	});

	it('keeps what came of a part whose connection broke', async () => {
		const id = newId();
		const body = new ReadableStream({
			pull(controller) {
				if (this.sent) return controller.error(new Error('ECONNRESET'));
				this.sent = true;
				controller.enqueue(image.subarray(0, 1000));
			}
		} as UnderlyingDefaultSource & { sent?: boolean });
		await expect(patch(id, 0, body)).rejects.toThrow('ECONNRESET');
		expect(await head(id)).toMatchObject({ offset: '1000' });
		expect(await patch(id, 1000, image.subarray(1000), { last: true })).toMatchObject({ status: 200 });
		expect(await photos(id)).toHaveLength(1);
	});

	it('says where it is when a part begins elsewhere, and takes two of one place once', async () => {
		const id = newId();
		await patch(id, 0, image.subarray(0, HALF));
		const wrong = await patch(id, HALF + 1, image.subarray(HALF + 1), { last: true });
		expect(wrong).toMatchObject({ status: 409, offset: String(HALF), complete: '?0' });
		expect(wrong.body.refusal!.key).toBe('photos_upload_offset');
		const twice = await Promise.all([1, 2].map(() => patch(id, HALF, image.subarray(HALF, HALF + 100))));
		expect(twice.map(({ status }) => status).sort()).toEqual([204, 409]);
		for (const { offset } of twice) expect(offset).toBe(String(HALF + 100));
	});

	it('is kept where the server breaks at its end; an empty last part brings it in', async () => {
		const id = newId();
		breaks = true;
		const broken = await patch(id, 0, image, { last: true });
		breaks = false;
		expect(broken).toMatchObject({ status: 500, complete: '?0', body: { refusal: { key: 'error_server' } } });
		expect(await head(id)).toMatchObject({ offset: String(image.length) });
		expect(await patch(id, image.length, '', { last: true })).toMatchObject({ status: 200 });
	});

	it('is refused with the same sentence as at once, where it is broken, and leaves nothing', async () => {
		const id = newId();
		const cut = image.subarray(0, HALF);
		await patch(id, 0, cut.subarray(0, 200));
		const answer = await patch(id, 200, cut.subarray(200), { last: true });
		const atOnce = await world.refused(giver.personId, 'photos.add', { gardenId, image: cut });
		expect(answer).toMatchObject({ status: 422, complete: '?1', body: { refusal: { key: atOnce.key } } });
		expect([await partsOf(id), await photos(id)]).toEqual([0, []]);
	});

	it('may not say another size than it has', async () => {
		const answer = await patch(newId(), 0, image, { last: true, length: image.length + 1 });
		expect(answer).toMatchObject({ status: 400, body: { refusal: { key: 'photos_upload_length' } } });
	});
});

describe('what is not taken', () => {
	it('more than 25 MB, as soon as that is known', async () => {
		const id = newId();
		const big = { status: 413, body: { refusal: { key: 'photos_refused_too_big' } } };
		expect(await patch(id, 0, image, { length: 26_214_401 })).toMatchObject(big);
		await lay(id, giver.personId, 25);
		expect(await patch(id, 25 * MEGA, 'x')).toMatchObject(big);
		expect(await partsOf(id)).toBe(0);
	});

	it.each([
		['another type', { 'content-type': 'image/jpeg' }],
		['no place', { 'upload-offset': '-1' }],
		['no word of its end', { 'upload-complete': 'true' }],
		['a length that is none', { 'upload-length': 'long' }]
	])('a part with %s', async (_, headers) => {
		const answer = await patch(newId(), 0, image, { headers });
		expect(answer).toMatchObject({ status: 400, body: { refusal: { key: 'photos_upload_headers' } } });
	});

	it('an id that is none', async () => {
		expect(await patch('1', 0, image)).toMatchObject({ status: 400 });
		expect((await head('1')).status).toBe(400);
	});

	it('parts from who may add no photo here, and from a device of somebody else', async () => {
		for (const personId of [elsewhere.personId, neighbour.personId])
			expect((await patch(newId(), 0, image, { personId, last: true })).status).toBe(404);
		expect((await patch(newId(), 0, image, { personId: null })).status).toBe(401);
		const headers = { 'plotluck-sender': gardener.personId };
		expect(await patch(newId(), 0, image, { headers })).toMatchObject({
			status: 401,
			body: { refusal: { key: 'error_sender_changed' } }
		});
	});
});

describe('one’s own', () => {
	it('is not there for others: not its size, not its end', async () => {
		const id = newId();
		await patch(id, 0, image.subarray(0, HALF));
		const { personId } = gardener;
		expect((await head(id, personId)).status).toBe(404);
		expect((await patch(id, HALF, image.subarray(HALF), { personId, last: true })).status).toBe(404);
		expect(await head(id)).toMatchObject({ offset: String(HALF) });
		await patch(id, HALF, image.subarray(HALF), { last: true });
		expect((await head(id, personId)).status).toBe(404);
	});

	it('gives way, the oldest first, beyond 60 MB', async () => {
		const { personId } = await world.member(gardenId);
		const ids = [newId(), newId(), newId()];
		for (const [age, id] of ids.toReversed().entries()) await lay(id, personId, 20, age);
		expect((await patch(newId(), 0, image, { personId })).status).toBe(204);
		expect(await Promise.all(ids.map(partsOf))).toEqual([0, 1, 1]);
	});

	it('is cleared away after seven days', async () => {
		const id = newId();
		await patch(id, 0, image.subarray(0, HALF));
		const after = (days: number) => cleanPhotos(db, new Date(NOW.getTime() + days * 86_400_000));
		await after(6.9);
		expect(await partsOf(id)).toBe(1);
		await after(7.1);
		expect(await partsOf(id)).toBe(0);
	});
});
