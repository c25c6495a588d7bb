/** The address of a crop's drawn picture; a basket for crops in own words. Small on purpose: boards load it. */
export function cropPicture(key: string | null): string {
	return `/crops/${key ? key.replaceAll('_', '-') : 'basket'}.svg`;
}
