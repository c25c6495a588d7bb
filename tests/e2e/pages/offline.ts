import {
	expect,
	test,
	type APIRequestContext,
	type Browser,
	type BrowserContext,
	type Page
} from '@playwright/test';
import sharp from 'sharp';
import { newId } from '#lib/command/id.ts';
import { GARDEN } from './visit.ts';

/** Whoever asks the server with cookies of their own. */
export interface Asker {
	request: APIRequestContext;
}

/** Somebody of the demo garden whom no other test touches, in a browser of their own. */
export interface Newcomer extends Asker {
	context: BrowserContext;
	name: string;
	email: string;
	personId: string;
	membershipId: string;
}

export interface Person extends Newcomer {
	page: Page;
}

export const PASSWORD = 'three green wheelbarrows';
const API = `/gardens${GARDEN.slice(2)}`;
const DAY_MS = 86_400_000;
/** The demo garden's. */
const ZONE = 'Europe/London';

let count = 0;

/** Words that nobody else in this run writes. */
export function unique(words: string): string {
	return `${words} ${test.info().project.name} ${Date.now().toString(36)}${count++}`;
}

/** A day so many days from today in the garden, as date fields want it. */
export function day(days: number): string {
	return new Date(Date.now() + days * DAY_MS).toLocaleDateString('sv', { timeZone: ZONE });
}

/** Sends one command with the page's cookies, past its network; answers what the server said. */
export async function send(
	{ request }: Asker,
	name: string,
	input: object
): Promise<Record<string, unknown>> {
	const data = { id: newId(), name, input };
	const answer = await request.post('/api/v1/commands', { data });
	const said = await answer.json();
	expect(answer.ok(), `${name}: ${JSON.stringify(said)}`).toBe(true);
	return said.result;
}

/** Reads from the API with the page's cookies, past its network. `path` begins after the garden. */
export async function read<T>({ request }: Asker, path: string): Promise<T> {
	const answer = await request.get(`/api/v1${API}${path}`);
	expect(answer.ok(), path).toBe(true);
	return (await answer.json()) as T;
}

/** The garden's id. */
export async function gardenId(asker: Asker): Promise<string> {
	return (await read<{ id: string }>(asker, '')).id;
}

/** Sends a form as a page without scripts does; the answer leads on. */
async function post(request: APIRequestContext, path: string, fields: Record<string, string>): Promise<void> {
	const { origin } = new URL(String(test.info().project.use.baseURL));
	const form = { commandId: newId(), ...fields };
	const answer = await request.post(path, {
		form,
		headers: { origin, accept: 'text/html' },
		maxRedirects: 0
	});
	expect(answer.status(), `${path}: ${(await answer.text()).slice(0, 200)}`).toBe(303);
}

/** Somebody new with an account, who joins by a link that a steward made. */
export async function newcomer(browser: Browser, steward: Asker): Promise<Newcomer> {
	const invitation = { gardenId: await gardenId(steward), role: 'member' };
	const { token } = await send(steward, 'members.invite', invitation);
	const context = await browser.newContext();
	const { request } = context;
	const name = unique('Nora');
	const email = `${name.replaceAll(' ', '.').toLowerCase()}@example.org`;
	await post(request, `/join/${String(token)}`, { name, email, password: PASSWORD });
	const { personId, membershipId } = await read<Newcomer>({ request }, '/membership');
	return { context, request, name, email, personId, membershipId };
}

/** The same with a page, which is still empty. */
export async function join(browser: Browser, steward: Asker): Promise<Person> {
	const somebody = await newcomer(browser, steward);
	return { ...somebody, page: await somebody.context.newPage() };
}

/** The steward of the demo, who prepares things without a page. */
export async function stewardOf(browser: Browser): Promise<Asker> {
	const { request } = await browser.newContext();
	await post(request, '/demo', { role: 'steward' });
	return { request };
}

