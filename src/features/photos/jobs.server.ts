import { sql } from 'kysely';
import type { Db } from '#lib/db/database.server.ts';
import type { JobDefinition } from '#lib/jobs/jobs.server.ts';
import '#features/harvest/tables.ts';
import '#features/rota/tables.ts';
import { clearUploads } from './uploads.server.ts';
import './tables.ts';

const DAY_MS = 86_400_000;
/** A device sends the photo first; what names it may then wait for a connection, or for its owner to mend it. */
const UNUSED_DAYS = 30;
const UPLOAD_DAYS = 7;

/** Clears away, every night, photos that nothing has shown for a month, and uploads that stopped a week ago. */
export function photoJobs(db: Db): JobDefinition[] {
	return [{ queue: 'photos.clean', cron: '17 3 * * *', run: () => cleanPhotos(db, new Date()) }];
}

/** Deletes photos older than thirty days that no lot, defect or turn names, and parts older than seven days. */
export async function cleanPhotos(db: Db, now: Date): Promise<void> {
	await db
		.deleteFrom('photo')
		.where('created_at', '<', new Date(now.getTime() - UNUSED_DAYS * DAY_MS))
		.where(sql<boolean>`not exists (select 1 from lot where lot.photo_id = photo.id)`)
		.where(sql<boolean>`not exists (select 1 from defect where defect.photo_id = photo.id)`)
		.where(sql<boolean>`not exists (select 1 from turn where turn.done_photo_id = photo.id)`)
		.execute();
	await clearUploads(db, new Date(now.getTime() - UPLOAD_DAYS * DAY_MS));
}
