import type { Db, Tx } from '#lib/db/database.server.ts';

/** A membership that ends now. */
export interface Leaving {
	membershipId: string;
	gardenId: string;
	personId: string;
}

/**
 * What one room holds of a person. Each room declares its own; together they make the download of one's data,
 * and see to it that somebody who leaves leaves nothing undone and nothing of their own behind.
 */
export interface PersonPart {
	/** The room's name: the key of its part in the download. */
	name: string;
	/** All that the room holds of the person, as plain JSON in words a person understands. */
	collect(db: Db | Tx, personId: string): Promise<object>;
	/** The person leaves a garden: duties and holdings in it pass on or end. The record of the past stays. */
	leave?(tx: Tx, leaving: Leaving, now: Date): Promise<void>;
	/** The person leaves for good (every garden has been left before): what is only theirs is deleted. */
	erase?(tx: Tx, personId: string, now: Date): Promise<void>;
}
