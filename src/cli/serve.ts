import { subscribe } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { constants } from 'node:zlib';
import compression from 'compression';
import type { House } from '#lib/house/house.server.ts';
import { UnchangedPages } from '#lib/house/unchanged.server.ts';
import { readSettings, type Settings } from '#lib/settings.server.ts';
import { returnMemory, saveMemory } from './memory.ts';
import { listenForVerbs, type Ear } from './running/listen.ts';

type Asked = Parameters<ReturnType<typeof compression>>[0];
type Answered = Parameters<ReturnType<typeof compression>>[1];
type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface Change {
	gardenId: string | null | undefined;
}

const DRAIN_MS = 10_000;
/** Icons and drawings, whose names stay the same: a browser that has them asks again after a week. */
const DRAWINGS = /^\/(crops|install)\/|^\/[^/]*\.(png|svg|ico)$/;

/** Serves the built app until SIGTERM or SIGINT; then finishes the requests in flight and closes the database. */
async function serve(settings: Settings): Promise<void> {
	saveMemory();
	prepareEnvironment(settings);
	const { handler, house } = await openApp();
	// With PostgreSQL the command line opens the database itself.
	const ear = house?.database.engine === 'pglite' ? await listenForVerbs(house) : undefined;
	const unchanged = new UnchangedPages();
	// Pages and answers; the build's own files are compressed already. 6 packs 7 % better than the usual 4, for half
	// a millisecond a page.
	const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };
	const compressed = compression({ brotli });
	// The app is a bundle of its own in this process; the channel is how it tells of commits.
	subscribe('plotluck:changed', (message) => unchanged.changed((message as Change).gardenId));
	const server = createServer((request, response) => {
		if (unchanged.answer(request, response, Date.now())) return;
		unchanged.watch(request, response);
		if (!settings.origin) request.headers['x-plotluck-protocol'] = 'http';
		if (DRAWINGS.test(request.url ?? '')) response.setHeader('cache-control', 'public, max-age=604800');
		compressed(request as Asked, response as Answered, () => handler(request, response));
	});
	// Longer than a proxy or a browser keeps a connection: one that is closed under a request looks like a fault.
	server.keepAliveTimeout = 65_000;
	server.on('error', fail);
	server.listen(settings.port, settings.host, () => {
		process.stdout.write(`Plotluck is ready at ${settings.origin ?? `http://localhost:${settings.port}`}\n`);
		returnMemory();
	});
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(server, ear));
}

function prepareEnvironment(settings: Settings): void {
	process.env.BODY_SIZE_LIMIT ??= '30M';
	if (settings.origin) process.env.ORIGIN = settings.origin;
	// Without a public address, pages are served over http under whatever name they are asked for.
	else process.env.PROTOCOL_HEADER ??= 'x-plotluck-protocol';
}

/** The adapter reads its settings from the environment while it loads, so it is loaded after they are set. */
async function openApp(): Promise<{ handler: Handler; house?: House }> {
	let house: unknown;
	subscribe('plotluck:opened', (opened) => (house = opened));
	const built = new URL('../../build/handler.js', import.meta.url).href;
	const { handler } = (await import(built)) as { handler: Handler };
	return { handler, house: house as House | undefined };
}

async function stop(server: Server, ear: Ear | undefined): Promise<void> {
	const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
	const drained = new Promise((done) => server.close(done));
	server.closeIdleConnections();
	await Promise.all([drained, ear?.stop(DRAIN_MS)]);
	clearTimeout(late);
	process.emit('sveltekit:shutdown' as 'beforeExit', 0);
}

function fail(error: unknown): void {
	process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
	process.exit(1);
}

try {
	await serve(readSettings(process.env));
} catch (error) {
	fail(error);
}
