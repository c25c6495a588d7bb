import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { Refused } from '#lib/command/refusal.ts';
import { encodePhoto } from './encode.server.ts';
import { CARD_BYTES, fileKind } from './rules.ts';

const plain = (width: number, height: number, background = '#3a7') =>
	sharp({ create: { width, height, channels: 3, background } });
const noise = (width: number, height: number) =>
	sharp({
		create: {
			width,
			height,
			channels: 3,
			background: '#888',
			noise: { type: 'gaussian', mean: 128, sigma: 60 }
		}
	});

async function refusalOf(file: Uint8Array): Promise<string> {
	try {
		await encodePhoto(file);
		return 'taken';
	} catch (error) {
		if (error instanceof Refused) return error.refusal.key;
		throw error;
	}
}
const text = (value: string) => new TextEncoder().encode(value);

describe('a photo', () => {
	it.each(['jpeg', 'png', 'webp', 'avif'] as const)(
		'is taken as %s and kept as WebP in three widths',
		async (format) => {
			const { width, height, sizes } = await encodePhoto(await plain(2000, 1500).toFormat(format).toBuffer());
			expect([width, height]).toEqual([2000, 1500]);
			expect(sizes.map((size) => [size.width, size.height, size.mime])).toEqual([
				[320, 240, 'image/webp'],
				[800, 600, 'image/webp'],
				[1600, 1200, 'image/webp']
			]);
			for (const { bytes } of sizes) expect(fileKind(bytes)).toBe('webp');
		}
	);

	it('is never blown up, and long strips stay within bounds', async () => {
		const widths = async (width: number, height: number) =>
			(await encodePhoto(await plain(width, height).jpeg().toBuffer())).sizes.map((size) => size.width);
		expect(await widths(500, 400)).toEqual([320, 500]);
		expect(await widths(320, 400)).toEqual([320]);
		expect(await widths(40, 8000)).toEqual([16]);
	});

	it('has at most 150 KB for a card, however restless it is', async () => {
		const { sizes } = await encodePhoto(await noise(2400, 2400).jpeg({ quality: 95 }).toBuffer());
		for (const size of sizes.filter(({ width }) => width <= 800))
			expect(size.bytes.length).toBeLessThanOrEqual(CARD_BYTES);
	});

	it('shows what is see-through on white', async () => {
		const clear = sharp({ create: { width: 64, height: 64, channels: 4, background: '#00000000' } });
		const { sizes } = await encodePhoto(await clear.png().toBuffer());
		const [red] = await sharp(sizes[0]!.bytes).raw().toBuffer();
		expect(red).toBeGreaterThan(250);
	});

	it('loses everything that was written beside the picture', async () => {
		const exif = { IFD0: { Copyright: 'Rosa', Make: 'Phone' }, IFD3: { GPSLatitude: '52/1 30/1 0/1' } };
		const tail = text('<script>alert(1)</script>PK\x03\x04 a zip behind the picture');
		const image = Buffer.concat([await plain(640, 480).withExif(exif).jpeg().toBuffer(), tail]);
		for (const { bytes } of (await encodePhoto(image)).sizes) {
			const kept = await sharp(bytes).metadata();
			expect([kept.exif, kept.xmp, kept.icc, kept.iptc]).toEqual([
				undefined,
				undefined,
				undefined,
				undefined
			]);
			expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/Rosa|script|PK/);
		}
	});
});

