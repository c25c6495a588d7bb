import type { CDPSession, Page } from '@playwright/test';
import { SYNC_TAG } from '#lib/offline/outbox/send.ts';
import type { stage as Stage } from './page/stage.ts';

/** The service worker of a device's origin. */
export interface Worker {
	/** It is woken to send, as Background Sync does; resolves once it has ended, or was stopped in the middle. */
	sync(given: { skew: number; lives: number | null }): Promise<void>;
}

type Realm = { stage: typeof Stage };

/** Installs the app's service worker from the stage, and answers for it with the means of DevTools. */
export async function installWorker(page: Page): Promise<Worker> {
	const devtools = await page.context().newCDPSession(page);
	const registration = registrationOf(devtools);
	await devtools.send('ServiceWorker.enable');
	await page.evaluate(() => (globalThis as unknown as Realm).stage.install());
	const registrationId = await registration;
	const { origin } = new URL(page.url());
	return {
		async sync(given) {
			await page.evaluate((to) => (globalThis as unknown as Realm).stage.arm(to), given);
			const wake = { origin, registrationId, tag: SYNC_TAG, lastChance: true };
			await devtools.send('ServiceWorker.dispatchSyncEvent', wake);
			const word = await page.evaluate(() => (globalThis as unknown as Realm).stage.ended());
			if (word === 'dying') await devtools.send('ServiceWorker.stopAllWorkers');
		}
	};
}

function registrationOf(devtools: CDPSession): Promise<string> {
	return new Promise((resolve) =>
		devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
			const [registration] = registrations;
			if (registration) resolve(registration.registrationId);
		})
	);
}
