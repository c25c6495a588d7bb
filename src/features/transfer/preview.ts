import type { Outline } from '#lib/geo/types.ts';
import type { PlannedPlot, PlotImportPlan } from './schema.ts';

type Action = PlannedPlot['action'];

/** The preview of a plot file as its page shows it, in the reader's words. */
export interface PlotFilePreview {
	/** The file's name. */
	name: string;
	/** Its text, where the page must carry it to the next step. */
	carried: string | null;
	accepted: boolean;
	counts: PlotImportPlan['counts'];
	/** Each with its place and its mend; `more` are counted only. */
	problems: string[];
	more: number;
	notes: string[];
	/** Properties that could hold the plot number, and the one that was taken. */
	numberProperties: string[];
	numberProperty: string | null;
	/** The first rows, and how many there are. */
	rows: { index: number; number: string; action: Action }[];
	rowCount: number;
	boundary: Outline | null;
	drawn: { id: string; number: string; action: Action; outline: Outline }[];
	/** Plots of the garden that the file does not touch. */
	existing: { id: string; number: string; outline: Outline }[];
}

/** How the preview draws what a row does: a state of the plan and a sign. */
export const ACTION_LOOKS: Readonly<Record<Action, { look: string; sign: string }>> = {
	add: { look: 'lit', sign: '+' },
	change: { look: 'offered', sign: '~' },
	same: { look: 'held', sign: '' },
	refused: { look: 'out', sign: '×' }
};
