import type { Standing } from '#features/members/rules.ts';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { claimOutcome, moveClaims } from '../claim-rows.server.ts';
import { holdClaim, holdLot, liveClaims, type Claim, type Lot } from '../lots.server.ts';
import { canKeep } from '../rules.ts';
import { claimOnly, claimResult, pickedUpInput } from '../schema.ts';

interface Held {
	lot: Lot;
	claim: Claim;
	standing: Standing;
}

/** Ticks a claim off: by whoever keeps the lot, also by the code that is said at the stall, or by its claimer. */
export const pickedUp = defineCommand({
	name: 'harvest.pickedUp',
	version: 1,
	input: pickedUpInput,
	result: claimResult,
	async guard(context, { claimId, lotId, code }) {
		if (!claimId) return byCode(context, lotId!, code!);
		const held = await holdClaim(context, claimId);
		if (!canKeep(held.lot, held.standing) && held.claim.personId !== held.standing.personId) throw notFound();
		return held;
	},
	async run(context, _, { lot, claim }) {
		if (claim.state !== 'reserved') throw notReserved(claim);
		await moveClaims(context, [claim.id], 'picked_up');
		return claimOutcome(context, lot, { ...claim, state: 'picked_up' });
	}
});

async function byCode(context: CommandContext, lotId: string, code: string): Promise<Held> {
	const { lot, standing } = await holdLot(context, lotId);
	if (!canKeep(lot, standing)) throw notFound();
	const claim = (await liveClaims(context.tx, lot.id)).find((one) => one.code === code);
	if (!claim) throw new Refused({ code: 'unprocessable', key: 'harvest_refused_code', field: 'code' });
	return { lot, standing, claim };
}

/** Takes the tick back: the share waits to be picked up again. */
export const undoPickUp = defineCommand({
	name: 'harvest.undoPickUp',
	version: 1,
	input: claimOnly,
	result: claimResult,
	async guard(context, { claimId }) {
		const held = await holdClaim(context, claimId);
		if (!canKeep(held.lot, held.standing) && held.claim.personId !== held.standing.personId) throw notFound();
		return held;
	},
	async run(context, _, { lot, claim }) {
		if (claim.state !== 'picked_up') throw new Refused({ code: 'conflict', key: 'harvest_claim_not_live' });
		await moveClaims(context, [claim.id], 'reserved');
		return claimOutcome(context, lot, { ...claim, state: 'reserved' });
	}
});

/** Frees a share that nobody came for; it is on the board again while the window lasts. */
export const release = defineCommand({
	name: 'harvest.release',
	version: 1,
	input: claimOnly,
	result: claimResult,
	async guard(context, { claimId }) {
		const held = await holdClaim(context, claimId);
		if (!canKeep(held.lot, held.standing)) throw notFound();
		return held;
	},
	async run(context, _, { lot, claim }) {
		if (claim.state !== 'reserved') throw notReserved(claim);
		await moveClaims(context, [claim.id], 'not_collected');
		return claimOutcome(context, lot, { ...claim, state: 'not_collected' });
	}
});

function notReserved({ state }: Claim): Refused {
	const key = state === 'picked_up' ? 'harvest_claim_already_ticked' : 'harvest_claim_not_live';
	return new Refused({ code: 'conflict', key });
}
