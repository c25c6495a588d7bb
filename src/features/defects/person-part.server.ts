import type { PersonPart } from '#lib/auth/person-part.ts';
import '#features/gardens/tables.ts';
import './tables.ts';

/** What a person reported. The garden needs the report until the thing is mended, so it stays, without the name. */
export const defectsPart: PersonPart = {
	name: 'defects',
	async collect(db, personId) {
		return db
			.selectFrom('defect')
			.innerJoin('garden', 'garden.id', 'defect.garden_id')
			.select(['garden.name as garden', 'what', 'details'])
			.select(['reported_at as reportedAt', 'mended_at as mendedAt'])
			.where('reporter_id', '=', personId)
			.orderBy('reported_at')
			.execute();
	}
};
