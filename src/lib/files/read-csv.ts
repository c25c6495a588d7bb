import Papa from 'papaparse';
import { DEFAULT_BYTES, decodeText } from './decode.ts';
import { looseCells } from './loose-cells.ts';
import { fault, fileProblem, problemAt, type Note, type Problem } from './problem.ts';

/** One record of a table; `row` is its number in a spreadsheet, from 1. */
interface TableRow {
	row: number;
	cells: string[];
}

/** A table as read: the rows that could be read, and those that could not. */
interface Table {
	/** Column names, trimmed; '' where a column has none. */
	columns: string[];
	rows: TableRow[];
	problems: Problem[];
	notes: Note[];
}

/** How much a table may hold, and which words tell its header from a title above it. */
interface CsvOptions {
	bytes?: number;
	rows?: number;
	/** True for a column name that the reader of this table knows. */
	known?: (name: string) => boolean;
}

const HEADER_WITHIN = 20;
const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Reads comma, semicolon, tab or bar separated text (RFC 4180, and what spreadsheets make of it): a byte order mark, CRLF,
 * blank rows, title rows above the header and line ends inside quotes are taken as they come. A row whose text holds
 * quotes that were not doubled is mended where that gives the right number of cells. A row with too many cells or an
 * open quote is a problem of that row; a file without a header or rows is refused as a whole.
 */
export function readCsv(input: string | Uint8Array, options: CsvOptions = {}): Table {
	const none: Table = { columns: [], rows: [], problems: [], notes: [] };
	const decoded = decodeText(input, options.bytes ?? DEFAULT_BYTES);
	if (decoded.problem) return { ...none, problems: [decoded.problem] };
	const limit = options.rows ?? 100_000;
	const delimiter = guessDelimiter(decoded.text);
	const parsed = parseRows(decoded.text, delimiter, limit + HEADER_WITHIN);
	const filled = parsed.filter((row) => row.cells.some((cell) => cell.trim() !== ''));
	const header = findHeader(filled, options.known);
	if (!header) return { ...none, problems: [fileProblem('transfer_csv_no_header')] };
	const body = filled.slice(filled.indexOf(header) + 1);
	if (body.length === 0) return { ...none, problems: [fileProblem('transfer_csv_no_rows')] };
	if (body.length > limit)
		return { ...none, problems: [fileProblem('transfer_csv_too_many_rows', { limit })] };
	const columns = header.cells.map((cell) => cell.trim());
	const table: Table = { columns, rows: [], problems: [], notes: [] };
	const titles = filled.indexOf(header);
	if (titles > 0) table.notes.push({ key: 'transfer_note_title_rows', params: { count: titles } });
	fitRows(table, body, delimiter);
	return table;
}

interface ParsedRow extends TableRow {
	raw: string;
	/** Quotes stand where none may. */
	odd: boolean;
	/** A quote was opened and the file ended before it closed. */
	unclosed: boolean;
}

/** The delimiter that gives the first lines the most, and the same, number of cells. */
function guessDelimiter(text: string): string {
	let best = { delimiter: ',', score: 0 };
	for (const delimiter of DELIMITERS) {
		const preview = Papa.parse<string[]>(text, { delimiter, preview: HEADER_WITHIN });
		const widths = preview.data.map((cells) => cells.length).filter((width) => width > 1);
		const score = Math.max(
			0,
			...widths.map((width) => widths.filter((other) => other === width).length * width)
		);
		if (score > best.score) best = { delimiter, score };
	}
	return best.delimiter;
}

function parseRows(text: string, delimiter: string, limit: number): ParsedRow[] {
	const rows: ParsedRow[] = [];
	let start = 0;
	Papa.parse<string[]>(text, {
		delimiter,
		step: ({ data, errors, meta }, parser) => {
			const codes = errors.map((error) => error.code);
			const raw = codes.length > 0 ? text.slice(start, meta.cursor) : '';
			const unclosed = codes.includes('MissingQuotes');
			rows.push({ row: rows.length + 1, cells: data, raw, odd: codes.includes('InvalidQuotes'), unclosed });
			start = meta.cursor;
			if (rows.length > limit) parser.abort();
		}
	});
	return rows;
}

/** The row with the most known names; without known names, the first that is at least half filled. */
function findHeader(rows: ParsedRow[], known?: (name: string) => boolean): ParsedRow | undefined {
	const first = rows.slice(0, HEADER_WITHIN);
	if (known) {
		const hits = (row: ParsedRow): number => row.cells.filter((cell) => known(cell)).length;
		const most = Math.max(0, ...first.map(hits));
		const found = first.find((row) => hits(row) === most);
		if (most > 0) return found;
	}
	const width = Math.max(1, ...first.map((row) => row.cells.length));
	return first.find((row) => row.cells.filter((cell) => cell.trim() !== '').length * 2 >= width);
}

function fitRows(table: Table, body: ParsedRow[], delimiter: string): void {
	const expected = table.columns.length;
	let mended = 0;
	for (const row of body) {
		const where = { kind: 'row', index: row.row } as const;
		let cells = row.cells;
		if (row.odd && cells.length !== expected) {
			const loose = looseCells(row.raw, delimiter);
			if (loose.length === expected) cells = loose;
		}
		const extra = cells.slice(expected).some((cell) => cell.trim() !== '');
		if (row.unclosed && cells === row.cells) {
			table.problems.push(problemAt(where, fault('transfer_csv_open_quote')));
		} else if (extra || (row.odd && cells.length !== expected)) {
			table.problems.push(problemAt(where, fault('transfer_csv_cells', { found: cells.length, expected })));
		} else {
			if (row.odd) mended++;
			table.rows.push({ row: row.row, cells: table.columns.map((_, at) => cells[at] ?? '') });
		}
	}
	if (mended > 0) table.notes.push({ key: 'transfer_note_quotes', params: { count: mended } });
}
