import { labelPointOf } from '#lib/geo/label-point.ts';
import type { LabelOptions } from './label-canvas.ts';
import { edgeLabelPoint } from './labels.ts';
import { LatLng } from './leaflet-parts.ts';
import { coloursOf, textureOf } from './looks.ts';
import { textured, type Palette } from './paint.ts';
import type { MapArea, MapPoint, MapShape } from './types.ts';

/** How the ground of a map looks, in the colours of the theme. */
export class GroundLooks {
	readonly #palette: Palette;
	readonly #onTiles: boolean;

	/** `onTiles`: the ground lies on background tiles, which shine through. */
	constructor(palette: Palette, onTiles: boolean) {
		this.#palette = palette;
		this.#onTiles = onTiles;
	}

	/** A shape by its state; `room` as of fitLabel. */
	shape({ state, label, letter, geometry }: MapShape, room: number): LabelOptions {
		const { fill, ink } = coloursOf(state);
		const colour = this.#palette.colour(ink);
		const [lng, lat] = labelPointOf(geometry);
		return {
			fill: true,
			// Canvas takes a pattern where it takes a colour.
			fillColor: textured(textureOf(state), this.#palette.colour(fill), colour) as string,
			fillOpacity: this.#onTiles ? 0.92 : 1,
			color: this.#palette.colour(state === 'free' ? '--leaf' : state === 'mine' ? '--ink' : '--plot-line'),
			weight: state === 'free' || state === 'mine' ? 2.4 : 1.6,
			dashArray: state === 'free' ? '6 4' : '',
			text: letter ? `${label} ${letter}` : label,
			room,
			ink: colour,
			halo: textureOf(state) === 'plain' ? undefined : this.#palette.colour(fill),
			at: new LatLng(lat, lng)
		};
	}

	/** A dashed line round the plots, drawn above them, with the name on its upper edge, away from the points. */
	zone({ label, geometry }: MapArea, points: readonly MapPoint[] | undefined): LabelOptions {
		const [lng, lat] = edgeLabelPoint(geometry, points);
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
			at: new LatLng(lat, lng)
		};
	}

	/** A shed, a bed, a path. */
	area({ kind, label, geometry }: MapArea): LabelOptions {
		const [lng, lat] = labelPointOf(geometry);
		const written = { text: label, ink: this.#palette.colour('--ink'), at: new LatLng(lat, lng) };
		const green = kind === 'bed' || kind === 'tree';
		const look =
			kind === 'path'
				? this.paint('--paper', '--line', 1)
				: this.paint(green ? '--leaf-soft' : '--soil-soft', green ? '--leaf' : '--soil', 1.2);
		return { dashArray: '', ...look, ...written };
	}

	/** A plain fill and its line. */
	paint(fill: string, line: string, weight: number): LabelOptions {
		const opacity = this.#onTiles && fill === '--plot-ground' ? 0.72 : 1;
		const colour = this.#palette.colour(fill);
		return { fill: true, fillColor: colour, fillOpacity: opacity, color: this.#palette.colour(line), weight };
	}
}
