import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import { chromiumArgs, presentChromium } from '#tests/setup/chromium.mjs';
import { GARDEN, openBrowser, slowDown, type Phone } from './offline-browser.ts';
import { median, report } from './report.ts';

const ROUNDS = 3;
const PAGES = ['today', 'map', 'rota', 'harvest'] as const;
const PROMISED_MS = 100;
const SLOWER = 4;

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8', 'toplevel'];
const SCRIPT =
	/^(EvaluateScript|v8\.evaluateModule|v8\.compile(Module)?|FunctionCall|RunMicrotasks|TimerFire|FireAnimationFrame)$/;

interface TraceEvent {
	name: string;
	ph: string;
	ts: number;
	dur?: number;
	tdur?: number;
	pid: number;
	tid: number;
}

/**
 * How long scripts are compiled and run until the page answers to taps. What the page loads once the browser is idle
 * comes after that and waits for nobody.
 */
export async function benchScript(phone: Phone): Promise<void> {
	const cookies = await cookiesOf(phone);
	const browser = await chromium.launch({ executablePath: await presentChromium(), args: chromiumArgs });
	try {
		for (const page of PAGES) {
			const times: number[] = [];
			for (let round = 0; round < ROUNDS; round += 1)
				times.push(await scriptMs(browser, cookies, `${phone.url}${GARDEN}/${page}`));
			const middle = median(times);
			report({
				name: `JavaScript run before interaction, ${page}`,
				value: `${middle.toFixed(0)} ms`,
				comparedTo: `median of ${times.map((ms) => ms.toFixed(0)).join(', ')}; first visit, processor ${SLOWER} times slower`,
				promise: `under ${PROMISED_MS} ms`,
				kept: middle < PROMISED_MS
			});
		}
	} finally {
		await browser.close();
	}
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

async function cookiesOf(phone: Phone): Promise<Cookies> {
	const context = await openBrowser(phone);
	const cookies = await context.cookies();
	await context.close();
	return cookies;
}

async function scriptMs(browser: Browser, cookies: Cookies, url: string): Promise<number> {
	const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
	await context.addCookies(cookies);
	const page = await context.newPage();
	await slowDown(page, SLOWER);
	await browser.startTracing(page, { categories: CATEGORIES });
	await page.goto(url);
	// What is loaded in idle time registers the worker: by then the page stands.
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
	await context.close();
	return untilIdle(trace.traceEvents) / 1000;
}

/** Microseconds of script on the page's own thread before its first idle callback, which it asks for when it stands. */
function untilIdle(events: TraceEvent[]): number {
	const idle = events.filter(({ name }) => name === 'FireIdleCallback').toSorted((a, b) => a.ts - b.ts)[0];
	if (!idle) throw new Error('The page never asked for idle time.');
	const scripts = events
		.filter(({ name, ph, pid, tid, ts }) => {
			const own = pid === idle.pid && tid === idle.tid;
			return own && ph === 'X' && ts < idle.ts && SCRIPT.test(name);
		})
		.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
	let sum = 0;
	let end = 0;
	for (const { ts, dur = 0, tdur = dur } of scripts) {
		// What runs within another is counted with it.
		if (ts < end) continue;
		end = ts + dur;
		sum += tdur;
	}
	return sum;
}
