/**
 * Draws src/lib/ui/icons.svg, the one sprite of all icons, and the list of their names,
 * from Lucide (ISC licence). Each device stores it: a name that nothing uses is taken out. Run it after a
 * change: `node src/cli/assets/icons.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = `
	apple arrow-left-right arrow-right calendar-days carrot check chevron-left chevron-right circle-alert
	circle-check circle-question-mark clock cloud-off cloud-rain copy contrast door-open download droplet
	droplets ellipsis eye eye-off fence file-up flower-2 hand-heart hand-helping rotate-ccw-clock hourglass
	image info key-round languages layers leaf link list locate-fixed lock log-in log-out mail map map-pin
	map-pinned minus moon move navigation pencil phone plus printer recycle repeat route scale search send
	settings shield-check shopping-basket shovel shuffle smartphone sprout square-dashed sun tree-deciduous
	trash triangle-alert undo-2 upload user user-plus users warehouse x
`
	.trim()
	.split(/\s+/);

type Shape = [tag: string, attributes: Record<string, string>];

const packageDir = fileURLToPath(new URL('../../../node_modules/@lucide/svelte/', import.meta.url));
const version = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')).version as string;

writeFileSync(
	'src/lib/ui/icons.svg',
	`<svg xmlns="http://www.w3.org/2000/svg"><!-- Lucide ${version}, ISC licence, https://lucide.dev/license -->\n` +
		NAMES.map((name) => `${symbol(name)}\n`).join('') +
		'</svg>\n'
);
writeFileSync(
	'src/lib/ui/icon-names.ts',
	'/** The icons in icons.svg. Written by src/cli/assets/icons.ts: add a name there. */\n' +
		`export type IconName =\n${NAMES.map((name) => `\t| '${name}'`).join('\n')};\n`
);

function symbol(name: string): string {
	const shapes = shapesOf(name).map(([tag, attributes]) => {
		const text = Object.entries(attributes).map(([key, value]) => `${key}="${value}"`);
		return `<${[tag, ...text].join(' ')}/>`;
	});
	return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.join('')}</symbol>`;
}

/** The package keeps each icon as JSON inside a component. */
function shapesOf(name: string): Shape[] {
	const source = readFileSync(join(packageDir, 'dist/icons', `${name}.svelte`), 'utf8');
	const json = /const iconData = (\{.*\});/.exec(source)?.[1];
	if (!json) throw new Error(`No drawing in the Lucide icon "${name}"`);
	return (JSON.parse(json) as { node: Shape[] }).node;
}
