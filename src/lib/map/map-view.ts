import type { Map as Leaflet, Path, Polygon } from 'leaflet';
import { boundsOfAll } from '#lib/geo/bounds.ts';
import { polygonsOf, type Outline, type Position } from '#lib/geo/types.ts';
import { clusterPoints, type Cluster } from './cluster.ts';
import { extentOf } from './extent.ts';
import { LabelCanvas, type LabelOptions } from './label-canvas.ts';
import { GroundLooks } from './ground-looks.ts';
import { longestOf } from './labels.ts';
import { createMap, latLng, showBounds, type BaseOptions } from './leaflet-base.ts';
import * as parts from './leaflet-parts.ts';
import { SYMBOLS } from './looks.ts';
import { Palette } from './paint.ts';
import { Pin } from './pin.ts';
import { placeOf } from './symbol.ts';
import type { MapArea, MapContent, MapPoint } from './types.ts';

interface Options extends BaseOptions {
	/** Called with the id of a shape or point that was tapped. */
	onselect?: (id: string) => void;
	/** Points near each other are drawn as one disc with their number. */
	cluster?: boolean;
	/** Says aloud what a disc of several points is. */
	several?: (count: number) => string;
}

/** More places than this are drawn on the canvas: elements are dear. */
const MANY = 150;

/** Width of a symbol seen from near. */
const SYMBOL = 26;

/** Metres of a pixel on the equator when the whole world is one tile. */
const EQUATOR = 156543;

/** A Leaflet map that draws content and keeps its colours those of the theme. Loaded by import() only. */
export class MapView {
	readonly map: Leaflet;
	readonly #options: Options;
	readonly #palette: Palette;
	readonly #looks: GroundLooks;
	readonly #ground = new parts.LayerGroup();
	readonly #places = new parts.LayerGroup();
	/** What marks each thing that can be chosen, or takes the mark off. */
	readonly #marks = new Map<string, (chosen: boolean) => void>();
	#content: MapContent = {};
	#selected: string | null = null;
	#placed = false;

