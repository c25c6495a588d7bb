/** What the promise answers; where that takes longer than `ms`, throws what `late` gives instead. */
export async function inTime<T>(promise: Promise<T>, ms: number, late: () => Error): Promise<T> {
	// By the limit that requests have (way.ts), so that a test which moves the clock leaves disk and network alone.
	const limit = AbortSignal.timeout(ms);
	let tooLong = () => {};
	const ended = new Promise<never>((_, reject) => {
		tooLong = () => reject(late());
		limit.addEventListener('abort', tooLong);
	});
	try {
		return await Promise.race([promise, ended]);
	} finally {
		limit.removeEventListener('abort', tooLong);
	}
}
