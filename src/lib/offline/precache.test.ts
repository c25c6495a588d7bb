import { expect, test } from 'vitest';
import { precached, type Chunk } from './precache.ts';

const node = (n: number) => `nodes/${n}.js`;
const page = (path: string) => `export { default as component } from "../src/routes${path}/+page.svelte";`;

const chunks: Record<string, Chunk> = {
	'app.js': { file: 'app.js', isEntry: true, imports: ['first'], dynamicImports: [0, 1, 2].map(node) },
	first: { file: 'first.js', css: ['first.css'], assets: ['icons.svg'], dynamicImports: ['extras'] },
	extras: { file: 'extras.js' },
	[node(0)]: { file: '0.js', isEntry: true },
	[node(1)]: { file: '1.js', isEntry: true, imports: ['first'], dynamicImports: ['map-view'] },
	[node(2)]: { file: '2.js', isEntry: true, dynamicImports: ['draw-map'] },
	'map-view': { file: 'map-view.js', imports: ['leaflet'] },
	'draw-map': { file: 'draw-map.js', imports: ['leaflet'] },
	leaflet: { file: 'leaflet.js', css: ['leaflet.css'] }
};
const nodes = {
	[node(0)]: 'export { default as component } from "../src/routes/+layout.svelte";',
	[node(1)]: page('/g/[garden]/map'),
	[node(2)]: page('/g/[garden]/map/draw')
};

test('the shell and all that kept pages load is stored ahead', () => {
	expect(precached(chunks, nodes)).toEqual(
		new Set([
			...['app.js', 'first.js', 'first.css', 'icons.svg', 'extras.js', '0.js', '1.js', 'map-view.js'],
			...['leaflet.js', 'leaflet.css']
		])
	);
});

test('what only a page needs that is never kept is not', () => {
	const files = precached(chunks, nodes);
	expect(files).not.toContain('2.js');
	expect(files).not.toContain('draw-map.js');
});

test.each(['/(inside)/g/[garden]/turns/[turn]', '/me', '/g/[garden]/harvest/new'])('%s is stored', (path) => {
	const files = precached({ [node(9)]: { file: '9.js' } }, { [node(9)]: page(path) });
	expect(files).toContain('9.js');
});