	constructor(element: HTMLElement, options: Options) {
		this.#options = options;
		this.#palette = new Palette(element);
		this.#looks = new GroundLooks(this.#palette, Boolean(options.tiles));
		this.map = createMap(parts, element, {
			...options,
			options: { renderer: new LabelCanvas({ padding: 0.3, tolerance: 10 }), ...options.options }
		});
		this.#ground.addTo(this.map);
		this.#places.addTo(this.map);
		this.map.on('zoomend', () => (options.cluster ? this.#drawPlaces() : this.#sizeSymbols(element)));
	}

	/** Draws all anew. The first time the map shows all of it; afterwards it stays where it is. */
	draw(content: MapContent): void {
		this.#content = content;
		if (!this.#placed) this.fit();
		this.#ground.clearLayers();
		this.#marks.clear();
		const { boundary, areas = [], lines = [], shapes = [] } = content;
		const room = longestOf(shapes);
		if (boundary)
			this.#add(boundary, { ...this.#looks.paint('--plot-ground', '--edge', 1.5), interactive: false });
		for (const area of areas) if (area.kind !== 'zone') this.#addArea(area);
		for (const { positions } of lines) {
			const look = { color: this.#palette.colour('--paper'), weight: 6, interactive: false };
			new parts.Polyline(positions.map(latLng), look).addTo(this.#ground);
		}
		for (const shape of shapes) this.#addChoice(shape.id, shape.geometry, this.#looks.shape(shape, room));
		for (const area of areas)
			if (area.kind === 'zone') this.#add(area.geometry, this.#looks.zone(area, this.#content.points));
		this.#drawPlaces();
		this.select(this.#selected);
	}

	/** Marks one thing as the one that is looked at, and moves it into view; null marks none. */
	select(id: string | null): void {
		this.#marks.get(this.#selected ?? '')?.(false);
		this.#selected = id;
		this.#marks.get(id ?? '')?.(true);
	}

	/** Shows the whole content. */
	fit(): void {
		const extent = extentOf(this.#content);
		this.map.invalidateSize({ animate: false, pan: false });
		if (!extent) return void this.map.setView([25, 0], 2, { animate: false });
		showBounds(this.map, extent, this.#options.cluster ? 36 : 12);
		this.#placed = true;
	}

	/** Shows a place from a height; for maps without content. */
	look(center: Position, zoom: number): void {
		this.map.setView(latLng(center), zoom, { animate: false });
		this.#placed = true;
	}

	/** Takes on the colours of a theme that has changed. */
	recolour(): void {
		this.#palette.forget();
		this.draw(this.#content);
	}

	/** Takes the map off the page. */
	remove(): void {
		this.#palette.remove();
		this.map.remove();
	}

	#add(geometry: Outline, look: LabelOptions): Polygon {
		const rings = polygonsOf(geometry).map((polygon) => polygon.map((ring) => ring.map(latLng)));
		return new parts.Polygon(rings, look).addTo(this.#ground);
	}

	#addArea(area: MapArea): void {
		const look = this.#looks.area(area);
		if (area.href) this.#addChoice(area.id, area.geometry, look);
		else this.#add(area.geometry, { ...look, interactive: false });
	}

	/** Ground that can be chosen. */
	#addChoice(id: string, geometry: Outline, look: LabelOptions): void {
		const polygon = this.#add(geometry, { ...look, interactive: Boolean(this.#options.onselect) });
		polygon.on('click', () => this.#options.onselect?.(id));
		this.#marks.set(id, (chosen) => {
			if (!chosen) return void polygon.setStyle(look);
			polygon.setStyle({ color: this.#palette.colour('--focus'), weight: 5, dashArray: '' }).bringToFront();
			const bounds = polygon.getBounds();
			if (!this.map.getBounds().contains(bounds)) this.map.panInsideBounds(bounds, { animate: false });
		});
	}

	#drawPlaces(): void {
		this.#places.clearLayers();
		const points = this.#content.points ?? [];
		if (this.#options.cluster) {
			for (const cluster of clusterPoints(points, this.map.getZoom())) this.#addCluster(cluster);
			return;
		}
		for (const point of points) {
			if (points.length > MANY) this.#addDisc(point);
			else this.#addSymbol(point);
		}
	}

	#addCluster({ position, points }: Cluster<MapPoint>): void {
		const [first] = points;
		if (points.length === 1 && first) return this.#addDisc(first);
		const disc = new parts.CircleMarker(latLng(position), {
			...this.#looks.paint('--leaf', '--card', 2),
			radius: 10 + 1.6 * Math.log2(points.length),
			text: String(points.length),
			ink: this.#palette.colour('--on-leaf')
		} as LabelOptions & { radius: number });
		this.#name(disc, this.#options.several?.(points.length) ?? String(points.length));
		disc.on('click', () => {
			const bounds = boundsOfAll(points.map(({ position: [lng, lat] }) => [lng, lat, lng, lat]));
			if (bounds) showBounds(this.map, bounds, 36);
		});
		disc.addTo(this.#places);
	}

	#addDisc(point: MapPoint): void {
		const tint = SYMBOLS[point.kind]?.tint ?? '--soil';
		const disc = new parts.CircleMarker(latLng(point.position), {
			...this.#looks.paint(tint, '--card', 2),
			radius: point.id === this.#selected ? 13 : 9,
			text: point.label,
			ink: this.#palette.colour('--card')
		} as LabelOptions & { radius: number });
		this.#name(disc, point.name);
		disc.on('click', () => this.#options.onselect?.(point.id));
		disc.addTo(this.#places);
	}

	/** About four metres wide, but never too small to be told from others. */
	#sizeSymbols(element: HTMLElement): void {
		const metre = 2 ** this.map.getZoom() / (EQUATOR * Math.cos((this.map.getCenter().lat * Math.PI) / 180));
		element.style.setProperty('--symbol', String(Math.min(1, Math.max(0.6, (4 * metre) / SYMBOL))));
	}

	#addSymbol(point: MapPoint): void {
		const { id, position } = point;
		const place = placeOf(point);
		place.onclick = (event) => this.#afterDrag(event);
		new Pin(position, place).addTo(this.#places);
		this.#marks.set(id, (chosen) => {
			place.ariaCurrent = chosen ? 'true' : null;
			if (chosen) this.map.panInside(latLng(position), { padding: [30, 30], animate: false });
		});
	}

	/** A tap on a place follows its link; the end of a drag that began on it does not. */
	#afterDrag(event: MouseEvent): void {
		const { dragging } = this.map as unknown as { dragging: { moved(): boolean } };
		if (event.detail === 0 || !dragging.moved()) return;
		event.preventDefault();
		event.stopPropagation();
	}

	/** What is under the pointer is told by the element's own title: a disc on a canvas has none. */
	#name(disc: Path, name: string): void {
		const element = this.map.getContainer();
		disc.on('mouseover', () => (element.title = name));
		disc.on('mouseout', () => element.removeAttribute('title'));
	}
}
