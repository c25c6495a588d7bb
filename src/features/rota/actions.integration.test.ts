import type { RequestEvent } from '@sveltejs/kit';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/command/command.server.ts';
import { execute, type Call } from '#lib/command/execute.server.ts';
import { FormReader } from '#lib/command/form.ts';
import { newId } from '#lib/command/id.ts';
import { publishedRota, turnsOf } from '#tests/factories/rota.ts';
import { NOW, testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { turnActions } from './actions.server.ts';
import { turnCommands } from './form-commands.ts';

const world = testWorld(await testDatabase());
const { db } = world;

async function withTurn() {
	const gardenId = await world.garden();
	const { personId } = await world.member(gardenId, 'steward');
	const [turn] = await turnsOf(world, await publishedRota(world, gardenId, personId));
	return { gardenId, personId, turnId: turn!.id };
}

async function picture() {
	const create = { width: 60, height: 40, channels: 3, background: '#3a7' } as const;
	return new File([new Uint8Array(await sharp({ create }).jpeg().toBuffer())], 'beds.jpg');
}

function form(fields: Record<string, string | File>): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) data.set(name, value);
	return data;
}

/** The form as a browser without scripts sends it. */
function send(personId: string, fields: Record<string, string | File>) {
	const request = new Request('http://localhost/', { method: 'POST', body: form(fields) });
	const house = { send: (actor: Actor, call: Call) => execute(world.door, actor, call, NOW) };
	const locals = { house, actor: { personId, via: 'page' }, locale: 'en', now: NOW };
	return turnActions.done({ request, locals } as unknown as RequestEvent);
}

async function turnOf(turnId: string) {
	const turn = db.selectFrom('turn').select(['state', 'done_note', 'done_photo_id']).where('id', '=', turnId);
	return turn.executeTakeFirstOrThrow();
}

describe('"done" as a form without scripts', () => {
	it('adds its photo first; sent twice, it is added once', async () => {
		const { gardenId, personId, turnId } = await withTurn();
		const fields = { commandId: newId(), turnId, gardenId, note: 'All wet.', photo: await picture() };
		for (let sent = 0; sent < 2; sent++) expect(await send(personId, fields)).toHaveProperty('done');
		const photos = await db.selectFrom('photo').select('id').where('garden_id', '=', gardenId).execute();
		expect(photos).toHaveLength(1);
		expect(await turnOf(turnId)).toEqual({
			...{ state: 'done', done_note: 'All wet.', done_photo_id: photos[0]!.id }
		});
	});

	it('works without a photo, and from a page that has no field for one', async () => {
		const { personId, turnId } = await withTurn();
		expect(await send(personId, { commandId: newId(), turnId })).toHaveProperty('done');
		expect(await turnOf(turnId)).toEqual({ state: 'done', done_note: '', done_photo_id: null });
	});

	it('says at its field what is wrong with a photo; the turn is as it was', async () => {
		const { gardenId, personId, turnId } = await withTurn();
		const photo = new File(['<svg/>'], 'beds.svg');
		const answer = await send(personId, { commandId: newId(), turnId, gardenId, photo });
		expect(answer).toMatchObject({ data: { refusal: { key: 'photos_refused_svg', field: 'photo' } } });
		expect((await turnOf(turnId)).state).toBe('planned');
	});

	it('is refused for a stranger, who adds no photo by it', async () => {
		const { gardenId, turnId } = await withTurn();
		const { personId } = await world.member(await world.garden(), 'steward');
		const answer = await send(personId, { commandId: newId(), turnId, gardenId, photo: await picture() });
		expect(answer).toMatchObject({ status: 404 });
		expect(await db.selectFrom('photo').select('id').where('garden_id', '=', gardenId).execute()).toEqual([]);
		expect((await turnOf(turnId)).state).toBe('planned');
	});
});

it('written without a connection, it says to which garden its photo belongs', () => {
	const { input, photoOf, thing } = turnCommands.done;
	const read = input(new FormReader(form({ turnId: 't', gardenId: 'g', note: ' Wet. ' })));
	expect(read).toEqual({ turnId: 't', gardenId: 'g', note: 'Wet.', photoId: undefined });
	expect([photoOf!(read), thing(read, 'c')]).toEqual(['g', 'turnId:t']);
});
