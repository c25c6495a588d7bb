import { box, at } from './ground.ts';
import { COURGETTES } from './harvest.ts';
import { publishedRota, turnsOf, WATERING } from './rota.ts';
import { testWorld, type Somebody } from './world.ts';
import '#features/gardens/tables.ts';

type World = ReturnType<typeof testWorld>;

/** Today is Tuesday 18 August 2026, 17:00 in Berlin: the first turn begins in an hour. */
const FROM = '2026-03-01';

/**
 * A garden with something of everything in it: people in each role, one without an account, plots held and free,
 * a rota with turns, lots with claims, a rest, an invitation. `unlisted` hides it from the public.
 */
export async function filledGarden(world: World, { listed = true } = {}) {
	const gardenId = await world.garden({ name: 'Hidden Elm Garden', listed });
	const steward = await world.member(gardenId, 'steward', { name: 'Noor Steward' });
	const rosa = await world.member(gardenId, 'member', { name: 'Rosa Member' });
	const ahmed = await world.member(gardenId, 'member', { name: 'Ahmed Member' });
	const neighbour = await world.member(gardenId, 'neighbour', { name: 'Mei Neighbour' });
	const people = { steward, rosa, ahmed, neighbour };
	const by = <Result>(who: Somebody, name: string, input: object) =>
		world.done<Result>(who.personId, name, input);

	const { slug } = await world.db
		.selectFrom('garden')
		.select('slug')
		.where('id', '=', gardenId)
		.executeTakeFirstOrThrow();
	await by(steward, 'gardens.setBoundary', { gardenId, boundary: box(-5, -5, 60, 60) });
	const ground = {
		...(await by<{ zoneId: string }>(steward, 'gardens.addZone', {
			gardenId,
			name: 'Zone B',
			geometry: box(0, 0, 30, 30)
		})),
		...(await by<{ featureId: string }>(steward, 'gardens.addFeature', {
			gardenId,
			kind: 'tap',
			name: 'Tap 2',
			notes: 'The key hangs in the shed.',
			geometry: { type: 'Point', coordinates: at(1, 1) }
		}))
	};
	const guest = await by<Somebody>(steward, 'members.addPerson', { gardenId, name: 'Old Tom' });
	const { restId } = await by<{ restId: string }>(steward, 'members.addRest', {
		membershipId: guest.membershipId,
		from: '2026-08-17',
		until: '2026-09-10'
	});
	const { invitationId } = await by<{ invitationId: string }>(steward, 'members.invite', {
		gardenId,
		role: 'member',
		label: 'Notice board'
	});
	const plots = await fillPlots(world, gardenId, { ...people, zoneId: ground.zoneId });
	const rota = await fillRotas(world, gardenId, steward, ground.zoneId);
	const board = await fillBoard(world, gardenId, people);
	const broken = await fillDefects(world, gardenId, rosa, ground.featureId);
	const things = { ...ground, ...plots, ...rota, ...board, ...broken };
	return { gardenId, slug, ...people, guest, restId, invitationId, ...things };
}

export type FilledGarden = Awaited<ReturnType<typeof filledGarden>>;

async function fillPlots(
	world: World,
	gardenId: string,
	{ steward, rosa, ahmed, zoneId }: Record<'steward' | 'rosa' | 'ahmed', Somebody> & { zoneId: string }
) {
	const draw = (number: string, east: number) =>
		world.done<{ plotId: string; revision: number }>(steward.personId, 'plots.add', {
			gardenId,
			number,
			outline: box(east, 2, 4, 8),
			zoneId
		});
	const held = await draw('12', 1);
	const free = await draw('13', 8);
	const give = (plotId: string, who: Somebody, from: string) =>
		world.done<{ tenancyId: string }>(steward.personId, 'plots.give', {
			plotId,
			membershipIds: [who.membershipId],
			from
		});
	const { tenancyId } = await give(held.plotId, rosa, FROM);
	const coming = await give((await draw('14', 15)).plotId, ahmed, '2026-09-01');
	return {
		plotId: held.plotId,
		plotRevision: held.revision,
		freePlotId: free.plotId,
		tenancyId,
		comingTenancyId: coming.tenancyId
	};
}

async function fillRotas(world: World, gardenId: string, steward: Somebody, zoneId: string) {
	const rotaId = await publishedRota(world, gardenId, steward.personId, { zoneId, room: 2 });
	const draft = await world.done<{ rotaId: string }>(steward.personId, 'rota.draft', {
		gardenId,
		rota: { ...WATERING, name: 'Compost', duty: 'compost' }
	});
	const [turn, later] = await turnsOf(world, rotaId);
	await world.done(turn!.person_id, 'rota.lookForStandIn', { turnId: turn!.id, note: 'Dentist' });
	return { rotaId, draftId: draft.rotaId, turnId: later!.id, lookingTurnId: turn!.id, slotId: turn!.slot_id };
}

async function fillBoard(
	world: World,
	gardenId: string,
	{ rosa, ahmed, neighbour }: Record<'rosa' | 'ahmed' | 'neighbour', Somebody>
) {
	const post = (who: Somebody, more: object = {}) =>
		world.done<{ lotId: string }>(who.personId, 'harvest.post', { gardenId, ...COURGETTES, ...more });
	const { lotId } = await post(rosa);
	const inside = await post(rosa, { title: 'Plums', audience: 'members', unit: 'kg', quantity: '4.5' });
	const claim = (who: Somebody, lot: string, quantity: string) =>
		world.done<{ claimId: string; code: string }>(who.personId, 'harvest.claim', { lotId: lot, quantity });
	const { claimId, code } = await claim(neighbour, lotId, '2');
	const picked = await claim(ahmed, lotId, '1');
	await world.done(rosa.personId, 'harvest.pickedUp', { claimId: picked.claimId });
	return { lotId, insideLotId: inside.lotId, claimId, code, pickedClaimId: picked.claimId };
}

async function fillDefects(world: World, gardenId: string, { personId }: Somebody, featureId: string) {
	const report = (subject: string, what: string) =>
		world.done<{ defectId: string }>(personId, 'defects.report', {
			...{ gardenId, subject, what },
			details: 'It is broken.'
		});
	const { defectId } = await report(`feature:${featureId}`, '');
	const mended = await report('other', 'Notice board');
	await world.done(personId, 'defects.mended', mended);
	return { defectId, mendedDefectId: mended.defectId };
}
