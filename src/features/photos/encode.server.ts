import sharp, { type Sharp } from 'sharp';
import { Refused, type MessageKey } from '#lib/command/refusal.ts';
import {
	CARD_BYTES,
	fileKind,
	LEAST_SIDE,
	MOST_BYTES,
	MOST_PIXELS,
	PHOTO_WIDTHS,
	type FileKind
} from './rules.ts';

/** One size of a photo, ready to be kept. */
export interface EncodedSize {
	width: number;
	height: number;
	mime: 'image/webp';
	bytes: Uint8Array;
}

/** A photo as it is kept: its size as it stands upright, and its pictures, smallest first. */
export interface EncodedPhoto {
	width: number;
	height: number;
	sizes: EncodedSize[];
}

const SECONDS = 20;
const AT_ONCE = 2;
// A picture of 50 million dots takes 150 MB while it is read: others wait in line.
let running = 0;
const waiting: (() => void)[] = [];

/**
 * Reads an uploaded picture, turns it upright and writes it anew as WebP in up to three widths, never larger
 * than it came. Nothing of the file itself is kept: no EXIF, no place, no program hidden behind the picture.
 * Refuses (throws Refused) what is no JPEG, PNG, WebP or AVIF, broken, or over 25 MB or 50 million pixels.
 */
export async function encodePhoto(file: Uint8Array): Promise<EncodedPhoto> {
	if (file.length === 0) throw refuse('photos_refused_empty');
	if (file.length > MOST_BYTES) throw refuse('photos_refused_too_big');
	const wrong = NOT_TAKEN[fileKind(file)];
	if (wrong) throw refuse(wrong);
	await turn();
	try {
		return await encode(file);
	} catch (error) {
		throw error instanceof Refused ? error : refuse(reasonOf(error));
	} finally {
		running -= 1;
		waiting.shift()?.();
	}
}

const NOT_TAKEN: Partial<Record<FileKind, MessageKey>> = {
	heic: 'photos_refused_heic',
	svg: 'photos_refused_svg',
	gif: 'photos_refused_gif',
	other: 'photos_refused_not_image'
};

async function turn(): Promise<void> {
	if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
	running += 1;
}

async function encode(file: Uint8Array): Promise<EncodedPhoto> {
	const source = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).timeout({
		seconds: SECONDS
	});
	const { autoOrient } = await source.metadata();
	const { width, height } = autoOrient;
	if (width < LEAST_SIDE || height < LEAST_SIDE) throw refuse('photos_refused_too_small');
	// Decoded once, to the largest size; the smaller ones are made from that.
	const largest = await upright(source).raw().toBuffer({ resolveWithObject: true });
	const { data, info } = largest;
	const raw = { width: info.width, height: info.height, channels: info.channels };
	const sizes: EncodedSize[] = [];
	for (const wanted of widthsFor(info.width)) sizes.push(await size(sharp(data, { raw }), wanted));
	return { width, height, sizes };
}

function upright(source: Sharp): Sharp {
	const [, , widest] = PHOTO_WIDTHS;
	return source
		.autoOrient()
		.resize({ width: widest, height: widest * 2, fit: 'inside', withoutEnlargement: true })
		.flatten({ background: '#ffffff' })
		.toColourspace('srgb');
}

function widthsFor(width: number): number[] {
	const smaller = PHOTO_WIDTHS.filter((wanted) => wanted < width);
	return [...smaller, width];
}

async function size(picture: Sharp, width: number): Promise<EncodedSize> {
	const [, card] = PHOTO_WIDTHS;
	for (const quality of [78, 66, 54, 40, 25]) {
		const { data, info } = await picture
			.clone()
			.resize({ width })
			.webp({ quality, effort: 3 })
			.toBuffer({ resolveWithObject: true });
		if (width > card || data.length <= CARD_BYTES || quality === 25)
			return { width: info.width, height: info.height, mime: 'image/webp', bytes: data };
	}
	throw new Error('No quality fits');
}

function reasonOf(error: unknown): MessageKey {
	const text = error instanceof Error ? error.message : '';
	if (/pixel limit/i.test(text)) return 'photos_refused_too_many_pixels';
	return /timeout/i.test(text) ? 'photos_refused_slow' : 'photos_refused_broken';
}

function refuse(key: MessageKey): Refused {
	return new Refused({ code: 'unprocessable', key, field: 'image' });
}
