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

/** Bytes of a photo that is still on its way, from `at_byte` on. */
export interface UploadPartTable {
	upload_id: string;
	at_byte: number;
	person_id: string;
	garden_id: string;
	bytes: Uint8Array;
	created_at: Date;
}

declare module '#lib/db/tables.ts' {
	interface Tables {
		photo: PhotoTable;
		photo_size: PhotoSizeTable;
		upload_part: UploadPartTable;
	}
}
