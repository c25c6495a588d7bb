/** The channel on which the service worker tells the stage how it fares. */
export const WORKER = 'histories-worker';

/** `armed`: it knows how long it is to live. `ended`: what it had to send is sent, or not. `dying`: it is to be stopped. */
export type Word = 'armed' | 'ended' | 'dying';

/** What the worker is told before it sends. */
export interface Arming {
	type: 'arm';
	skew: number;
	lives: number | null;
}
