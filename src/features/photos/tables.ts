export interface PhotoTable {
	id: string;
	garden_id: string;
	added_by: string;
	width: number;
	height: number;
	created_at: Date;
}

/** One size of a photo, re-encoded (no EXIF). */
export interface PhotoSizeTable {
	photo_id: string;
	width: number;
	height: number;
	mime: string;
	bytes: Uint8Array;
}

declare module '#lib/db/tables.ts' {
	interface Tables {
		photo: PhotoTable;
		photo_size: PhotoSizeTable;
	}
}
