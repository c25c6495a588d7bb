import type { Outline } from '#lib/geo/types.ts';
import { box } from './ground.ts';
import type { testWorld } from './world.ts';

/** A garden with a steward, two members, a neighbour, and somebody who runs the garden next door. */
export async function plotGarden(world: ReturnType<typeof testWorld>) {
	const gardenId = await world.garden();
	const other = await world.garden();
	const steward = await world.member(gardenId, 'steward');
	return {
		gardenId,
		steward: steward.personId,
		stewardMembership: steward.membershipId,
		peopleOnly: (await world.member(gardenId, 'steward', { areas: ['people'] })).personId,
		rosa: await world.member(gardenId, 'member', { name: 'Rosa' }),
		ahmed: await world.member(gardenId, 'member', { name: 'Ahmed' }),
		neighbour: await world.member(gardenId, 'neighbour'),
		nextDoor: await world.member(other, 'steward'),
		stranger: await world.person()
	};
}

/** The outline of the so many-th plot of a row: 2.5 by 10 metres. */
export function plotBox(at: number): Outline {
	return box(at * 3, 0, 2.5, 10);
}

let count = 0;

/** Draws a plot as the steward; answers its id and revision. */
export function plot(
	world: ReturnType<typeof testWorld>,
	garden: { gardenId: string; steward: string },
	given: object = {}
): Promise<{ plotId: string; revision: number }> {
	count++;
	const input = { gardenId: garden.gardenId, number: `P${count}`, outline: plotBox(count % 500), ...given };
	return world.done(garden.steward, 'plots.add', input);
}
