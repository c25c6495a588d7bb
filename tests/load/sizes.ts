import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { firstLoadFiles, mapLater } from './first-load.mjs';
import { report } from './report.ts';

/** What a first visit loads: JavaScript and CSS, brotli. The budgets in .size-limit.js hold the same. */
export function benchSizes(): void {
	size('/g/[garden]/today', 55, 'a bare SvelteKit client: 31 KB', []);
	const others = 'Karrot’s first screen with a map: 533 KB; LiteFarm’s sign-in: 507 KB';
	size('/g/[garden]/map', 100, others, mapLater);
}

function size(route: string, promised: number, comparedTo: string, later: RegExp[]): void {
	const files = firstLoadFiles(route, later);
	const bytes = files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0);
	const kilobytes = bytes / 1000;
	report({
		name: `First load of ${route}`,
		value: `${kilobytes.toFixed(1)} KB in ${files.length} files`,
		comparedTo,
		promise: `at most ${promised} KB`,
		kept: kilobytes <= promised
	});
}
