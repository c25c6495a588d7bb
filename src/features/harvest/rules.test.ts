import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Standing } from '#features/members/rules.ts';
import { compare, fromThousandths, plus } from '#lib/quantity/quantity.ts';
import {
	amountLeft,
	canChangeClaim,
	canClaim,
	canKeep,
	canPost,
	canSee,
	canWithdraw,
	freeCode,
	isOpen,
	mostFor,
	stepOf,
	UNITS,
	type LotFacts
} from './rules.ts';

const now = new Date('2026-08-18T15:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const lot = (given: Partial<LotFacts> = {}): LotFacts => ({
	giverId: 'giver',
	quantity: '10',
	claimed: '4',
	unit: 'kg',
	whole: false,
	perPerson: null,
	audience: 'everyone',
	from: now,
	until: hours(3),
	withdrawnAt: null,
	...given
});
const rosa = { personId: 'rosa', gardens: true };
const mei = { personId: 'mei', gardens: false };
const kind = (facts: LotFacts, wanted: string, claimer = rosa) =>
	canClaim(facts, claimer, null, wanted, now)?.kind;

describe('who may claim', () => {
	it('says the reason that matters most first', () => {
		expect(kind(lot(), '6')).toBeUndefined();
		expect(kind(lot({ withdrawnAt: now, until: now }), '6')).toBe('withdrawn');
		expect(kind(lot({ until: now }), '6')).toBe('over');
		expect(kind(lot({ giverId: 'rosa' }), '6')).toBe('own_lot');
		expect(kind(lot({ audience: 'members' }), '6', mei)).toBe('members_only');
		expect(kind(lot({ audience: 'members' }), '6')).toBeUndefined();
		expect(kind(lot({ claimed: '10' }), '1')).toBe('gone');
		expect(kind(lot({ perPerson: '2' }), '2.001')).toBe('over_limit');
		expect(kind(lot({ unit: 'bunch' }), '1.5')).toBe('whole_numbers');
		expect(kind(lot({ whole: true, claimed: '0', perPerson: '1' }), '10')).toBeUndefined();
		expect(kind(lot({ whole: true, claimed: '0' }), '9.999')).toBe('whole_only');
		expect(canClaim(lot(), rosa, null, '6.001', now)).toEqual({ kind: 'not_enough', left: '6' });
	});

	it('once is enough: one changes the share that one has', () => {
		const claim = (state: 'reserved' | 'picked_up') =>
			canClaim(lot(), rosa, { quantity: '1', state }, '1', now);
		expect(claim('reserved')).toEqual({ kind: 'already', mine: '1' });
		expect(claim('picked_up')).toEqual({ kind: 'picked_up', mine: '1' });
		const change = (wanted: string) =>
			canChangeClaim(lot({ claimed: '10' }), { quantity: '4', state: 'reserved' }, wanted, now);
		expect(change('4')).toBeNull();
		expect(change('4.5')).toEqual({ kind: 'not_enough', left: '4' });
		expect(canChangeClaim(lot(), { quantity: '4', state: 'picked_up' }, '1', now)?.kind).toBe('picked_up');
	});

	it('never lets claims exceed the quantity, and lets everything else through', () => {
		const some = fc.integer({ min: 1, max: 20_000 });
		fc.assert(
			fc.property(some, fc.integer({ min: 0, max: 20_000 }), some, (quantity, claimed, wanted) => {
				fc.pre(claimed <= quantity);
				const facts = lot({ quantity: fromThousandths(quantity), claimed: fromThousandths(claimed) });
				const fits = compare(plus(facts.claimed, fromThousandths(wanted)), facts.quantity) <= 0;
				expect(kind(facts, fromThousandths(wanted)) === undefined).toBe(fits);
				if (compare(amountLeft(facts), '0') > 0) expect(kind(facts, mostFor(facts))).toBeUndefined();
			})
		);
	});
});

