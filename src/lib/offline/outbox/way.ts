import { NotSent, type Way } from './drain.ts';
import type { Decision, SaidRefusal, Unsent } from './types.ts';

const COMMANDS = '/api/v1/commands';
const PART_BYTES = 512 * 1024;
const SENDER = 'plotluck-sender';
const TIMEOUT_MS = 30_000;

interface Said {
	id: string;
	ok: boolean;
	status?: number;
	result?: Record<string, unknown>;
	refusal?: SaidRefusal;
	/** Seconds. */
	retryAfter?: number;
}

/** The way over HTTP to the server of this page. */
export const overHttp: Way = { commands, file };

async function commands(sender: string, entries: readonly Unsent[]): Promise<Decision[]> {
	const body = entries.map(({ id, name, version, input, doneAt }) => ({ id, name, version, input, doneAt }));
	const headers = { 'content-type': 'application/json', [SENDER]: sender };
	const response = await reach(COMMANDS, { method: 'POST', headers, body: JSON.stringify(body) });
	const said = await jsonOf(response);
	if (!Array.isArray(said)) throw new NotSent('portal');
	return (said as Said[]).map((one) => decisionOf(one));
}

/**
 * Sends a photo in parts, from where an earlier try broke off (draft-ietf-httpbis-resumable-upload). The last part
 * is answered like a command.
 */
async function file(sender: string, entry: Unsent): Promise<Decision> {
	const bytes = entry.file!;
	const url = `/api/v1/uploads/${entry.id}?garden=${encodeURIComponent(String(entry.input.gardenId))}`;
	let offset = await offsetAt(url, sender, bytes.size);
	for (;;) {
		const end = Math.min(bytes.size, offset + PART_BYTES);
		const last = end === bytes.size;
		const headers = {
			'content-type': 'application/partial-upload',
			'upload-offset': String(offset),
			'upload-complete': last ? '?1' : '?0',
			[SENDER]: sender
		};
		const response = await reach(url, { method: 'PATCH', headers, body: bytes.slice(offset, end) }, [409]);
		const right = response.headers.get('upload-offset');
		if (response.status === 409 && right !== null && Number(right) !== offset) offset = Number(right);
		else if (last || !response.ok) return await fileDecision(response, entry.id);
		else offset = end;
	}
}

async function fileDecision(response: Response, id: string): Promise<Decision> {
	const said = (await jsonOf(response)) as Said;
	return decisionOf({ ...said, id, ok: response.ok, status: response.status });
}

async function offsetAt(url: string, sender: string, size: number): Promise<number> {
	const response = await reach(url, { method: 'HEAD', headers: { [SENDER]: sender } }, [404]);
	// All of it has arrived already, and only the answer was lost: an empty last part asks for it again.
	if (response.headers.get('upload-complete') === '?1') return size;
	const offset = Number(response.headers.get('upload-offset') ?? 0);
	return response.ok && Number.isSafeInteger(offset) ? offset : 0;
}

/** Fetches, and throws NotSent where the answer decides nothing. */
async function reach(url: string, init: RequestInit, meant: readonly number[] = []): Promise<Response> {
	let response: Response;
	try {
		response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
	} catch {
		throw new NotSent('unreached');
	}
	if (meant.includes(response.status)) return response;
	if (response.status === 401) throw new NotSent('signed-out');
	if (response.status === 429 || response.status >= 500) throw new NotSent('server', retryAfter(response));
	return response;
}

function retryAfter({ headers }: Response): number | undefined {
	const seconds = Number(headers.get('retry-after'));
	return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

/** A page in the place of our answer is that of a network that wants a sign-in of its own. */
async function jsonOf(response: Response): Promise<unknown> {
	if (!response.headers.get('content-type')?.includes('application/json')) throw new NotSent('portal');
	try {
		return await response.json();
	} catch {
		throw new NotSent('unreached');
	}
}

function decisionOf({ id, ok, status = 0, result, refusal, retryAfter = 0 }: Said): Decision {
	if (ok) return { id, kind: 'done', result: result ?? {} };
	if (status === 503) return { id, kind: 'passed over' };
	if (!refusal || status === 401 || status === 429 || status >= 500)
		return { id, kind: 'undecided', retryAfterMs: retryAfter * 1000 };
	return { id, kind: 'refused', refusal };
}
