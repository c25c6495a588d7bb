const HEX = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * A new UUIDv7 (RFC 9562 §5.7): ids made by the sender, in the order of their making to the millisecond. Ours,
 * because every page carries it and a package weighs ten times as much.
 */
export function newId(now = Date.now()): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	for (let place = 5, rest = now; place >= 0; place -= 1, rest = Math.floor(rest / 256))
		bytes[place] = rest % 256;
	bytes[6] = 0x70 | (bytes[6]! & 0x0f);
	bytes[8] = 0x80 | (bytes[8]! & 0x3f);
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** True for any UUID of version 4 or 7: what a command id may be. */
export function isCommandId(value: string): boolean {
	return HEX.test(value);
}
