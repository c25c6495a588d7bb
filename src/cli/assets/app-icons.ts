/**
 * Draws the app's icons in static/ from one mark: a clover of four plots, one of them yours.
 * `node src/cli/assets/app-icons.ts`
 */
import { writeFileSync } from 'node:fs';
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

await icon('icon-192.png', 192, { rounded: true, part: 0.66 });
await icon('icon-512.png', 512, { rounded: true, part: 0.66 });
// The system cuts its own shape out of it: only the inner 80 % are sure to be seen.
await icon('icon-maskable-512.png', 512, { rounded: false, part: 0.54 });
await icon('apple-touch-icon.png', 180, { rounded: false, part: 0.62 });

/** A PNG of `size` pixels: the mark takes `part` of the edge, on leaf green. */
async function icon(file: string, size: number, { rounded, part }: { rounded: boolean; part: number }) {
	const scale = (100 * part) / 48;
	const gap = (100 - 100 * part) / 2;
	const svg =
		`<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 100 100">` +
		`<rect width="100" height="100" rx="${rounded ? 23 : 0}" fill="${LEAF}"/>` +
		`<g transform="translate(${gap} ${gap}) scale(${scale})">${petals([PAPER, '#bcd9b8', '#bcd9b8', SUN])}</g></svg>`;
	await sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toFile(`static/${file}`);
}
