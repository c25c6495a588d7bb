import type { Map as Leaflet, MapOptions, TileLayer } from 'leaflet';
import type { Bounds, Position } from '#lib/geo/types.ts';
import './leaflet.css';
import type { Tiles } from './types.ts';

/** The classes of Leaflet that a map is made of: those of leaflet-parts.ts, or of the whole, which the drawing tools need. */
export interface Parts {
	Leaflet: typeof Leaflet;
	TileLayer: typeof TileLayer;
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
	addButtons(map, element, words);
	// The wheel scrolls the page until the map is what one works with.
	map.on('focus', () => map.scrollWheelZoom.enable());
	map.on('blur', () => map.scrollWheelZoom.disable());
	if (tiles) addTiles(parts, map, element, tiles);
	followSize(map, element);
	return map;
}

/** Two buttons of the browser's own: Leaflet's are links, and weigh more than a kilobyte. */
function addButtons(map: Leaflet, element: HTMLElement, { zoomIn, zoomOut }: BaseOptions['words']): void {
	const box = corner(element, 'map-zoom');
	const steps = [
		['−', zoomOut, () => map.zoomOut(), () => map.getZoom() <= map.getMinZoom()],
		['+', zoomIn, () => map.zoomIn(), () => map.getZoom() >= map.getMaxZoom()]
	] as const;
	for (const [sign, name, step, isOver] of steps) {
		const button = document.createElement('button');
		button.type = 'button';
		button.className = 'plain';
		button.textContent = sign;
		button.ariaLabel = button.title = name;
		button.onclick = step;
		// It keeps the focus where it can do no more.
		map.on('zoomend', () => (button.ariaDisabled = String(isOver())));
		box.append(button);
	}
}

/** A box in a corner of the map, in which taps and keys are not the map's. */
function corner(element: HTMLElement, name: string): HTMLElement {
	const box = document.createElement('div');
	box.className = name;
	for (const type of ['click', 'dblclick', 'mousedown', 'touchstart', 'pointerdown', 'keydown'])
		box.addEventListener(type, (event) => event.stopPropagation());
	element.append(box);
	return box;
}

function addTiles(
	{ TileLayer }: Parts,
	map: Leaflet,
	element: HTMLElement,
	{ url, attribution }: Tiles
): void {
	new TileLayer(url, {
		maxZoom: NEAREST,
		maxNativeZoom: NEAREST_TILE,
		// Pages keep their addresses to themselves, but tile servers ask for the site that uses them.
		referrerPolicy: 'strict-origin-when-cross-origin'
	}).addTo(map);
	corner(element, 'map-credit').innerHTML = linked(attribution);
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
