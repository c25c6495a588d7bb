import { sql } from 'kysely';
import type { Db, Tx } from '#lib/db/database.server.ts';
import { addDays, monthOf, type Day } from '#lib/time/day.ts';
import { dayRange, parseDayRange } from '#lib/time/range.ts';
import { CARRIED } from '../rules.ts';
import type { Participant } from './types.ts';
import '#features/members/tables.ts';
import '#lib/auth/tables.ts';

/** A participant with what is known of the person. */
export interface Member {
	membershipId: string;
	personId: string;
	name: string;
	participant: Participant;
}

interface Asked {
	gardenId: string;
	/**
	 * Whole months within which turns count, as load and as being busy. Two days are added on either side, where
	 * a turn in a garden of another time zone may reach in.
	 */
	from: Day;
	until: Day;
	/** These turns are shared out anew: they count for nothing. */
	without?: readonly string[];
	/** Only these members; without it all who garden here. */
	membershipIds?: readonly string[];
}

interface Row {
	id: string;
	person_id: string;
	name: string;
	skills: string[];
	monthly_max: number | null;
	rests: string[];
	turns: { id: string; start: number; end: number; here: boolean; day: Day; weight: number }[];
}

/**
 * The people who garden here now, with their rests, maxima and skills, and with all turns they carry between
 * two days: in this garden and in others. One statement. Everybody's share is 1.
 */
export async function membersForSharing(db: Db | Tx, asked: Asked): Promise<Member[]> {
	const { gardenId, from, until, without = [], membershipIds } = asked;
	const { rows } = await sql<Row>`
		select membership.id, membership.person_id, person.name, membership.skills, membership.monthly_max,
			array(
				select days::text from rest
				where rest.membership_id = membership.id and days && ${dayRange(from, until)}::daterange
			) as rests,
			coalesce((
				select json_agg(json_build_object(
					'id', turn.id, 'start', extract(epoch from lower(turn.during)) * 1000,
					'end', extract(epoch from upper(turn.during)) * 1000, 'here', turn.garden_id = ${gardenId},
					'day', slot.day, 'weight', rota.weight
				))
				from turn join slot on slot.id = turn.slot_id join rota on rota.id = slot.rota_id
				where turn.person_id = membership.person_id and turn.state in (${sql.join([...CARRIED])})
					and slot.day >= ${addDays(from, -2)}::date and slot.day < ${addDays(until, 2)}::date
			), '[]'::json) as turns
		from membership join person on person.id = membership.person_id
		where membership.garden_id = ${gardenId} and membership.left_at is null
			and membership.role in ('steward', 'member')
			${membershipIds ? sql`and membership.id = any(${[...membershipIds]}::uuid[])` : sql``}
		order by membership.id`.execute(db);
	const shared = new Set(without);
	return rows.map((row) => toMember(row, shared));
}

function toMember(row: Row, shared: ReadonlySet<string>): Member {
	const turns = row.turns.filter(({ id }) => !shared.has(id));
	const here = turns.filter((turn) => turn.here);
	const monthTurns: Record<string, number> = {};
	for (const { day } of here) monthTurns[monthOf(day)] = (monthTurns[monthOf(day)] ?? 0) + 1;
	const participant: Participant = {
		id: row.id,
		share: 1,
		monthlyMax: row.monthly_max,
		rests: row.rests.map(parseDayRange),
		skills: row.skills,
		busy: turns.map(({ start, end }) => ({ start, end })),
		monthTurns,
		carried: here.reduce((sum, { weight }) => sum + weight, 0)
	};
	return { membershipId: row.id, personId: row.person_id, name: row.name, participant };
}
