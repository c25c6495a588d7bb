import * as Leaflet from 'leaflet';
import type * as L from 'leaflet';
import type {} from '@geoman-io/leaflet-geoman-free';
import { boundsOf, boundsOfAll } from '#lib/geo/bounds.ts';
import { polygonsOf, type Bounds, type Outline, type Position } from '#lib/geo/types.ts';
import { createMap, latLng, showBounds, type BaseOptions } from '#lib/map/leaflet-base.ts';
import { fitLabel, longestOf } from '#lib/map/labels.ts';
import { symbolOf } from '#lib/map/symbol.ts';
import type { FeatureGeometry } from '../geometry.ts';
import './draw.css';
import { penOf, type Item, type Pen, type What } from './items.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- polygons are polylines of another geometry
type Shape = L.Polyline<any> | L.Marker;
type Geometry = FeatureGeometry | Outline;

interface Options extends BaseOptions {
	/** Where to look while nothing is drawn. */
	place: Position;
	onpick(id: string): void;
	/** A new shape is finished; until it is kept or dropped its corners can be moved. */
	ondrawn(geometry: Geometry): void;
	/** A corner of the draft, or of the shape that is being changed, was moved. */
	onchange(geometry: Geometry): void;
	/** How many corners are set while drawing. */
	oncorners(count: number): void;
}

/** The smallest and largest letters of a plot's number, in pixels. */
const LETTERS = [7, 15] as const;

/** Loads the drawing tools and opens a map with them. By import() only: they weigh more than the rest of the app. */
export async function openDrawMap(element: HTMLElement, options: Options): Promise<DrawMap> {
	// The tools are written for a global; a module's own namespace cannot be added to.
	Object.assign(window, { L: { ...Leaflet } });
	await import('@geoman-io/leaflet-geoman-free');
	return new DrawMap(element, options);
}

/** A map on which a steward draws. Shapes are SVG here, so that the theme's style sheet colours them. */
export class DrawMap {
	readonly #map: L.Map;
	readonly #options: Options;
	readonly #layers = new Map<string, Shape>();
	#pen: Pen | null = null;
	#draft: Shape | null = null;
	#changing: { id: string; before: Geometry } | null = null;
	#placed = false;

