import pg from 'pg';

type Parse = (text: string) => unknown;

const POINT = 600;
const TEXT_ARRAY: number = 1009;

/** What we want otherwise than node-postgres has it, by the type's oid and that of its array. */
const OURS: { oid: number; array: number; parse: Parse }[] = [
	// A day is no instant: as a Date it would slip by the time zone.
	{ oid: 1082, array: 1182, parse: String },
	// int8: counts and sums are numbers to us.
	{ oid: 20, array: 1016, parse: safeInteger },
	// numeric stays exact, in arrays too.
	{ oid: 1700, array: 1231, parse: String }
];

const parsers = new Map<number, Parse>(
	OURS.flatMap(({ oid, array, parse }) => [
		[oid, parse],
		[array, (text: string) => eachElement(pg.types.getTypeParser(TEXT_ARRAY)(text), parse)]
	])
);

/**
 * How a value of the type `oid` is read from PostgreSQL's text, the same for both engines: date and numeric
 * are strings, int8 a number (one beyond 2^53 throws), timestamps are Dates, json is parsed, bytea a
 * Buffer, a range and any unknown type its text; arrays of these likewise.
 */
export function rowParser(oid: number): Parse {
	return parsers.get(oid) ?? pg.types.getTypeParser(oid);
}

/** Every oid that node-postgres reads into something other than text, or that we do. */
export const parsedOids: readonly number[] = [
	...parsers.keys(),
	...Object.values(pg.types.builtins),
	POINT // read by node-postgres, though not in its list
];

function safeInteger(text: string): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the whole numbers of JavaScript`);
	return value;
}

function eachElement(value: unknown, parse: Parse): unknown {
	if (Array.isArray(value)) return value.map((element) => eachElement(element, parse));
	return value === null ? null : parse(String(value));
}
