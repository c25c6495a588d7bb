import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startServer } from '#tests/setup/server.ts';
import { enterDemo, ratePerSecond, ratio } from './ask.ts';
import { report } from './report.ts';

/** Today against an empty page of the same build, and the unchanged board against a bare server, with PostgreSQL. */
export async function benchPages(databaseUrl: string): Promise<void> {
	const server = await startServer({
		demo: true,
		databaseUrl,
		env: { LOG_LEVEL: 'warn', PLOTLUCK_EMPTY_PAGE: '1' }
	});
	try {
		await today(server.url);
		await board(server.url);
	} finally {
		await server.stop();
	}
}

async function today(url: string): Promise<void> {
	const { cookie, slug } = await enterDemo(url, 'gardener');
	const {
		ratio: part,
		a,
		b
	} = await ratio(
		() => ratePerSecond({ url: `${url}/g/${slug}/today`, headers: { cookie } }),
		() => ratePerSecond({ url: `${url}/empty-page` })
	);
	report({
		name: 'Today, signed in, PostgreSQL',
		value: `${(part * 100).toFixed(0)} % (${a.toFixed(0)} requests/s)`,
		comparedTo: `an empty page of the same build: ${b.toFixed(0)} requests/s`,
		promise: 'at least 60 %',
		kept: part >= 0.6
	});
}

async function board(url: string): Promise<void> {
	const bare = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1');
	await once(bare, 'listening');
	const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`;
	const { slug } = await enterDemo(url, 'neighbour');
	const boardUrl = `${url}/g/${slug}/harvest`;
	const first = await fetch(boardUrl, { headers: { 'accept-language': 'en' } });
	const headers = { 'if-none-match': first.headers.get('etag') ?? '', 'accept-language': 'en' };
	await first.text();
	try {
		const {
			ratio: part,
			a,
			b
		} = await ratio(
			() => ratePerSecond({ url: boardUrl, headers }, 304),
			() => ratePerSecond({ url: bareUrl })
		);
		report({
			name: 'The public board, unchanged (304)',
			value: `${(part * 100).toFixed(0)} % (${a.toFixed(0)} requests/s)`,
			comparedTo: `a bare node:http answer: ${b.toFixed(0)} requests/s`,
			promise: 'at least 50 %',
			kept: part >= 0.5
		});
	} finally {
		bare.close();
	}
}