	constructor(element: HTMLElement, options: Options) {
		this.#options = options;
		const parts = { Leaflet: Leaflet.Map, TileLayer: Leaflet.TileLayer };
		this.#map = createMap(parts, element, {
			...options,
			options: { renderer: new Leaflet.SVG({ padding: 0.5 }), doubleClickZoom: false }
		});
		this.#map.pm.setGlobalOptions({
			snappable: true,
			snapDistance: 14,
			allowSelfIntersection: true,
			tooltips: false,
			continueDrawing: false
		} as L.PM.GlobalOptions);
		this.#map.on('zoomend', () => this.#fitNumbers());
		this.#map.on('pm:create', ({ layer }) => this.#drawn(layer as Shape));
		this.#map.on('pm:drawstart', ({ workingLayer }) => {
			options.oncorners(0);
			workingLayer.on('pm:vertexadded pm:vertexremoved', () => options.oncorners(cornersOf(workingLayer)));
		});
	}

	/** Draws everything anew. The first time it shows all of it. */
	show(items: readonly Item[], picked: string | null): void {
		if (this.#changing) this.#endChange();
		for (const layer of this.#layers.values()) layer.remove();
		this.#layers.clear();
		if (!this.#placed) this.#place(items);
		for (const item of items) if (item.geometry) this.#layers.set(item.id, this.#add(item, item.geometry));
		this.#fitNumbers();
		this.pick(picked);
	}

	/** Marks one thing and brings it into view. */
	pick(id: string | null): void {
		for (const [key, layer] of this.#layers) layer.getElement()?.classList.toggle('draw-picked', key === id);
		const layer = id ? this.#layers.get(id) : undefined;
		if (!layer) return;
		const bounds = layer instanceof Leaflet.Marker ? layer.getLatLng().toBounds(4) : layer.getBounds();
		if (!this.#map.getBounds().contains(bounds)) this.#map.panInsideBounds(bounds, { animate: false });
	}

	/** Takes up the pen for a thing. */
	draw(what: What): void {
		this.drop();
		const pen = penOf(what);
		this.#pen = pen;
		this.#map.pm.enableDraw(pen, {
			templineStyle: { className: 'draw-line' },
			hintlineStyle: { className: 'draw-hint' },
			pathOptions: { className: 'draw-draft' },
			markerStyle: { icon: iconOf(what, '', ''), keyboard: false }
		});
	}

	/** Ends the shape with the corners that are set. */
	finish(): void {
		this.#tool()?._finishShape?.();
	}

	/** Takes the last corner back. */
	removeLastCorner(): void {
		this.#tool()?._removeLastVertex?.();
	}

	/** Puts the pen down, and takes a draft that nobody kept off the map. */
	drop(): void {
		this.#map.pm.disableDraw();
		this.#pen = null;
		this.#draft?.remove();
		this.#draft = null;
		this.#endChange();
	}

	/** Makes the corners of something movable, or the whole of it. */
	change({ id, geometry }: Item, how: 'corners' | 'whole'): void {
		this.drop();
		const layer = this.#layers.get(id);
		if (!layer || !geometry) return;
		this.#changing = { id, before: geometry };
		const tell = () => this.#options.onchange(geometryOf(layer));
		if (how === 'corners' || layer instanceof Leaflet.Marker) {
			layer.on('pm:edit', tell);
			layer.pm.enable({ allowSelfIntersection: true });
		} else {
			layer.on('pm:dragend', tell);
			layer.pm.enableLayerDrag();
		}
	}

	/** Takes the map off the page. */
	remove(): void {
		this.#map.remove();
	}

	#endChange(): void {
		const layer = this.#changing && this.#layers.get(this.#changing.id);
		if (layer && this.#changing) {
			layer.off('pm:edit pm:dragend');
			layer.pm.disable();
			layer.pm.disableLayerDrag();
			restore(layer, this.#changing.before);
		}
		this.#changing = null;
	}

	#drawn(layer: Shape): void {
		this.#pen = null;
		this.#draft = layer;
		layer.pm.enable({ allowSelfIntersection: true });
		layer.on('pm:edit', () => this.#options.onchange(geometryOf(layer)));
		this.#options.ondrawn(geometryOf(layer));
	}

	#place(items: readonly Item[]): void {
		const bounds = boundsOfAll(items.flatMap(({ geometry }) => (geometry ? [box(geometry)] : [])));
		this.#map.invalidateSize({ animate: false, pan: false });
		if (bounds) showBounds(this.#map, bounds);
		else this.#map.setView(latLng(this.#options.place), 19, { animate: false });
		this.#placed = true;
	}

	#add(item: Item, geometry: Geometry): Shape {
		const layer = this.#layerOf(item, geometry).addTo(this.#map);
		layer.on('click', (event: L.LeafletMouseEvent) => {
			if (this.#pen || this.#changing || this.#draft) return;
			Leaflet.DomEvent.stopPropagation(event);
			this.#options.onpick(item.id);
		});
		return layer;
	}

	#layerOf({ what, name, title }: Item, geometry: Geometry): Shape {
		if (geometry.type === 'Point')
			return new Leaflet.Marker(latLng(geometry.coordinates), {
				icon: iconOf(what, name, title),
				keyboard: false
			});
		const look = { className: `draw-${what}` };
		if (geometry.type === 'LineString') return new Leaflet.Polyline(geometry.coordinates.map(latLng), look);
		const polygon = new Leaflet.Polygon(ringsOf(geometry), look);
		if (what === 'plot')
			polygon
				.on('tooltipopen', ({ tooltip }) => tooltip.getElement()?.removeAttribute('role'))
				.bindTooltip(named(name), { permanent: true, direction: 'center', className: 'draw-label' });
		return polygon;
	}

	/** Writes each number as large as its plot is on the screen, or not at all. */
	#fitNumbers(): void {
		const labels = [...this.#layers.values()].flatMap(
			(layer) => layer.getTooltip()?.getContent() ?? []
		) as HTMLElement[];
		const room = longestOf(labels.map(({ textContent }) => ({ label: textContent ?? '' })));
		for (const layer of this.#layers.values()) {
			const label = layer.getTooltip()?.getContent() as HTMLElement | undefined;
			if (!label || layer instanceof Leaflet.Marker) continue;
			const bounds = layer.getBounds();
			const size = this.#map
				.latLngToLayerPoint(bounds.getSouthEast())
				.subtract(this.#map.latLngToLayerPoint(bounds.getNorthWest()));
			const fit = fitLabel(label.textContent ?? '', [size.x, size.y], LETTERS, room);
			label.hidden = !fit;
			label.className = fit?.upright ? 'upright' : '';
			label.style.fontSize = `${fit?.size ?? 0}px`;
		}
	}

	#tool() {
		type Tool = { _finishShape?(): void; _removeLastVertex?(): void };
		return this.#pen ? (this.#map.pm.Draw as unknown as Record<Pen, Tool>)[this.#pen] : undefined;
	}
}

function geometryOf(layer: Shape): Geometry {
	return (layer.toGeoJSON(9) as GeoJSON.Feature).geometry as Geometry;
}

function restore(layer: Shape, geometry: Geometry): void {
	if (geometry.type === 'Point') (layer as L.Marker).setLatLng(latLng(geometry.coordinates));
	else if (geometry.type === 'LineString') (layer as L.Polyline).setLatLngs(geometry.coordinates.map(latLng));
	else (layer as L.Polygon).setLatLngs(ringsOf(geometry));
}

function ringsOf(outline: Outline): [number, number][][][] {
	return polygonsOf(outline).map((polygon) => polygon.map((ring) => ring.slice(0, -1).map(latLng)));
}

function box(geometry: Geometry): Bounds {
	if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') return boundsOf(geometry);
	return boundsOf({
		type: 'Polygon',
		coordinates: [geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates]
	});
}

function cornersOf(layer: L.Layer): number {
	return (layer as L.Polyline).getLatLngs?.().flat(2).length ?? 0;
}

function iconOf(kind: What, name: string, title: string): L.DivIcon {
	const label = name.length > 0 && [...name].length <= 2 ? name : undefined;
	const html = symbolOf({ id: kind, kind, position: [0, 0], name: title, label });
	return new Leaflet.DivIcon({ html, className: '', iconSize: [26, 26] });
}

function named(text: string): HTMLElement {
	const element = document.createElement('span');
	element.textContent = text;
	return element;
}
