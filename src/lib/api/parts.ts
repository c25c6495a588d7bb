import * as v from 'valibot';

/** Pieces of result schemas that all reads share; everything in a result is strict, so that nothing slips out unsaid. */
export const Text = v.string();
export const Id = v.pipe(v.string(), v.uuid());
export const Flag = v.boolean();
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const Num = v.number();
/** An ISO instant in UTC. */
export const Instant = v.pipe(v.string(), v.isoTimestamp());
/** A garden's day, 'YYYY-MM-DD'. */
export const Day = v.pipe(v.string(), v.isoDate());
/** An exact decimal. */
export const Decimal = v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/));
/** GeoJSON (RFC 7946), WGS 84. */
export const Geometry = v.strictObject({ type: v.string(), coordinates: v.array(v.any()) });

/** A text or nothing, and so on. */
export const or = v.nullable;

/** Search words in an address. */
export const SearchParam = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100, 'error_too_long')), '');
/** Page number in an address, from 1. */
export const PageParam = v.optional(
	v.pipe(
		v.string(),
		v.regex(/^[1-9]\d{0,3}$/, 'error_number'),
		v.transform((text) => Number(text))
	),
	'1'
);
/** Id of a thing in an address. */
export const IdParam = v.pipe(v.string(), v.uuid('error_not_understood'));
