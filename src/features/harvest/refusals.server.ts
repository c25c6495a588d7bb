import { Refused, type RefusalCode } from '#lib/command/refusal.ts';
import type { ClaimFault, Fault, LotFault } from './rules.ts';

const LATE: ReadonlySet<ClaimFault> = new Set([
	'withdrawn',
	'over',
	'already',
	'picked_up',
	'gone',
	'not_enough'
]);

/** Where another has been quicker or something has ended it is a conflict (409), else the wish cannot be (422). */
export function refuseClaim({ kind, left, limit, mine }: Fault<ClaimFault>): Refused {
	const code: RefusalCode = LATE.has(kind) ? 'conflict' : 'unprocessable';
	const params = numbers({ left, limit, mine });
	return new Refused({ code, key: `harvest_claim_${kind}`, params, field: 'quantity' });
}

const LOT_FIELDS: Record<LotFault, string> = {
	whole_numbers: 'quantity',
	too_much: 'quantity',
	less_than_claimed: 'quantity',
	limit_too_big: 'perPerson',
	limit_whole_numbers: 'perPerson',
	until_past: 'until',
	until_before_from: 'until',
	until_too_far: 'until',
	from_past: 'from',
	unit_while_claimed: 'unit',
	whole_while_claimed: 'whole'
};

/** A lot that cannot be posted so (422), with the field. */
export function refuseLot({ kind, left, limit }: Fault<LotFault>): Refused {
	const params = numbers({ left, limit });
	return new Refused({ code: 'unprocessable', key: `harvest_lot_${kind}`, params, field: LOT_FIELDS[kind] });
}

/** Numbers, so that the sentence writes them as the reader's language does; all are small and exact enough to show. */
function numbers(given: Record<string, string | undefined>): Record<string, number> {
	return Object.fromEntries(
		Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, Number(value)]]))
	);
}
