import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashing, hashPassword, isWeakHash, normalPassword, verifyPassword } from './passwords.server.ts';

test('a hash is a PHC string of argon2id with the salt and the cost in it', async () => {
	const [one, two] = await Promise.all([
		hashPassword('three green wheelbarrows'),
		hashPassword('three green wheelbarrows')
	]);
	expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
	expect(two).not.toBe(one);
});

test('only the password itself fits, however it was composed', async () => {
	const stored = await hashPassword('Ñandú y café ½');
	expect(await verifyPassword('Ñandú y café ½'.normalize('NFD'), stored)).toBe(true);
	expect(await verifyPassword('Nandu y cafe ½', stored)).toBe(false);
});

test('nobody, no password and a broken hash cost one hash each and never fit', async () => {
	let hashes = 0;
	const count = () => void hashes++;
	hashing.subscribe(count);
	for (const stored of [null, '', '$argon2id$broken', '$2b$10$bcrypt'])
		expect(await verifyPassword('', stored)).toBe(false);
	hashing.unsubscribe(count);
	expect(hashes).toBe(4);
});

test('the known answer of another implementation fits (argon2 reference, m=65536, t=2, p=1)', async () => {
	const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
	expect(await verifyPassword('password', stored)).toBe(true);
	expect(isWeakHash(stored)).toBe(false);
});

test('a hash of lower cost is weak', () => {
	expect(
		isWeakHash('$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc')
	).toBe(true);
	expect(isWeakHash('nonsense')).toBe(true);
});

test('normalising twice is normalising once', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			expect(normalPassword(normalPassword(text))).toBe(normalPassword(text));
		})
	);
});