describe('who may see and keep a lot', () => {
	const standing = (role: Standing['role'], personId = 'rosa', areas: Standing['areas'] = []): Standing => ({
		membershipId: 'm',
		gardenId: 'g',
		personId,
		role,
		areas
	});

	it('a lot for gardeners is for them, its giver and who claimed it', () => {
		const inside = lot({ audience: 'members' });
		expect(canSee(lot(), null)).toBe(true);
		expect(canSee(inside, null, true)).toBe(false);
		expect(canSee(inside, standing('neighbour'))).toBe(false);
		expect(canSee(inside, standing('neighbour'), true)).toBe(true);
		expect(canSee(inside, standing('neighbour', 'giver'))).toBe(true);
		expect(canSee(inside, standing('member'))).toBe(true);
	});

	it('is kept by giver and stewards of people; moderators may take it down', () => {
		expect(canKeep(lot(), null)).toBe(false);
		expect(canKeep(lot(), standing('member'))).toBe(false);
		expect(canKeep(lot(), standing('member', 'giver'))).toBe(true);
		expect(canKeep(lot(), standing('steward', 'rosa', ['people']))).toBe(true);
		expect(canKeep(lot(), standing('steward', 'rosa', ['moderation']))).toBe(false);
		expect(canWithdraw(lot(), standing('steward', 'rosa', ['moderation']))).toBe(true);
		expect(canWithdraw(lot(), standing('steward', 'rosa', ['plots']))).toBe(false);
	});
});

describe('what can be posted', () => {
	const fault = (given: Partial<LotFacts>, before?: LotFacts) =>
		canPost(lot({ claimed: '0', ...given }), now, before)?.kind;

	it('has times that make sense', () => {
		expect(fault({})).toBeUndefined();
		expect(fault({ until: now })).toBe('until_past');
		expect(fault({ until: hours(14 * 24) })).toBeUndefined();
		expect(fault({ until: hours(14 * 24 + 1) })).toBe('until_too_far');
		expect(fault({ from: hours(4) })).toBe('until_before_from');
		expect(fault({ from: hours(-0.9) })).toBeUndefined();
		expect(fault({ from: hours(-1.1) })).toBe('from_past');
		expect(fault({ from: hours(-5) }, lot({ from: new Date(hours(-5).getTime() + 30_000) }))).toBeUndefined();
		expect(isOpen(lot(), hours(3))).toBe(false);
	});

	it('has an amount that a garden can grow', () => {
		for (const unit of UNITS) {
			expect(fault({ unit, quantity: '1' })).toBeUndefined();
			expect(fault({ unit, quantity: '100001' })).toBe('too_much');
		}
		expect(fault({ unit: 'piece', quantity: '0.5' })).toBe('whole_numbers');
		expect(fault({ unit: 'kg', quantity: '0.5', perPerson: '0.6' })).toBe('limit_too_big');
	});

	it('keeps what is promised', () => {
		const before = lot({ claimed: '4' });
		expect(fault({ quantity: '4' }, before)).toBeUndefined();
		expect(fault({ quantity: '3.999' }, before)).toBe('less_than_claimed');
		expect(fault({ unit: 'lb' }, before)).toBe('unit_while_claimed');
		expect(fault({ unit: 'lb' }, lot({ claimed: '0' }))).toBeUndefined();
	});
});

describe('codes', () => {
	it('are two digits and one’s own, three where many share a lot', () => {
		const taken: string[] = [];
		for (let count = 0; count < 400; count++) {
			const code = freeCode(taken, (below) => (count * 7919) % below);
			expect(taken).not.toContain(code);
			taken.push(code);
		}
		expect(taken.slice(0, 60).every((code) => /^[1-9]\d$/.test(code))).toBe(true);
		expect(taken.at(-1)).toMatch(/^[1-9]\d\d$/);
	});
});

it('a step is one of what is counted, and a handy weight of what is weighed', () => {
	expect(UNITS.map((unit) => stepOf(unit))).toEqual(['1', '1', '0.5', '100', '0.5', '1', '1', '0.5']);
});
