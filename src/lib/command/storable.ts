/**
 * The dotted path of the first text that no database can keep: PostgreSQL has no U+0000, and half of a
 * surrogate pair is no character in any encoding. '' where the value itself is such a text; undefined where all
 * is well. Bytes are passed over. The value's nesting must be bounded.
 */
export function unstorable(value: unknown, path = ''): string | undefined {
	if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : undefined;
	if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined;
	// A list of numbers (a polygon's million corners) needs no look into each.
	if (Array.isArray(value) && typeof value[0] === 'number' && value.every((one) => typeof one === 'number'))
		return undefined;
	for (const [key, one] of Object.entries(value)) {
		const at = path === '' ? key : `${path}.${key}`;
		if (unstorable(key) !== undefined) return path;
		const found = unstorable(one, at);
		if (found !== undefined) return found;
	}
	return undefined;
}
