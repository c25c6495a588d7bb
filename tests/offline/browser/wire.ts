import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { STATUS, type Fault } from '../net.ts';
import type { CommandServer } from './door.ts';

const HOST = '127.0.0.1';
/** The time that a slow server takes, and how long a killed one is away, in ms. */
const SLOW_MS = 15;
const AWAY_MS = 5;

/** A device's own origin: its pages, and the app's commands behind a network that breaks as it is told to. */
export interface Wire {
	url: string;
	/** Who is signed in on the device. */
	person: string;
	/** What goes wrong with the requests to come, in turn, and with all after these. */
	faults: Fault[];
	afterwards: Fault;
	/** Every request that has arrived was dealt with, those too that nobody waits for any more. */
	settled(): Promise<void>;
	close(): Promise<void>;
}

/** Opens a port. `keepAlive`: connections are used again, and Chromium itself sends again over a broken one. */
export async function openWire(
	server: CommandServer,
	files: ReadonlyMap<string, string>,
	{ keepAlive }: { keepAlive: boolean }
): Promise<Wire> {
	const work = new Set<Promise<unknown>>();
	const http = createServer((request, response) => {
		if (!keepAlive) response.setHeader('connection', 'close');
		if (request.url !== '/api/v1/commands') return serve(files, request, response);
		const ended = answer(wire, server, request, response)
			.then((end) => (end === 'killed' ? restart(http) : undefined))
			.catch((error: unknown) => console.error(error))
			.finally(() => work.delete(ended));
		work.add(ended);
	});
	await once(http.listen(0, HOST), 'listening');
	const wire: Wire = {
		url: `http://${HOST}:${(http.address() as AddressInfo).port}`,
		person: '',
		faults: [],
		afterwards: 'none',
		async settled() {
			while (work.size > 0) await Promise.all(work);
		},
		async close() {
			http.closeAllConnections();
			await new Promise((resolve) => http.close(resolve));
		}
	};
	return wire;
}

function serve(
	files: ReadonlyMap<string, string>,
	{ url = '' }: IncomingMessage,
	response: ServerResponse
): void {
	const file = files.get(url);
	if (file === undefined) return void response.writeHead(404).end();
	response.setHeader('content-type', url.endsWith('.js') ? 'text/javascript' : 'text/html');
	response.end(file);
}

/** All connections end, and for a moment there is nobody at the port. */
async function restart(http: Server): Promise<void> {
	if (!http.listening) return;
	const { port } = http.address() as AddressInfo;
	http.close();
	http.closeAllConnections();
	await pause(AWAY_MS);
	await once(http.listen(port, HOST), 'listening');
}

async function answer(
	wire: Wire,
	server: CommandServer,
	request: IncomingMessage,
	response: ServerResponse
): Promise<'killed' | void> {
	const fault = wire.faults.shift() ?? wire.afterwards;
	if (fault === 'down') return void request.socket.destroy();
	const body = await text(request).catch(() => undefined);
	if (body === undefined) return;
	const status = STATUS[fault];
	if (status) return void response.writeHead(status, { 'retry-after': '1' }).end();
	if (fault === 'portal') return void response.setHeader('content-type', 'text/html').end('<h1>Sign in</h1>');
	if (fault === 'slow') await pause(SLOW_MS);
	const { person } = wire;
	const post = (what: string) => server.post(person, new Headers(headersOf(request)), what);
	if (fault === 'killed half-way') {
		await post(firstHalf(body));
		return 'killed';
	}
	const [said] = await Promise.all(fault === 'twice' ? [post(body), post(body)] : [post(body)]);
	if (fault === 'answer lost') return void request.socket.destroy();
	response.writeHead(said!.status, Object.fromEntries(said!.headers)).end(await said!.text());
	if (fault !== 'late copy') return;
	await pause(SLOW_MS);
	await post(body);
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
	const sender = headers['plotluck-sender'];
	const own = { 'content-type': headers['content-type'] ?? '' };
	return typeof sender === 'string' ? { ...own, 'plotluck-sender': sender } : own;
}

/** A batch of one is carried out: what was lost of it is its answer. */
function firstHalf(body: string): string {
	const sent: unknown = JSON.parse(body);
	return Array.isArray(sent) ? JSON.stringify(sent.slice(0, Math.ceil(sent.length / 2))) : body;
}
