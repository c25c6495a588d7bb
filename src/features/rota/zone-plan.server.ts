import { sql } from 'kysely';
import type { Db } from '#lib/db/database.server.ts';
import { boundsOf, boundsOfAll } from '#lib/geo/bounds.ts';
import type { Bounds, Outline, Position } from '#lib/geo/types.ts';
import type { MapContent } from '#lib/map/types.ts';
import { asJson } from './turn-rows.server.ts';
import '#features/plots/tables.ts';
import '#features/gardens/tables.ts';

/** A zone and what lies round it, to be drawn with the zone's plots lit. */
export interface ZonePlan {
	content: MapContent;
	/** Ids of the shapes that are lit. */
	lit: string[];
}

interface Row {
	plots: { id: string; number: string; outline: Outline; zoneId: string | null }[];
	points: { id: string; kind: string; name: string; geometry: { type: string; coordinates: Position } }[];
	zone: { name: string; geometry: Outline | null } | null;
}

/** The plan of a zone; null where nothing of it is drawn. One statement. */
export async function zonePlan(db: Db, gardenId: string, zoneId: string): Promise<ZonePlan | null> {
	const { rows } = await sql<Row>`
		select
			${asJson(sql`
				select id, number, outline, zone_id as "zoneId" from plot
				where garden_id = ${gardenId} order by number`)} as plots,
			${asJson(sql`
				select id, kind, name, geometry from map_feature
				where garden_id = ${gardenId} and kind in ('tap', 'compost', 'gate', 'shed')
					and geometry ->> 'type' = 'Point'`)} as points,
			(
				select json_build_object('name', name, 'geometry', geometry) from zone
				where id = ${zoneId} and garden_id = ${gardenId}
			) as zone`.execute(db);
	return planOf(rows[0]!, zoneId);
}

function planOf({ plots, points, zone }: Row, zoneId: string): ZonePlan | null {
	const inZone = plots.filter((plot) => plot.zoneId === zoneId);
	const shapes = plots.map(({ id, number, outline }) => ({
		id,
		geometry: outline,
		state: 'held',
		label: number,
		name: number
	}));
	if (inZone.length === 0) {
		if (!zone?.geometry) return null;
		const whole = { id: zoneId, geometry: zone.geometry, state: 'lit', label: zone.name, name: zone.name };
		return near({ shapes: [...shapes, whole] }, points, [zoneId]);
	}
	return near(
		{ shapes },
		points,
		inZone.map(({ id }) => id)
	);
}

/** Leaves out what lies too far from the lit ground to be on a card. */
function near(content: Required<Pick<MapContent, 'shapes'>>, points: Row['points'], lit: string[]): ZonePlan {
	const litShapes = content.shapes.filter(({ id }) => lit.includes(id));
	const view = widened(boundsOfAll(litShapes.map(({ geometry }) => boundsOf(geometry)))!);
	return {
		lit,
		content: {
			shapes: content.shapes.filter(({ geometry }) => meets(boundsOf(geometry), view)),
			points: points
				.filter(({ geometry: { coordinates } }) => meets([...coordinates, ...coordinates], view))
				.map(({ id, kind, name, geometry }) => ({
					id,
					kind,
					name,
					position: geometry.coordinates,
					label: [...name].length <= 2 && name ? name : undefined
				}))
		}
	};
}

function widened([west, south, east, north]: Bounds): Bounds {
	const size = Math.max(east - west, north - south);
	return [west - size, south - size / 3, east + size, north + size / 3];
}

function meets(one: Bounds, other: Bounds): boolean {
	return one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3];
}
