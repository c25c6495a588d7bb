/** A plot number in the form in which it is stored: one line, no spaces round it. */
export function tidyNumber(text: string): string {
	return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** The form in which plot numbers are compared: "a1" and "A1" are one plot to a person. */
export function numberKey(number: string): string {
	return number.toLowerCase();
}

/** False where a number holds invisible or direction-turning characters: two such numbers can look alike and be different. */
export function isPlain(number: string): boolean {
	return !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u.test(number);
}

const order = new Intl.Collator('en', { numeric: true });

/** Order of plot numbers as people count: A2 before A10. */
export function byNumber(a: { number: string }, b: { number: string }): number {
	return order.compare(a.number, b.number);
}
