import { beforeAll, describe, expect, it } from 'vitest';
import { everythingOf } from '#features/account/queries.server.ts';
import { standingOf } from '#features/members/access.server.ts';
import { pictureFor } from '#features/photos/queries.server.ts';
import { cleanPhotos } from '#features/photos/jobs.server.ts';
import { execute } from '#lib/command/execute.server.ts';
import { FormReader } from '#lib/command/form.ts';
import { newId } from '#lib/command/id.ts';
import { filledGarden, type FilledGarden } from '#tests/factories/filled.ts';
import { NOW, testWorld, type Somebody } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { reportDefect } from './form-commands.ts';
import { gardenDefects, openDefects, reportChoices } from './queries.server.ts';

const world = testWorld(await testDatabase());
const { db, done, refused } = world;
let garden: FilledGarden;

beforeAll(async () => {
	garden = await filledGarden(world);
});

const tap = () => ({
	gardenId: garden.gardenId,
	subject: `feature:${garden.featureId}`,
	details: 'It drips day and night.'
});

async function report(who: Somebody, given: object = {}): Promise<string> {
	const input = { ...tap(), ...given };
	return (await done<{ defectId: string }>(who.personId, 'defects.report', input)).defectId;
}

async function seenBy(who: Somebody) {
	const standing = await standingOf(db, garden.gardenId, who.personId);
	return gardenDefects(db, standing!);
}

const one = async (id: string, who = garden.ahmed) => (await seenBy(who)).find((defect) => defect.id === id)!;

async function photo(who: Somebody, gardenId = garden.gardenId): Promise<string> {
	const id = newId();
	const row = { id, garden_id: gardenId, added_by: who.personId, width: 40, height: 30, created_at: NOW };
	await db.insertInto('photo').values(row).execute();
	const bytes = Buffer.from([1]);
	await db
		.insertInto('photo_size')
		.values({ photo_id: id, width: 40, height: 30, mime: 'image/webp', bytes })
		.execute();
	return id;
}

describe('a report', () => {
	it('names the thing on the map, who and when, and is seen by all who garden here', async () => {
		const id = await report(garden.rosa);
		expect(await one(id)).toMatchObject({
			subject: { kind: 'feature', what: 'Tap 2', feature: { kind: 'tap', name: 'Tap 2' } },
			...{ details: 'It drips day and night.', reporter: 'Rosa Member', mended: null, mayMend: false },
			reportedAt: NOW.toISOString()
		});
		expect((await one(id, garden.rosa)).mayMend).toBe(true);
		expect((await one(id, garden.steward)).mayMend).toBe(true);
	});

	it('is about a plot, or about something that is on no map', async () => {
		const plot = await one(await report(garden.rosa, { subject: `plot:${garden.plotId}` }));
		expect(plot.subject).toMatchObject({ kind: 'plot', what: 'Plot 12', number: '12' });
		const other = await one(await report(garden.rosa, { subject: 'other', what: ' Wheelbarrow ' }));
		expect(other.subject).toMatchObject({ kind: 'other', id: null, what: 'Wheelbarrow' });
	});

	it('keeps the name of what is taken off the map', async () => {
		const { featureId } = await done<{ featureId: string }>(garden.steward.personId, 'gardens.addFeature', {
			...{ gardenId: garden.gardenId, kind: 'shed', name: 'Old shed' },
			geometry: { type: 'Point', coordinates: [13.4, 52.5] }
		});
		const id = await report(garden.rosa, { subject: `feature:${featureId}` });
		await done(garden.steward.personId, 'gardens.removeFeature', { featureId });
		expect((await one(id)).subject).toMatchObject({ kind: 'other', id: null, what: 'Old shed' });
	});

	it('written yesterday where there was no signal has yesterday’s time', async () => {
		const doneAt = new Date('2026-08-17T10:00:00Z');
		const id = newId();
		const actor = { personId: garden.rosa.personId, via: 'api' as const };
		await execute(world.door, actor, { id, name: 'defects.report', input: tap(), doneAt }, NOW);
		expect((await one(id)).reportedAt).toBe(doneAt.toISOString());
	});

	it('shows its photo to those who garden here, and keeps it from being cleared away', async () => {
		const photoId = await photo(garden.rosa);
		const id = await report(garden.rosa, { photoId });
		expect((await one(id)).photo).toEqual({ id: photoId, width: 40, height: 30 });
		await cleanPhotos(db, new Date(NOW.getTime() + 60 * 86_400_000));
		expect(await pictureFor(db, photoId, 320, garden.ahmed.personId)).toMatchObject({ open: false });
		for (const who of [garden.neighbour.personId, null])
			expect(await pictureFor(db, photoId, 320, who)).toBeNull();
	});

	it.each<[string, () => Promise<object>, string, string]>([
		['no subject', async () => ({ subject: '' }), 'subject', 'error_choose_one'],
		[
			'nothing that it is called',
			async () => ({ subject: 'other', what: ' ' }),
			'what',
			'defects_refused_what'
		],
		['no word of what is wrong', async () => ({ details: ' ' }), 'details', 'error_required'],
		['too many words', async () => ({ details: 'x'.repeat(1001) }), 'details', 'error_too_long'],
		[
			'a tap that is gone',
			async () => ({ subject: `feature:${newId()}` }),
			'subject',
			'defects_refused_subject'
		],
		[
			'a plot that is a tap',
			async () => ({ subject: `plot:${garden.featureId}` }),
			'subject',
			'defects_refused_subject'
		],
		[
			'a photo of somebody else',
			async () => ({ photoId: await photo(garden.ahmed) }),
			'photo',
			'defects_refused_photo'
		],
		['a photo that is gone', async () => ({ photoId: newId() }), 'photo', 'defects_refused_photo']
	])('with %s is refused with a sentence at its field', async (_, given, field, key) => {
		const refusal = await refused(garden.rosa.personId, 'defects.report', { ...tap(), ...(await given()) });
		expect(refusal.issues?.[0] ?? refusal).toMatchObject({ field, key });
	});

	it('does not name things of another garden', async () => {
		const other = await filledGarden(world);
		for (const subject of [`feature:${other.featureId}`, `plot:${other.plotId}`])
			expect(await refused(garden.rosa.personId, 'defects.report', { ...tap(), subject })).toMatchObject({
				key: 'defects_refused_subject'
			});
	});

	it('is for those who garden here', async () => {
		const stranger = (await filledGarden(world)).steward.personId;
		for (const who of [garden.neighbour.personId, stranger])
			expect((await refused(who, 'defects.report', tap())).code).toBe('not_found');
		expect((await refused(null, 'defects.report', tap())).code).toBe('unauthenticated');
	});

	it('reads its form as the device does that keeps it', () => {
		const form = new FormData();
		for (const [name, value] of Object.entries({ ...tap(), what: '' })) form.set(name, value);
		expect(reportDefect.input(new FormReader(form))).toEqual({ ...tap(), what: '', photoId: undefined });
		expect(reportDefect.thing({}, 'x')).toBe('defectId:x');
	});
});

