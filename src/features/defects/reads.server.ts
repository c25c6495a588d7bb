import * as v from 'valibot';
import { gardenerRead, GardenParam } from '#features/gardens/reading.server.ts';
import { Count, Flag, Id, Instant, or, Text } from '#lib/api/parts.ts';
import { defineRead, type AnyRead } from '#lib/command/read.server.ts';
import { gardenDefects, MOST_SHOWN } from './queries.server.ts';

const Subject = v.strictObject({
	kind: v.picklist(['feature', 'plot', 'other']),
	id: or(Id),
	what: Text,
	feature: or(v.strictObject({ kind: Text, name: Text })),
	number: or(Text)
});

const list = defineRead({
	name: 'defects.list',
	path: '/gardens/{garden}/defects',
	summary: 'What is broken in your garden, then what was mended last.',
	reader: 'person',
	params: v.object({ garden: GardenParam }),
	result: v.strictObject({
		defects: v.array(
			v.strictObject({
				...{ id: Id, subject: Subject, details: Text },
				photo: or(v.strictObject({ id: Id, width: Count, height: Count })),
				...{ reportedAt: Instant, reporter: or(Text) },
				mended: or(v.strictObject({ at: Instant, by: or(Text), note: Text })),
				mayMend: Flag
			})
		),
		more: Flag
	}),
	async read(context, params) {
		const { standing } = await gardenerRead(context, params);
		const defects = await gardenDefects(context.db, standing);
		return { defects, more: defects.length === MOST_SHOWN };
	}
});

/** What of this room can be read through the API. */
export const reads: readonly AnyRead[] = [list];
