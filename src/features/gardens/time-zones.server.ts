/** The time zones that this server knows, by name, UTC last. */
export function timeZones(): string[] {
	return [...Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/')), 'UTC'];
}