describe('what becomes of it', () => {
	it('mended once, by whom and when, and broken again', async () => {
		const defectId = await report(garden.rosa);
		await done(garden.steward.personId, 'defects.mended', { defectId, note: 'New washer.' });
		await done(garden.rosa.personId, 'defects.mended', { defectId, note: 'Me too' });
		const by = { at: NOW.toISOString(), by: 'Noor Steward', note: 'New washer.' };
		expect((await one(defectId)).mended).toEqual(by);
		await done(garden.rosa.personId, 'defects.reopen', { defectId });
		await done(garden.rosa.personId, 'defects.reopen', { defectId });
		expect((await one(defectId)).mended).toBeNull();
		const events = await db
			.selectFrom('defect_event')
			.select('kind')
			.where('defect_id', '=', defectId)
			.orderBy('id')
			.execute();
		expect(events.map(({ kind }) => kind)).toEqual(['mended', 'reopened']);
	});

	it.each(['defects.mended', 'defects.reopen'])(
		'%s: others are told, outsiders find nothing',
		async (name) => {
			const defectId = await report(garden.rosa);
			const rotaOnly = await world.member(garden.gardenId, 'steward', { areas: ['rota'] });
			for (const { personId } of [garden.ahmed, rotaOnly])
				expect(await refused(personId, name, { defectId })).toMatchObject({
					code: 'forbidden',
					key: 'defects_refused_mend'
				});
			const stranger = (await filledGarden(world)).steward.personId;
			for (const who of [garden.neighbour.personId, stranger])
				expect((await refused(who, name, { defectId })).code).toBe('not_found');
			expect((await refused(garden.rosa.personId, name, { defectId: newId() })).code).toBe('not_found');
		}
	);

	it('what is broken stands first, each part the newest first', async () => {
		const seen = await seenBy(garden.rosa);
		const states = seen.map(({ mended }) => mended !== null);
		expect(states).toEqual(states.toSorted());
		expect(new Set(states).size).toBe(2);
	});
});

describe('what is open of the plots and the map', () => {
	it('is told in short, newest first, without what is mended, on no map or of another garden', async () => {
		const here = await filledGarden(world);
		const by = (given: object) => report(here.rosa, { gardenId: here.gardenId, ...given });
		await db.updateTable('defect').set({ mended_at: NOW }).where('garden_id', '=', here.gardenId).execute();
		const feature = `feature:${here.featureId}`;
		const first = await by({ subject: feature, details: 'x'.repeat(300) });
		const second = await by({ subject: `plot:${here.plotId}` });
		await by({ subject: 'other', what: 'Wheelbarrow' });
		const mended = await by({ subject: feature });
		await done(here.rosa.personId, 'defects.mended', { defectId: mended });
		await db
			.updateTable('defect')
			.set({ reported_at: new Date(NOW.getTime() + 1000) })
			.where('id', '=', second)
			.execute();
		expect(await openDefects(db, here.gardenId)).toEqual([
			{
				...{ id: second, subject: `plot:${here.plotId}`, details: tap().details },
				reportedAt: new Date(NOW.getTime() + 1000).toISOString()
			},
			{ id: first, subject: feature, details: 'x'.repeat(160), reportedAt: NOW.toISOString() }
		]);
		expect((await openDefects(db, here.gardenId, here.plotId)).map(({ id }) => id)).toEqual([second]);
		expect((await openDefects(db, garden.gardenId)).map(({ id }) => id)).not.toContain(first);
	});
});

describe('whoever leaves for good', () => {
	it('took the report along as data; the garden keeps it without the name', async () => {
		const rosa = await world.member(garden.gardenId, 'member', { name: 'Rosa Goes' });
		const defectId = await report(rosa);
		const { defects } = (await everythingOf(db, rosa.personId)) as { defects: object[] };
		expect(defects).toMatchObject([{ what: 'Tap 2', details: 'It drips day and night.' }]);
		await done(rosa.personId, 'account.delete', { sure: true });
		expect(await one(defectId)).toMatchObject({ reporter: null, details: 'It drips day and night.' });
	});
});

it('there is something to choose: the map’s things but its paths, and the plots', async () => {
	const { features, plots } = await reportChoices(db, garden.gardenId);
	expect(features).toContainEqual({ id: garden.featureId, kind: 'tap', name: 'Tap 2' });
	expect(plots.map(({ number }) => number)).toContain('12');
});
