import type { CountingDoor, Sent } from './door.ts';

/** What goes wrong with one request. */
export type Fault =
	| 'none'
	/** No connection. */
	| 'down'
	/** The server commits, and its answer never arrives. */
	| 'answer lost'
	/** The network delivers the request twice. */
	| 'twice'
	/** A copy of the request arrives once more, when it was answered long ago. */
	| 'late copy'
	/** The server is killed after the first half of the request. */
	| 'killed half-way'
	/** The server answers 500 and has done nothing. */
	| 'error'
	/** The server answers 503 and says when to come back. */
	| 'busy'
	/** The server answers 429: too much at once. */
	| 'too many'
	/** It takes its time. */
	| 'slow'
	/** Somebody in between answers 200 with a page of their own. */
	| 'portal';

export const FAULTS: readonly Fault[] = [
	'none',
	'down',
	'answer lost',
	'twice',
	'late copy',
	'killed half-way',
	'error',
	'busy',
	'too many',
	'slow',
	'portal'
];

/** What a server answers that decides nothing. */
export const STATUS: Partial<Record<Fault, number>> = { error: 500, busy: 503, 'too many': 429 };

/** What came back over the network: the server's answers, or what stands in their place. */
export type Reply =
	| { kind: 'answers'; ok: Map<string, boolean> }
	| { kind: 'nothing' }
	| { kind: 'status'; status: number }
	| { kind: 'a page of somebody else' };

/** Sends one request through a network with this fault. */
export async function overNet(door: CountingDoor, fault: Fault, sent: readonly Sent[]): Promise<Reply> {
	if (fault === 'down') return { kind: 'nothing' };
	const status = STATUS[fault];
	if (status) return { kind: 'status', status };
	if (fault === 'portal') return { kind: 'a page of somebody else' };
	const arrived = fault === 'killed half-way' ? sent.slice(0, Math.ceil(sent.length / 2)) : sent;
	const ok = new Map<string, boolean>();
	for (const one of arrived) ok.set(one.id, await door.send(one));
	if (fault === 'twice') for (const one of arrived) ok.set(one.id, await door.send(one));
	if (fault === 'late copy') for (const one of arrived) await door.send(one);
	if (fault === 'answer lost' || fault === 'killed half-way') return { kind: 'nothing' };
	return { kind: 'answers', ok };
}
