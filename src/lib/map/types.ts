import type { Outline, Position } from '#lib/geo/types.ts';

/** How a state looks, beside its colours: never colour alone. */
export type Texture = 'plain' | 'hatch' | 'lines' | 'dots' | 'weave';

/** A piece of ground that has a state: a fill, a number, and perhaps a page of its own. */
export interface MapShape {
	id: string;
	geometry: Outline;
	/** Names the custom properties `--plot-<state>` and `--plot-<state>-ink`, and the texture. */
	state: string;
	/** What stands on it: its number. */
	label: string;
	/** What it is called aloud: number and state in words. */
	name: string;
	href?: string;
	/** A letter behind the number that repeats the state. */
	letter?: string;
}

/** A place: a tap, a gate, a garden of a city. */
export interface MapPoint {
	id: string;
	/** One of `SYMBOLS`, or anything else for a plain dot. */
	kind: string;
	position: Position;
	name: string;
	/** At most two characters that stand in place of the symbol, such as the number of a tap. */
	label?: string;
	/** Where it is told of; without one it can't be chosen on a plan. */
	href?: string;
	/** Marks it as something to look at; its name says why. */
	alert?: boolean;
}

/** A way through the garden. */
export interface MapLine {
	id: string;
	kind: string;
	positions: readonly Position[];
	name: string;
}

/** Ground without a state: a shed, a bed, a zone. Zones are drawn as a dashed line round their ground. */
export interface MapArea {
	id: string;
	kind: string;
	geometry: Outline;
	name: string;
	/** Stands on it where there is room. */
	label?: string;
	/** As of a point. */
	href?: string;
}

/** All that one map shows. */
export interface MapContent {
	boundary?: Outline | null;
	areas?: readonly MapArea[];
	lines?: readonly MapLine[];
	shapes?: readonly MapShape[];
	points?: readonly MapPoint[];
}

/** Where background tiles come from; without them the plan stands on plain ground. */
export interface Tiles {
	url: string;
	attribution: string;
}
