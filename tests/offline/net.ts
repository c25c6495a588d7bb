import type { CountingDoor, Write } from './door.ts';

/** What goes wrong with one request. */
export type Fault =
	| 'none'
	/** No connection. */
	| 'down'
	/** The server commits, and its answer never arrives. */
	| 'answer lost'
	/** The network delivers the request twice. */
	| 'twice'
	/** The server is killed after the first half of the request. */
	| 'killed half-way'
	/** The server answers 500 and has done nothing. */
	| 'error'
	/** Somebody in between answers 200 with a page of their own. */
	| 'portal';

export const FAULTS: readonly Fault[] = [
	'none',
	'down',
	'answer lost',
	'twice',
	'killed half-way',
	'error',
	'portal'
];

/** What came back over the network: the server's answers, or what stands in their place. */
export type Reply =
	| { kind: 'answers'; ok: Map<string, boolean> }
	| { kind: 'nothing' }
	| { kind: 'status 500' }
	| { kind: 'a page of somebody else' };

/** Sends one request through a network with this fault. */
export async function overNet(door: CountingDoor, fault: Fault, writes: readonly Write[]): Promise<Reply> {
	if (fault === 'down') return { kind: 'nothing' };
	if (fault === 'error') return { kind: 'status 500' };
	if (fault === 'portal') return { kind: 'a page of somebody else' };
	const arrived = fault === 'killed half-way' ? writes.slice(0, Math.ceil(writes.length / 2)) : writes;
	const ok = new Map<string, boolean>();
	for (const write of arrived) ok.set(write.id, await door.send(write));
	if (fault === 'twice') for (const write of arrived) ok.set(write.id, await door.send(write));
	if (fault === 'answer lost' || fault === 'killed half-way') return { kind: 'nothing' };
	return { kind: 'answers', ok };
}
