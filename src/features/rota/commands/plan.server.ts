import { requireZone } from '#features/gardens/zone.server.ts';
import { sql } from 'kysely';
import * as v from 'valibot';
import { requireArea } from '#features/members/access.server.ts';
import { defineCommand, type ActivityNote } from '#lib/command/command.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { applySharing } from '../sharing/apply.server.ts';
import { ChangeRota, DraftRota, OneRota } from '../schema.ts';
import { requireRunning, rotaOfSteward, type RotaRow } from './rota-access.server.ts';
import { rotaColumns, writePeople } from './rota-fields.server.ts';

const RotaResult = v.object({ rotaId: v.string() });
const SharedResult = v.object({
	rotaId: v.string(),
	slots: v.number(),
	turns: v.number(),
	added: v.number(),
	removed: v.number(),
	unfilled: v.number()
});

function note(rota: { id: string; garden_id: string; name: string }, data: object = {}): ActivityNote {
	return {
		gardenId: rota.garden_id,
		subject: { kind: 'rota', id: rota.id },
		data: { what: rota.name, ...data }
	};
}

/** A rota that only stewards see until it is published. */
export const draft = defineCommand({
	name: 'rota.draft',
	version: 1,
	input: DraftRota,
	result: RotaResult,
	async guard(context, { gardenId }) {
		await requireArea(context, gardenId, 'rota');
		const garden = await context.tx
			.selectFrom('garden')
			.select('id')
			.where('id', '=', gardenId)
			.where('closed_at', 'is', null)
			.executeTakeFirst();
		if (!garden) throw notFound();
	},
	async run({ tx, id, now }, { gardenId, rota: fields }) {
		await requireZone(tx, gardenId, fields.zoneId, 'rota.zoneId');
		const row = { id, garden_id: gardenId, seed: id, created_at: now, ...rotaColumns(fields) };
		await tx.insertInto('rota').values(row).execute();
		await writePeople(tx, row, fields);
		return { result: { rotaId: id }, activity: note(row) };
	}
});

/** Changes a rota. A published one is shared out again from now on: whoever can keep a turn keeps it. */
export const change = defineCommand({
	name: 'rota.change',
	version: 1,
	input: ChangeRota,
	result: SharedResult,
	guard: (context, { rotaId }) => rotaOfSteward(context, rotaId),
	async run(context, { rota: fields }, rota) {
		if (rota.ended_at) requireRunning(rota);
		await requireZone(context.tx, rota.garden_id, fields.zoneId, 'rota.zoneId');
		const columns = rotaColumns(fields);
		await context.tx.updateTable('rota').set(columns).where('id', '=', rota.id).execute();
		await writePeople(context.tx, rota, fields);
		const changed: RotaRow = { ...rota, ...columns };
		const shared = rota.published_at ? await applySharing(context, changed) : NOTHING_SHARED;
		return { result: { rotaId: rota.id, ...shared }, activity: note(changed, shared) };
	}
});

const NOTHING_SHARED = { slots: 0, turns: 0, added: 0, removed: 0, unfilled: 0 };

/** Makes the slots of the season that are still to come and shares their turns out, as the preview showed. */
export const publish = defineCommand({
	name: 'rota.publish',
	version: 1,
	input: OneRota,
	result: SharedResult,
	guard: (context, { rotaId }) => rotaOfSteward(context, rotaId),
	async run(context, _input, rota) {
		if (rota.published_at) throw new Refused({ code: 'conflict', key: 'rota_error_published' });
		await context.tx
			.updateTable('rota')
			.set({ published_at: context.now })
			.where('id', '=', rota.id)
			.execute();
		const shared = await applySharing(context, rota);
		if (shared.slots === 0) throw new Refused({ code: 'unprocessable', key: 'rota_error_no_slots' });
		return { result: { rotaId: rota.id, ...shared }, activity: note(rota, shared) };
	}
});

/** Shares out again what lies ahead: after somebody left, rests or joined. */
export const regenerate = defineCommand({
	name: 'rota.regenerate',
	version: 1,
	input: OneRota,
	result: SharedResult,
	guard: (context, { rotaId }) => rotaOfSteward(context, rotaId),
	async run(context, _input, rota) {
		requireRunning(rota);
		const shared = await applySharing(context, rota);
		return { result: { rotaId: rota.id, ...shared }, activity: note(rota, shared) };
	}
});

/** Ends a rota before its season does: slots that have not begun go, what was done stays. */
export const end = defineCommand({
	name: 'rota.end',
	version: 1,
	input: OneRota,
	result: RotaResult,
	guard: (context, { rotaId }) => rotaOfSteward(context, rotaId),
	async run({ tx, now }, _input, rota) {
		requireRunning(rota);
		await tx.updateTable('rota').set({ ended_at: now }).where('id', '=', rota.id).execute();
		await tx
			.deleteFrom('slot')
			.where('rota_id', '=', rota.id)
			.where(sql<boolean>`lower(during) > ${now}`)
			.execute();
		return { result: { rotaId: rota.id }, activity: note(rota) };
	}
});

/** Throws a draft away. */
export const discard = defineCommand({
	name: 'rota.discard',
	version: 1,
	input: OneRota,
	result: RotaResult,
	guard: (context, { rotaId }) => rotaOfSteward(context, rotaId),
	async run({ tx }, _input, rota) {
		if (rota.published_at) throw new Refused({ code: 'conflict', key: 'rota_error_published' });
		await tx.deleteFrom('rota').where('id', '=', rota.id).execute();
		return { result: { rotaId: rota.id }, activity: { ...note(rota), subject: null } };
	}
});
