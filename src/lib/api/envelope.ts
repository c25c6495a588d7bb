import * as v from 'valibot';

/** One command as it travels. */
export const Envelope = v.object({
	id: v.string(),
	name: v.string(),
	version: v.optional(v.number()),
	doneAt: v.optional(
		v.pipe(
			v.string(),
			v.isoTimestamp('error_not_understood'),
			v.transform((text) => new Date(text))
		)
	),
	input: v.unknown()
});

/** Up to 100 commands, answered in order. */
export const Envelopes = v.pipe(
	v.array(Envelope),
	v.minLength(1, 'error_command_count'),
	v.maxLength(100, 'error_command_count')
);
