/** The widths that screens need, in pixels: a card, a phone, a desk. */
export const PHOTO_WIDTHS = [320, 800, 1600] as const;

export const MOST_BYTES = 25 * 1024 * 1024;
export const MOST_PIXELS = 50_000_000;
export const LEAST_SIDE = 32;

/** The bytes that a size up to 800 wide may have: a board of twenty lots must load over a poor signal. */
export const CARD_BYTES = 150_000;

/** What the first bytes say that a file is, whatever its name says. */
export type FileKind = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic' | 'svg' | 'gif' | 'other';

/**
 * Tells a picture by its signature. Only the first four kinds are ever handed to the decoder: the rest of
 * what it could read (drawings, documents) has no place here.
 */
export function fileKind(bytes: Uint8Array): FileKind {
	const head = latin1(bytes.subarray(0, 64));
	if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
	if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
	if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
	if (head.slice(4, 8) === 'ftyp') return brandKind(head);
	if (head.startsWith('GIF8')) return 'gif';
	const text = latin1(bytes.subarray(0, 1024))
		.replace(/^\xef\xbb\xbf/, '')
		.trimStart();
	return /^<(\?xml|!doctype svg|!--|svg)/i.test(text) && /<svg|<!doctype svg/i.test(text) ? 'svg' : 'other';
}

/** ISO base media files (ISO/IEC 23008-12): the brands after "ftyp" tell AVIF from HEIC. */
function brandKind(head: string): FileKind {
	if (/avi[fs]/.test(head.slice(8, 48))) return 'avif';
	return /hei[cxms]|hev[cxms]|mif1|msf1/.test(head.slice(8, 48)) ? 'heic' : 'other';
}

function latin1(bytes: Uint8Array): string {
	return String.fromCharCode(...bytes);
}
