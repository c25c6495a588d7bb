import { test as base } from '@playwright/test';

/**
 * The tests' `test`: whatever browser windows a test has opened are closed after it. A window that stays open goes
 * on asking the server, and each one more makes the next test slower.
 */
export const test = base.extend<{ closing: void }>({
	closing: [
		async ({ browser }, use) => {
			await use();
			await Promise.all(browser.contexts().map((context) => context.close()));
		},
		{ auto: true }
	]
});
