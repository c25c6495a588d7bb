import { fileProblem, type Problem } from './problem.ts';

/** Five megabytes: 20 000 plots with six corners each fit. */
export const DEFAULT_BYTES = 5 * 1024 * 1024;

/**
 * The text of an uploaded file, without a byte order mark. Takes bytes (checked to be UTF-8) or text that was
 * decoded already. Refuses what is empty, longer than `maxBytes`, not UTF-8, or plainly another kind of file
 * (an archive, an XML document such as KML), each with its own sentence.
 */
export function decodeText(
	input: string | Uint8Array,
	maxBytes: number = DEFAULT_BYTES
): { text: string; problem?: undefined } | { text?: undefined; problem: Problem } {
	const size = typeof input === 'string' ? utf8Length(input, maxBytes) : input.byteLength;
	if (size > maxBytes) {
		return {
			problem: fileProblem('transfer_file_too_big', { size: megabytes(size), limit: megabytes(maxBytes) })
		};
	}
	if (typeof input !== 'string' && input[0] === 0x50 && input[1] === 0x4b && input[2] === 3) {
		return { problem: fileProblem('transfer_file_archive') };
	}
	const decoded = typeof input === 'string' ? input : decodeUtf8(input);
	if (decoded === null) return { problem: fileProblem('transfer_file_not_utf8') };
	const text = decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded;
	if (text.trim() === '') return { problem: fileProblem('transfer_file_empty') };
	if (/^\s*<(\?xml|!doctype|kml|gpx|osm|html|svg)/i.test(text.slice(0, 200))) {
		return { problem: fileProblem('transfer_file_xml') };
	}
	return { text };
}

/** Length in UTF-8; text that cannot possibly be over the limit is not encoded for it. */
function utf8Length(text: string, maxBytes: number): number {
	if (text.length * 3 <= maxBytes || text.length > maxBytes) return text.length;
	return new TextEncoder().encode(text).byteLength;
}

function decodeUtf8(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return null;
	}
}

function megabytes(bytes: number): number {
	return Math.max(0.1, Math.round(bytes / 104857.6) / 10);
}
