import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { Refused } from '#lib/command/refusal.ts';

const MINUTE_S = 60;
// A garden party shares one address; a person alone does not tap four times a second for a minute.
const byPerson = new RateLimiterMemory({ points: 240, duration: MINUTE_S });
const byAddress = new RateLimiterMemory({ points: 240, duration: MINUTE_S });
// A whole season's outbox of a thousand goes through at once, twice over; 240 requests of a hundred do not.
const commandsOf = new RateLimiterMemory({ points: 3000, duration: MINUTE_S });

/**
 * Counts one write of a person (or, for visitors, of an address) in this process.
 * Answers 0 where it may go on, else the seconds to wait.
 */
export async function countWrite(personId: string | null, address: string): Promise<number> {
	return count(personId ? byPerson : byAddress, personId ?? address, 1);
}

/**
 * Counts the commands of one request, beside the request itself: 3000 a minute. Refuses (throws, 429) with the
 * seconds to wait; a batch that is refused has run none of them.
 */
export async function countCommands(
	personId: string | null,
	address: string,
	commands: number
): Promise<void> {
	const retryAfter = await count(commandsOf, personId ?? address, commands);
	if (retryAfter) throw new Refused({ code: 'too_many', key: 'error_too_many', retryAfter });
}

async function count(limiter: RateLimiterMemory, key: string, points: number): Promise<number> {
	try {
		await limiter.consume(key, points);
		return 0;
	} catch (error) {
		return Math.max(1, Math.ceil((error as RateLimiterRes).msBeforeNext / 1000));
	}
}
