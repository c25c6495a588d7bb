import * as v from 'valibot';
import { GardenParam, insideRead, PlaceParam, publicRead } from '#features/gardens/reading.server.ts';
import { Count, Decimal, Flag, Id, IdParam, Instant, Num, or, Text } from '#lib/api/parts.ts';
import { defineRead, type AnyRead, type ReadContext } from '#lib/command/read.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import type { Visit } from '#features/gardens/visit.server.ts';
import { lotsNear } from './near.server.ts';
import { lotPage } from './lot-page.server.ts';
import { gardenBoard, myPickUps } from './queries.server.ts';
import { PLACES, UNITS } from './rules.ts';

const Place = v.strictObject({ kind: v.picklist(PLACES), note: Text, plot: or(Text) });

const Lot = v.strictObject({
	...{ id: Id, title: Text, crop: or(Text) },
	kind: v.picklist(['vegetable', 'fruit', 'herb', 'flower', 'plant', 'other']),
	tint: Text,
	...{ quantity: Decimal, left: Decimal, most: Decimal, unit: v.picklist(UNITS), whole: Flag },
	...{ perPerson: or(Decimal), audience: v.picklist(['members', 'everyone']), place: Place },
	...{ from: Instant, until: Instant, notes: Text },
	photo: or(v.strictObject({ id: Id, width: Count, height: Count })),
	...{ giver: or(Text), own: Flag, coming: Count },
	claim: or(
		v.strictObject({
			...{ id: Id, quantity: Decimal, state: v.picklist(['reserved', 'picked_up']), code: Text, note: Text }
		})
	),
	withdrawn: Flag
});

/** One share to pick up. */
export const PickUpResult = v.strictObject({
	...{ claimId: Id, lotId: Id, title: Text, crop: or(Text), quantity: Decimal, unit: v.picklist(UNITS) },
	...{ place: Place, from: Instant, until: Instant, code: Text, giver: Text }
});

const board = defineRead({
	name: 'harvest.board',
	path: '/gardens/{garden}/harvest',
	summary: 'The open lots of a garden; visitors see what is there for everyone, without names.',
	reader: 'nobody',
	params: v.object({ garden: GardenParam }),
	result: v.strictObject({ lots: v.array(Lot), validUntil: Instant, more: Flag }),
	async read(context, params) {
		const visit = await publicRead(context, params);
		return gardenBoard(context.db, visit, readerOf(context, visit), context.now);
	}
});

const contacts = { email: or(Text), phone: or(Text) };

const lot = defineRead({
	name: 'harvest.lot',
	path: '/gardens/{garden}/harvest/{lot}',
	summary: 'One lot; for its keeper who comes, for its claimers the giver’s contact where it is open.',
	reader: 'nobody',
	params: v.object({ garden: GardenParam, lot: IdParam }),
	result: v.strictObject({
		lot: Lot,
		keeps: Flag,
		comers: v.array(
			v.strictObject({
				...{ claimId: Id, name: Text, quantity: Decimal, code: Text, note: Text },
				...{ state: v.picklist(['reserved', 'picked_up', 'not_collected']), ...contacts }
			})
		),
		contact: v.strictObject(contacts)
	}),
	async read(context, params) {
		const visit = await publicRead(context, params);
		const page = await lotPage(context.db, visit.id, params.lot, readerOf(context, visit));
		if (!page) throw notFound();
		return page;
	}
});

function readerOf({ personId, locale }: ReadContext, { standing }: Visit) {
	return { personId, standing, locale };
}

const claims = defineRead({
	name: 'harvest.myClaims',
	path: '/gardens/{garden}/claims',
	summary: 'What you still have to pick up in a garden, with its code.',
	reader: 'person',
	params: v.object({ garden: GardenParam }),
	result: v.strictObject({ pickUps: v.array(PickUpResult) }),
	async read(context, params) {
		const { id, standing } = await insideRead(context, params);
		const { db, now, locale } = context;
		return { pickUps: await myPickUps(db, id, standing.personId, now, locale) };
	}
});

const near = defineRead({
	name: 'harvest.near',
	path: '/harvest',
	summary: 'Public lots of all listed gardens, from a place (near=lng,lat) the nearest first.',
	reader: 'nobody',
	params: v.object({ near: PlaceParam }),
	result: v.strictObject({
		lots: v.array(
			v.strictObject({
				lot: Lot,
				garden: v.strictObject({ slug: Text, name: Text, timeZone: Text, lng: Num, lat: Num }),
				km: or(Num)
			})
		),
		validUntil: Instant,
		more: Flag
	}),
	read: ({ db, locale, now }, { near }) => lotsNear(db, { place: near ?? null, locale, now })
});

/** What of this room can be read through the API. */
export const reads: readonly AnyRead[] = [near, board, lot, claims];
