const WIDEST = 1600;
/** Smaller ones are sent as they are. */
const WORTH_BYTES = 400_000;

/**
 * Draws a chosen photo upright and at most 1600 pixels wide into `canvas`, which then shows it, and answers
 * it as a small JPEG without anything but the picture. In the browser only; undefined where the browser cannot
 * read it or it is small already: then the file itself goes to the server, which says what is wrong with it.
 */
export async function shrinkPhoto(file: File, canvas: HTMLCanvasElement): Promise<File | undefined> {
	try {
		const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
		const scale = Math.min(1, WIDEST / picture.width, (2 * WIDEST) / picture.height);
		canvas.width = Math.round(picture.width * scale);
		canvas.height = Math.round(picture.height * scale);
		canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
		picture.close();
		if (file.size < WORTH_BYTES && scale === 1) return file;
		const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
		return blob ? new File([blob], 'photo.jpg', { type: 'image/jpeg' }) : undefined;
	} catch {
		return undefined;
	}
}
