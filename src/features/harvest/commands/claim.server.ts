import { randomInt } from 'node:crypto';
import { standingOf } from '#features/members/access.server.ts';
import { canActFor, gardens } from '#features/members/rules.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { least } from '#lib/quantity/quantity.ts';
import { claimOutcome, eventOf } from '../claim-rows.server.ts';
import { holdLot, liveClaims, type Lot } from '../lots.server.ts';
import { refuseClaim } from '../refusals.server.ts';
import { canClaim, canSee, freeCode, mostFor, stepOf } from '../rules.ts';
import { claimInput, claimResult } from '../schema.ts';

/** Takes a share of a lot: first come, and never more than there is, whoever asks in the same moment. */
export const claim = defineCommand({
	name: 'harvest.claim',
	version: 1,
	input: claimInput,
	result: claimResult,
	async guard(context, { lotId, forPersonId }) {
		const { lot, standing } = await holdLot(context, lotId);
		if (!canSee(lot, standing)) throw notFound();
		const personId = forPersonId ?? standing.personId;
		if (!canActFor(standing, personId)) throw new Refused({ code: 'forbidden', key: 'error_stewards_only' });
		const claimer =
			personId === standing.personId ? standing : await standingOf(context.tx, lot.gardenId, personId);
		if (!claimer)
			throw new Refused({ code: 'unprocessable', key: 'harvest_refused_person', field: 'forPersonId' });
		return { lot, claimer: { personId, gardens: gardens(claimer) } };
	},
	async run(context, { quantity: wish, note }, { lot, claimer }) {
		const { tx, id, now } = context;
		const claims = await liveClaims(tx, lot.id);
		const own = claims.find(({ personId }) => personId === claimer.personId) ?? null;
		const quantity = wish ?? usual(lot);
		const fault = canClaim(lot, claimer, own, quantity, now);
		if (fault) throw refuseClaim(fault);
		const code = freeCode(
			claims.map((claim) => claim.code),
			randomInt
		);
		const { personId } = claimer;
		const row = { id, lot_id: lot.id, garden_id: lot.gardenId, person_id: personId, quantity, code, note };
		await tx
			.with('made', (q) =>
				q
					.insertInto('claim')
					.values({ ...row, state: 'reserved', created_at: now, updated_at: now })
					.returning('id')
			)
			.insertInto('claim_event')
			.values(eventOf(context, id, 'reserved'))
			.execute();
		return claimOutcome(context, lot, { id, personId, quantity, code, state: 'reserved' });
	}
});

/** What one takes who does not say how much. */
function usual(lot: Lot): string {
	return lot.whole ? lot.quantity : least(stepOf(lot.unit), mostFor(lot));
}
