/** Letters that do not fall apart into a plain letter and an accent. */
const PLAIN: Record<string, string> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	ł: 'l',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	ı: 'i'
};

const LONGEST = 60;

/** A name as the last part of an address: lower-case letters, digits and hyphens; "garden" where nothing is left. */
export function slugOf(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? '')
		.replace(/['’]/g, '')
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, LONGEST)
		.replace(/^-+|-+$/g, '');
	return plain || 'garden';
}

/** The first of `slug`, `slug-2`, `slug-3`… that is not among the taken ones. */
export function freeSlug(slug: string, taken: Iterable<string>): string {
	const known = taken instanceof Set ? taken : new Set(taken);
	if (!known.has(slug)) return slug;
	let count = 2;
	while (known.has(`${slug}-${count}`)) count++;
	return `${slug}-${count}`;
}
