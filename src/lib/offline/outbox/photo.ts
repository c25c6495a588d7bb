/** Longer than this no screen shows a photo. */
const LONGEST = 2048;
const SMALL_BYTES = 300_000;

/**
 * A photo as it is kept and sent: no larger than screens show, so that it goes out over a weak signal. What this
 * device cannot read goes out as it is, and the server says what it thinks of it.
 */
export async function smallerPhoto(photo: Blob): Promise<Blob> {
	if (photo.size <= SMALL_BYTES || !('createImageBitmap' in globalThis)) return photo;
	try {
		const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' });
		const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
		const canvas = document.createElement('canvas');
		canvas.width = Math.round(picture.width * scale);
		canvas.height = Math.round(picture.height * scale);
		canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
		picture.close();
		const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
		return small && small.size < photo.size ? small : photo;
	} catch {
		return photo;
	}
}
