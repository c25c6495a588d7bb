import { findJsonError } from './json-error.ts';
import { fileProblem, type Problem } from './problem.ts';

/** What a text holds, counted before anything is built from it. */
interface JsonShape {
	/** Deepest nesting of arrays and objects. */
	depth: number;
	/** Arrays that begin with a number: in GeoJSON, positions. */
	numberLists: number;
}

/**
 * Parses JSON that may be hostile. Counts first, in one pass without building anything, so that a text nested
 * over `maxDepth` is refused at once and `measured` may refuse by size; broken JSON is refused with the line and column
 * (both from 1) of the first wrong character.
 */
export function readJson(
	text: string,
	maxDepth: number,
	measured: (shape: JsonShape) => Problem | undefined = () => undefined
): { value: unknown; problem?: undefined } | { value?: undefined; problem: Problem } {
	const shape = measureJson(text);
	if (shape.depth > maxDepth) return { problem: fileProblem('transfer_json_too_deep', { limit: maxDepth }) };
	const refused = measured(shape);
	if (refused) return { problem: refused };
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		const at = findJsonError(text);
		return {
			problem: {
				where: { kind: 'line', index: at.line },
				key: 'transfer_json_broken',
				params: { line: at.line, column: at.column }
			}
		};
	}
}

/** Counts nesting and lists of numbers of a text that need not be valid JSON; linear, and builds nothing. */
export function measureJson(text: string): JsonShape {
	let depth = 0;
	let deepest = 0;
	let numberLists = 0;
	let opened = false;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 0x22) {
			at = endOfString(text, at);
		} else if (code === 0x5b || code === 0x7b) {
			deepest = Math.max(deepest, ++depth);
			opened = code === 0x5b;
			continue;
		} else if (code === 0x5d || code === 0x7d) {
			depth--;
		} else if (code <= 0x20) {
			continue;
		} else if (opened && (code === 0x2d || (code >= 0x30 && code <= 0x39))) {
			numberLists++;
		}
		opened = false;
	}
	return { depth: deepest, numberLists };
}

function endOfString(text: string, start: number): number {
	let at = start + 1;
	while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
	return at;
}
