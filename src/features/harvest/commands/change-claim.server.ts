import { canActFor } from '#features/members/rules.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { claimOutcome, moveClaims } from '../claim-rows.server.ts';
import { holdClaim } from '../lots.server.ts';
import { refuseClaim } from '../refusals.server.ts';
import { canChangeClaim, type OwnClaim } from '../rules.ts';
import { changeClaimInput, claimOnly, claimResult } from '../schema.ts';

/** Makes a claim bigger or smaller; what it held already counts as free for it. */
export const changeClaim = defineCommand({
	name: 'harvest.changeClaim',
	version: 1,
	input: changeClaimInput,
	result: claimResult,
	async guard(context, { claimId }) {
		const held = await holdClaim(context, claimId);
		if (!canActFor(held.standing, held.claim.personId)) throw notFound();
		return held;
	},
	async run(context, { quantity, note }, { lot, claim }) {
		if (claim.state === 'cancelled' || claim.state === 'not_collected')
			throw new Refused({ code: 'conflict', key: 'harvest_claim_not_live' });
		const own: OwnClaim = { quantity: claim.quantity, state: claim.state };
		const fault = canChangeClaim(lot, own, quantity, context.now);
		if (fault) throw refuseClaim(fault);
		await context.tx
			.updateTable('claim')
			.set({ quantity, updated_at: context.now, ...(note === undefined ? {} : { note }) })
			.where('id', '=', claim.id)
			.execute();
		return claimOutcome(context, lot, { ...claim, quantity });
	}
});

/** Gives the whole share back to the board; claiming again undoes it while there is some left. */
export const cancelClaim = defineCommand({
	name: 'harvest.cancelClaim',
	version: 1,
	input: claimOnly,
	result: claimResult,
	async guard(context, { claimId }) {
		const held = await holdClaim(context, claimId);
		if (!canActFor(held.standing, held.claim.personId)) throw notFound();
		return held;
	},
	async run(context, _, { lot, claim }) {
		if (claim.state === 'picked_up') throw refuseClaim({ kind: 'picked_up', mine: claim.quantity });
		if (claim.state !== 'reserved') throw new Refused({ code: 'conflict', key: 'harvest_claim_not_live' });
		await moveClaims(context, [claim.id], 'cancelled');
		return claimOutcome(context, lot, { ...claim, state: 'cancelled' });
	}
});
