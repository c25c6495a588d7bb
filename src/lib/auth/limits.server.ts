import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

const MINUTE_S = 60;
// A garden party shares one address; a person alone does not tap four times a second for a minute.
const byPerson = new RateLimiterMemory({ points: 240, duration: MINUTE_S });
const byAddress = new RateLimiterMemory({ points: 240, duration: MINUTE_S });

/**
 * Counts one write of a person (or, for visitors, of an address) in this process.
 * Answers 0 where it may go on, else the seconds to wait.
 */
export async function countWrite(personId: string | null, address: string): Promise<number> {
	const limiter = personId ? byPerson : byAddress;
	try {
		await limiter.consume(personId ?? address);
		return 0;
	} catch (error) {
		return Math.max(1, Math.ceil((error as RateLimiterRes).msBeforeNext / 1000));
	}
}
