import * as svelte from 'svelte-eslint-parser';
import ts from 'typescript-eslint';

/**
 * The parser with which import-x reads a Svelte file that another one imports: it passes that file the options
 * of the importing file, which know nothing of TypeScript inside a script tag.
 * @param {string} code
 * @param {object} options
 */
export function parseForESLint(code, options) {
	return svelte.parseForESLint(code, { ...options, parser: ts.parser });
}

export const meta = { name: 'plotluck-svelte-parser', version: '1' };
