import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './pages/test.ts';
import {
	claim,
	claimsOf,
	connect,
	day,
	expectAllSent,
	installed,
	join,
	newcomer,
	photo,
	postLot,
	read,
	ready,
	send,
	stewardOf,
	turnsFor,
	unique,
	unsent,
	type Asker,
	type Newcomer,
	type Turn
} from './pages/offline.ts';
import { expectAccessible, expectNoSidewaysScroll, GARDEN } from './pages/visit.ts';

const WAITS = 'Waiting to send';
const KEPT = /as soon as there is a connection/i;

async function open(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await ready(page);
}

function entry(page: Page, words: string | RegExp): Locator {
	return page.getByRole('listitem').filter({ hasText: words });
}

async function fillLot(page: Page, title: string): Promise<void> {
	await page.locator('input[name="title"]').fill(title);
	await page.locator('input[name="quantity"]').fill('3');
	await page.locator('select[name="place"]').selectOption('stall');
	await page.locator('input[name="until"]').nth(1).check();
	await page.locator('input[name="photo"]').setInputFiles(await photo());
	await expect(page.getByText('Ready to send')).toBeVisible();
}

interface DayAhead {
	turns: Turn[];
	wanted: Turn;
	wantedNote: string;
	lots: [string, string];
}

/** Two turns of one's own, one of another's that looks for a stand-in, and two lots. */
async function prepare(steward: Asker, me: Newcomer, other: Newcomer): Promise<DayAhead> {
	const turns = await turnsFor(steward, me, 0, 3);
	const [wanted] = await turnsFor(steward, other, 5, 5);
	const wantedNote = unique('At the dentist');
	await send(other, 'rota.lookForStandIn', { turnId: wanted!.id, note: wantedNote });
	const lots: [string, string] = [
		await postLot(other, unique('Leeks')),
		await postLot(other, unique('Dill'))
	];
	return { turns, wanted: wanted!, wantedNote, lots };
}

