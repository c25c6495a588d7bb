import { sql } from 'kysely';
import { newId } from '#lib/command/id.ts';
import type { Tx } from '#lib/db/database.server.ts';
import { elmStreet } from '../elm-street.ts';
import { mailOf } from '../people.ts';
import type { Somebody } from '../somebody.ts';
import { personaId } from '../personas.ts';
import type { GroundPlan } from '../plan.ts';
import { ZONE, type Scene, type Stage } from '../stage.server.ts';
import { FOUNDED, founder } from '../times.ts';
import '#features/gardens/tables.ts';
import '#features/members/tables.ts';
import '#lib/auth/tables.ts';

/** What a garden says of itself. */
export interface Sign {
	name: string;
	about: string;
	address: string;
	openingHours: string;
}

const SIGN: Sign = {
	name: 'Elm Street Garden',
	about:
		'Sixty plots behind the old bus depot, dug by neighbours since the depot closed. We grow for our tables, for the food bank and for whoever lives round the corner. Come in on a Sunday.\n\nSesenta parcelas detrás de la antigua cochera. Los domingos abrimos la puerta: pasa a vernos.',
	address: 'Elm Street, behind the old bus depot',
	openingHours:
		'For gardeners: every day, sunrise to sunset. Open gate for everybody: Sundays, 14:00 to 16:00.'
};

/** Founds Elm Street Garden and draws its plan. */
export function playGarden(stage: Stage): void {
	const plan = elmStreet();
	const { elm } = stage;
	stage.at(stage.time(FOUNDED, '10:00'), () => found(stage, elm, founder, SIGN, plan));
	stage.at(stage.time(FOUNDED + 1, '17:30'), () => drawGround(stage, elm, founder.name, plan));
	stage.at(stage.time(FOUNDED + 4, '11:00'), () => drawPlots(stage, elm, founder.name, plan));
}

/**
 * The founder is put in by hand, and the marks of the demo on person and garden are set by hand: people of a demo cannot
 * found gardens, and no command makes a garden one.
 */
export async function found(
	stage: Stage,
	scene: Scene,
	who: Somebody,
	{ name, about, address, openingHours }: Sign,
	{ place: [lng, lat] }: GroundPlan
): Promise<void> {
	const { tx, now } = stage;
	const personId = newId();
	const row = { name: who.name, email: mailOf(who), phone: who.phone ?? null, locale: who.locale };
	const times = { created_at: now, email_confirmed_at: now };
	await tx
		.insertInto('person')
		.values({ id: personId, ...row, ...times })
		.execute();
	const founding = { name, about, address, openingHours, timeZone: ZONE, lng, lat };
	const { gardenId } = await stage.send<{ gardenId: string }>(
		{ personId, locale: who.locale },
		'gardens.found',
		founding
	);
	await tx.updateTable('person').set({ demo: true }).where('id', '=', personId).execute();
	await tx.updateTable('garden').set({ demo: true }).where('id', '=', gardenId).execute();
	const membershipId = personaId(who.name) ?? stage.dice.id(now);
	await renameMembership(tx, gardenId, membershipId);
	scene.gardenId = gardenId;
	scene.players.set(who.name, { ...who, personId, membershipId });
}

/** The founder's membership gets an id that the demo knows: turns are shared out by ids, and shall be the same each time. */
async function renameMembership(tx: Tx, gardenId: string, membershipId: string): Promise<void> {
	await sql`
		with renamed as (
			update membership set id = ${membershipId}::uuid from (
				select id as former from membership where garden_id = ${gardenId}::uuid
			) as one where id = former returning former
		)
		update membership_area set membership_id = ${membershipId}::uuid
		from renamed where membership_id = former`.execute(tx);
}

/** Boundary, zones, paths, taps and what else is on the map. */
export async function drawGround(stage: Stage, scene: Scene, who: string, plan: GroundPlan): Promise<void> {
	const { gardenId, zones } = scene;
	const steward = scene.players.get(who)!;
	await stage.send(steward, 'gardens.setBoundary', { gardenId, boundary: plan.boundary });
	for (const zone of plan.zones) {
		const { zoneId } = await stage.send(steward, 'gardens.addZone', { gardenId, ...zone });
		zones.set(zone.name, zoneId!);
	}
	for (const { zone, ...feature } of plan.features) {
		const zoneId = zone && zones.get(zone);
		await stage.send(steward, 'gardens.addFeature', { gardenId, zoneId, ...feature });
	}
}

/** All plots, one by one as a steward would. */
export async function drawPlots(stage: Stage, scene: Scene, who: string, plan: GroundPlan): Promise<void> {
	const { gardenId, zones, plots } = scene;
	for (const { zone, ...plot } of plan.plots) {
		const zoneId = zone && zones.get(zone);
		const { plotId } = await stage.send(scene.players.get(who)!, 'plots.add', { gardenId, zoneId, ...plot });
		plots.set(plot.number, plotId!);
	}
}
