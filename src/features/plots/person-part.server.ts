import { sql } from 'kysely';
import type { PersonPart } from '#lib/auth/person-part.ts';
import { newId } from '#lib/command/id.ts';
import type { Tx } from '#lib/db/database.server.ts';
import { addDays } from '#lib/time/day.ts';
import '#features/gardens/tables.ts';
import './tables.ts';

/**
 * The plots that a person holds or held. Who leaves holds none from tomorrow on: a shared plot stays with the
 * others, one's own is free; what is past stays as it was.
 */
export const plotsPart: PersonPart = {
	name: 'plots',
	async collect(db, personId) {
		return db
			.selectFrom('tenancy_holder')
			.innerJoin('membership', 'membership.id', 'tenancy_holder.membership_id')
			.innerJoin('tenancy', 'tenancy.id', 'tenancy_holder.tenancy_id')
			.innerJoin('plot', 'plot.id', 'tenancy.plot_id')
			.innerJoin('garden', 'garden.id', 'plot.garden_id')
			.select(['garden.name as garden', 'plot.number as plot', 'tenancy.days', 'tenancy_holder.lead'])
			.where('membership.person_id', '=', personId)
			.orderBy('tenancy.created_at')
			.execute();
	},
	async leave(tx, { membershipId }, now) {
		for (const tenancy of await openTenancies(tx, membershipId, now)) {
			if (tenancy.shared) await leaveToOthers(tx, tenancy, membershipId);
			else if (tenancy.begun) await endToday(tx, tenancy, now);
			else await tx.deleteFrom('tenancy').where('id', '=', tenancy.id).execute();
		}
	}
};

interface OpenTenancy {
	id: string;
	shared: boolean;
	begun: boolean;
	/** The first day after today, on the garden's clock. */
	tomorrow: string;
}

async function openTenancies(tx: Tx, membershipId: string, now: Date): Promise<OpenTenancy[]> {
	const { rows } = await sql<OpenTenancy>`
		select tenancy.id, (here.today + 1)::text as tomorrow, lower(tenancy.days) <= here.today as begun,
			exists(select from tenancy_holder other
				where other.tenancy_id = tenancy.id and other.membership_id <> ${membershipId}) as shared
		from tenancy_holder holder
		join tenancy on tenancy.id = holder.tenancy_id
		join garden on garden.id = tenancy.garden_id
		cross join lateral (select (${now}::timestamptz at time zone garden.time_zone)::date as today) here
		where holder.membership_id = ${membershipId}
			and (upper_inf(tenancy.days) or upper(tenancy.days) > here.today + 1)
		for update of tenancy`.execute(tx);
	return rows;
}

/** As when a steward takes a co-gardener off: the next one leads, and who held it stays in the plot's history. */
async function leaveToOthers(tx: Tx, tenancy: OpenTenancy, membershipId: string): Promise<void> {
	const left = await tx
		.deleteFrom('tenancy_holder')
		.where('tenancy_id', '=', tenancy.id)
		.where('membership_id', '=', membershipId)
		.returning(['garden_id', 'lead', 'since'])
		.executeTakeFirstOrThrow();
	if (left.lead)
		await sql`
			update tenancy_holder set lead = true
			where tenancy_id = ${tenancy.id} and membership_id = (
				select membership.id from tenancy_holder join membership on membership.id = membership_id
				where tenancy_id = ${tenancy.id} order by joined_at, membership.id limit 1
			)`.execute(tx);
	if (!tenancy.begun) return;
	const { garden_id, since } = left;
	const held = { tenancy_id: tenancy.id, garden_id, membership_id: membershipId, since };
	await tx
		.insertInto('tenancy_former_holder')
		.values({ id: newId(), ...held, last_day: addDays(tenancy.tomorrow, -1) })
		.execute();
}

async function endToday(tx: Tx, { id, tomorrow }: OpenTenancy, now: Date): Promise<void> {
	await sql`
		update tenancy
		set days = daterange(lower(days), ${tomorrow}::date), end_reason = 'left', ended_at = ${now}
		where id = ${id}`.execute(tx);
}