test('a whole day without a connection is kept, listed, and goes out by itself', async ({ browser }) => {
	test.slow();
	const steward = await stewardOf(browser);
	const [me, other] = [await join(browser, steward), await newcomer(browser, steward)];
	const ahead = await prepare(steward, me, other);
	const [done, later] = ahead.turns.map(({ id }) => `${GARDEN}/turns/${id}`) as [string, string];
	const pages = ['today', 'rota', 'harvest/new', 'membership', 'defects'].map((path) => `${GARDEN}/${path}`);
	await installed(me.page, ...pages, ...ahead.lots, done, later, '/me', '/outbox');
	await connect(me.page, false);
	await me.page.close();

	// Cold: a new page, and nothing but what the device keeps.
	const page = await me.page.context().newPage();
	await open(page, `${GARDEN}/today`);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.locator('article.turn')).toBeVisible();

	const note = unique('Turned the heap');
	await open(page, done);
	await page.locator('input[name="note"]').first().fill(note);
	await page.getByRole('button', { name: 'Compost done' }).click();
	await expect(page.getByText(WAITS).first()).toBeVisible();

	const asking = unique('Away');
	await open(page, later);
	await page.locator('summary', { hasText: 'Can’t make it' }).click();
	await page.getByRole('textbox', { name: /word to the others/i }).fill(asking);
	await page.getByRole('button', { name: 'Look for a stand-in' }).click();
	await expect(page.getByText(WAITS)).toBeVisible();
	await page.reload();
	await expect(page.getByText(WAITS), 'in its place after a reload').toBeVisible();

	await open(page, `${GARDEN}/rota`);
	const wanted = page.locator('li', { hasText: ahead.wantedNote });
	await wanted.getByRole('button', { name: 'Take over' }).click();
	await expect(wanted.getByText(WAITS)).toBeVisible();

	const title = unique('Plums');
	await open(page, `${GARDEN}/harvest/new`);
	await fillLot(page, title);
	await page.getByRole('button', { name: /put it on the board/i }).click();
	await expect(page.getByText(KEPT)).toBeVisible();

	// A claim that waits is changed, and another is taken back.
	await claim(page, ahead.lots[0], '1');
	await expect(page.getByText(WAITS)).toBeVisible();
	await expect(page.getByText(/a claim is a wish/i)).toBeVisible();
	await page.reload();
	await page.getByRole('button', { name: 'Change', exact: true }).click();
	await expect(page.getByRole('textbox', { name: /how much/i })).toHaveValue('1');
	await page.getByRole('textbox', { name: /how much/i }).fill('2');
	await page.getByRole('button', { name: 'Claim', exact: true }).click();
	await expect(page.getByText(WAITS)).toBeVisible();
	// From the outbox, too, and once: afterwards it waits again.
	await open(page, '/outbox');
	await page.locator(`a[href^="${ahead.lots[0]}#"]`).click();
	await expect(page.getByRole('textbox', { name: /how much/i })).toHaveValue('2');
	await page.getByRole('button', { name: 'Claim', exact: true }).click();
	await expect(page.getByText(WAITS)).toBeVisible();
	await claim(page, ahead.lots[1], '4');
	await expect(page.getByText(WAITS)).toBeVisible();
	await page.getByRole('button', { name: 'Discard' }).click();
	await expect(page.getByText(WAITS)).toHaveCount(0);

	await open(page, `${GARDEN}/membership`);
	await page.locator('input[name="from"]').fill(day(200));
	await page.locator('input[name="until"]').fill(day(207));
	await page.getByRole('button', { name: /rest/i }).last().click();
	await expect(page.getByText(KEPT)).toBeVisible();
	await page.locator('[name="skills"]').fill('grafting');
	await page.locator('form:has([name="skills"])').getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText(WAITS), 'the rest and the profile').toHaveCount(2);

	await open(page, '/me');
	await page.locator('input[name="phone"]').fill('020 7946 0199');
	await page.locator('form:has([name="phone"])').getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText(WAITS)).toBeVisible();

	const broken = unique('The handle came off');
	await open(page, `${GARDEN}/defects`);
	await page.locator('select[name="subject"]').selectOption('other');
	await page.getByLabel('What is it?').fill('Rake');
	await page.getByLabel('What is wrong with it?').fill(broken);
	await page.locator('input[name="photo"]').setInputFiles(await photo('#333'));
	await expect(page.getByText('Ready to send')).toBeVisible();
	await page.getByRole('button', { name: 'Report it' }).click();
	await expect(page.getByText(KEPT)).toBeVisible();

	await open(page, '/outbox');
	await expect(page.locator('li.card')).toHaveCount(9);
	await expect(page.getByText(WAITS)).toHaveCount(9);
	await page.reload();
	await expect(page.locator('li.card')).toHaveCount(9);
	expect(await unsent(page)).toHaveLength(11);
	await expectNoSidewaysScroll(page);

	await connect(page, true);
	await expectAllSent(page, 5000);
	await expect(page.getByText('Everything is sent')).toBeVisible();

	const { turns } = await read<{ turns: Turn[] }>(page, `/turns?from=${day(0)}&until=${day(8)}`);
	const now = (id: string) => turns.find((turn) => turn.id === id);
	expect(now(ahead.turns[0]!.id)).toMatchObject({ state: 'done', doneNote: note });
	expect(now(ahead.turns[1]!.id)).toMatchObject({ state: 'looking', lookingNote: asking });
	expect(turns.some(({ day: of }) => of === ahead.wanted.day)).toBe(true);
	expect(await claimsOf(other, ahead.lots[0])).toEqual(['2']);
	expect(await claimsOf(other, ahead.lots[1])).toEqual([]);
	const own = await read<{ skills: string[]; phone: string; rests: { from: string }[] }>(page, '/membership');
	expect(own).toMatchObject({ skills: ['grafting'], rests: [{ from: day(200) }] });
	expect(own.phone).toContain('7946');
	for (const [path, words] of [
		['harvest', title],
		['defects', broken]
	] as const) {
		const seen = await read<Record<string, { photo: { id: string } | null }[]>>(page, `/${path}`);
		const one = (seen.lots ?? seen.defects)!.filter((row) => JSON.stringify(row).includes(words));
		expect(one, words).toHaveLength(1);
		const picture = await page.request.get(`/photos/${one[0]!.photo!.id}/320`);
		expect(picture.headers()['content-type']).toBe('image/webp');
	}
});

