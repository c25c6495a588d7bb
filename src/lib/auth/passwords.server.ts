import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** Published at each hash that is worked out; tests count them. */
export const hashing = channel('plotluck:argon2');

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

interface Cost {
	memory: number;
	passes: number;
	parallelism: number;
}

interface Parsed extends Cost {
	salt: Buffer;
	hash: Buffer;
}

// Stands in where there is no account or no password, so that the work is the same.
const NOBODY: Parsed = { ...COST, salt: Buffer.alloc(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES) };

/** One spelling for one password, however the keyboard composed it (RFC 8265 §4.2 takes NFC, NIST 800-63B NFKC). */
export function normalPassword(password: string): string {
	return password.normalize('NFKC');
}

/** The password's argon2id hash as a PHC string, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(SALT_BYTES);
	const hash = await work(password, { ...COST, salt, hash: NOBODY.hash });
	const { memory, passes, parallelism } = COST;
	return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;
}

/** True where the password fits. `stored` null (nobody, or no password) costs the same and is never true. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
	const parsed = stored === null ? null : parse(stored);
	const wanted = parsed ?? NOBODY;
	const fits = timingSafeEqual(await work(password, wanted), wanted.hash);
	return fits && parsed !== null;
}

/** True where a stored hash was made at a lower cost than today's: it is made anew at the next sign-in. */
export function isWeakHash(stored: string): boolean {
	const parsed = parse(stored);
	return !parsed || parsed.memory < COST.memory || parsed.passes < COST.passes;
}

async function work(password: string, { memory, passes, parallelism, salt, hash }: Parsed): Promise<Buffer> {
	hashing.publish({ memory, passes });
	const parameters: Argon2Parameters = {
		message: normalPassword(password),
		nonce: salt,
		memory,
		passes,
		parallelism,
		tagLength: hash.length
	};
	return derive('argon2id', parameters);
}

function parse(stored: string): Parsed | null {
	const [, m, t, p, salt, hash] =
		/^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(stored) ?? [];
	if (!salt || !hash) return null;
	return {
		memory: Number(m),
		passes: Number(t),
		parallelism: Number(p),
		salt: Buffer.from(salt, 'base64'),
		hash: Buffer.from(hash, 'base64')
	};
}

function base64(bytes: Buffer): string {
	return bytes.toString('base64').replace(/=+$/, '');
}
