import type { Photo } from '../../photo.ts';

/** A write as a tab is given it; the time of it comes from the device's own clock. */
export interface TabWrite {
	id: string;
	thing: string;
	photo?: Photo;
}

/** What a tab shows: ids of what waits and of what was refused, and why it cannot send. */
export interface Look {
	waiting: string[];
	refused: string[];
	trouble: string | undefined;
}

/** What the harness can do in a tab: the same with our outbox and with the queue of Workbox. */
export interface Tab {
	/** Opens the app for this person. */
	open(sender: string): Promise<void>;
	/** Resolves once the person would be told that it is kept; true where they are told at once that it is refused. */
	write(write: TabWrite): Promise<boolean>;
	/** A whole round of sending. */
	send(): Promise<void>;
	/** Sends, and tells what the person sees after that. */
	look(): Promise<Look>;
	/** Lets go of what was refused, as somebody does who has seen it. */
	letGo(ids: string[]): Promise<void>;
}
