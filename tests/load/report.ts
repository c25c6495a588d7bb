/** One figure of a run, with what it is compared to and whether it is as promised. */
export interface Figure {
	name: string;
	value: string;
	comparedTo: string;
	promise?: string;
	kept?: boolean;
}

const figures: Figure[] = [];

/** Prints a figure at once and remembers it for the table at the end. */
export function report(figure: Figure): void {
	figures.push(figure);
	process.stdout.write(`${line(figure)}\n`);
}

/** All figures again, and whether every promise was kept. */
export function summary(): boolean {
	process.stdout.write(`\n${figures.map(line).join('\n')}\n`);
	return figures.every(({ kept }) => kept !== false);
}

function line({ name, value, comparedTo, promise, kept }: Figure): string {
	const mark = kept === undefined ? '     ' : kept ? 'kept ' : 'SHORT';
	return `${mark} ${name}: ${value}; ${comparedTo}${promise ? `; promised: ${promise}` : ''}`;
}

/** The middle value. */
export function median(values: number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)]!;
}
