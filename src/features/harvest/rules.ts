import { compare, isWhole, least, minus, plus } from '#lib/quantity/quantity.ts';
import { canActFor, gardens, runs, type Standing } from '#features/members/rules.ts';
import type { ClaimState, LotUnit, PlaceKind } from './tables.ts';

export const UNITS: readonly LotUnit[] = ['piece', 'bunch', 'kg', 'g', 'lb', 'bag', 'box', 'litre'];
export const PLACES: readonly PlaceKind[] = ['plot', 'stall', 'shed', 'gate', 'home', 'other'];

/** A pick-up window ends at most so many days from now: produce does not wait longer. */
export const LONGEST_DAYS = 14;
const DAY_MS = 86_400_000;
/** Clocks differ and forms lie open for a while: "from now" may be so long ago when it arrives. */
const FROM_NOW_MS = 60 * 60_000;

/** More than this of a unit is a slip of the finger, not a harvest. */
const MOST: Record<LotUnit, number> = {
	piece: 10_000,
	bunch: 2_000,
	bag: 1_000,
	box: 1_000,
	kg: 2_000,
	lb: 4_000,
	g: 100_000,
	litre: 2_000
};

/** True for units that come in whole numbers only. */
export function isCounted(unit: LotUnit): boolean {
	return unit === 'piece' || unit === 'bunch' || unit === 'bag' || unit === 'box';
}

/** What the rules know of a lot. Quantities are decimal texts. */
export interface LotFacts {
	giverId: string;
	quantity: string;
	claimed: string;
	unit: LotUnit;
	/** Goes to one person as a whole. */
	whole: boolean;
	perPerson: string | null;
	audience: 'members' | 'everyone';
	from: Date;
	until: Date;
	withdrawnAt: Date | null;
}

/** What is wrong with a "no": a kind, and what its sentence needs. */
export interface Fault<Kind extends string = string> {
	kind: Kind;
	left?: string;
	limit?: string;
	mine?: string;
}

/** What nobody has claimed yet. */
export function amountLeft(lot: Pick<LotFacts, 'quantity' | 'claimed'>): string {
	return minus(lot.quantity, lot.claimed);
}

/** True while people may still claim it: not withdrawn, and its window has not ended. */
export function isOpen(lot: Pick<LotFacts, 'until' | 'withdrawnAt'>, now: Date): boolean {
	return !lot.withdrawnAt && now < lot.until;
}

/**
 * Does the lot exist for this person? Lots for everyone exist for all who may see the garden; the others for
 * those who garden there, and for whoever gives or claimed it.
 */
export function canSee(
	lot: Pick<LotFacts, 'audience' | 'giverId'>,
	standing: Standing | null,
	hasClaim = false
): boolean {
	if (lot.audience === 'everyone') return true;
	return gardens(standing) || (standing !== null && (hasClaim || standing.personId === lot.giverId));
}

/** May this person change the lot, see who comes and tick them off? The giver, and stewards who act for people. */
export function canKeep(lot: Pick<LotFacts, 'giverId'>, standing: Standing | null): boolean {
	return canActFor(standing, lot.giverId);
}

/** May this person take the lot down? Those who keep it, and stewards who moderate. */
export function canWithdraw(lot: Pick<LotFacts, 'giverId'>, standing: Standing | null): boolean {
	return canKeep(lot, standing) || runs(standing, 'moderation');
}

export type ClaimFault =
	| 'withdrawn'
	| 'over'
	| 'own_lot'
	| 'members_only'
	| 'already'
	| 'picked_up'
	| 'whole_numbers'
	| 'whole_only'
	| 'over_limit'
	| 'gone'
	| 'not_enough';

/** A person's share of a lot that counts: reserved or picked up. */
export interface OwnClaim {
	quantity: string;
	state: Extract<ClaimState, 'reserved' | 'picked_up'>;
}

/** Who would claim: for a person whom a steward helps, that person's place in the garden. */
export interface Claimer {
	personId: string;
	gardens: boolean;
}

/** May `claimer` claim `wanted` of the lot now? Answers the first fault, null for yes. */
export function canClaim(
	lot: LotFacts,
	claimer: Claimer,
	own: OwnClaim | null,
	wanted: string,
	now: Date
): Fault<ClaimFault> | null {
	if (lot.withdrawnAt) return { kind: 'withdrawn' };
	if (!isOpen(lot, now)) return { kind: 'over' };
	if (claimer.personId === lot.giverId) return { kind: 'own_lot' };
	if (lot.audience === 'members' && !claimer.gardens) return { kind: 'members_only' };
	if (own?.state === 'picked_up') return { kind: 'picked_up', mine: own.quantity };
	if (own) return { kind: 'already', mine: own.quantity };
	return fits(lot, wanted, amountLeft(lot));
}

