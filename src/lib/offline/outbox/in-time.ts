/** What the promise answers; where that takes longer than `ms`, throws what `late` gives instead. */
export async function inTime<T>(promise: Promise<T>, ms: number, late: () => Error): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const tooLong = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(late()), ms);
	});
	try {
		return await Promise.race([promise, tooLong]);
	} finally {
		clearTimeout(timer);
	}
}
