import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const AFTER_MS = 8000;

/**
 * Settings of V8 for a small machine, before anything large is loaded: the embedded database's functions are
 * compiled when they are first used, not all of them at once.
 */
export function saveMemory(): void {
	setFlagsFromString('--wasm-lazy-compilation');
	setFlagsFromString('--max-semi-space-size=4');
}

/** Gives back what only the start, or a verb, needed: V8 by itself would keep it for as long as nobody comes. */
export function returnMemory(): void {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as (options: { type: 'major'; flavor: 'last-resort' }) => void;
	setTimeout(() => collect({ type: 'major', flavor: 'last-resort' }), AFTER_MS).unref();
}
