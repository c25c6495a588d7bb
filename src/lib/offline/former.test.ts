import { beforeEach, expect, test, vi } from 'vitest';
import { fakeCaches } from '#tests/offline/fake-caches.ts';
import { forgetFormer, saveFormer } from './former.ts';

const OLD = '/_app/immutable/chunks/old.js';
const BOTH = '/_app/immutable/chunks/both.js';

beforeEach(async () => {
	vi.useFakeTimers({ now: 1000, toFake: ['Date'] });
	vi.stubGlobal('caches', fakeCaches());
	vi.stubGlobal('self', { location: new URL('https://garden.test/') });
	const stored = await caches.open('workbox-precache-v2-https://garden.test/');
	for (const path of [OLD, BOTH, '/offline.html']) await stored.put(path, new Response(path));
});

const former = async () => (await caches.has('former-scripts')) && caches.open('former-scripts');

test('the scripts that only the version before has are saved, and let go once its pages are gone', async () => {
	await saveFormer([BOTH, '/_app/immutable/chunks/new.js']);
	const saved = await former();
	expect(saved && (await saved.match(OLD))).toBeTruthy();
	expect(saved && (await saved.match(BOTH))).toBeUndefined();
	expect(saved && (await saved.match('/offline.html'))).toBeUndefined();
	await forgetFormer(2000);
	expect(await former()).toBe(false);
});

test('a version that goes on while the next one waits does not let go of what that has saved', async () => {
	vi.setSystemTime(3000);
	await saveFormer([BOTH]);
	await forgetFormer(2000);
	expect(await former()).not.toBe(false);
});

test('where all files are the same nothing is saved', async () => {
	await saveFormer([OLD, BOTH]);
	expect(await former()).toBe(false);
});
