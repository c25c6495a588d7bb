import type { Texture } from './types.ts';

/** Reads the theme's colours as the browser resolves them (`light-dark()` included), each once. */
export class Palette {
	readonly #probe: HTMLElement;
	readonly #read = new Map<string, string>();

	/** `within`: an element of the page whose theme counts; a hidden child of it is used to ask. */
	constructor(within: HTMLElement) {
		this.#probe = document.createElement('span');
		this.#probe.hidden = true;
		within.append(this.#probe);
	}

	/** The colour of a custom property such as `--leaf`. */
	colour(property: string): string {
		const known = this.#read.get(property);
		if (known) return known;
		this.#probe.style.color = `var(${property})`;
		const colour = getComputedStyle(this.#probe).color;
		this.#read.set(property, colour);
		return colour;
	}

	/** Forgets what was read: the theme has changed. */
	forget(): void {
		this.#read.clear();
	}

	/** Takes the hidden child away. */
	remove(): void {
		this.#probe.remove();
	}
}

const SIDE = 10;

/** A fill for canvas with the state's texture over its colour; the plain colour where it has none. */
export function textured(texture: Texture, fill: string, ink: string): CanvasPattern | string {
	if (texture === 'plain') return fill;
	const tile = document.createElement('canvas');
	tile.width = tile.height = SIDE;
	const context = tile.getContext('2d');
	if (!context) return fill;
	context.fillStyle = fill;
	context.fillRect(0, 0, SIDE, SIDE);
	context.strokeStyle = context.fillStyle = ink;
	STROKES[texture](context);
	return context.createPattern(tile, 'repeat') ?? fill;
}

const STROKES: Record<Exclude<Texture, 'plain'>, (context: CanvasRenderingContext2D) => void> = {
	hatch: (context) => slanted(context, 3, 0.75, 1),
	weave: (context) => slanted(context, 1, 0.35, -1),
	lines(context) {
		context.globalAlpha = 0.35;
		for (const x of [2.5, 7.5]) line(context, x, 0, x, SIDE, 1);
	},
	dots(context) {
		context.globalAlpha = 0.45;
		context.beginPath();
		context.arc(5, 5, 1.5, 0, 2 * Math.PI);
		context.fill();
	}
};

/** One slanted line, and its neighbours at the corners, so that tiles join. */
function slanted(context: CanvasRenderingContext2D, width: number, alpha: number, way: 1 | -1): void {
	context.globalAlpha = alpha;
	for (const shift of [-SIDE, 0, SIDE]) {
		if (way === 1) line(context, shift - 1, SIDE + 1, shift + SIDE + 1, -1, width);
		else line(context, shift - 1, -1, shift + SIDE + 1, SIDE + 1, width);
	}
}

function line(
	context: CanvasRenderingContext2D,
	x1: number,
	y1: number,
	x2: number,
	y2: number,
	width: number
): void {
	context.lineWidth = width;
	context.beginPath();
	context.moveTo(x1, y1);
	context.lineTo(x2, y2);
	context.stroke();
}
