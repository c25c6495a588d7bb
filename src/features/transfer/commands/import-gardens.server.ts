import { sql } from 'kysely';
import * as v from 'valibot';
import { freeSlug, slugOf } from '#features/gardens/slug.ts';
import { defineCommand, isOperator, type CommandContext } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { previewGardens } from '../garden-import.server.ts';
import { refusedFile } from '../refusals.ts';
import { ImportGardens, type PlannedGarden } from '../schema.ts';

type Input = v.InferOutput<typeof ImportGardens>;

/**
 * Puts the gardens of a public list on the map: listed, without stewards. For the operator of the installation only. Rows that are there already or
 * closed are skipped, rows that cannot be used are left out and counted; refused where none can come in.
 */
export const importGardens = defineCommand({
	name: 'transfer.importGardens',
	version: 1,
	input: ImportGardens,
	result: v.object({ added: v.number(), skipped: v.number(), refused: v.number() }),
	guard({ actor }) {
		if (!isOperator(actor)) throw notFound();
	},
	async run(context, input) {
		const plan = await previewGardens(context.tx, input);
		if (!plan.accepted) throw refusedFile(plan.problems, plan.problems.length);
		await addGardens(context, input, plan.gardens);
		const { add, skipped, refused } = plan.counts;
		return {
			result: { added: add, skipped, refused },
			activity: { gardenId: null, subject: null, data: { what: input.source, add, skipped, refused } }
		};
	}
});

async function addGardens(
	{ tx, now }: CommandContext,
	{ timeZone, locale }: Input,
	gardens: PlannedGarden[]
): Promise<void> {
	if (gardens.length === 0) return;
	const slugs = new Set((await tx.selectFrom('garden').select('slug').execute()).map(({ slug }) => slug));
	const values = gardens.map(({ name, address, openingHours, position, boundary, source, externalId }) => {
		const slug = freeSlug(slugOf(name), slugs);
		slugs.add(slug);
		const [lng, lat] = position;
		return { id: newId(), slug, name, address, openingHours, lng, lat, boundary, source, externalId };
	});
	const { rows } = await sql<{ count: number }>`
		with made as (
			insert into garden (id, slug, name, address, opening_hours, time_zone, locale, lng, lat, boundary,
				listed, neighbours_may_join, source, external_id, created_at)
			select id, slug, name, address, "openingHours", ${timeZone}, ${locale}, lng, lat,
				nullif(boundary, 'null'::jsonb), true, false, source, "externalId", ${now}::timestamptz
			from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as list (
				id uuid, slug text, name text, address text, "openingHours" text, lng double precision,
				lat double precision, boundary jsonb, source text, "externalId" text
			)
			on conflict do nothing
			returning 1
		)
		select count(*)::int as count from made`.execute(tx);
	// Somebody founded one of the same address in this moment.
	if (rows[0]?.count !== gardens.length) throw new Refused({ code: 'conflict', key: 'transfer_plan_moved' });
}
