let asked: Promise<boolean> | undefined;

/**
 * Asks the browser to spare what is kept here when it needs room (Storage Standard, `persist`). Some browsers put
 * the question to the person, so it is asked only when it is plain what for: after installing, or when something
 * is first kept unsent. Answers whether the data are safe from being cleared; never throws, asks once a page.
 */
export function askToPersist(): Promise<boolean> {
	asked ??= ask().catch(() => false);
	return asked;
}

async function ask(): Promise<boolean> {
	const { storage } = navigator;
	if (!storage?.persist) return false;
	return (await storage.persisted()) || storage.persist();
}
