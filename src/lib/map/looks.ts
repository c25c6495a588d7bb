import type { IconName } from '#lib/ui/icon-names.ts';
import type { Texture } from './types.ts';

const TEXTURES: Record<string, Texture> = {
	offered: 'hatch',
	out: 'lines',
	donation: 'dots',
	shared: 'weave'
};

/** The texture that goes with a state's colour. */
export function textureOf(state: string): Texture {
	return TEXTURES[state] ?? 'plain';
}

/** The custom properties of a state's fill and of what is written on it. */
export function coloursOf(state: string): { fill: string; ink: string } {
	const known = KNOWN.has(state) ? state : 'held';
	return { fill: `--plot-${known}`, ink: `--plot-${known}-ink` };
}

const KNOWN = new Set(['free', 'held', 'offered', 'mine', 'donation', 'shared', 'out', 'lit']);

/** The symbols of places, from the icons of the app, and the tint of their discs. */
export const SYMBOLS: Record<string, { icon: IconName; tint: string }> = {
	tap: { icon: 'droplet', tint: '--sky' },
	water_meter: { icon: 'droplets', tint: '--sky' },
	shed: { icon: 'warehouse', tint: '--soil' },
	compost: { icon: 'recycle', tint: '--soil' },
	gate: { icon: 'door-open', tint: '--ink' },
	tree: { icon: 'tree-deciduous', tint: '--leaf' },
	bed: { icon: 'flower-2', tint: '--leaf' },
	path: { icon: 'route', tint: '--soil' },
	garden: { icon: 'sprout', tint: '--leaf' },
	place: { icon: 'map-pin', tint: '--tomato' }
};
