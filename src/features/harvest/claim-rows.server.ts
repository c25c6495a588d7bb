import type { CommandContext } from '#lib/command/command.server.ts';
import type { Outcome } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import type { Claim, Lot } from './lots.server.ts';
import type { ClaimResult } from './schema.ts';
import type { ClaimState } from './tables.ts';

type Asker = Pick<CommandContext, 'tx' | 'actor' | 'now'>;

/** Puts claims into a state: one statement for them and for their rows of history. */
export async function moveClaims(
	asker: Asker,
	claimIds: readonly string[],
	state: ClaimState
): Promise<void> {
	if (!claimIds.length) return;
	const { tx, now } = asker;
	await tx
		.with('moved', (q) =>
			q.updateTable('claim').set({ state, updated_at: now }).where('id', 'in', claimIds).returning('id')
		)
		.insertInto('claim_event')
		.values(claimIds.map((claimId) => eventOf(asker, claimId, state)))
		.execute();
}

/** One row of a claim's history. */
export function eventOf({ actor, now }: Asker, claimId: string, state: ClaimState) {
	return { id: newId(), claim_id: claimId, at: now, by_person_id: actor.personId, to_state: state };
}

/** What a command about one claim answers and logs. */
export function claimOutcome(
	{ actor }: Pick<Asker, 'actor'>,
	lot: Lot,
	claim: Omit<Claim, 'lotId'>
): Outcome<ClaimResult> {
	const { id, quantity, code, state, personId } = claim;
	return {
		result: { claimId: id, lotId: lot.id, quantity, code, state },
		activity: {
			gardenId: lot.gardenId,
			subject: { kind: 'lot', id: lot.id },
			forPersonId: personId === actor.personId ? null : personId,
			data: { what: lot.title, quantity, unit: lot.unit }
		}
	};
}
