import * as v from 'valibot';
import { gardenerRead, GardenParam, insideRead } from '#features/gardens/reading.server.ts';
import { Flag, Id, IdParam, Instant, or, Text } from '#lib/api/parts.ts';
import { defineRead, type AnyRead } from '#lib/command/read.server.ts';
import { isLocale } from '#lib/i18n/locale.ts';
import { changesSince, readCursor } from './changes.server.ts';
import { gardenLog, LOG_PAGE } from './queries.server.ts';
import { tell } from './words.server.ts';

const log = defineRead({
	name: 'activity.log',
	path: '/gardens/{garden}/log',
	summary:
		'The open log of your garden, fifty entries a page, the last to arrive first; before=id for older ones.',
	reader: 'person',
	params: v.object({ garden: GardenParam, before: v.optional(IdParam) }),
	result: v.strictObject({
		entries: v.array(
			v.strictObject({
				...{ id: Id, at: Instant, arrivedAt: Instant, command: Text, via: Text },
				...{ actor: or(Text), person: or(Text), what: Text },
				subject: or(v.strictObject({ kind: Text, id: Id })),
				sentence: Text
			})
		),
		older: or(Id)
	}),
	async read(context, params) {
		const { id } = await gardenerRead(context, params);
		const entries = await gardenLog(context.db, id, params.before);
		const locale = isLocale(context.locale) ? context.locale : 'en';
		return {
			entries: entries.map(({ there: _, ...entry }) => ({ ...entry, sentence: tell(entry, locale) })),
			older: entries.length === LOG_PAGE ? entries.at(-1)!.id : null
		};
	}
});

const changes = defineRead({
	name: 'activity.changes',
	path: '/gardens/{garden}/changes',
	summary:
		'Which parts of your garden have changed since a cursor; without one, the cursor to begin with. Few bytes.',
	reader: 'person',
	params: v.object({
		garden: GardenParam,
		since: v.optional(
			v.pipe(
				v.string(),
				v.check((text) => readCursor(text) !== null, 'error_not_understood'),
				v.transform((text) => readCursor(text))
			)
		)
	}),
	result: v.strictObject({ cursor: Text, parts: v.array(Text), more: Flag }),
	async read(context, params) {
		const { standing } = await insideRead(context, params);
		return changesSince(context.db, standing, params.since ?? null, context.now);
	}
});

/** What of this room can be read through the API. */
export const reads: readonly AnyRead[] = [log, changes];
