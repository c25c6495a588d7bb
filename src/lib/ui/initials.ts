const TINTS = ['leaf', 'sky', 'sun', 'tomato', 'plum', 'soil'] as const;

/** The first letters of a name's first and last words, at most two; '?' for an empty name. */
export function initials(name: string): string {
	const words = name.trim().split(/\s+/);
	const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
	const letters = ends.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '');
	return letters.join('') || '?';
}

/** One of six colours, the same for the same name everywhere. */
export function tintOf(name: string): (typeof TINTS)[number] {
	let sum = 0;
	for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
	return TINTS[sum % TINTS.length]!;
}
