import { Refused } from '#lib/command/refusal.ts';
import type { Tx } from '#lib/db/database.server.ts';

/** Refuses a zone that is not of this garden (422, at `field`); none at all is fine. */
export async function requireZone(
	tx: Tx,
	gardenId: string,
	zoneId: string | null | undefined,
	field = 'zoneId'
): Promise<void> {
	if (!zoneId) return;
	const zone = await tx
		.selectFrom('zone')
		.select('id')
		.where('id', '=', zoneId)
		.where('garden_id', '=', gardenId)
		.executeTakeFirst();
	if (!zone) throw new Refused({ code: 'unprocessable', key: 'gardens_zone_unknown', field });
}
