import * as v from 'valibot';
import { OTHER } from './rules.ts';

const id = v.pipe(v.string(), v.uuid());

/** What people type, without signs that nobody sees. */
function words(most: number) {
	return v.pipe(
		v.string(),
		v.transform((text) =>
			text
				.replace(/\r\n?/g, '\n')
				.replace(/[^\P{C}\n\u200d]/gu, '')
				.trim()
		),
		v.maxLength(most, 'error_too_long')
	);
}

/** What is broken: 'feature:<id>' of the map, 'plot:<id>', or 'other' with a name of its own. */
const subject = v.pipe(
	v.string(),
	v.regex(
		/^(other|(feature|plot):[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/i,
		'error_choose_one'
	)
);

export const reportInput = v.pipe(
	v.object({
		gardenId: id,
		subject,
		what: v.optional(words(80), ''),
		details: v.pipe(words(1000), v.minLength(1, 'error_required')),
		photoId: v.optional(v.nullable(id))
	}),
	v.forward(
		v.partialCheck(
			[['subject'], ['what']],
			({ subject, what }) => subject !== OTHER || what !== '',
			'defects_refused_what'
		),
		['what']
	)
);

export const oneDefect = v.object({ defectId: id, note: v.optional(words(300), '') });
export const defectResult = v.object({ defectId: v.string() });
