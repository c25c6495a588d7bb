import type { Map as Leaflet, Path, Polygon } from 'leaflet';
import { boundsOfAll } from '#lib/geo/bounds.ts';
import { labelPointOf } from '#lib/geo/label-point.ts';
import { polygonsOf, type Outline, type Position } from '#lib/geo/types.ts';
import { clusterPoints, type Cluster } from './cluster.ts';
import { extentOf } from './extent.ts';
import { LabelCanvas, type LabelOptions } from './label-canvas.ts';
import { edgeLabelPoint, longestOf } from './labels.ts';
import { createMap, latLng, showBounds, type BaseOptions } from './leaflet-base.ts';
import * as parts from './leaflet-parts.ts';
import { coloursOf, SYMBOLS, textureOf } from './looks.ts';
import { Palette, textured } from './paint.ts';
import { Pin } from './pin.ts';
import { symbolOf } from './symbol.ts';
import type { MapArea, MapContent, MapPoint, MapShape } from './types.ts';

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
	readonly #ground = new parts.LayerGroup();
	readonly #places = new parts.LayerGroup();
	readonly #shapes = new Map<string, Path>();
	#content: MapContent = {};
	#selected: string | null = null;
	#placed = false;
	#room = 0;

	constructor(element: HTMLElement, options: Options) {
		this.#options = options;
		this.#palette = new Palette(element);
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
		this.#shapes.clear();
		const { boundary, areas = [], lines = [], shapes = [] } = content;
		this.#room = longestOf(shapes);
		if (boundary) this.#add(boundary, { ...this.#paint('--plot-ground', '--edge', 1.5), interactive: false });
		for (const area of areas) if (area.kind !== 'zone') this.#add(area.geometry, this.#areaLook(area));
		for (const { positions } of lines) {
			const look = { color: this.#palette.colour('--paper'), weight: 6, interactive: false };
			new parts.Polyline(positions.map(latLng), look).addTo(this.#ground);
		}
		for (const shape of shapes) this.#shapes.set(shape.id, this.#addShape(shape));
		for (const area of areas) if (area.kind === 'zone') this.#add(area.geometry, this.#zoneLook(area));
		this.#drawPlaces();
		this.select(this.#selected);
	}

	/** Marks one shape as the one that is looked at, and moves it into view; null marks none. */
	select(id: string | null): void {
		const before = this.#selected && this.#shapes.get(this.#selected);
		const shape = this.#content.shapes?.find((one) => one.id === this.#selected);
		if (before && shape) before.setStyle(this.#shapeLook(shape));
		this.#selected = id;
		const path = id === null ? undefined : this.#shapes.get(id);
		if (!path) return;
		path.setStyle({ color: this.#palette.colour('--focus'), weight: 5, dashArray: '' });
		path.bringToFront();
		const bounds = (path as Polygon).getBounds();
		if (!this.map.getBounds().contains(bounds)) this.map.panInsideBounds(bounds, { animate: false });
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

	#addShape(shape: MapShape): Path {
		const polygon = this.#add(shape.geometry, this.#shapeLook(shape));
		polygon.on('click', () => this.#options.onselect?.(shape.id));
		return polygon;
	}

	#shapeLook({ state, label, letter, geometry }: MapShape): LabelOptions {
		const { fill, ink } = coloursOf(state);
		const colour = this.#palette.colour(ink);
		const [lng, lat] = labelPointOf(geometry);
		return {
			fill: true,
			// Canvas takes a pattern where it takes a colour.
			fillColor: textured(textureOf(state), this.#palette.colour(fill), colour) as string,
			fillOpacity: this.#options.tiles ? 0.92 : 1,
			color: this.#palette.colour(state === 'free' ? '--leaf' : state === 'mine' ? '--ink' : '--plot-line'),
			weight: state === 'free' || state === 'mine' ? 2.4 : 1.6,
			dashArray: state === 'free' ? '6 4' : '',
			text: letter ? `${label} ${letter}` : label,
			room: this.#room,
			ink: colour,
			halo: textureOf(state) === 'plain' ? undefined : this.#palette.colour(fill),
			at: new parts.LatLng(lat, lng),
			interactive: Boolean(this.#options.onselect)
		};
	}

	/** A dashed line round the plots, drawn above them, with the name on its upper edge. */
	#zoneLook({ label, geometry }: MapArea): LabelOptions {
		const [lng, lat] = edgeLabelPoint(geometry, this.#content.points);
		const color = this.#palette.colour('--sky');
		return {
			fill: false,
			color,
			weight: 2,
			dashArray: '2 6',
			interactive: false,
			text: label,
			most: 11,
			ink: color,
			halo: this.#palette.colour('--plot-ground'),
			at: new parts.LatLng(lat, lng)
		};
	}

	#areaLook({ kind, label, geometry }: MapArea): LabelOptions {
		const [lng, lat] = labelPointOf(geometry);
		const written = { text: label, ink: this.#palette.colour('--ink'), at: new parts.LatLng(lat, lng) };
		const green = kind === 'bed' || kind === 'tree';
		const look =
			kind === 'path'
				? this.#paint('--paper', '--line', 1)
				: this.#paint(green ? '--leaf-soft' : '--soil-soft', green ? '--leaf' : '--soil', 1.2);
		return { ...look, ...written, interactive: false };
	}

	#paint(fill: string, line: string, weight: number): LabelOptions {
		const opacity = this.#options.tiles && fill === '--plot-ground' ? 0.72 : 1;
		const colour = this.#palette.colour(fill);
		return { fill: true, fillColor: colour, fillOpacity: opacity, color: this.#palette.colour(line), weight };
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
			...this.#paint('--leaf', '--card', 2),
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
			...this.#paint(tint, '--card', 2),
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
		const place = document.createElement('div');
		place.className = 'map-place';
		place.append(symbolOf(point));
		new Pin(point.position, place).addTo(this.#places);
	}

	/** What is under the pointer is told by the element's own title: a disc on a canvas has none. */
	#name(disc: Path, name: string): void {
		const element = this.map.getContainer();
		disc.on('mouseover', () => (element.title = name));
		disc.on('mouseout', () => element.removeAttribute('title'));
	}
}
