import { sql } from 'kysely';
import type { Db } from '#lib/db/database.server.ts';
import { databaseStore, type StoredPicture } from './store.server.ts';
import '#features/gardens/tables.ts';
import '#features/harvest/tables.ts';
import '#features/members/tables.ts';
import './tables.ts';

/** A picture to send, and whether caches between here and the reader may keep it. */
export interface SeenPicture extends StoredPicture {
	open: boolean;
}

/**
 * A photo in the size for `width`, for whoever may see it: everybody where a lot for everyone in a listed
 * garden shows it; else who gardens there, whoever added it, and whoever gives or claimed the lot. Else null.
 */
export async function pictureFor(
	db: Db,
	photoId: string,
	width: number,
	personId: string | null
): Promise<SeenPicture | null> {
	const found = await db
		.selectFrom('photo')
		.innerJoin('garden', 'garden.id', 'photo.garden_id')
		.select(isOpen().as('open'))
		.where('photo.id', '=', photoId)
		.where('garden.closed_at', 'is', null)
		.where((w) => w.or([isOpen(), isInside(personId)]))
		.executeTakeFirst();
	if (!found) return null;
	const picture = await databaseStore.get(db, photoId, width);
	return picture && { ...picture, open: found.open };
}

function isOpen() {
	return sql<boolean>`(garden.listed and exists (
		select 1 from lot
		where lot.photo_id = photo.id and lot.audience = 'everyone' and lot.withdrawn_at is null
	))`;
}

function isInside(personId: string | null) {
	return sql<boolean>`exists (
		select 1 from membership
		where membership.garden_id = photo.garden_id
			and membership.person_id = ${personId}
			and membership.left_at is null
			and (
				membership.role in ('steward', 'member')
				or exists (
					select 1 from lot
					where lot.photo_id = photo.id and (
						lot.audience = 'everyone'
						or exists (
							select 1 from claim where claim.lot_id = lot.id and claim.person_id = membership.person_id
								and claim.state in ('reserved', 'picked_up')
						)
					)
				)
			)
	)`;
}
