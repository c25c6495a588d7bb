import { Refused, unauthenticated } from '#lib/command/refusal.ts';

/** Names the person for whom a device kept what it now sends. */
const SENDER_HEADER = 'plotluck-sender';

/**
 * Refuses (throws, 401) what one person wrote on a device and another would send from it. Without the header
 * there is nothing to compare: whoever is signed in sends.
 */
export function requireSender(request: Request, personId: string | null): void {
	const sender = request.headers.get(SENDER_HEADER);
	if (sender === null || sender === personId) return;
	if (personId === null) throw unauthenticated();
	throw new Refused({ code: 'unauthenticated', key: 'error_sender_changed' });
}

/** Was this kept on a device of ours before it was sent? */
export function isFromOutbox(request: Request): boolean {
	return request.headers.has(SENDER_HEADER);
}
