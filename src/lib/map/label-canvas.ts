import type { Canvas as CanvasRenderer, LatLng, PathOptions } from 'leaflet';
import { fitLabel } from './labels.ts';
import { Canvas } from './leaflet-parts.ts';

/** What the canvas below reads beside Leaflet's own options: what is written on a shape, in which colour, and where. */
export interface LabelOptions extends PathOptions {
	text?: string;
	ink?: string;
	/** Drawn round the letters, so that they stand out from a texture. */
	halo?: string;
	/** The middle of the text; for circles their own middle. */
	at?: LatLng;
	/** Letters that room is kept for, see fitLabel. */
	room?: number;
	/** The largest that the text may be, in pixels. */
	most?: number;
}

interface Drawn {
	options: LabelOptions;
	_rawPxBounds?: { getSize(): { x: number; y: number } };
	_point?: { x: number; y: number };
	_radius?: number;
	_empty(): boolean;
}

interface Internals {
	_ctx: CanvasRenderingContext2D;
	_drawing: boolean;
	_map: { latLngToLayerPoint(place: LatLng): { x: number; y: number } };
	_updatePoly(layer: Drawn, closed: boolean): void;
	_updateCircle(layer: Drawn): void;
}

const base = Canvas.prototype as unknown as Internals;
const SMALLEST = 5.5;
const LARGEST = 16;

/** Leaflet's canvas renderer, which also writes the number on each shape: thousands of labels need no element each. */
export const LabelCanvas = Canvas.extend({
	_updatePoly(this: Internals, layer: Drawn, closed: boolean) {
		base._updatePoly.call(this, layer, closed);
		const { text, at, room, most = LARGEST } = layer.options;
		if (!this._drawing || !text || !at) return;
		const size = layer._rawPxBounds?.getSize();
		const fit = size && fitLabel(text, [size.x, size.y], [SMALLEST, most], room);
		if (fit) write(this._ctx, layer.options, this._map.latLngToLayerPoint(at), fit.size, fit.upright);
	},
	_updateCircle(this: Internals, layer: Drawn) {
		base._updateCircle.call(this, layer);
		if (!this._drawing || !layer.options.text || layer._empty() || !layer._point) return;
		write(this._ctx, layer.options, layer._point, Math.min(14, (layer._radius ?? 10) * 0.95), false);
	}
}) as unknown as new (options?: object) => CanvasRenderer;

function write(
	context: CanvasRenderingContext2D,
	{ text = '', ink = '', halo }: LabelOptions,
	{ x, y }: { x: number; y: number },
	size: number,
	upright: boolean
): void {
	context.save();
	context.globalAlpha = 1;
	context.translate(x, y);
	if (upright) context.rotate(-Math.PI / 2);
	context.fillStyle = ink;
	context.font = `700 ${size}px system-ui, sans-serif`;
	context.textAlign = 'center';
	context.textBaseline = 'middle';
	if (halo) {
		context.strokeStyle = halo;
		context.lineWidth = size / 3;
		context.lineJoin = 'round';
		context.strokeText(text, 0, size * 0.06);
	}
	context.fillText(text, 0, size * 0.06);
	context.restore();
}
