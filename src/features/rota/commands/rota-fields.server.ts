import type { Tx } from '#lib/db/database.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { addDays } from '#lib/time/day.ts';
import { dayRange } from '#lib/time/range.ts';
import { recurrenceText } from '../recurrence.ts';
import type { RotaFields } from '../schema.ts';

/** The columns of a rota's row that its form fills. */
export function rotaColumns(fields: RotaFields) {
	return {
		name: fields.name,
		duty: fields.duty,
		zone_id: fields.zoneId,
		instructions: fields.instructions,
		season: dayRange(fields.from, addDays(fields.to, 1)),
		recurrence: recurrenceText(fields),
		starts_at: fields.startsAt,
		minutes: fields.minutes,
		room: fields.room,
		weight: String(fields.weight),
		needed_skills: [...new Set(fields.neededSkills)],
		everyone: fields.everyone
	};
}

/** Writes who takes part. Refuses people who do not garden here (422). */
export async function writePeople(
	tx: Tx,
	rota: { id: string; garden_id: string },
	{ people }: RotaFields
): Promise<void> {
	await tx.deleteFrom('rota_member').where('rota_id', '=', rota.id).execute();
	const shares = new Map(people.map(({ membershipId, share }) => [membershipId, share]));
	if (shares.size === 0) return;
	const known = await tx
		.selectFrom('membership')
		.select('id')
		.where('garden_id', '=', rota.garden_id)
		.where('id', 'in', [...shares.keys()])
		.where('left_at', 'is', null)
		.where('role', 'in', ['steward', 'member'])
		.execute();
	if (known.length < shares.size)
		throw new Refused({ code: 'unprocessable', key: 'rota_error_people', field: 'rota.people' });
	await tx
		.insertInto('rota_member')
		.values(
			known.map(({ id }) => ({
				rota_id: rota.id,
				garden_id: rota.garden_id,
				membership_id: id,
				share: String(shares.get(id))
			}))
		)
		.execute();
}
