import type { Db, Tx } from '#lib/db/database.server.ts';
import type { EncodedSize } from './encode.server.ts';
import './tables.ts';

/** The bytes of one size, and how to send them. */
export interface StoredPicture {
	mime: string;
	bytes: Uint8Array;
}

/** Where the bytes of photos lie. The database holds them; files or an object store would be another of these. */
export interface PhotoStore {
	/** Keeps all sizes of a photo, within the transaction that makes it. */
	put(tx: Tx, photoId: string, sizes: readonly EncodedSize[]): Promise<void>;
	/** The smallest size that is at least so wide, else the largest; null where there is none. */
	get(db: Db, photoId: string, width: number): Promise<StoredPicture | null>;
}

/** Bytes beside everything else: one backup holds all, and every instance sees them. */
export const databaseStore: PhotoStore = {
	async put(tx, photoId, sizes) {
		const rows = sizes.map((size) => ({ photo_id: photoId, ...size }));
		await tx.insertInto('photo_size').values(rows).execute();
	},
	async get(db, photoId, width) {
		const row = await db
			.selectFrom('photo_size')
			.select(['mime', 'bytes'])
			.where('photo_id', '=', photoId)
			.orderBy((q) => q('width', '<', width))
			// Of those wide enough the smallest; of those too small the largest.
			.orderBy((q) => q.fn<number>('abs', [q('width', '-', width)]))
			.executeTakeFirst();
		return row ?? null;
	}
};
