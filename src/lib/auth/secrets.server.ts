import { createHash, randomBytes } from 'node:crypto';

/** A new secret for links, cookies and tokens: 32 random bytes, base64url. */
export function newSecret(): string {
	return randomBytes(32).toString('base64url');
}

/** What the database keeps of a secret: its SHA-256. The secrets are random, so no salt is needed. */
export function hashSecret(secret: string): Buffer {
	return createHash('sha256').update(secret).digest();
}
