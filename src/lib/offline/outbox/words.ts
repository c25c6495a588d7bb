import * as m from '#lib/i18n/paraglide/messages.js';
import type { KeepTrouble, Trouble } from './types.ts';

const TROUBLES: Record<Trouble, () => string> = {
	unreached: m.outbox_trouble_unreached,
	portal: m.outbox_trouble_portal,
	server: m.outbox_trouble_server,
	'signed-out': m.outbox_trouble_signed_out,
	storage: m.outbox_trouble_storage,
	full: m.outbox_trouble_full,
	held: m.outbox_trouble_held,
	stalled: m.outbox_trouble_stalled,
	newer: m.outbox_trouble_newer
};
const OF_KEEPING: readonly KeepTrouble[] = ['storage', 'full', 'held', 'stalled', 'newer'];

/** Is it said though nothing waits: that nothing can be kept? */
export function keepsNothing(trouble: Trouble | undefined): boolean {
	return OF_KEEPING.some((one) => one === trouble);
}

/** Why nothing goes out, and what to do. */
export function troubleText(trouble: Trouble): string {
	return TROUBLES[trouble]();
}