/** May the claim become `wanted`? What it holds already counts as left for it. */
export function canChangeClaim(
	lot: LotFacts,
	own: OwnClaim,
	wanted: string,
	now: Date
): Fault<ClaimFault> | null {
	if (lot.withdrawnAt) return { kind: 'withdrawn' };
	if (!isOpen(lot, now)) return { kind: 'over' };
	if (own.state === 'picked_up') return { kind: 'picked_up', mine: own.quantity };
	return fits(lot, wanted, plus(amountLeft(lot), own.quantity));
}

function fits(lot: LotFacts, wanted: string, left: string): Fault<ClaimFault> | null {
	if (compare(left, '0') <= 0) return { kind: 'gone' };
	if (lot.whole && compare(wanted, lot.quantity) !== 0) return { kind: 'whole_only', limit: lot.quantity };
	if (isCounted(lot.unit) && !isWhole(wanted)) return { kind: 'whole_numbers' };
	if (!lot.whole && lot.perPerson && compare(wanted, lot.perPerson) > 0)
		return { kind: 'over_limit', limit: lot.perPerson };
	if (compare(wanted, left) > 0) return { kind: 'not_enough', left };
	return null;
}

/** The most that one person can have of what is left; '0' where nothing is. */
export function mostFor(lot: Pick<LotFacts, 'quantity' | 'claimed' | 'whole' | 'perPerson'>): string {
	const left = amountLeft(lot);
	return lot.perPerson && !lot.whole ? least(left, lot.perPerson) : left;
}

/** How the amount moves with one tap of plus or minus. */
export function stepOf(unit: LotUnit): string {
	if (isCounted(unit)) return '1';
	return unit === 'g' ? '100' : '0.5';
}

export type LotFault =
	| 'whole_numbers'
	| 'too_much'
	| 'limit_too_big'
	| 'limit_whole_numbers'
	| 'until_past'
	| 'until_before_from'
	| 'until_too_far'
	| 'from_past'
	| 'less_than_claimed'
	| 'unit_while_claimed'
	| 'whole_while_claimed';

/** What somebody wants to post. */
export type LotWish = Pick<LotFacts, 'quantity' | 'unit' | 'whole' | 'perPerson' | 'from' | 'until'>;

/** Is the lot one that can be posted? `before`: the lot that it changes, whose start may lie in the past. */
export function canPost(wish: LotWish, now: Date, before?: LotFacts): Fault<LotFault> | null {
	return amountFault(wish) ?? timeFault(wish, now, before) ?? (before ? changeFault(wish, before) : null);
}

function amountFault({ quantity, unit, perPerson }: LotWish): Fault<LotFault> | null {
	if (isCounted(unit) && !isWhole(quantity)) return { kind: 'whole_numbers' };
	if (compare(quantity, String(MOST[unit])) > 0) return { kind: 'too_much', limit: String(MOST[unit]) };
	if (!perPerson) return null;
	if (isCounted(unit) && !isWhole(perPerson)) return { kind: 'limit_whole_numbers' };
	return compare(perPerson, quantity) > 0 ? { kind: 'limit_too_big', limit: quantity } : null;
}

function timeFault({ from, until }: LotWish, now: Date, before?: LotFacts): Fault<LotFault> | null {
	if (until <= now) return { kind: 'until_past' };
	if (until <= from) return { kind: 'until_before_from' };
	if (until.getTime() - now.getTime() > LONGEST_DAYS * DAY_MS)
		return { kind: 'until_too_far', limit: String(LONGEST_DAYS) };
	// Forms know minutes only.
	const unchanged = before && Math.abs(before.from.getTime() - from.getTime()) < 60_000;
	return !unchanged && now.getTime() - from.getTime() > FROM_NOW_MS ? { kind: 'from_past' } : null;
}

function changeFault(wish: LotWish, before: LotFacts): Fault<LotFault> | null {
	if (compare(before.claimed, '0') === 0) return null;
	if (wish.unit !== before.unit) return { kind: 'unit_while_claimed' };
	if (wish.whole !== before.whole) return { kind: 'whole_while_claimed' };
	if (compare(wish.quantity, before.claimed) < 0) return { kind: 'less_than_claimed', left: before.claimed };
	return null;
}

/**
 * A code for a claim that no other live claim of the lot has: two digits, three where many claims share a lot.
 * `random(n)` answers a whole number from 0 to n - 1.
 */
export function freeCode(taken: readonly string[], random: (below: number) => number): string {
	for (let digits = 2; ; digits++) {
		const [first, count] = [10 ** (digits - 1), 9 * 10 ** (digits - 1)];
		const used = new Set(taken.filter((code) => code.length === digits));
		if (used.size * 3 > count * 2) continue;
		const start = random(count);
		for (let tried = 0; tried < count; tried++) {
			const code = String(first + ((start + tried) % count));
			if (!used.has(code)) return code;
		}
	}
}
