import type * as L from 'leaflet';
import { DivIcon as AnyDivIcon } from 'leaflet/src/layer/marker/DivIcon.js';
import { Marker as AnyMarker } from 'leaflet/src/layer/marker/Marker.js';
import type { Position } from '#lib/geo/types.ts';
import { createMap, latLng, type BaseOptions } from './leaflet-base.ts';
import * as parts from './leaflet-parts.ts';
import { symbolOf } from './symbol.ts';

const DivIcon = AnyDivIcon as typeof L.DivIcon;
const Marker = AnyMarker as typeof L.Marker;

interface Options extends BaseOptions {
	at: Position | null;
	/** Where to look before a place is set, and from how high. */
	start: { center: Position; zoom: number };
	/** What the pin is called. */
	name: string;
	onplace(position: Position): void;
}

const NEAR = 16;

/** A map with one pin that a tap sets and that can be dragged. Loaded by import() only. */
export function placeMap(element: HTMLElement, { at, start, name, onplace, ...base }: Options) {
	const map = createMap(parts, element, base);
	const icon = new DivIcon({
		html: symbolOf({ id: 'place', kind: 'place', position: [0, 0], name }),
		className: '',
		iconSize: [26, 26]
	});
	const pin = new Marker([0, 0], { icon, draggable: true, keyboard: false, autoPan: true });
	const place = ({ lat, lng }: { lat: number; lng: number }) => onplace([lng, lat]);
	pin.on('dragend', () => place(pin.getLatLng().wrap()));
	map.on('click', ({ latlng }) => {
		pin.setLatLng(latlng).addTo(map);
		place(latlng.wrap());
	});

	/** Moves the pin; `look` brings it into view too. */
	function put(position: Position, look: boolean): void {
		pin.setLatLng(latLng(position)).addTo(map);
		if (look) map.setView(latLng(position), Math.max(map.getZoom() || 0, NEAR), { animate: false });
	}

	if (at) put(at, true);
	else map.setView(latLng(start.center), start.zoom, { animate: false });
	return { put, remove: () => void map.remove() };
}
