/**
 * Draws the app's icons in static/ from one mark: a clover of four plots, one of them yours.
 * `node src/cli/assets/app-icons.ts`
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';

const PETALS = [
	'M12 3h1a9 9 0 0 1 9 9v8a2 2 0 0 1-2 2h-8a9 9 0 0 1-9-9v-1a9 9 0 0 1 9-9Z',
	'M36 3h-1a9 9 0 0 0-9 9v8a2 2 0 0 0 2 2h8a9 9 0 0 0 9-9v-1a9 9 0 0 0-9-9Z',
	'M12 45h1a9 9 0 0 0 9-9v-8a2 2 0 0 0-2-2h-8a9 9 0 0 0-9 9v1a9 9 0 0 0 9 9Z',
	'M36 45h-1a9 9 0 0 1-9-9v-8a2 2 0 0 1 2-2h8a9 9 0 0 1 9 9v1a9 9 0 0 1-9 9Z'
];
const LEAF = '#2f6b3a';
const PAPER = '#fbf8f1';
const SUN = '#e9b23c';

const petals = (colours: readonly string[]) =>
	PETALS.map((d, index) => `<path fill="${colours[index]}" d="${d}"/>`).join('');

const favicon =
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">` +
	`<style>@media (prefers-color-scheme:dark){path{filter:brightness(1.5)}}</style>` +
	`${petals([LEAF, '#5d9565', '#5d9565', SUN])}</svg>\n`;
writeFileSync('static/favicon.svg', favicon);

mkdirSync('static/install', { recursive: true });
await icon('icon-192.png', 192, { rounded: true, part: 0.66 });
await icon('icon-512.png', 512, { rounded: true, part: 0.66 });
writeFileSync('static/install/icon.svg', `${drawing(512, { rounded: true, part: 0.66 })}\n`);
// The system cuts its own shape out of it: only a circle of 80 % of the edge is sure to be seen.
await icon('icon-maskable-512.png', 512, { rounded: false, part: 0.54 });
await icon('install/icon-maskable-192.png', 192, { rounded: false, part: 0.54 });
await icon('apple-touch-icon.png', 180, { rounded: false, part: 0.62 });

// The system gives it a colour of its own: only where something is drawn counts.
await png('install/icon-monochrome-512.png', Buffer.from(monochrome(512)));
writeFileSync('static/install/icon-monochrome.svg', `${monochrome(512)}\n`);

const sprite = readFileSync('src/lib/ui/icons.svg', 'utf8');
for (const [name, symbol] of Object.entries({ today: 'sprout', harvest: 'shopping-basket', post: 'plus' }))
	await png(`install/shortcut-${name}.png`, Buffer.from(shortcut(symbol)));

interface Shape {
	rounded: boolean;
	part: number;
}

/** A PNG of `size` pixels: the mark takes `part` of the edge, on leaf green. */
async function icon(file: string, size: number, shape: Shape) {
	await png(file, Buffer.from(drawing(size, shape)));
}

async function png(file: string, svg: Buffer) {
	await sharp(svg).png({ compressionLevel: 9, palette: true }).toFile(`static/${file}`);
}

function drawing(size: number, { rounded, part }: Shape): string {
	return svgOf(
		size,
		`<rect width="100" height="100" rx="${rounded ? 23 : 0}" fill="${LEAF}"/>` +
			mark(part, [PAPER, '#bcd9b8', '#bcd9b8', SUN])
	);
}

/** The bare mark, inside the same safe circle as the maskable one. */
function monochrome(size: number): string {
	return svgOf(size, mark(0.54, ['#000', '#000', '#000', '#000']));
}

/** One of the page's own icons on a disc, for the list that a long press on the app's icon opens. */
function shortcut(name: string): string {
	const drawn = new RegExp(`<symbol id="${name}"[^>]*>(.*?)</symbol>`).exec(sprite)?.[1];
	if (!drawn) throw new Error(`icons.svg has no "${name}"`);
	return svgOf(
		192,
		`<circle cx="50" cy="50" r="50" fill="${LEAF}"/>` +
			`<g transform="translate(22 22) scale(${56 / 24})" fill="none" stroke="${PAPER}" stroke-width="2" ` +
			`stroke-linecap="round" stroke-linejoin="round">${drawn}</g>`
	);
}

function mark(part: number, colours: readonly string[]): string {
	const gap = (100 - 100 * part) / 2;
	return `<g transform="translate(${gap} ${gap}) scale(${(100 * part) / 48})">${petals(colours)}</g>`;
}

function svgOf(size: number, inside: string): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 100 100">${inside}</svg>`;
}
