import { expect, test } from 'vitest';
import { KeptPages } from './kept-pages.server.ts';

const now = new Date('2026-08-18T15:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const POLICY = 'content-security-policy';

function made(nonce: string, extra: Record<string, string> = {}): Response {
	const policy = `default-src 'self'; script-src 'self' 'nonce-${nonce}'`;
	return new Response(`<script nonce="${nonce}">1</script><p>Rosa</p><script nonce="${nonce}">2</script>`, {
		headers: { [POLICY]: policy, etag: '"x"', 'content-type': 'text/html', ...extra }
	});
}

async function filled(extra?: Record<string, string>): Promise<KeptPages> {
	const pages = new KeptPages();
	await pages.keep('rosa', 'elm', pages.step, made('first==', extra), now);
	return pages;
}

test('a kept page comes back whole, each time with a nonce of its own', async () => {
	const pages = await filled();
	const [one, two] = [pages.answer('rosa', now)!, pages.answer('rosa', now)!];
	const nonce = /'nonce-([^']+)'/.exec(one.headers.get(POLICY)!)![1]!;
	expect(await one.text()).toBe(await made(nonce).text());
	expect(one.headers.get('content-type')).toBe('text/html');
	expect(one.headers.get('etag')).toBeNull();
	expect(nonce).not.toBe('first==');
	expect(two.headers.get(POLICY)).not.toContain(nonce);
	expect(await two.text()).not.toContain(nonce);
});

test('a change in the garden ends it, one elsewhere does not, and one that touches no garden ends all', async () => {
	const pages = await filled();
	pages.changed('canal');
	expect(pages.answer('rosa', now)).toBeDefined();
	pages.changed('elm');
	expect(pages.answer('rosa', now)).toBeUndefined();
	const again = await filled();
	again.changed(null);
	expect(again.answer('rosa', now)).toBeUndefined();
});

test('a page begun before a change is not kept', async () => {
	const pages = new KeptPages();
	const { step } = pages;
	pages.changed('elm');
	await pages.keep('rosa', 'elm', step, made('a'), now);
	expect(pages.answer('rosa', now)).toBeUndefined();
});

test('nobody else gets it, and nothing is believed for long', async () => {
	const pages = await filled();
	expect(pages.answer('ahmed', now)).toBeUndefined();
	expect(pages.answer('rosa', later(19_999))).toBeDefined();
	expect(pages.answer('rosa', later(20_000))).toBeUndefined();
});

test('what sets a cookie, or has no nonce to renew, is not kept', async () => {
	expect((await filled({ 'set-cookie': 'a=b' })).answer('rosa', now)).toBeUndefined();
	expect((await filled({ [POLICY]: "script-src 'self'" })).answer('rosa', now)).toBeUndefined();
});
