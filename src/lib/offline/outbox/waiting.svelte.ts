import type { Trouble, Unsent } from './types.ts';

/**
 * What waits to be sent, as the screens show it. It is empty until the outbox itself, which is loaded once the
 * page stands, has looked into the store.
 */
class Waiting {
	entries = $state.raw<readonly Unsent[]>([]);
	/** Why it does not go out. */
	trouble = $state<Trouble>();
	/** True while something is on its way. */
	sending = $state(false);
	/** True once the store was looked into. */
	known = $state(false);
}

/** The one of this page. */
export const waiting = new Waiting();