/** Signs in by name and password on a page on which nobody is. */
export async function signIn(page: Page, { email }: Pick<Person, 'email'>): Promise<void> {
	// The page may just be loading itself anew, because the connection is back.
	await expect(() => page.goto('/sign-in')).toPass();
	await page.getByLabel('E-mail or name').fill(email);
	await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
	await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
	await page.waitForURL(/\/g\//);
}

/** Waits until the worker keeps these pages of the garden; with none named, until it keeps the outbox. */
export async function installed(page: Page, ...paths: string[]): Promise<void> {
	if (page.url() === 'about:blank') await page.goto(`${GARDEN}/today`);
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
	await expect.poll(() => page.evaluate(keptPaths), { timeout: 30_000 }).toContain('/outbox');
	for (const path of paths) {
		await page.goto(path);
		await expect.poll(() => page.evaluate(keptPaths)).toContain(path);
	}
}

/**
 * From the next page on, the test moves the page's clock. The network and the disk go on at their own pace: by such
 * a clock each of their answers would come too late, so there they are waited for without end.
 */
export async function ownClock(page: Page): Promise<void> {
	await page.clock.install();
	await page.addInitScript(() => {
		AbortSignal.timeout = () => new AbortController().signal;
	});
}

/** The paths of all kept pages; runs in the page. */
export async function keptPaths(): Promise<string[]> {
	const names = (await caches.keys()).filter((name) => name.startsWith('kept-'));
	const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
	return requests.flat().map(({ url }) => new URL(url).pathname);
}

/** Cuts the connection, or brings it back. */
export async function connect(page: Page, on: boolean): Promise<void> {
	await page.context().setOffline(!on);
}

/** Posts a lot that is there for everybody; answers its address. */
export async function postLot(giver: Asker, title: string, quantity = '6'): Promise<string> {
	const lot = { title, quantity, unit: 'piece', placeKind: 'stall', until: `${day(2)}T20:00` };
	const { lotId } = await send(giver, 'harvest.post', { gardenId: await gardenId(giver), ...lot });
	return `${GARDEN}/harvest/${String(lotId)}`;
}

export interface Turn {
	id: string;
	day: string;
	start: string;
	state: string;
	doneNote: string;
	lookingNote: string;
}

/** Turns that are one person's alone, of a rota of their own; the first of them can be done now. */
export async function turnsFor(
	steward: Asker,
	person: Newcomer,
	first: number,
	last: number
): Promise<Turn[]> {
	// Late in the evening, two hours from now are tomorrow.
	const late = day(1 / 12) === day(0) ? 0 : 1;
	const rota = {
		...{ name: unique('Own rota'), duty: 'compost', from: day(first + late), to: day(last + late) },
		...{ weekdays: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], startsAt: soon(), minutes: 15, room: 1 },
		...{ everyone: false, people: [{ membershipId: person.membershipId }] }
	};
	const { rotaId } = await send(steward, 'rota.draft', { gardenId: await gardenId(steward), rota });
	await send(steward, 'rota.publish', { rotaId });
	const path = `/turns?from=${day(first + late)}&until=${day(last + late + 1)}`;
	return (await read<{ turns: Turn[] }>(person, path)).turns;
}

/** Two hours from now on the garden's clock. */
function soon(): string {
	const time = new Date(Date.now() + DAY_MS / 12);
	return time.toLocaleTimeString('en-GB', {
		timeZone: ZONE,
		hour: '2-digit',
		minute: '2-digit'
	});
}

/** A photo as a phone takes it. */
export async function photo(
	background = '#a33'
): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
	const picture = sharp({ create: { width: 1600, height: 1200, channels: 3, background } });
	return { name: 'x.jpg', mimeType: 'image/jpeg', buffer: await picture.jpeg().toBuffer() };
}

/** Claims on a lot's own page. */
export async function claim(page: Page, lot: string, quantity = '1'): Promise<void> {
	await page.goto(lot);
	await ready(page);
	await page.getByRole('textbox', { name: /how much/i }).fill(quantity);
	await page.getByRole('button', { name: 'Claim', exact: true }).click();
}

/** Waits until the page's scripts run, down to the part that is loaded last: the outbox. */
export async function ready(page: Page): Promise<void> {
	await expect(page.locator('.toasts')).toBeAttached();
}

/** The outbox as the person sees it is empty. */
export async function expectAllSent(page: Page, timeout = 5000): Promise<void> {
	await expect.poll(async () => (await unsent(page)).length, { timeout, intervals: [100] }).toBe(0);
}

/** All that waits in this browser, whoever wrote it. */
export function unsent(page: Page): Promise<{ id: string; name: string; sender: string; state: string }[]> {
	return page.evaluate(async () => {
		// Opening one that is not there would make an empty one.
		const known = await indexedDB.databases();
		if (!known.some(({ name }) => name === 'plotluck-outbox')) return [];
		return new Promise((resolve, reject) => {
			const request = indexedDB.open('plotluck-outbox');
			request.onerror = () => reject(request.error!);
			request.onsuccess = () => {
				const db = request.result;
				if (!db.objectStoreNames.contains('unsent')) return (db.close(), resolve([]));
				const all = db.transaction('unsent').objectStore('unsent').getAll();
				all.onsuccess = () => {
					db.close();
					resolve(all.result.map(({ id, name, sender, state }) => ({ id, name, sender, state })));
				};
			};
		});
	});
}

/** How many claims there are of a lot, and of how much. */
export async function claimsOf(giver: Asker, lot: string): Promise<string[]> {
	const { comers } = await read<{ comers: { quantity: string }[] }>(
		giver,
		`/harvest/${lot.split('/').at(-1)}`
	);
	return comers.map(({ quantity }) => quantity);
}
