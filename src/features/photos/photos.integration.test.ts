import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { newId } from '#lib/command/id.ts';
import { harvestWorld } from '#tests/factories/harvest.ts';
import { NOW, testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { cleanPhotos } from './jobs.server.ts';
import { pictureFor } from './queries.server.ts';

const world = testWorld(await testDatabase());
const { db, done, refused } = world;
const { gardenId, giver, gardener, neighbour, post } = await harvestWorld(world);
const stranger = await world.person('Stranger');
const elsewhere = await world.member(await world.garden(), 'steward');
const image = new Uint8Array(
	await sharp({ create: { width: 900, height: 600, channels: 3, background: '#3a7' } })
		.jpeg()
		.toBuffer()
);

const add = async (personId = giver.personId) =>
	(await done<{ photoId: string }>(personId, 'photos.add', { gardenId, image })).photoId;
const sees = async (personId: string | null, photoId: string, width = 320) =>
	pictureFor(db, photoId, width, personId);

describe('adding', () => {
	it('keeps the sizes, once for each command', async () => {
		const id = newId();
		const result = await done(giver.personId, 'photos.add', { gardenId, image }, { id });
		expect(result).toEqual({ photoId: id, width: 900, height: 600 });
		expect(await done(giver.personId, 'photos.add', { gardenId, image }, { id })).toEqual(result);
		const sizes = await db
			.selectFrom('photo_size')
			.select(['width', 'mime'])
			.where('photo_id', '=', id)
			.execute();
		expect(sizes.map(({ width }) => width).sort((a, b) => a - b)).toEqual([320, 800, 900]);
		const log = await db.selectFrom('activity').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
		expect(JSON.stringify(log.data)).toBe('{}');
	});

	it('is for gardeners', async () => {
		for (const personId of [stranger, elsewhere.personId, neighbour.personId])
			expect((await refused(personId, 'photos.add', { gardenId, image })).code).toBe('not_found');
		expect((await refused(null, 'photos.add', { gardenId, image })).code).toBe('unauthenticated');
	});

	it('stores nothing of what is no picture', async () => {
		const id = newId();
		const input = { gardenId, image: new TextEncoder().encode('<svg/>') };
		expect(await refused(giver.personId, 'photos.add', input, { id })).toMatchObject({
			code: 'unprocessable',
			key: 'photos_refused_svg',
			field: 'image'
		});
		expect(await db.selectFrom('photo').select('id').where('id', '=', id).execute()).toEqual([]);
		expect((await refused(giver.personId, 'photos.add', { gardenId, image: 'text' })).code).toBe('invalid');
	});
});

describe('seeing', () => {
	it('comes in the size that fits, or the largest there is', async () => {
		const photoId = await add();
		const widthOf = async (width: number) =>
			(await sharp((await sees(giver.personId, photoId, width))!.bytes).metadata()).width;
		expect(await Promise.all([320, 321, 800, 1600].map(widthOf))).toEqual([320, 800, 800, 900]);
	});

	it('is open to all on a public lot, while it is up; else to whom the lot is', async () => {
		const photoId = await add();
		expect(await sees(null, photoId)).toBeNull();
		expect(await sees(neighbour.personId, photoId)).toBeNull();
		expect(await sees(gardener.personId, photoId)).toMatchObject({ mime: 'image/webp', open: false });
		const lotId = await post({ photoId });
		expect(await sees(null, photoId)).toMatchObject({ open: true });
		await done(giver.personId, 'harvest.withdraw', { lotId });
		expect(await sees(null, photoId)).toBeNull();
		expect(await sees(giver.personId, photoId)).not.toBeNull();
	});

	it('stays inside with a lot for gardeners, and in gardens that are not listed', async () => {
		const photoId = await add();
		await post({ photoId, audience: 'members' });
		for (const personId of [null, stranger, elsewhere.personId, neighbour.personId])
			expect(await sees(personId, photoId)).toBeNull();
		expect(await sees(gardener.personId, photoId)).not.toBeNull();
		const shown = await add();
		await post({ photoId: shown });
		await db.updateTable('garden').set({ listed: false }).where('id', '=', gardenId).execute();
		expect(await sees(null, shown)).toBeNull();
		expect(await sees(neighbour.personId, shown)).not.toBeNull();
		await db.updateTable('garden').set({ listed: true }).where('id', '=', gardenId).execute();
		expect(await sees(null, newId())).toBeNull();
	});

	it('cannot be taken from another garden or from somebody else', async () => {
		const photoId = await add(gardener.personId);
		const lot = {
			gardenId,
			title: 'Peas',
			quantity: '1',
			unit: 'bag',
			placeKind: 'gate',
			until: '2026-08-18T20:00'
		};
		expect((await refused(giver.personId, 'harvest.post', { ...lot, photoId })).key).toBe(
			'harvest_refused_photo'
		);
		await done(gardener.personId, 'harvest.post', { ...lot, photoId });
	});
});

describe('clearing away', () => {
	it('takes photos that nothing shows, two days after they came', async () => {
		const [unused, used] = [await add(), await add()];
		await post({ photoId: used });
		const there = async (id: string) =>
			(await db.selectFrom('photo').select('id').where('id', '=', id).execute()).length;
		await cleanPhotos(db, new Date(NOW.getTime() + (30 * 24 - 1) * 3600_000));
		expect([await there(unused), await there(used)]).toEqual([1, 1]);
		await cleanPhotos(db, new Date(NOW.getTime() + (30 * 24 + 1) * 3600_000));
		expect([await there(unused), await there(used)]).toEqual([0, 1]);
		const sizes = await db.selectFrom('photo_size').select('width').where('photo_id', '=', unused).execute();
		expect(sizes).toEqual([]);
	});
});
