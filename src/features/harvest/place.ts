/** Reads "52.52,13.40" (latitude, longitude, degrees) from an address; null where it is no place. */
export function readPlace(text: string | null): { lat: number; lng: number } | null {
	const [, lat, lng] = /^(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)$/.exec(text ?? '') ?? [];
	if (lat === undefined || lng === undefined) return null;
	const place = { lat: Number(lat), lng: Number(lng) };
	return Math.abs(place.lat) <= 90 && Math.abs(place.lng) <= 180 ? place : null;
}

/** A place as text, to two decimals: about a kilometre, so that no address tells where somebody lives. */
export function placeParam({ latitude, longitude }: { latitude: number; longitude: number }): string {
	return `${latitude.toFixed(2)},${longitude.toFixed(2)}`;
}
