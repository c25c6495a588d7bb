import { expect, test } from 'vitest';
import { COURGETTES } from '#tests/factories/harvest.ts';
import { plot, plotGarden } from '#tests/factories/plots.ts';
import { WATERING } from '#tests/factories/rota.ts';
import { testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { gardenLog } from './queries.server.ts';
import { subjectHref } from './words.server.ts';

const world = testWorld(await testDatabase());

test('the log leads to what every gardener finds, and to nothing that was taken away or is a draft', async () => {
	const { gardenId, steward, rosa } = await plotGarden(world);
	const kept = await plot(world, { gardenId, steward });
	const removed = await plot(world, { gardenId, steward });
	await world.done(steward, 'plots.remove', { plotId: removed.plotId });
	const { rotaId } = await world.done<{ rotaId: string }>(steward, 'rota.draft', {
		gardenId,
		rota: WATERING
	});
	const post = () =>
		world.done<{ lotId: string }>(rosa.personId, 'harvest.post', { gardenId, ...COURGETTES });
	const [shown, withdrawn] = [await post(), await post()];
	await world.done(rosa.personId, 'harvest.withdraw', { lotId: withdrawn.lotId });

	const links = async () =>
		new Set((await gardenLog(world.db, gardenId)).map((entry) => subjectHref('elm', entry)).filter(Boolean));
	expect(await links()).toEqual(new Set([`/g/elm/plots/${kept.plotId}`, `/g/elm/harvest/${shown.lotId}`]));
	await world.done(steward, 'rota.publish', { rotaId });
	expect(await links()).toContain(`/g/elm/rota/${rotaId}`);
});

test('people are led to as long as they garden here', async () => {
	const { gardenId, steward, rosa } = await plotGarden(world);
	const { membershipId } = rosa;
	const rest = { membershipId, from: '2026-08-20', until: '2026-08-21' };
	await world.done(steward, 'members.addRest', rest);
	const link = async () => subjectHref('elm', (await gardenLog(world.db, gardenId)).at(-1)!);
	expect(await link()).toBe(`/g/elm/people/${membershipId}`);
	await world.done(rosa.personId, 'members.leave', { membershipId });
	expect(await link()).toBeUndefined();
});
