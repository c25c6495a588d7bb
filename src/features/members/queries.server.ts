import { sql } from 'kysely';
import { searchWords } from '#features/gardens/rules.ts';
import '#features/gardens/tables.ts';
import '#features/plots/tables.ts';
import '#features/rota/tables.ts';
import '#lib/auth/tables.ts';
import type { Db } from '#lib/db/database.server.ts';
import { addDays, dayOf, type Day } from '#lib/time/day.ts';
import { parseDayRange } from '#lib/time/range.ts';
import { areasOf } from './access.server.ts';
import { canSeeRest, runs, visibleContacts, type Standing } from './rules.ts';
import type { Area, OpenTo, Role } from './tables.ts';

/** The garden that people are looked for in. */
export interface Place {
	id: string;
	timeZone: string;
}

/** Somebody as a gardener may see them. Contacts are null where they are not open to the viewer. */
export interface PersonView {
	membershipId: string;
	personId: string;
	name: string;
	role: Role;
	areas: Area[];
	household: string | null;
	skills: string[];
	interests: string[];
	/** The plots held today. */
	plots: { id: string; number: string }[];
	email: string | null;
	phone: string | null;
	/** Rests today; false too for viewers who share out no duties. */
	resting: boolean;
	/** Can sign in; null for viewers who do not look after people. */
	hasAccount: boolean | null;
	/** This is the viewer. */
	self: boolean;
	joinedAt: string;
}

export interface PeopleFilters {
	/** Words that must all stand in the name, the skills or the plots held; case and accents do not matter. */
	words?: string;
	role?: Role;
	/** From 1. */
	page?: number;
}

export const PEOPLE_A_PAGE = 60;

/**
 * The people of a garden by name, for one of its gardeners (the caller guards); PEOPLE_A_PAGE a page. Neighbours
 * are seen by stewards of people alone. One statement.
 */
export async function membersOf(
	db: Db,
	garden: Place,
	viewer: Standing,
	{ words = '', role, page = 1 }: PeopleFilters,
	now: Date
): Promise<{ people: PersonView[]; total: number }> {
	const searched = searchWords(words);
	const rows = await peopleRows(db, dayOf(now, garden.timeZone))
		.select(sql<number>`count(*) over ()`.as('total'))
		.where('membership.garden_id', '=', garden.id)
		.$if(role !== undefined, (query) => query.where('membership.role', '=', role!))
		.$if(!runs(viewer, 'people'), (query) => query.where(membersOnly(viewer)))
		.where((eb) =>
			eb.and(searched.map((word) => sql<boolean>`position(${word} in ${plain('sought.text')}) > 0`))
		)
		.orderBy(plain('person.name'))
		.orderBy('membership.id')
		.limit(PEOPLE_A_PAGE)
		.offset((page - 1) * PEOPLE_A_PAGE)
		.execute();
	return { people: rows.map((row) => toView(row, viewer)), total: Number(rows[0]?.total ?? 0) };
}

function membersOnly(viewer: Standing) {
	return sql<boolean>`(membership.role <> 'neighbour' or membership.person_id = ${viewer.personId})`;
}

/** Without case and the accents of western languages, as `searchWords` leaves what is looked for. */
function plain(column: string) {
	return sql`translate(lower(${sql.ref(column)}), 'áàâäãåéèêëíìîïóòôöõúùûüñçýÿ', 'aaaaaaeeeeiiiiooooouuuuncyy')`;
}

function peopleRows(db: Db, today: Day) {
	const plots = sql<{ id: string; number: string }[]>`coalesce((
		select json_agg(json_build_object('id', plot.id, 'number', plot.number)
			order by length(plot.number), plot.number)
		from tenancy_holder
			join tenancy on tenancy.id = tenancy_holder.tenancy_id
			join plot on plot.id = tenancy.plot_id
		where tenancy_holder.membership_id = membership.id and tenancy.days @> ${today}::date
	), '[]'::json)`;
	return db
		.selectFrom('membership')
		.innerJoin('person', 'person.id', 'membership.person_id')
		.leftJoin('household', 'household.id', 'membership.household_id')
		.innerJoinLateral(
			() => sql<{ plots: { id: string; number: string }[] }>`(select ${plots} as plots)`.as('held'),
			(join) => join.onTrue()
		)
		.innerJoinLateral(
			() =>
				sql<{ text: string }>`(select concat_ws(' ', person.name, array_to_string(skills, ' '), (
					select string_agg(plot->>'number', ' ') from json_array_elements(held.plots) plot
				)) as text)`.as('sought'),
			(join) => join.onTrue()
		)
		.select(['membership.id', 'membership.garden_id', 'membership.person_id', 'membership.role'])
		.select(['person.name', 'person.email', 'person.phone', 'email_open_to', 'phone_open_to'])
		.select(['household.name as household', 'skills', 'interests', 'joined_at', 'monthly_max'])
		.select(['held.plots', areasOf()])
		.select([
			sql<boolean>`person.password_hash is not null or person.email is not null`.as('has_account'),
			sql<boolean>`exists(select from rest where rest.membership_id = membership.id and days @> ${today}::date)`.as(
				'resting'
			)
		])
		.where('membership.left_at', 'is', null);
}

type Row = Awaited<ReturnType<ReturnType<typeof peopleRows>['execute']>>[number];

