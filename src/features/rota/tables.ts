import type { Generated } from 'kysely';

export type Duty = 'watering' | 'compost' | 'gate' | 'animals' | 'mowing' | 'other';
export type TurnState =
	'planned' | 'confirmed' | 'done' | 'missed' | 'excused' | 'looking' | 'swapped_away' | 'rained_off';

/** A recurring duty. `season` is a daterange text, `recurrence` an RRULE (RFC 5545) in the garden's time zone. */
export interface RotaTable {
	id: string;
	garden_id: string;
	name: string;
	duty: Generated<Duty>;
	zone_id: string | null;
	instructions: Generated<string>;
	season: string;
	recurrence: string;
	/** 'HH:MM:SS' on the garden's clock. */
	starts_at: string;
	minutes: number;
	room: number;
	weight: Generated<string>;
	needed_skills: Generated<string[]>;
	/** All who garden here take part; `rota_member` then holds only shares that differ from 1. */
	everyone: Generated<boolean>;
	/** Same input and seed, same turns. */
	seed: string;
	created_at: Date;
	published_at: Date | null;
	ended_at: Date | null;
}

export interface RotaMemberTable {
	rota_id: string;
	garden_id: string;
	membership_id: string;
	share: Generated<string>;
}

/** One date and time with room for n. `during` is a tstzrange text. */
export interface SlotTable {
	id: string;
	garden_id: string;
	rota_id: string;
	day: string;
	during: string;
	room: number;
	cancelled_at: Date | null;
	cancel_reason: string | null;
}

/** One person's place in a slot. */
export interface TurnTable {
	id: string;
	garden_id: string;
	slot_id: string;
	slot_room: number;
	during: string;
	seat: number;
	membership_id: string;
	person_id: string;
	state: Generated<TurnState>;
	/** Why this person, why then: a message key with parameters as JSON text, or ''. */
	why: Generated<string>;
	looking_since: Date | null;
	looking_note: Generated<string>;
	done_at: Date | null;
	done_note: Generated<string>;
	done_photo_id: string | null;
	took_over_from: string | null;
	created_at: Date;
	updated_at: Date;
}

export interface TurnEventTable {
	id: string;
	turn_id: string;
	at: Date;
	by_person_id: string | null;
	from_state: TurnState | null;
	to_state: TurnState;
	note: Generated<string>;
}

declare module '#lib/db/tables.ts' {
	interface Tables {
		rota: RotaTable;
		rota_member: RotaMemberTable;
		slot: SlotTable;
		turn: TurnTable;
		turn_event: TurnEventTable;
	}
}
