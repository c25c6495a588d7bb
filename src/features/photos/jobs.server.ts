import { sql } from 'kysely';
import type { Db } from '#lib/db/database.server.ts';
import type { JobDefinition } from '#lib/jobs/jobs.server.ts';
import '#features/harvest/tables.ts';
import './tables.ts';

/** A form may lie open for long before it is sent again with the photo that it already brought. */
const UNUSED_DAYS = 2;

/** Clears away photos that nothing has shown for two days since they came, every night. */
export function photoJobs(db: Db): JobDefinition[] {
	return [{ queue: 'photos.clean', cron: '17 3 * * *', run: () => cleanPhotos(db, new Date()) }];
}

/** Deletes the photos older than two days that no lot names, with their sizes. */
export async function cleanPhotos(db: Db, now: Date): Promise<void> {
	await db
		.deleteFrom('photo')
		.where('created_at', '<', new Date(now.getTime() - UNUSED_DAYS * 86_400_000))
		.where(sql<boolean>`not exists (select 1 from lot where lot.photo_id = photo.id)`)
		.execute();
}
