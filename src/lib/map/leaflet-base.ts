import type { Control, Map as Leaflet, MapOptions, TileLayer } from 'leaflet';
import type { Bounds, Position } from '#lib/geo/types.ts';
import './leaflet.css';
import type { Tiles } from './types.ts';

/** The classes of Leaflet that a map is made of: those of leaflet-parts.ts, or of the whole, which the drawing tools need. */
export interface Parts {
	Leaflet: typeof Leaflet;
	TileLayer: typeof TileLayer;
	Zoom: typeof Control.Zoom;
	Attribution: typeof Control.Attribution;
}

/** What every map on a page needs. `words` are the names of the buttons. */
export interface BaseOptions {
	tiles?: Tiles | null;
	words: { zoomIn: string; zoomOut: string };
	options?: MapOptions;
}

/** Plans are looked at from nearer than any tile shows. */
const NEAREST = 22;
const NEAREST_TILE = 19;

/** Height of the zoom buttons. */
const BUTTONS = 44;

/** True where the person asked for no motion. */
export function wantsCalm(): boolean {
	return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** A Leaflet map on an element, with zoom buttons of our size and background tiles if there are any. */
export function createMap(
	parts: Parts,
	element: HTMLElement,
	{ tiles, words, options }: BaseOptions
): Leaflet {
	const moving = !wantsCalm();
	const map = new parts.Leaflet(element, {
		attributionControl: false,
		zoomControl: false,
		// Tiles are sharp at whole steps; a plan without them may fill its box.
		zoomSnap: tiles ? 0.5 : 0,
		zoomDelta: 0.75,
		minZoom: 2,
		maxZoom: NEAREST,
		zoomAnimation: moving,
		fadeAnimation: moving,
		markerZoomAnimation: moving,
		inertia: moving,
		scrollWheelZoom: false,
		worldCopyJump: true,
		...options
	});
	new parts.Zoom({
		position: 'bottomright',
		zoomInTitle: words.zoomIn,
		zoomOutTitle: words.zoomOut
	}).addTo(map);
	// The wheel scrolls the page until the map is what one works with.
	map.on('focus', () => map.scrollWheelZoom.enable());
	map.on('blur', () => map.scrollWheelZoom.disable());
	if (tiles) addTiles(parts, map, tiles);
	followSize(map, element);
	return map;
}

function addTiles({ TileLayer, Attribution }: Parts, map: Leaflet, { url, attribution }: Tiles): void {
	new TileLayer(url, {
		maxZoom: NEAREST,
		maxNativeZoom: NEAREST_TILE,
		// Pages keep their addresses to themselves, but tile servers ask for the site that uses them.
		referrerPolicy: 'strict-origin-when-cross-origin'
	}).addTo(map);
	new Attribution({ prefix: false, position: 'bottomleft' }).addAttribution(linked(attribution)).addTo(map);
}

/** OpenStreetMap's licence wants a link; an attribution with tags of its own is the operator's. */
function linked(attribution: string): string {
	if (attribution.includes('<')) return attribution;
	return attribution
		.replaceAll('&', '&amp;')
		.replace(
			/OpenStreetMap/,
			'<a href="https://www.openstreetmap.org/copyright" rel="noreferrer">OpenStreetMap</a>'
		);
}

function followSize(map: Leaflet, element: HTMLElement): void {
	const observer = new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false }));
	observer.observe(element);
	map.on('unload', () => observer.disconnect());
}

/** Shows a box on the map with room round it (pixels) and for the buttons; a single point is not looked at from too near. */
export function showBounds(map: Leaflet, bounds: Bounds, room = 12): void {
	const [west, south, east, north] = bounds;
	map.fitBounds(
		[
			[south, west],
			[north, east]
		],
		{
			paddingTopLeft: [room, room],
			paddingBottomRight: [room, room + BUTTONS],
			maxZoom: west === east && south === north ? 17 : 21,
			animate: false
		}
	);
}

/** Leaflet says latitude first. */
export function latLng([lng, lat]: Position): [lat: number, lng: number] {
	return [lat, lng];
}
