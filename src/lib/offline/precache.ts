import { mayKeep } from './keep.ts';

/** A file of the build as Vite's manifest describes it. */
export interface Chunk {
	file: string;
	isEntry?: boolean;
	imports?: string[];
	dynamicImports?: string[];
	css?: string[];
	assets?: string[];
}

/**
 * The files of the build that an installation stores ahead: the shell, and all that pages which may be kept need or
 * load of themselves. Scripts of other pages would lie there for nothing: those pages do not open without a
 * connection. `nodes`: the source of each layout and page by its key in the manifest.
 */
export function precached(
	chunks: Readonly<Record<string, Chunk>>,
	nodes: Readonly<Record<string, string>>
): Set<string> {
	const files = new Set<string>();
	const seen = new Set<string>();
	const visit = (key: string, loads: boolean) => {
		const chunk = chunks[key];
		if (!chunk || seen.has(key)) return;
		seen.add(key);
		for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
		for (const next of chunk.imports ?? []) visit(next, true);
		if (loads) for (const next of chunk.dynamicImports ?? []) visit(next, true);
	};
	for (const [key, { isEntry }] of Object.entries(chunks)) {
		// SvelteKit's own start lists every page of the app as something that it may load.
		if (key in nodes ? isShown(nodes[key]!) : isEntry) visit(key, key in nodes);
	}
	return files;
}

/** Is it a page that opens without a connection, or a layout or error page, which may stand around one? */
function isShown(source: string): boolean {
	const route = /src\/routes(.*)\/\+page(@.*)?\.svelte/.exec(source)?.[1];
	return route === undefined || mayKeep(route.replace(/\/\([^)]*\)/g, '').replace(/\[[^\]]*\]/g, 'x'));
}
