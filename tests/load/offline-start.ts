import { openBrowser, slowDown, GARDEN, type Phone } from './offline-browser.ts';
import type { Condition } from './offline-line.ts';
import { median, report } from './report.ts';

const ROUNDS = 5;
const SLOWER = 4;

/** From opening the app in a new browser to Today with its heading and a turn on the screen, by what line. */
export async function benchOpening(phone: Phone): Promise<void> {
	await opening(phone, 'cut', 'Cold start without a connection', 1);
	await opening(phone, 'slow', 'Repeat visit on slow 4G (1.6 Mbit/s, 150 ms)', 1.5);
}

async function opening(phone: Phone, condition: Condition, name: string, promised: number): Promise<void> {
	const times: number[] = [];
	for (let round = 0; round < ROUNDS; round += 1) times.push(await openToday(phone, condition));
	const seconds = median(times) / 1000;
	const all = times.map((ms) => (ms / 1000).toFixed(2)).join(', ');
	report({
		name: `${name}, to Today with heading and turn`,
		value: `${seconds.toFixed(2)} s`,
		comparedTo: `median of ${all} s; a new browser process each time, ${SLOWER} times slower processor`,
		promise: `under ${promised} s`,
		kept: seconds < promised
	});
}

async function openToday(phone: Phone, condition: Condition): Promise<number> {
	const context = await openBrowser(phone);
	try {
		phone.line.set(condition);
		await context.setOffline(condition === 'cut');
		const page = await context.newPage();
		await slowDown(page, SLOWER);
		await page.addInitScript(noteUseful);
		await page.goto(`${phone.url}${GARDEN}/today`, { waitUntil: 'commit' });
		const shown = await page.waitForFunction(() => (window as Noting).useful, undefined, { timeout: 30_000 });
		return (await shown.jsonValue())!;
	} finally {
		phone.line.set('fast');
		await context.close();
	}
}

type Noting = Window & { useful?: number };

/** Runs in the page: notes when heading and turn have been painted, in ms after the page was asked for. */
function noteUseful(): void {
	const look = () => {
		const shown = ['h1', '.card.turn'].every((part) => {
			const element = document.querySelector(part);
			return element && element.getClientRects().length > 0 && element.getBoundingClientRect().height > 20;
		});
		if (shown && performance.getEntriesByName('first-contentful-paint').length > 0)
			(window as Noting).useful = performance.now();
		else requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
}