function toView(row: Row, viewer: Standing): PersonView {
	const { id, person_id: personId, name, role, areas, household, skills, interests, plots } = row;
	const contacts = visibleContacts(viewer, {
		gardenId: row.garden_id,
		personId,
		email: row.email,
		phone: row.phone,
		emailOpenTo: row.email_open_to,
		phoneOpenTo: row.phone_open_to
	});
	return {
		...{ membershipId: id, personId, name, role, areas, household, skills, interests, plots },
		...contacts,
		resting: row.resting && canSeeRest(viewer, personId),
		hasAccount: runs(viewer, 'people') ? row.has_account : null,
		self: viewer.personId === personId,
		joinedAt: row.joined_at.toISOString()
	};
}

/** Days without duties: first and last day, and how many turns to come fall into them. */
export interface RestView {
	id: string;
	from: Day;
	until: Day;
	turns: number;
}

/** One person with what a steward who acts for them needs; `acting` is null for other viewers. */
export interface ProfileView extends PersonView {
	acting: {
		rests: RestView[];
		monthlyMax: number | null;
		emailOpenTo: OpenTo;
		phoneOpenTo: OpenTo;
		/** A link to take over the account is open until then (ISO). */
		linkUntil: string | null;
	} | null;
}

/** Somebody of the garden for one of its gardeners; null where they are not there to be seen. One statement. */
export async function memberProfile(
	db: Db,
	garden: Place,
	viewer: Standing,
	membershipId: string,
	now: Date
): Promise<ProfileView | null> {
	const row = await withPrivate(db, garden, now)
		.where('membership.id', '=', membershipId)
		.where('membership.garden_id', '=', garden.id)
		.$if(!runs(viewer, 'people'), (query) => query.where(membersOnly(viewer)))
		.executeTakeFirst();
	if (!row) return null;
	const acts = runs(viewer, 'people');
	return { ...toView(row, viewer), acting: acts ? toPrivate(row, garden, now) : null };
}

/** One's own place in a garden. `account` says which contacts there are to open. */
export type OwnMembership = PersonView & NonNullable<ProfileView['acting']>;

/** One's own membership, for its settings. One statement. */
export async function ownMembership(
	db: Db,
	garden: Place,
	viewer: Standing,
	now: Date
): Promise<OwnMembership> {
	const row = await withPrivate(db, garden, now)
		.where('membership.id', '=', viewer.membershipId)
		.executeTakeFirstOrThrow();
	return { ...toView(row, viewer), ...toPrivate(row, garden, now) };
}

function withPrivate(db: Db, garden: Place, now: Date) {
	const today = dayOf(now, garden.timeZone);
	return peopleRows(db, today).select([
		sql<{ id: string; days: string; turns: number }[]>`coalesce((
			select json_agg(json_build_object('id', rest.id, 'days', rest.days::text, 'turns', (
				select count(*) from turn join slot on slot.id = turn.slot_id
				where turn.membership_id = membership.id and turn.state in ('planned', 'confirmed')
					and slot.day <@ rest.days and lower(turn.during) > ${now}
			)) order by rest.days)
			from rest where rest.membership_id = membership.id and not rest.days << daterange(${today}::date, null)
		), '[]'::json)`.as('rests'),
		sql<Date | null>`(
			select max(expires_at) from invitation
			where invitation.person_id = membership.person_id and invitation.garden_id = membership.garden_id
				and revoked_at is null and uses < max_uses and expires_at > ${now}
		)`.as('link_until')
	]);
}

type PrivateRow = Awaited<ReturnType<ReturnType<typeof withPrivate>['execute']>>[number];

function toPrivate(row: PrivateRow, garden: Place, now: Date): NonNullable<ProfileView['acting']> {
	const today = dayOf(now, garden.timeZone);
	return {
		rests: row.rests.map(({ id, days, turns }) => {
			const { from, until } = parseDayRange(days);
			return { id, from: from ?? today, until: addDays(until ?? today, -1), turns };
		}),
		monthlyMax: row.monthly_max,
		emailOpenTo: row.email_open_to,
		phoneOpenTo: row.phone_open_to,
		linkUntil: row.link_until?.toISOString() ?? null
	};
}

/** An invitation link that still works, for stewards of people. */
export interface OpenInvitation {
	id: string;
	role: Role;
	label: string;
	uses: number;
	maxUses: number;
	expiresAt: string;
	by: string | null;
	/** Whose account it hands over; null: it is for newcomers. */
	forPerson: string | null;
}

/** The links of a garden that still work, the newest first. For stewards of people: the caller guards. One statement. */
export async function openInvitations(db: Db, gardenId: string, now: Date): Promise<OpenInvitation[]> {
	const rows = await db
		.selectFrom('invitation')
		.leftJoin('person as maker', 'maker.id', 'invitation.created_by')
		.leftJoin('person as meant', 'meant.id', 'invitation.person_id')
		.select(['invitation.id', 'role', 'label', 'uses', 'max_uses', 'expires_at'])
		.select(['maker.name as by', 'meant.name as forPerson'])
		.where('garden_id', '=', gardenId)
		.where('revoked_at', 'is', null)
		.where('expires_at', '>', now)
		.whereRef('uses', '<', 'max_uses')
		.orderBy('invitation.created_at', 'desc')
		.orderBy('invitation.id', 'desc')
		.execute();
	return rows.map(({ max_uses, expires_at, ...row }) => ({
		...row,
		maxUses: max_uses,
		expiresAt: expires_at.toISOString()
	}));
}

/** The names of the garden's households, for a steward who puts somebody into one. One statement. */
export async function householdNames(db: Db, gardenId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('household')
		.select('name')
		.where('garden_id', '=', gardenId)
		.orderBy('name')
		.execute();
	return rows.map(({ name }) => name);
}
