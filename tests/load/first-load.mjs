import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { at } from '../../src/cli/bootstrap/paths.mjs';

/**
 * @typedef {{ file: string, src?: string, imports?: string[], dynamicImports?: string[], css?: string[] }} Chunk
 */

const clientOut = '.svelte-kit/output/client';
const serverOut = '.svelte-kit/output/server';

/**
 * On the map: drawing is for stewards, who fetch it when they start to draw; the panel of a plot or a tap comes with
 * the first of them that is chosen.
 */
export const mapLater = [/geoman/i, /plots\/Chosen/];

/**
 * The JavaScript and CSS files that a browser fetches when a page of the built app is opened first: SvelteKit's
 * start, the layouts and the page, all they import, and what those load of themselves when they appear.
 * Not counted is what waits for a tap, which the caller names.
 * @param {string} route as SvelteKit calls it: '/g/[garden]/today'; groups in parentheses may be left out
 * @param {RegExp[]} [later] chunks (by source path or name) that are fetched only when somebody asks for them
 * @returns {string[]} paths relative to the project
 */
export function firstLoadFiles(route, later = []) {
	if (!existsSync(at(clientOut, '.vite', 'manifest.json'))) {
		throw new Error('There is no build to measure: run "npm run build" first.');
	}
	/** @type {Record<string, Chunk>} */
	const chunks = JSON.parse(readFileSync(at(clientOut, '.vite', 'manifest.json'), 'utf8'));
	/** @type {Set<string>} */
	const files = new Set();
	/** @type {Set<string>} */
	const seen = new Set();
	/** @param {string} key @param {boolean} dynamic whether to follow what it loads by itself */
	const visit = (key, dynamic) => {
		const chunk = chunks[key];
		if (!chunk || seen.has(key) || later.some((pattern) => pattern.test(key))) return;
		seen.add(key);
		for (const file of [chunk.file, ...(chunk.css ?? [])])
			if (/\.(js|css)$/.test(file)) files.add(`${clientOut}/${file}`);
		for (const next of chunk.imports ?? []) visit(next, dynamic);
		if (dynamic) for (const next of chunk.dynamicImports ?? []) visit(next, dynamic);
	};
	for (const key of Object.keys(chunks)) {
		// app.js lists every page of the app as something that it may load.
		if (/(generated\/client-optimized\/app\.js|client\/entry\.js|runtime\/client\/start\.js)$/.test(key))
			visit(key, false);
	}
	for (const node of nodesOf(route)) visit(`.svelte-kit/generated/client-optimized/nodes/${node}.js`, true);
	return [...files];
}

/**
 * The numbers of the layouts and the page that make up a route.
 * @param {string} route
 * @returns {string[]}
 */
function nodesOf(route) {
	const manifest = readFileSync(at(serverOut, 'manifest.js'), 'utf8');
	const nodes = [...manifest.matchAll(/import\('\.\/nodes\/(\d+)\.js'\)/g)].map((match) => match[1] ?? '');
	const routes = [...manifest.matchAll(/id: "([^"]+)",[\s\S]*?page: (null|\{[^}]*\})/g)];
	const found = routes.find(([, id]) => withoutGroups(id ?? '') === withoutGroups(route));
	const page = found?.[2];
	if (!page || page === 'null')
		throw new Error(`The build has no page ${route}; its budget in .size-limit.js waits for it.`);
	const layouts = /layouts: \[([^\]]*)\]/.exec(page)?.[1] ?? '';
	const leaf = /leaf: (\d+)/.exec(page)?.[1] ?? '';
	const indices = [...layouts.split(','), leaf].filter((index) => index !== '');
	return indices.map((index) => nodes[Number(index)] ?? '');
}

/** @param {string} id */
function withoutGroups(id) {
	return id.replace(/\/\([^)]*\)/g, '') || '/';
}

/**
 * The files of a first load with their sizes, largest first, for whoever has to make one smaller.
 * @param {string} route
 */
function printSizes(route) {
	const files = firstLoadFiles(route).map((file) => ({
		file: file.slice(clientOut.length + 1),
		bytes: brotliCompressSync(readFileSync(at(file))).length
	}));
	for (const { file, bytes } of files.sort((a, b) => b.bytes - a.bytes))
		console.log(String(bytes).padStart(7), file);
	console.log(String(files.reduce((sum, { bytes }) => sum + bytes, 0)).padStart(7), 'bytes in all');
}

// `node tests/load/first-load.mjs "/g/[garden]/today"`
if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2]) printSizes(process.argv[2]);
