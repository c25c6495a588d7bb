import { v7, validate, version } from 'uuid';

/** A new UUIDv7 (RFC 9562 §5.7): ids made by the sender, in the order of their making. */
export function newId(): string {
	return v7();
}

/** True for any UUID of version 4 or 7: what a command id may be. */
export function isCommandId(value: string): boolean {
	return validate(value) && (version(value) === 7 || version(value) === 4);
}
