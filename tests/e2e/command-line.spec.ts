import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startServer, type RunningServer } from '#tests/setup/server.ts';

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer({ demo: true });
});
test.afterAll(() => server.stop());

/** Status and tag of the harvest board for a visitor who has that copy of it. */
async function visit(etag = ''): Promise<{ status: number; etag: string }> {
	const url = `${server.url}/g/elm-street-garden/harvest`;
	const page = await fetch(url, { headers: { 'if-none-match': etag } });
	await page.text();
	return { status: page.status, etag: page.headers.get('etag') ?? '' };
}

test('the built server does verbs while it serves, and forgets the pages that they make untrue', async () => {
	const { status, etag } = await visit();
	expect(status).toBe(200);
	expect((await visit(etag)).status).toBe(304);

	const file = join(server.dataDir, 'nightly.backup');
	expect(await server.plotluck('backup', file)).toContain(`rows are in ${file}`);
	expect(statSync(file).size).toBeGreaterThan(50_000);
	expect(await server.plotluck('check')).toContain('database: pglite');

	expect((await visit(etag)).status).not.toBe(404);
	expect(await server.plotluck('demo', '--remove')).toContain('The demo is gone: 2 gardens');
	expect((await visit(etag)).status).toBe(404);
});

test('a server that ends leaves no socket behind', async () => {
	const socket = join(server.dataDir, 'cli.sock');
	expect(existsSync(socket)).toBe(true);
	await server.stop({ keepData: true });
	expect(existsSync(socket)).toBe(false);
	expect(server.output()).not.toContain('"level"');
});
