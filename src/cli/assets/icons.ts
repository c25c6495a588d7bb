/**
 * Draws src/lib/ui/icons.svg, the one sprite of all icons, and the list of their names,
 * from Lucide (ISC licence). Run it after adding a name: `node src/cli/assets/icons.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = `
	apple arrow-left arrow-left-right arrow-right arrow-up ban bell calendar-days calendar-plus camera carrot
	check chevron-down chevron-left chevron-right circle-alert circle-check circle-question-mark circle-x
	clock cloud-off cloud-rain copy contrast database door-open download droplet droplets ellipsis
	external-link eye eye-off fence file-up flower-2 gift globe hand-heart hand-helping rotate-ccw-clock hourglass
	house image info key-round languages layers leaf link list locate-fixed lock log-in log-out mail map
	map-pin map-pinned message-circle minus moon move navigation palette pencil phone plus printer qr-code
	recycle refresh-cw repeat route ruler scale search send settings shield-check shopping-basket shovel
	shuffle smartphone sprout square-dashed star sun tree-deciduous trash triangle-alert undo-2 upload
	user user-plus users wallet warehouse wifi-off x zoom-in
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
