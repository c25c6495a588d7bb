import type { Position } from '#lib/geo/types.ts';

/** Points that lie so near to each other on the screen that they are drawn as one. */
export interface Cluster<P> {
	/** The mean place of its points. */
	position: Position;
	points: P[];
}

/** Side of a cell of the grid, in pixels. */
const CELL = 56;
const TILE = 256;

/** From this zoom on, every point stands for itself. */
export const APART = 15;

/**
 * Gathers points by a grid on the screen (Web Mercator), so that thousands stay readable when zoomed out. Every
 * point is in exactly one cluster. Linear in the number of points.
 */
export function clusterPoints<P extends { position: Position }>(
	points: readonly P[],
	zoom: number
): Cluster<P>[] {
	if (zoom >= APART) return points.map((point) => ({ position: point.position, points: [point] }));
	const cells = new Map<string, P[]>();
	const world = TILE * 2 ** zoom;
	for (const point of points) {
		const [x, y] = mercator(point.position);
		const key = `${Math.floor((x * world) / CELL)} ${Math.floor((y * world) / CELL)}`;
		const cell = cells.get(key);
		if (cell) cell.push(point);
		else cells.set(key, [point]);
	}
	return [...cells.values()].map((cell) => ({ position: middle(cell), points: cell }));
}

/** The place on the world's square, each side from 0 to 1. */
function mercator([lng, lat]: Position): [x: number, y: number] {
	const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
	return [(lng + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

function middle(points: readonly { position: Position }[]): Position {
	const sum: Position = [0, 0];
	for (const { position } of points) {
		sum[0] += position[0];
		sum[1] += position[1];
	}
	return [sum[0] / points.length, sum[1] / points.length];
}
