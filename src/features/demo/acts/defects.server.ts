import type { Moment } from '../lots.ts';
import { founder } from '../times.ts';
import { playerIn, type Stage } from '../stage.server.ts';

interface DemoDefect {
	who: string;
	/** On which days before today, and at which time of the day. */
	reported: Moment;
	mended?: { by: string; at: Moment; note: string };
	/** The name of a tap on the map; else it is something else, called `what`. */
	tap?: string;
	what?: string;
	details: string;
}

const DEFECTS: readonly DemoDefect[] = [
	{
		who: 'Rosa Delgado',
		reported: [-2, '18:40'],
		tap: '3',
		details: 'The handle turns without end and it drips. Two cans a night, by the look of the puddle.'
	},
	{
		who: 'Pilar Montoya',
		reported: [-6, '10:15'],
		what: 'Notice board',
		details: 'One pane is loose. Lift it when you open it.'
	},
	{
		who: 'Rosa Delgado',
		reported: [-19, '17:05'],
		what: 'Green wheelbarrow',
		details: 'Flat tyre.',
		mended: { by: founder.name, at: [-16, '11:30'], note: 'New tube, and a spare one in the shed.' }
	}
];

/** What was broken at Elm Street lately, and what has been mended since. */
export function playDefects(stage: Stage): void {
	for (const defect of DEFECTS) stage.at(stage.time(...defect.reported), () => report(stage, defect));
}

async function report(stage: Stage, { who, tap, what, details, mended }: DemoDefect): Promise<void> {
	const { elm, tx } = stage;
	const found = tap
		? await tx
				.selectFrom('map_feature')
				.select('id')
				.where('garden_id', '=', elm.gardenId)
				.where('kind', '=', 'tap')
				.where('name', '=', tap)
				.executeTakeFirst()
		: undefined;
	const subject = found ? `feature:${found.id}` : 'other';
	const input = { gardenId: elm.gardenId, subject, what, details };
	const { defectId } = await stage.send(playerIn(elm, who), 'defects.report', input);
	if (!mended) return;
	stage.at(stage.time(...mended.at), async () => {
		await stage.send(playerIn(elm, mended.by), 'defects.mended', { defectId, note: mended.note });
	});
}
