import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { test } from './pages/test.ts';
import { enter, expectAccessible, expectNoSidewaysScroll } from './pages/visit.ts';

const GARDEN = 'elm-street-garden';
const PASSWORD = 'three green wheelbarrows';
const NEXT_PASSWORD = 'seven blue buckets';

let count = 0;

/** A person whom nobody else in this run is. */
function somebody() {
	const tag = `${test.info().project.name}${Date.now().toString(36)}${count++}`;
	return { name: `Rosa ${tag}`, email: `rosa.${tag}@example.org` };
}

async function open(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
	return (await browser.newContext(options)).newPage();
}

/** Joins the demo garden as a neighbour with an account of one's own. */
async function joinAsNeighbour(page: Page, { name, email }: { name: string; email: string }): Promise<void> {
	await page.goto(`/join/neighbour/${GARDEN}`);
	await page.getByLabel('Your name').fill(name);
	await page.getByLabel('E-mail').fill(email);
	await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
	await page.getByRole('button', { name: 'Join the garden' }).click();
	await page.waitForURL(`**/g/${GARDEN}/harvest`);
}

async function signIn(page: Page, who: string, password: string): Promise<void> {
	await page.goto('/sign-in');
	await page.getByLabel('E-mail or name').fill(who);
	await page.getByLabel('Password', { exact: true }).fill(password);
	await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The link in the newest mail to an address with this subject: without SMTP, mail is kept as files. */
async function linkMailedTo(email: string, subject: string): Promise<string> {
	const folder = join(process.env.E2E_DATA_DIR ?? '', 'mail');
	let link: string | undefined;
	await expect(async () => {
		const files = (await readdir(folder)).sort().reverse();
		for (const file of files) {
			const text = (await readFile(join(folder, file), 'utf8')).replace(/=\r?\n/g, '').replaceAll('=3D', '=');
			if (!text.includes(`To: ${email}`) || !text.includes(`Subject: ${subject}`)) continue;
			link = /https?:\/\/\S+/.exec(text)?.[0];
			break;
		}
		expect(link).toBeTruthy();
	}).toPass({ timeout: 15_000 });
	const { pathname } = new URL(link!);
	return pathname;
}

test('somebody joins, signs out, mistypes the password, and gets in with the right one', async ({
	browser
}) => {
	const page = await open(browser);
	const rosa = somebody();
	await joinAsNeighbour(page, rosa);
	await page.goto('/sign-out');
	await page.getByRole('button', { name: 'Sign out' }).click();
	await page.waitForURL('**/');
	await signIn(page, rosa.email, 'not my password');
	await expect(page.getByRole('alert')).toContainText('That did not fit');
	await expect(page.getByLabel('E-mail or name')).toHaveValue(rosa.email);
	await signIn(page, rosa.email, PASSWORD);
	await page.waitForURL(`**/g/${GARDEN}/harvest`);
});

test('a common password is refused at its field, and what was typed stays', async ({ browser }) => {
	const page = await open(browser);
	const { name } = somebody();
	await page.goto(`/join/neighbour/${GARDEN}`);
	await page.getByLabel('Your name').fill(name);
	await page.getByLabel('Password', { exact: true }).fill('password123');
	await page.getByRole('button', { name: 'Join the garden' }).click();
	await expect(page.locator('.error')).toContainText('Many people use this password');
	await expect(page.getByLabel('Your name')).toHaveValue(name);
	await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
});

test('a page that needs an account leads to the sign-in and back', async ({ browser }) => {
	const page = await open(browser);
	const rosa = somebody();
	await joinAsNeighbour(page, rosa);
	await page.context().clearCookies();
	await page.goto('/me');
	await expect(page).toHaveURL(/\/sign-in\?to=%2Fme$/);
	await page.getByLabel('E-mail or name').fill(rosa.name);
	await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
	await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
	// By name alone it does not fit: there is an e-mail address.
	await expect(page.getByRole('alert')).toBeVisible();
	await page.getByLabel('E-mail or name').fill(rosa.email);
	await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
	await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
	await page.waitForURL('**/me');
});

test.describe('with mail', () => {
	test.skip(!process.env.E2E_DATA_DIR, 'E2E_DATA_DIR is not set: the folder with the mails is not known.');

	test('an address is confirmed by its link', async ({ browser }) => {
		const page = await open(browser);
		const rosa = somebody();
		await joinAsNeighbour(page, rosa);
		await page.goto(await linkMailedTo(rosa.email, 'Is this your address? Plotluck'));
		await page.getByRole('button', { name: 'Yes, it is mine' }).click();
		await expect(page.getByText('Your address is confirmed.')).toBeVisible();
		await page.goto('/me');
		await expect(page.getByText('Confirmed', { exact: true })).toBeVisible();
	});

	test('a mailed link is looked at, then signs in once, without scripts too', async ({ browser }) => {
		const phone = await open(browser);
		const rosa = somebody();
		await joinAsNeighbour(phone, rosa);
		const desk = await open(browser, { javaScriptEnabled: false });
		await desk.goto('/sign-in');
		await desk.getByText('Or without a password').click();
		await desk.locator('details[open]').getByLabel('E-mail').fill(rosa.email);
		await desk.getByRole('button', { name: 'Mail me a link' }).click();
		await expect(desk.getByRole('status').first()).toContainText('Look into your mail');
		const link = await linkMailedTo(rosa.email, 'Your link to Plotluck');
		await desk.goto(link);
		await desk.goto(link);
		await desk.getByRole('button', { name: 'Sign in now' }).click();
		await desk.waitForURL('**/harvest');
		await desk.goto(link);
		await expect(desk.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
	});

	test('a new password by a mailed link ends the other sessions', async ({ browser }) => {
		const phone = await open(browser);
		const rosa = somebody();
		await joinAsNeighbour(phone, rosa);
		const desk = await open(browser);
		await desk.goto('/sign-in');
		await desk.getByText('Forgotten your password?').click();
		await desk.locator('details[open]').getByLabel('E-mail').fill(rosa.email);
		await desk.getByRole('button', { name: 'Set a new password' }).click();
		await desk.goto(await linkMailedTo(rosa.email, 'A new password for Plotluck'));
		await desk.getByLabel('New password').fill(NEXT_PASSWORD);
		await desk.getByRole('button', { name: 'Save and sign in' }).click();
		await desk.waitForURL('**/harvest');
		await phone.goto('/me');
		await expect(phone).toHaveURL(/\/sign-in/);
		await signIn(phone, rosa.email, NEXT_PASSWORD);
		await phone.waitForURL('**/harvest');
	});
});

test('one sees where one is signed in and ends a session there', async ({ browser }) => {
	const phone = await open(browser);
	const desk = await open(browser);
	const rosa = somebody();
	await joinAsNeighbour(phone, rosa);
	await signIn(desk, rosa.email, PASSWORD);
	await desk.waitForURL('**/harvest');
	await phone.goto('/me');
	const devices = phone.locator('ul.list > li');
	await expect(devices).toHaveCount(2);
	await expect(devices.first()).toContainText('This device');
	await phone.getByRole('button', { name: 'Sign out there' }).click();
	await expect(devices).toHaveCount(1);
	await desk.goto('/me');
	await expect(desk).toHaveURL(/\/sign-in/);
});

test('two visitors of the demo at once, as the same person, each read their own language', async ({
	browser
}) => {
	const english = await enter(browser, 'neighbour');
	const spanish = await enter(browser, 'neighbour', { locale: 'es-ES' });
	await expect(spanish.locator('html')).toHaveAttribute('lang', 'es');
	await english.reload();
	await expect(english.locator('html')).toHaveAttribute('lang', 'en');
	await spanish.goto('/me');
	await spanish.getByLabel('Idioma').selectOption('en');
	await spanish.locator('form:has([name=locale])').getByRole('button', { name: 'Guardar' }).click();
	await expect(spanish.locator('html')).toHaveAttribute('lang', 'en');
});

test('the language changes for a visitor and for an account, and the theme is kept', async ({ browser }) => {
	const page = await open(browser, { locale: 'es-ES' });
	await page.goto('/sign-in');
	await expect(page.locator('html')).toHaveAttribute('lang', 'es');
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await joinAsNeighbour(page, somebody());
	await page.goto('/me');
	await page.getByLabel('Language').selectOption('es');
	await page.locator('form:has([name=locale])').getByRole('button', { name: 'Save' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'es');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tú');
	await page.getByLabel('Alto contraste').check();
	await page.locator('form:has([name=theme])').getByRole('button', { name: 'Guardar' }).click();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
	await page.reload();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
});

test('language and look change without scripts too, at once', async ({ browser }) => {
	const page = await open(browser, { javaScriptEnabled: false });
	await joinAsNeighbour(page, somebody());
	await page.goto('/me');
	await page.getByLabel('Language').selectOption('es');
	await page.locator('form:has([name=locale])').getByRole('button', { name: 'Save' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'es');
	await page.getByLabel('Alto contraste').check();
	await page.locator('form:has([name=theme])').getByRole('button', { name: 'Guardar' }).click();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
});

test('a language that was chosen elsewhere comes with the next step', async ({ browser }) => {
	const page = await open(browser);
	await joinAsNeighbour(page, somebody());
	await page.goto(`/g/${GARDEN}/more`);
	const other = await page.context().newPage();
	await other.goto('/me');
	await other.getByLabel('Language').selectOption('es');
	await other.locator('form:has([name=locale])').getByRole('button', { name: 'Save' }).click();
	await expect(other.locator('html')).toHaveAttribute('lang', 'es');
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await page.getByRole('navigation').getByRole('link', { name: 'Today' }).first().click();
	await page.waitForURL('**/today');
	await page.getByRole('navigation').getByRole('link', { name: 'Harvest' }).first().click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'es');
	await expect(page.getByRole('link', { name: 'Cosecha', exact: true })).toBeVisible();
});

test('one takes one’s data along and deletes the account', async ({ browser }) => {
	const page = await open(browser);
	const rosa = somebody();
	await joinAsNeighbour(page, rosa);
	await page.goto('/me');
	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Download my data' }).click();
	const data = JSON.parse(await readFile(await (await download).path(), 'utf8'));
	expect(data.account).toMatchObject({ name: rosa.name, email: rosa.email });
	await page.getByText('Delete your account').click();
	const form = page.locator('form[action="?/delete"]');
	await form.getByLabel('Current password').fill(PASSWORD);
	await form.getByLabel('Yes, delete my account').check();
	await form.getByRole('button', { name: 'Delete for good' }).click();
	await page.waitForURL('**/goodbye');
	await page.goto('/me');
	await expect(page).toHaveURL(/\/sign-in/);
});

test('what is not there is not there: links that never were', async ({ browser }) => {
	const page = await open(browser);
	const never = 'x'.repeat(43);
	expect((await page.goto(`/join/${never}`))?.status()).toBe(404);
	expect((await page.goto('/join/neighbour/no-such-garden'))?.status()).toBe(404);
	for (const path of ['/sign-in', '/reset', '/confirm']) {
		await page.goto(`${path}/${never}`);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
	}
});

test('every page of the way in is accessible, fits a phone, and throws no fault', async ({ browser }) => {
	test.slow();
	const page = await open(browser);
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	await joinAsNeighbour(page, somebody());
	const inside = ['/me', '/sign-out'];
	const outside = ['/', '/demo', '/setup', '/sign-in', `/join/neighbour/${GARDEN}`, '/goodbye'];
	for (const path of [...inside, ...outside]) {
		if (path === outside[0]) await page.context().clearCookies();
		await page.goto(path);
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
	}
	expect(faults).toEqual([]);
});