describe('what is refused, each with its sentence', () => {
	it('nothing, too much, too small', async () => {
		expect(await refusalOf(new Uint8Array())).toBe('photos_refused_empty');
		expect(await refusalOf(new Uint8Array(25 * 1024 * 1024 + 1))).toBe('photos_refused_too_big');
		expect(await refusalOf(await plain(31, 400).png().toBuffer())).toBe('photos_refused_too_small');
	});

	it('a bomb: few bytes, very many pixels', async () => {
		const bomb = await sharp({
			create: { width: 10_001, height: 5_001, channels: 3, background: '#000' },
			limitInputPixels: false
		})
			.png({ compressionLevel: 9 })
			.toBuffer();
		expect(bomb.length).toBeLessThan(1_000_000);
		expect(await refusalOf(bomb)).toBe('photos_refused_too_many_pixels');
	});

	it('what is cut off or broken inside', async () => {
		const whole = await noise(800, 600).jpeg().toBuffer();
		expect(await refusalOf(whole.subarray(0, whole.length / 2))).toBe('photos_refused_broken');
		expect(await refusalOf(whole.subarray(0, 20))).toBe('photos_refused_broken');
		const png = await noise(200, 200).png().toBuffer();
		expect(await refusalOf(png.subarray(0, 900))).toBe('photos_refused_broken');
	});

	it.each([
		['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'photos_refused_svg'],
		['\ufeff<?xml version="1.0"?><!-- a --><svg/>', 'photos_refused_svg'],
		['<html><body>hello</body></html>', 'photos_refused_not_image'],
		['GIF89a/*\x00\x00*/=1;alert(1)', 'photos_refused_gif'],
		['%PDF-1.7 polyglot', 'photos_refused_not_image'],
		['\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic', 'photos_refused_heic'],
		['\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42', 'photos_refused_not_image'],
		['just words', 'photos_refused_not_image']
	])('%s', async (content, key) => {
		expect(await refusalOf(text(content))).toBe(key);
	});

	it('a TIFF, which the decoder could read but a board does not need', async () => {
		expect(await refusalOf(await plain(64, 64).tiff().toBuffer())).toBe('photos_refused_not_image');
	});
});

const corpus = '../shared/data/corpora/images/exif-samples';
const here = existsSync(corpus);
if (!here) console.info('Skipped: the pictures of real cameras are not beside this checkout.');

describe.skipIf(!here)('pictures of real cameras', () => {
	const files = (folder: string) =>
		readdirSync(path.join(corpus, folder))
			.filter((name) => name.endsWith('.jpg'))
			.map((name) => path.join(corpus, folder, name));

	it('with their place: it is gone', async () => {
		for (const file of files('gps')) {
			const before = await sharp(file).metadata();
			expect(before.exif?.length, file).toBeGreaterThan(0);
			for (const { bytes } of (await encodePhoto(readFileSync(file))).sizes)
				expect((await sharp(bytes).metadata()).exif, file).toBeUndefined();
		}
	});

	it('turned eight ways: all stand upright, and alike', async () => {
		const looks = async (bytes: Uint8Array) => sharp(bytes).resize(24, 16, { fit: 'fill' }).raw().toBuffer();
		const photos = await Promise.all(files('orientation').map((file) => encodePhoto(readFileSync(file))));
		const [first, ...others] = photos;
		const like = await looks(first!.sizes.at(-1)!.bytes);
		for (const photo of others) {
			expect(photo.width).toBeGreaterThan(photo.height);
			const look = await looks(photo.sizes.at(-1)!.bytes);
			const apart = look.reduce((sum, value, index) => sum + Math.abs(value - like[index]!), 0) / look.length;
			expect(apart).toBeLessThan(12);
		}
	});

	it('from eighteen makers: each is taken', async () => {
		for (const file of files('.'))
			expect((await encodePhoto(readFileSync(file))).sizes.length, file).toBeGreaterThan(0);
	});

	it('that are broken: taken where a picture is in them, else refused with a sentence', async () => {
		const answers = await Promise.all(
			files('invalid').map(async (file) => [path.basename(file), await refusalOf(readFileSync(file))])
		);
		expect(Object.fromEntries(answers)).toMatchInlineSnapshot(`
			{
			  "image00971.jpg": "taken",
			  "image01088.jpg": "taken",
			  "image01137.jpg": "taken",
			  "image01551.jpg": "taken",
			  "image01713.jpg": "taken",
			  "image01980.jpg": "photos_refused_too_small",
			  "image02206.jpg": "taken",
			}
		`);
	});
});
