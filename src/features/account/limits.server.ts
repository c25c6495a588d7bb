import { networkOf } from '#lib/auth/network.ts';
import { hashSecret } from '#lib/auth/secrets.server.ts';
import { takeTry, type TryLimit } from '#lib/auth/tries.server.ts';
import { Refused, type MessageKey } from '#lib/command/refusal.ts';
import type { Db } from '#lib/db/database.server.ts';

const QUARTER_HOUR_S = 15 * 60;

type What = 'sign-in' | 'link';

const PAUSES = {
	account: { free: 5, firstPause: 30, longestPause: QUARTER_HOUR_S },
	network: { free: 30, firstPause: 10, longestPause: QUARTER_HOUR_S },
	device: { free: 10, firstPause: 30, longestPause: QUARTER_HOUR_S }
} as const;

/**
 * The limits of one try. Strangers count against the account and against their network; a browser that has
 * signed in to the account before has a counter of its own, so that no stranger's tries shut its owner out.
 * The keys hold hashes: a dump tells neither addresses nor names.
 */
export function limitsOf(
	what: What,
	{ who, address, device }: { who: string; address: string | undefined; device: string | null }
): TryLimit[] {
	const account = hashed(who);
	if (device) return [{ key: `${what}:device:${hashed(device)}:${account}`, ...PAUSES.device }];
	return [
		{ key: `${what}:account:${account}`, ...PAUSES.account },
		{ key: `${what}:network:${hashed(networkOf(address ?? ''))}`, ...PAUSES.network }
	];
}

/** The limit on typing one's own current password, for whoever sits at somebody's open session. */
export function ownPasswordLimit(personId: string): TryLimit[] {
	return [{ key: `password:${personId}`, ...PAUSES.account }];
}

/** The limit on mails that a signed-in person sends to new addresses. */
export function confirmLimit(personId: string): TryLimit[] {
	return [{ key: `confirm:${personId}`, ...PAUSES.account }];
}

function hashed(text: string): string {
	return hashSecret(text).toString('base64url').slice(0, 22);
}

/** Takes a try or refuses (429) with a sentence that says when the next one is possible. */
export async function requireTry(
	db: Db,
	limits: readonly TryLimit[],
	now: Date,
	key: MessageKey = 'account_too_many'
): Promise<void> {
	const wait = await takeTry(db, limits, now);
	if (wait === 0) return;
	const params = { minutes: Math.max(1, Math.ceil(wait / 60)) };
	throw new Refused({ code: 'too_many', key, params, retryAfter: wait });
}
