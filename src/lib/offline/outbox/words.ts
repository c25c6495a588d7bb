import * as m from '#lib/i18n/paraglide/messages.js';
import type { Trouble } from './types.ts';

const TROUBLES: Record<Trouble, () => string> = {
	unreached: m.outbox_trouble_unreached,
	portal: m.outbox_trouble_portal,
	server: m.outbox_trouble_server,
	'signed-out': m.outbox_trouble_signed_out,
	storage: m.outbox_trouble_storage
};

/** Why nothing goes out, and what to do. */
export function troubleText(trouble: Trouble): string {
	return TROUBLES[trouble]();
}
