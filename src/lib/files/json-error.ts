/** A place in a text: line and column, both from 1. */
interface TextPlace {
	line: number;
	column: number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * Where a text stops being JSON (RFC 8259). Engines word their own messages differently and some name no
 * place, so it is found here. A text without a fault answers with its end.
 */
export function findJsonError(text: string): TextPlace {
	const at = scan(text);
	const before = text.slice(0, at);
	const lines = before.split('\n');
	return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** What may come next, kept on a list of open brackets rather than on the call stack. */
type Expect = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'after';

function scan(text: string): number {
	const open: ('{' | '[')[] = [];
	let expect: Expect = 'value';
	let at = skip(SPACE, text, 0);
	while (at < text.length) {
		const char = text.charAt(at);
		let next = at + 1;
		if (expect === 'colon') {
			if (char !== ':') return at;
			expect = 'value';
		} else if (expect === 'after') {
			if (char === ',' && open.length > 0) expect = open.at(-1) === '{' ? 'key' : 'value';
			else if (!closes(char, open)) return at;
		} else if ((expect === 'key-or-end' || expect === 'value-or-end') && closes(char, open)) {
			expect = 'after';
		} else if (expect === 'key' || expect === 'key-or-end') {
			next = stringEnd(text, at);
			if (next < 0) return -next - 1;
			expect = 'colon';
		} else if (char === '{' || char === '[') {
			open.push(char);
			expect = char === '{' ? 'key-or-end' : 'value-or-end';
		} else {
			next = scalarEnd(text, at);
			if (next < 0) return -next - 1;
			expect = 'after';
		}
		at = skip(SPACE, text, next);
	}
	return at;
}

function closes(char: string, open: ('{' | '[')[]): boolean {
	if (char !== (open.at(-1) === '{' ? '}' : ']') || open.length === 0) return false;
	open.pop();
	return true;
}

/** End of the string, number or word at a place; where it is faulty, minus the place of the fault minus one. */
function scalarEnd(text: string, at: number): number {
	if (text[at] === '"') return stringEnd(text, at);
	const end = Math.max(skip(NUMBER, text, at), skip(WORD, text, at));
	return end > at ? end : -at - 1;
}

function stringEnd(text: string, start: number): number {
	if (text[start] !== '"') return -start - 1;
	for (let at = start + 1; at < text.length; at++) {
		const char = text.charAt(at);
		if (char === '"') return at + 1;
		if (char < ' ') return -at - 1;
		if (char === '\\' && !/^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at + 1, at + 6))) return -at - 1;
		if (char === '\\') at++;
	}
	return -text.length - 1;
}

function skip(pattern: RegExp, text: string, at: number): number {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : at;
}
