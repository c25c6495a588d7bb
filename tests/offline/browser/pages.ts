import { expect, type BrowserContext, type Page } from '@playwright/test';
import type { Tabs } from './device.ts';
import type { Opening } from './page/stage.ts';
import type { Tab } from './page/tab.ts';

const LIFE_MS = 3;

interface Realm {
	tab: Tab;
	setClock(ms: number): void;
}

/** Tabs as true pages of one context, which are closed, and whose network is cut, as a person would. */
export function pagesOf(context: BrowserContext, url: string): Tabs {
	const pages = new Map<number, { page: Page; sender: string }>();
	let connected = true;

	async function opened(at: number, { sender, skew }: Opening): Promise<Page> {
		const there = pages.get(at);
		if (there && !there.page.isClosed() && there.sender === sender) return there.page;
		await there?.page.close();
		const page = await context.newPage();
		pages.set(at, { page, sender });
		// The service worker would hand it out; this one has none.
		await cut(context, false);
		// A server that was killed is away for a moment.
		await expect(() => page.goto(`${url}/tab`)).toPass({ timeout: 10_000 });
		await cut(context, !connected);
		await page.evaluate(
			async ([skew, sender]) => {
				const realm = globalThis as unknown as Realm;
				realm.setClock(skew);
				await realm.tab.open(sender);
			},
			[skew, sender] as const
		);
		return page;
	}

	return {
		async call(at, opening, name, given) {
			const page = await opened(at, opening);
			// As somebody closes a tab: at any time, and not waiting for what it does.
			if (typeof opening.lives === 'number')
				setTimeout(() => void page.close().catch(() => {}), opening.lives * LIFE_MS);
			return page.evaluate(callTab, [opening.skew, name, [...given]] as Called).catch((error: unknown) => {
				if (page.isClosed()) return 'gone';
				throw error;
			});
		},
		async connect(to) {
			connected = to;
			await cut(context, !to);
		},
		told: () => Promise.resolve([])
	};
}

/** It throws where a page is closed just then; of two pages that can happen twice. */
async function cut(context: BrowserContext, offline: boolean): Promise<void> {
	const again = () => context.setOffline(offline);
	await again().catch(again).catch(again);
}

type Called = [number, keyof Tab, unknown[]];

function callTab([skew, name, given]: Called): Promise<unknown> {
	const realm = globalThis as unknown as Realm;
	realm.setClock(skew);
	return (realm.tab[name] as (...args: unknown[]) => Promise<unknown>)(...given);
}
