import QRCode from 'qrcode';

/** A QR code (ISO/IEC 18004) to draw as one path of unit squares. */
export interface QrDrawing {
	/** Side of the drawing in squares, the quiet zone of four on each side counted in. */
	size: number;
	/** SVG path of the dark squares. */
	path: string;
}

const QUIET = 4;

/** The QR code of a text. Level M: still read where a fifteenth of it is muddy. */
export function qrOf(text: string): QrDrawing {
	const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
	const runs: string[] = [];
	for (let y = 0; y < size; y++) {
		for (let x = 0; x < size; x++) {
			const start = x;
			while (x < size && data[y * size + x]) x++;
			if (x > start) runs.push(`M${start + QUIET} ${y + QUIET}h${x - start}v1h${start - x}z`);
		}
	}
	return { size: size + 2 * QUIET, path: runs.join('') };
}

/** A new link as it is shown this once. */
export interface ShownLink {
	url: string;
	qr: QrDrawing;
}

/** The address of an invitation's token, with its QR code. */
export function invitationLink(origin: string, token: string): ShownLink {
	const url = `${origin}/join/${token}`;
	return { url, qr: qrOf(url) };
}
