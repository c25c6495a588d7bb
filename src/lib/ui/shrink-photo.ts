const WIDEST = 1600;
/** Smaller ones are sent as they are. */
const WORTH_BYTES = 400_000;

/**
 * Draws a photo upright and at most 1600 pixels wide into `canvas`, which then shows it, and answers it as a small
 * JPEG without anything but the picture, so that it goes out over a weak signal; what is small already, as it is. In
 * the browser only; undefined where the browser cannot read it: it goes to the server, which says what is wrong.
 */
export async function shrinkPhoto(photo: Blob, canvas: HTMLCanvasElement): Promise<Blob | undefined> {
	try {
		const scale = await drawPhoto(photo, canvas);
		if (photo.size < WORTH_BYTES && scale === 1) return photo;
		const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
		return small && small.size < photo.size ? small : photo;
	} catch {
		return undefined;
	}
}

/** Draws a photo as `shrinkPhoto` does, and answers by how much it was made smaller. Throws where it is no picture. */
export async function drawPhoto(photo: Blob, canvas: HTMLCanvasElement): Promise<number> {
	const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' });
	const scale = Math.min(1, WIDEST / picture.width, (2 * WIDEST) / picture.height);
	canvas.width = Math.round(picture.width * scale);
	canvas.height = Math.round(picture.height * scale);
	canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
	picture.close();
	return scale;
}
