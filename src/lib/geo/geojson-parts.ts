import { fault, type Fault } from '#lib/files/problem.ts';

/** What a feature says about itself. Keys that could reach a prototype are gone. */
export type Properties = Record<string, unknown>;

const GEOMETRIES = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'];
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The features of a parsed file, none of them checked yet: those of a FeatureCollection, a single Feature, or a bare
 * geometry (a collection gives one each). Refuses what is not GeoJSON, with its own answer for TopoJSON, Esri JSON, a list, a
 * collection without features, and a `crs` other than WGS 84 (RFC 7946 knows no other).
 */
export function featuresOf(root: unknown): unknown[] | Fault {
	if (Array.isArray(root)) return fault('transfer_geojson_list');
	if (typeof root !== 'object' || root === null) return fault('transfer_geojson_not_object');
	const { type, features, geometries, crs } = root as Record<string, unknown>;
	if (type === 'Topology') return fault('transfer_geojson_topojson');
	if (type === undefined && ('geometryType' in root || 'spatialReference' in root || 'rings' in root)) {
		return fault('transfer_geojson_esri');
	}
	const foreign = foreignCrs(crs);
	if (foreign) return fault('transfer_geojson_crs', { name: foreign });
	if (type === 'FeatureCollection') return someOf(features, 'transfer_geojson_no_features');
	if (type === 'Feature') return [root];
	if (type === 'GeometryCollection') {
		const all = someOf(geometries, 'transfer_geojson_no_features');
		return Array.isArray(all) ? all.map(asFeature) : all;
	}
	if (typeof type === 'string' && GEOMETRIES.includes(type)) return [asFeature(root)];
	if (typeof type !== 'string') return fault('transfer_geojson_no_type');
	return fault('transfer_geojson_unknown_type', { type: type.slice(0, 40) });
}

function someOf(value: unknown, missing: Fault['key']): unknown[] | Fault {
	if (!Array.isArray(value)) return fault(missing);
	return value.length === 0 ? fault('transfer_geojson_nothing') : value;
}

function asFeature(geometry: unknown): unknown {
	return { type: 'Feature', geometry, properties: {} };
}

/** The name of a reference system that is not longitude and latitude in WGS 84, or null. */
function foreignCrs(crs: unknown): string | null {
	if (typeof crs !== 'object' || crs === null) return null;
	const { name, href } = ((crs as { properties?: unknown }).properties ?? {}) as Record<string, unknown>;
	const text = typeof name === 'string' ? name : typeof href === 'string' ? href : '?';
	return /(CRS:?84|EPSG:+(?:[\d.]*:)?4326)$/i.test(text.trim()) ? null : text.slice(0, 80);
}

/** The properties of a feature as a plain object: not an object gives none, unsafe keys are dropped. */
export function safeProperties(value: unknown): Properties {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
	return Object.fromEntries(Object.entries(value).filter(([key]) => !UNSAFE.has(key)));
}
