import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startServer } from '#tests/setup/server.ts';
import { enterDemo, ratePerSecond, ratio } from './ask.ts';
import { report } from './report.ts';

/** Today against an empty page of the same build, and the unchanged board against a bare server, with PostgreSQL. */
export async function benchPages(databaseUrl: string): Promise<void> {
	const server = await startServer({
		demo: true,
		databaseUrl,
		env: { LOG_LEVEL: 'warn' }
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
	const load = { url: `${url}/g/${slug}/today`, headers: { cookie } };
	const empty = () => ratePerSecond({ url: `${url}/empty-page` });
	const again = await ratio(() => ratePerSecond(load), empty);
	const anew = await ratio(() => ratePerSecond({ ...load, apart: true }), empty);
	report({
		name: 'Today, signed in, PostgreSQL',
		value: percent(again),
		comparedTo: `an empty page of the same build: ${again.b.toFixed(0)} requests/s`,
		promise: 'at least 60 %',
		kept: again.ratio >= 0.6
	});
	report({
		name: 'Today where nothing was asked before: the page is rendered at each request',
		value: percent(anew),
		comparedTo: `an empty page of the same build: ${anew.b.toFixed(0)} requests/s`
	});
}

function percent({ ratio, a }: { ratio: number; a: number }): string {
	return `${(ratio * 100).toFixed(0)} % (${a.toFixed(0)} requests/s)`;
}

/** A server that does nothing else, in a process of its own as the measured one is. */
async function bareServer(): Promise<{ url: string; stop(): void }> {
	const script = `
		const server = require('node:http').createServer((_, response) => response.end('ok'));
		server.listen(0, '127.0.0.1', () => process.send(server.address().port));`;
	const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
	const [port] = (await once(child, 'message')) as [number];
	return { url: `http://127.0.0.1:${port}/`, stop: () => void child.kill() };
}

async function board(url: string): Promise<void> {
	const bare = await bareServer();
	const { slug } = await enterDemo(url, 'neighbour');
	const boardUrl = `${url}/g/${slug}/harvest`;
	const first = await fetch(boardUrl, { headers: { 'accept-language': 'en' } });
	const headers = { 'if-none-match': first.headers.get('etag') ?? '', 'accept-language': 'en' };
	await first.text();
	try {
		const unchanged = await ratio(
			() => ratePerSecond({ url: boardUrl, headers }, 304),
			() => ratePerSecond({ url: bare.url })
		);
		report({
			name: 'The public board, unchanged (304)',
			value: percent(unchanged),
			comparedTo: `a bare node:http answer: ${unchanged.b.toFixed(0)} requests/s`,
			promise: 'at least 50 %',
			kept: unchanged.ratio >= 0.5
		});
	} finally {
		bare.stop();
	}
}