test('links clicked without a connection lead to the kept page or to ours that says what is missing', async ({
	browser
}) => {
	const steward = await stewardOf(browser);
	const { page } = await join(browser, steward);
	await installed(page, `${GARDEN}/today`);
	await connect(page, false);
	for (const [name, title] of [
		['Harvest', 'Harvest board'],
		['Map', 'Plots'],
		['Today', /Nora/]
	] as const) {
		await page
			.getByRole('navigation')
			.getByRole('link', { name, exact: true })
			.filter({ visible: true })
			.first()
			.click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
		await expect(page.locator('html')).toHaveAttribute('data-seen', 'kept');
	}
	for (const path of [
		'/about',
		'/me/devices',
		`${GARDEN}/log`,
		'/no/such/page',
		`${GARDEN}/harvest/0197f3c0-0000-7000-8000-00000000dead`
	]) {
		// As a link of the page itself, which SvelteKit takes.
		await page.evaluate((href) => {
			const link = document.createElement('a');
			link.href = href;
			link.textContent = 'a way out of here';
			document.querySelector('main')!.append(link);
		}, path);
		await page.getByRole('link', { name: 'a way out of here' }).last().click();
		await expect(page.getByRole('heading', { name: 'No connection' }), path).toBeVisible();
		await expect(page.getByText(/^500$/)).toHaveCount(0);
		await page.goto(`${GARDEN}/today`);
		await ready(page);
	}
});

for (const forcedColors of ['none', 'active'] as const) {
	test(`the outbox with waiting and refused things: axe, keyboard, large letters (forced colours: ${forcedColors})`, async ({
		browser
	}) => {
		const steward = await stewardOf(browser);
		const [me, other] = [await join(browser, steward), await newcomer(browser, steward)];
		const [lost, free] = [
			await postLot(steward, unique('Chard'), '1'),
			await postLot(steward, unique('Kale'))
		];
		const { page } = me;
		await page.emulateMedia({ forcedColors });
		await installed(page, lost, free);
		await connect(page, false);
		await claim(page, lost);
		await expect(page.getByText(WAITS)).toBeVisible();
		await send(other, 'harvest.claim', { lotId: lost.split('/').at(-1) });
		await connect(page, true);
		await expect.poll(async () => (await unsent(page)).map(({ state }) => state)).toEqual(['refused']);
		await connect(page, false);
		await claim(page, free);
		await expect(page.getByText(WAITS)).toBeVisible();
		await open(page, '/outbox');
		await expect(page.getByText('Not accepted')).toBeVisible();
		await expect(page.getByText(WAITS)).toBeVisible();
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
		await page.addStyleTag({ content: 'html{font-size:200%}' });
		await expectNoSidewaysScroll(page);
		// By keyboard alone: the way through the list, then the last thing is thrown away.
		const names: string[] = [];
		await page.locator('main').focus();
		for (let step = 0; step < 16 && names.filter((name) => name === 'Discard').length < 2; step++) {
			await page.keyboard.press('Tab');
			const focus = page.locator(':focus');
			names.push((await focus.innerText()).trim());
			expect(await focus.evaluate((node) => getComputedStyle(node).outlineStyle)).not.toBe('none');
		}
		expect(names.slice(-7)).toEqual([
			...['See where it stands', 'Change', 'Send now', 'Discard'],
			...['Change', 'Send now', 'Discard']
		]);
		await page.keyboard.press('Enter');
		await expect(entry(page, /Kale/)).toHaveCount(0);
		await expect(entry(page, /Chard/)).toBeVisible();
	});
}
