import type { Page } from '@playwright/test';
import type { Tabs } from './device.ts';
import type { stage as Stage } from './page/stage.ts';
import type { Worker } from './worker.ts';

/** Tabs as frames of one page, for many histories in a short time. */
export function framesOf(page: Page, worker?: Worker): Tabs {
	return {
		...worker,
		call: (tab, opening, name, given) =>
			page.evaluate((given) => (globalThis as unknown as { stage: typeof Stage }).stage.call(...given), [
				tab,
				opening,
				name,
				[...given]
			] as Parameters<typeof Stage.call>),
		// The wire breaks instead.
		connect: () => Promise.resolve(),
		told: () => page.evaluate(() => (globalThis as unknown as { stage: typeof Stage }).stage.told())
	};
}
