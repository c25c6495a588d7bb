import { expect, test } from 'vitest';
import { isLocalVisit } from './browser.server.ts';

/** A request for the set-up page as the route sees it. */
function visit(given: {
	address?: string;
	host?: string;
	origin?: string;
	headers?: Record<string, string>;
}) {
	const { address = '127.0.0.1', host = 'localhost:3000', origin, headers = {} } = given;
	return {
		getClientAddress: () => address,
		url: new URL(`${origin ?? `http://${host}`}/setup`),
		request: new Request('http://x.invalid', { headers }),
		locals: { house: { settings: { origin } } }
	} as unknown as Parameters<typeof isLocalVisit>[0];
}

test.each([
	{},
	{ host: '127.0.0.1:3000' },
	{ address: '::1', host: '[::1]:3000' },
	{ address: '::ffff:127.0.0.1' },
	{ origin: 'http://localhost:3000' }
])('%j comes from this machine', (given) => {
	expect(isLocalVisit(visit(given))).toBe(true);
});

test.each([
	{ address: '192.168.1.20' },
	{ address: '::ffff:10.0.0.5' },
	{ host: 'garden.example.org' },
	{ host: 'localhost.evil.example:3000' },
	{ host: '127.0.0.1.nip.io' },
	{ origin: 'https://garden.example.org' },
	{ headers: { 'x-forwarded-for': '127.0.0.1' } },
	{ headers: { 'X-Forwarded-Proto': 'http' } },
	{ headers: { forwarded: 'for=127.0.0.1' } },
	{ headers: { 'x-real-ip': '127.0.0.1' } },
	{ headers: { via: '1.1 proxy' } }
] as Parameters<typeof visit>[0][])('%j may come from elsewhere', (given) => {
	expect(isLocalVisit(visit(given))).toBe(false);
});

test('a name that points here from outside is seen in the Host header, whatever the address says', () => {
	const event = visit({});
	const headers = new Headers({ host: 'evil.example' });
	expect(isLocalVisit({ ...event, request: { headers } as Request })).toBe(false);
});
