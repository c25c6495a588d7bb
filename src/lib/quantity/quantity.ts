/**
 * Exact decimals with up to three places, as PostgreSQL's numeric(12, 3) keeps them. Counted in thousandths,
 * which stay whole numbers far beyond any harvest, so that 0.1 + 0.2 is 0.3.
 */

const MOST_THOUSANDTHS = 1e12;

/** Why a text is no quantity. */
export type QuantityFault = 'empty' | 'not_a_number' | 'negative' | 'zero' | 'too_fine' | 'too_big';

export type ReadQuantity = { ok: true; quantity: string } | { ok: false; fault: QuantityFault };

/**
 * Reads what people type: "2", "4.5", "4,5", ".5", " 1 000 ". Answers the plain decimal text ("4.5").
 * Refuses zero, negative numbers, NaN and infinities, more than three places, exponents and other text;
 * a comma or point is always the decimal sign, so "1,000.5" is no number.
 */
export function readQuantity(value: string | number): ReadQuantity {
	const text = String(value).replace(/[\s\u00a0\u202f]+/gu, '');
	if (text === '') return { ok: false, fault: 'empty' };
	const [, sign, whole = '', fine = ''] = /^([-−+]?)(\d*)(?:[.,](\d*))?$/u.exec(text) ?? [];
	if (sign === undefined || whole + fine === '') return { ok: false, fault: 'not_a_number' };
	const places = fine.replace(/0+$/, '');
	if (/^0*$/.test(whole) && places === '') return { ok: false, fault: 'zero' };
	if (sign === '-' || sign === '−') return { ok: false, fault: 'negative' };
	if (whole.replace(/^0+/, '').length > 9) return { ok: false, fault: 'too_big' };
	if (places.length > 3) return { ok: false, fault: 'too_fine' };
	return { ok: true, quantity: fromThousandths(Number(whole) * 1000 + Number(places.padEnd(3, '0'))) };
}

/** The thousandths of a plain decimal text ("4.5" is 4500). Refuses (throws) anything else. */
export function toThousandths(quantity: string): number {
	const [, sign, whole, fine = ''] = /^(-?)(\d+)(?:\.(\d{1,3})0*)?$/.exec(quantity) ?? [];
	if (whole === undefined) throw new Error(`Not a quantity: ${quantity}`);
	const thousandths = Number(whole) * 1000 + Number(fine.padEnd(3, '0'));
	if (thousandths > MOST_THOUSANDTHS) throw new Error(`Too big a quantity: ${quantity}`);
	return sign ? -thousandths : thousandths;
}

/** The plain decimal text without needless zeros: 4500 is "4.5". */
export function fromThousandths(thousandths: number): string {
	const size = Math.abs(thousandths);
	const fine = String(size % 1000)
		.padStart(3, '0')
		.replace(/0+$/, '');
	return `${thousandths < 0 ? '-' : ''}${Math.floor(size / 1000)}${fine && `.${fine}`}`;
}

/** The exact difference. */
export function minus(from: string, quantity: string): string {
	return fromThousandths(toThousandths(from) - toThousandths(quantity));
}

/** The exact sum. */
export function plus(one: string, other: string): string {
	return fromThousandths(toThousandths(one) + toThousandths(other));
}

/** Negative where `one` is less than `other`, 0 where they are the same ("4.50" and "4.5"). */
export function compare(one: string, other: string): number {
	return toThousandths(one) - toThousandths(other);
}

/** The smaller of the two. */
export function least(one: string, other: string): string {
	return compare(one, other) <= 0 ? one : other;
}

/** The text without needless zeros: "4.500", as the database writes it, is "4.5". */
export function tidy(quantity: string): string {
	return fromThousandths(toThousandths(quantity));
}

/** True where there is nothing behind the decimal sign. */
export function isWhole(quantity: string): boolean {
	return toThousandths(quantity) % 1000 === 0;
}
