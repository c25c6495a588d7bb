/**
 * The cells of one row whose quotes were not doubled: a quote closes a cell only where a delimiter or the end
 * follows it, and any other quote is text. `raw` is the row as it stands in the file.
 */
export function looseCells(raw: string, delimiter: string): string[] {
	const line = raw.replace(/\r?\n$|\r$/, '');
	const cells: string[] = [];
	let at = 0;
	while (at <= line.length) {
		const end = line[at] === '"' ? quotedEnd(line, at + 1, delimiter) : plainEnd(line, at, delimiter);
		const cell = line.slice(at, end);
		cells.push(cell.startsWith('"') ? cell.replace(/^"|"$/g, '').replaceAll('""', '"') : cell);
		at = end + 1;
	}
	return cells;
}

function plainEnd(line: string, at: number, delimiter: string): number {
	const end = line.indexOf(delimiter, at);
	return end < 0 ? line.length : end;
}

function quotedEnd(line: string, from: number, delimiter: string): number {
	for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 1)) {
		if (at + 1 === line.length || line[at + 1] === delimiter) return at + 1;
	}
	return line.length;
}
