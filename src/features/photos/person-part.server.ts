import type { PersonPart } from '#lib/auth/person-part.ts';
import '#features/gardens/tables.ts';
import './tables.ts';

/** The photos that a person added. What is still on its way goes with them. */
export const photosPart: PersonPart = {
	name: 'photos',
	async collect(db, personId) {
		return db
			.selectFrom('photo')
			.innerJoin('garden', 'garden.id', 'photo.garden_id')
			.select(['garden.name as garden', 'photo.id', 'width', 'height', 'photo.created_at as addedAt'])
			.where('added_by', '=', personId)
			.orderBy('photo.created_at')
			.execute();
	},
	async leave(tx, { gardenId, personId }) {
		await tx
			.deleteFrom('upload_part')
			.where('garden_id', '=', gardenId)
			.where('person_id', '=', personId)
			.execute();
	}
};
