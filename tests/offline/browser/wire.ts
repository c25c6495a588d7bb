import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { STATUS, type Fault } from '../net.ts';
import type { CommandServer } from './door.ts';

const HOST = '127.0.0.1';
/** The time that a slow server takes, and how long a killed one is away, in ms. */
const SLOW_MS = 15;
const AWAY_MS = 5;

/** A device's own origin: its pages, and the app's API behind a network that breaks as it is told to. */
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
		if (!request.url?.startsWith('/api/')) return serve(files, request, response);
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
	const body = await buffer(request).catch(() => undefined);
	if (body === undefined) return;
	const status = STATUS[fault];
	if (status) return void response.writeHead(status, { 'retry-after': '1' }).end();
	if (fault === 'portal') return void response.setHeader('content-type', 'text/html').end('<h1>Sign in</h1>');
	if (fault === 'slow') await pause(SLOW_MS);
	const { person, url } = wire;
	const send = (what: BodyInit | null) => server.answer(person, requestOf(url, request, what));
	const whole = body.length > 0 ? new Uint8Array(body) : null;
	if (fault === 'killed half-way') {
		await send(firstHalf(request, body)).catch(() => {});
		return 'killed';
	}
	const [said] = await Promise.all(fault === 'twice' ? [send(whole), send(whole)] : [send(whole)]);
	if (fault === 'answer lost') return void request.socket.destroy();
	response.writeHead(said!.status, Object.fromEntries(said!.headers)).end(await said!.bytes());
	if (fault !== 'late copy') return;
	await pause(SLOW_MS);
	await send(whole);
}

const HEADERS = ['content-type', 'plotluck-sender', 'upload-offset', 'upload-complete'];

function requestOf(
	url: string,
	{ method, url: path, headers }: IncomingMessage,
	body: BodyInit | null
): Request {
	const told = HEADERS.flatMap((name) =>
		headers[name] === undefined ? [] : [[name, String(headers[name])]]
	);
	// undici wants to be told that a stream goes out before the answer comes in.
	return new Request(url + path, {
		method,
		headers: told as [string, string][],
		body,
		duplex: 'half'
	} as RequestInit);
}

/** Of a batch the first commands: one of one is carried out, and only its answer lost. Of a photo's part the first bytes. */
function firstHalf({ method }: IncomingMessage, body: Buffer): BodyInit | null {
	if (body.length === 0) return null;
	if (method === 'PATCH') return breakingOff(body.subarray(0, Math.ceil(body.length / 2)));
	const sent: unknown = JSON.parse(body.toString());
	return Array.isArray(sent) ? JSON.stringify(sent.slice(0, Math.ceil(sent.length / 2))) : body.toString();
}

function breakingOff(bytes: Uint8Array): ReadableStream<Uint8Array> {
	let sent = false;
	return new ReadableStream({
		pull(controller) {
			if (sent) return controller.error(new Error('The connection broke'));
			sent = true;
			controller.enqueue(bytes);
		}
	});
}
