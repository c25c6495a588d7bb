/** A place on the earth: longitude and latitude in degrees, WGS 84, in this order (RFC 7946). */
export type Position = [lng: number, lat: number];

/** A closed line: at least four positions, the last equal to the first. */
export type Ring = Position[];

/** One area: its outer ring first, then its holes. */
export type PolygonOutline = { type: 'Polygon'; coordinates: Ring[] };

/** The outline of a plot or garden, stored as a GeoJSON geometry. */
export type Outline = PolygonOutline | { type: 'MultiPolygon'; coordinates: Ring[][] };

/** A point, stored as a GeoJSON geometry. */
export type PointShape = { type: 'Point'; coordinates: Position };

/** What the readers of this folder give: an outline or a point. */
export type Shape = Outline | PointShape;

/** West, south, east and north edge in degrees. */
export type Bounds = [west: number, south: number, east: number, north: number];

/** The polygons of an outline, each with its outer ring first. */
export function polygonsOf(outline: Outline): Ring[][] {
	return outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates;
}

/** The outline made of polygons: a Polygon where there is one, else a MultiPolygon. */
export function outlineOf(polygons: Ring[][]): Outline {
	const [only] = polygons;
	return only && polygons.length === 1
		? { type: 'Polygon', coordinates: only }
		: { type: 'MultiPolygon', coordinates: polygons };
}
