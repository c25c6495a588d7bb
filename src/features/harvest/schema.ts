import * as v from 'valibot';
import { readQuantity } from '#lib/quantity/quantity.ts';
import { cropOf } from './crops.ts';
import { PLACES, UNITS } from './rules.ts';

const id = v.pipe(v.string(), v.uuid());

/** What people type becomes text that can be stored and shown: no control characters, trimmed. */
function words(most: number) {
	return v.pipe(
		v.string(),
		v.maxLength(most * 2, 'harvest_refused_words_too_long'),
		v.transform((text) =>
			text
				.replace(/\r\n?/g, '\n')
				.replace(/[^\P{C}\n\u200d]/gu, '')
				.trim()
		),
		v.maxLength(most, 'harvest_refused_words_too_long')
	);
}

/** An exact decimal, from text ("4.5" or "4,5") or a number; each wrong one has its own sentence. */
const quantity = v.pipe(
	v.union(
		[v.pipe(v.string(), v.maxLength(40, 'harvest_quantity_too_big')), v.number()],
		'harvest_quantity_not_a_number'
	),
	v.rawTransform(({ dataset, addIssue, NEVER }) => {
		const read = readQuantity(dataset.value);
		if (read.ok) return read.quantity;
		addIssue({ message: `harvest_quantity_${read.fault}` });
		return NEVER;
	})
);

/** An instant with its offset, or a time on the garden's clock ('2026-08-18T18:00'). */
const time = v.pipe(
	v.string(),
	v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/, 'harvest_refused_time')
);

const lotFields = {
	/** Key of the catalogue; without it, the title is searched for one. */
	crop: v.optional(
		v.nullable(
			v.pipe(
				v.string(),
				v.check((key) => cropOf(key) !== undefined, 'harvest_refused_crop')
			)
		)
	),
	title: v.optional(
		v.pipe(
			words(80),
			v.check((text) => text === '' || /\p{L}.*\p{L}/u.test(text), 'harvest_refused_title_letters')
		)
	),
	quantity,
	unit: v.picklist(UNITS),
	whole: v.optional(v.boolean(), false),
	perPerson: v.optional(v.nullable(quantity)),
	audience: v.optional(v.picklist(['members', 'everyone']), 'everyone'),
	placeKind: v.picklist(PLACES),
	placeNote: v.optional(words(200), ''),
	plotId: v.optional(v.nullable(id)),
	/** Without it: from now on. */
	from: v.optional(time),
	until: time,
	notes: v.optional(words(1000), ''),
	photoId: v.optional(v.nullable(id))
};

export const postInput = v.pipe(
	v.object({ gardenId: id, forPersonId: v.optional(id), ...lotFields }),
	v.forward(
		v.partialCheck(
			[['crop'], ['title']],
			({ crop, title }) => Boolean(crop) || Boolean(title),
			'harvest_refused_what'
		),
		['title']
	)
);

/** All of the lot as it shall be; `photoId` left out keeps the photo, null takes it off. */
export const changeInput = v.pipe(
	v.object({ lotId: id, ...lotFields }),
	v.forward(
		v.partialCheck(
			[['crop'], ['title']],
			({ crop, title }) => Boolean(crop) || Boolean(title),
			'harvest_refused_what'
		),
		['title']
	)
);

export const withdrawInput = v.object({ lotId: id, reason: v.optional(words(300), '') });

export const claimInput = v.object({
	lotId: id,
	/** Without it: all of a lot that goes as a whole, else one step of its unit. */
	quantity: v.optional(quantity),
	note: v.optional(words(300), ''),
	forPersonId: v.optional(id)
});

export const changeClaimInput = v.object({ claimId: id, quantity, note: v.optional(words(300)) });

export const claimOnly = v.object({ claimId: id });

/** Either the claim itself, or the code that its claimer says at the pick-up. */
export const pickedUpInput = v.pipe(
	v.object({
		claimId: v.optional(id),
		lotId: v.optional(id),
		code: v.optional(v.pipe(v.string(), v.trim(), v.regex(/^\d{2,4}$/, 'harvest_refused_code_digits')))
	}),
	v.forward(
		v.check(
			({ claimId, lotId, code }) => Boolean(claimId) || Boolean(lotId && code),
			'harvest_refused_code_digits'
		),
		['code']
	)
);

export const lotResult = v.object({ lotId: v.string() });

export const claimResult = v.object({
	claimId: v.string(),
	lotId: v.string(),
	quantity: v.string(),
	code: v.string(),
	state: v.picklist(['reserved', 'picked_up', 'cancelled', 'not_collected'])
});

export type ClaimResult = v.InferOutput<typeof claimResult>;
export type PostInput = v.InferOutput<typeof postInput>;
export type LotInput = Omit<PostInput, 'gardenId' | 'forPersonId'>;
