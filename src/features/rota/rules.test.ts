import { describe, expect, it } from 'vitest';
import { canChangeTurn, canLook, canMarkDone, canRunRotas, cardOf } from './rules.ts';
import type { Standing } from '#features/members/rules.ts';
import type { TurnState } from './tables.ts';

const start = new Date('2026-08-18T16:00:00Z');
const end = new Date('2026-08-18T18:00:00Z');
const at = (time: string) => new Date(`2026-08-18T${time}:00Z`);

describe('marking done', () => {
	it('begins twelve hours before and never ends', () => {
		expect(canMarkDone({ state: 'planned', start }, at('03:59'))).toBe(false);
		expect(canMarkDone({ state: 'planned', start }, at('04:00'))).toBe(true);
		expect(canMarkDone({ state: 'missed', start }, new Date('2026-09-01T00:00:00Z'))).toBe(true);
	});

	it('is for turns that somebody is expected for', () => {
		const states: TurnState[] = [
			'planned',
			'confirmed',
			'looking',
			'missed',
			'done',
			'excused',
			'swapped_away',
			'rained_off'
		];
		expect(states.filter((state) => canMarkDone({ state, start }, end))).toEqual([
			'planned',
			'confirmed',
			'looking',
			'missed'
		]);
	});
});

it('lets people look for a stand-in until the end', () => {
	expect(canLook({ state: 'confirmed', end }, at('17:59'))).toBe(true);
	expect(canLook({ state: 'confirmed', end }, end)).toBe(false);
	expect(canLook({ state: 'done', end }, at('10:00'))).toBe(false);
});

it('lets holders and stewards of the rota change a turn', () => {
	const standing = (personId: string, given: Partial<Standing> = {}): Standing => ({
		membershipId: 'm',
		gardenId: 'g',
		personId,
		role: 'member',
		areas: [],
		...given
	});
	const steward = standing('ingrid', { role: 'steward', areas: ['rota'] });
	expect(canChangeTurn(standing('rosa'), 'rosa')).toBe(true);
	expect(canChangeTurn(standing('ahmed'), 'rosa')).toBe(false);
	expect(canChangeTurn(null, 'rosa')).toBe(false);
	expect(canChangeTurn(steward, 'rosa')).toBe(true);
	expect(canChangeTurn(standing('otto', { role: 'steward', areas: ['plots'] }), 'rosa')).toBe(false);
	expect([canRunRotas(steward), canRunRotas(standing('rosa', { areas: ['rota'] }))]).toEqual([true, false]);
});

describe('the card of Today', () => {
	const turn = (day: string, state: TurnState = 'planned') => ({
		id: day,
		day,
		state,
		start: `${day}T16:00:00Z`,
		end: `${day}T18:00:00Z`
	});
	const card = (turns: ReturnType<typeof turn>[], now: Date) => {
		const found = cardOf(turns, '2026-08-18', '2026-08-11', now);
		return found && `${found.kind} ${found.turn.day}`;
	};
	const sunday = turn('2026-08-16');
	const tuesday = turn('2026-08-18');
	const friday = turn('2026-08-21');

	it('is the turn of the day until it is over, whatever else is open', () => {
		expect(card([sunday, tuesday, friday], at('08:00'))).toBe('now 2026-08-18');
		expect(card([sunday, tuesday, friday], at('19:00'))).toBe('late 2026-08-18');
	});

	it('thanks, then asks about the newest that says nothing, then looks ahead', () => {
		expect(card([sunday, friday], at('08:00'))).toBe('late 2026-08-16');
		expect(card([sunday, turn('2026-08-18', 'done'), friday], at('19:00'))).toBe('done 2026-08-18');
		expect(card([turn('2026-08-18', 'done'), friday], at('19:00'))).toBe('done 2026-08-18');
		expect(card([turn('2026-08-16', 'done'), friday], at('08:00'))).toBe('next 2026-08-21');
		expect(card([turn('2026-08-03')], at('08:00'))).toBe(null);
		expect(card([turn('2026-08-21', 'rained_off')], at('08:00'))).toBe(null);
	});

	it('stays with a turn that began yesterday and goes past midnight', () => {
		const night = {
			id: 'night',
			day: '2026-08-17',
			state: 'planned' as const,
			start: '2026-08-17T21:00:00Z',
			end: '2026-08-18T01:00:00Z'
		};
		expect(card([night, friday], at('00:30'))).toBe('now 2026-08-17');
	});
});
