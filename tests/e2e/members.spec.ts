import { expect, type Page } from '@playwright/test';
import { test } from './pages/test.ts';
import { collectFaults, enter, expectAccessible, expectNoSidewaysScroll, GARDEN } from './pages/visit.ts';

const PEOPLE = `${GARDEN}/people`;
const PASSWORD = 'three green wheelbarrows';

let count = 0;

/** A name that nobody else in this run bears. */
function nameOf(first: string): string {
	return `${first} ${test.info().project.name} ${Date.now().toString(36)}${count++}`;
}

async function axe(page: Page): Promise<void> {
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
}

/** Makes a link for gardeners; answers its address. */
async function makeLink(page: Page, label = ''): Promise<string> {
	await page.goto(`${PEOPLE}/invite`);
	await page.getByLabel('Note to yourself').fill(label);
	await page.getByRole('button', { name: 'Make a link' }).click();
	await expect(page.getByRole('heading', { name: 'Your link is ready' })).toBeVisible();
	return page.getByLabel('Invitation link').inputValue();
}

test('a steward makes a link; whoever opens it joins and sees their day', async ({ browser }) => {
	const steward = await enter(browser, 'steward');
	const faults = collectFaults(steward);
	const link = await makeLink(steward);
	expect(link).toMatch(/\/join\/[A-Za-z0-9_-]{43}$/);
	await expect(steward.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
	await axe(steward);
	// The sheet alone is printed.
	await steward.emulateMedia({ media: 'print' });
	await expect(steward.getByText('Welcome to Elm Street Garden')).toBeVisible();
	await expect(steward.getByRole('heading', { name: 'Open links' })).toBeHidden();
	await steward.emulateMedia({ media: 'screen' });

	const page = await (await browser.newContext()).newPage();
	const name = nameOf('Ines');
	await page.goto(new URL(link).pathname);
	await page.getByLabel('Your name').fill(name);
	await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
	await page.getByRole('button', { name: 'Join the garden' }).click();
	await page.waitForURL(`**${GARDEN}/today`);

	await steward.goto(`${PEOPLE}?q=${encodeURIComponent(name)}`);
	await expect(steward.getByRole('link', { name })).toBeVisible();
	await steward.goto(`${GARDEN}/log`);
	await expect(steward.getByText(`${name} joined the garden`)).toBeVisible();
	expect(faults).toEqual([]);
});

test('a link is shown once, is listed without its secret, and ends', async ({ browser }) => {
	const page = await enter(browser, 'steward');
	const label = nameOf('Notice board');
	const link = await makeLink(page, label);
	await page.goto(`${PEOPLE}/invite`);
	await expect(page.getByLabel('Invitation link')).toHaveCount(0);
	expect(await page.content()).not.toContain(link.split('/').at(-1));
	await page.getByRole('listitem').filter({ hasText: label }).getByRole('button').click();
	await expect(page.getByText('The link no longer works.')).toBeVisible();

	const other = await (await browser.newContext()).newPage();
	await other.goto(new URL(link).pathname);
	await expect(other.getByRole('heading', { name: 'This invitation no longer works' })).toBeVisible();
});

test('somebody without e-mail is added; what is done for them, the log says', async ({ browser }) => {
	const page = await enter(browser, 'steward');
	const name = nameOf('Old Tom');
	await page.goto(PEOPLE);
	await page.getByRole('link', { name: 'Add a person' }).click();
	await page.getByLabel('Name', { exact: true }).fill(name);
	await page.getByLabel('Phone').fill('+1 212 555 0100');
	await page.getByRole('button', { name: 'Add to the garden' }).click();
	await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
	await expect(page.getByText(`You act for ${name}. The log names you both.`)).toBeVisible();
	await axe(page);

	await page.getByText('Rest', { exact: true }).click();
	await page.getByLabel('First day').fill('2027-03-01');
	await page.getByLabel('Last day').fill('2027-03-14');
	await page.getByRole('button', { name: 'Enter the rest' }).click();
	await expect(page.getByRole('listitem').filter({ hasText: '14 March 2027' })).toBeVisible();
	await page.goto(`${GARDEN}/log`);
	await expect(page.getByText(`, for ${name}, entered a rest`)).toBeVisible();
	await axe(page);
});

test('they take over their account later, and keep what is theirs', async ({ browser }) => {
	const steward = await enter(browser, 'steward');
	const name = nameOf('Old Ada');
	await steward.goto(`${PEOPLE}/add`);
	await steward.getByLabel('Name', { exact: true }).fill(name);
	await steward.getByRole('button', { name: 'Add to the garden' }).click();
	await steward.getByText(`Let ${name} sign in`).click();
	await steward.getByRole('button', { name: 'Make the link' }).click();
	const link = await steward.getByLabel('Invitation link').inputValue();

	const page = await (await browser.newContext()).newPage();
	await page.goto(new URL(link).pathname);
	await page.getByLabel('Your name').fill(name);
	await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
	await page.getByRole('button', { name: 'Join the garden' }).click();
	await page.waitForURL(`**${GARDEN}/today`);
	await page.goto(`${GARDEN}/membership`);
	await expect(page.getByText('You are here as: Gardener')).toBeVisible();
	await steward.reload();
	await expect(steward.getByText(`${name} has no account.`)).toHaveCount(0);
});

test('people open their contacts to whom they like, without scripts too', async ({ browser }) => {
	const page = await enter(browser, 'gardener', { javaScriptEnabled: false });
	await page.goto(`${GARDEN}/membership`);
	await page.getByLabel('Skills').fill('pruning, knots , pruning');
	await page.getByRole('group', { name: 'Phone' }).getByText('Nobody').click();
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByLabel('Skills')).toHaveValue('pruning, knots');
	await page.getByLabel('First day').fill('2027-04-10');
	await page.getByLabel('Last day').fill('2027-04-01');
	await page.getByRole('button', { name: 'Enter the rest' }).click();
	await expect(page.getByText('The last day is before the first. Turn them round.').first()).toBeVisible();
	await expect(page.getByLabel('First day')).toHaveValue('2027-04-10');
});

test('gardeners look people up; the tools of stewards are not there for them', async ({ browser }) => {
	const page = await enter(browser, 'gardener');
	await page.goto(`${PEOPLE}?role=steward`);
	await expect(page.getByRole('link', { name: 'Invite' })).toHaveCount(0);
	await page.getByRole('heading', { level: 2 }).first().getByRole('link').click();
	await expect(page.getByRole('heading', { name: 'For stewards' })).toHaveCount(0);
	for (const path of ['invite', 'add']) expect((await page.goto(`${PEOPLE}/${path}`))?.status()).toBe(404);
	const neighbour = await enter(browser, 'neighbour');
	expect((await neighbour.goto(PEOPLE))?.status()).toBe(404);
});
