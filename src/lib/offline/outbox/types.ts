/** A refusal as the server said it, in the words of the reader's language. */
export interface SaidRefusal {
	key: string;
	sentence: string;
	field?: string;
	issues?: { field: string; sentence: string }[];
}

/** A command that was written on this device and that the server has not decided yet. */
export interface Unsent {
	/** The place in the order in which things were written; given by the store. */
	seq: number;
	/** The command's id: sent as often as it takes, it happens once. */
	id: string;
	/** The person who wrote it. Nobody else on this device sees it or sends it. */
	sender: string;
	name: string;
	/** The version of the command's meaning that this code knows. */
	version: number;
	input: Record<string, unknown>;
	/** When it was written, by this device's clock: an ISO instant. */
	doneAt: string;
	/** What keeps its order: 'turn:…'. Of one thing, nothing overtakes what was written before it. */
	thing: string;
	/** What it is, in words: "Watered: zone B". */
	words: string;
	/** The part of the words that tells it from others of its kind: a title. */
	what?: string;
	/** It is only a wish until the server has said yes. */
	wish?: boolean;
	/** The page on which it was written. */
	href: string;
	/** What was typed, to fill the form again. */
	values: Record<string, string | string[]>;
	/** The bytes of a photo; such an entry goes out by the way of uploads. */
	file?: Blob;
	/** The id of the entry without which this one makes no sense (a lot's photo). */
	after?: string;
	state: 'waiting' | 'refused';
	/** Tries that nobody answered. */
	tries: number;
	/** Not before this time of this device's clock, in ms; 0: at once. */
	retryAt: number;
	refusal?: SaidRefusal;
}

/** An entry before the store has given it a place. */
export type NewEntry = Omit<Unsent, 'seq' | 'state' | 'tries' | 'retryAt' | 'refusal'>;

/**
 * What the server decided of one entry. `undecided` is to be sent again after a pause; `passed over` was not
 * tried because of one before it, and may go out again at once.
 */
export type Decision =
	| { id: string; kind: 'done'; result: Record<string, unknown> }
	| { id: string; kind: 'refused'; refusal: SaidRefusal }
	| { id: string; kind: 'undecided'; retryAfterMs?: number }
	| { id: string; kind: 'passed over' };

/** Why nothing could be sent. */
export type Trouble =
	/** No connection, or nobody at the other end. */
	| 'unreached'
	/** Somebody in between answers in the server's place: a network that wants a sign-in. */
	| 'portal'
	/** The server answers that it is not well. */
	| 'server'
	/** Nobody is signed in, or somebody else. */
	| 'signed-out'
	| KeepTrouble;

/** Why this device does not keep what is written. */
export type KeepTrouble =
	/** It cannot read or write what it keeps. */
	| 'storage'
	/** It has no room left. */
	| 'full'
	/** Another tab or window holds what is kept. */
	| 'held'
	/** It does not answer any more. */
	| 'stalled'
	/** A newer version of the app, in another tab, keeps things in its own way already. */
	| 'newer';
