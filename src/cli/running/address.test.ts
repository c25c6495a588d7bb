import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { layDownAddress, readAddress } from './address.ts';

let root: string;

beforeAll(() => {
	root = fs.mkdtempSync(path.join(os.tmpdir(), 'address-'));
});

afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

function folder(name: string): string {
	const made = path.join(root, name);
	fs.mkdirSync(made, { recursive: true });
	return made;
}

test('it lies in the data folder, and needs no note', () => {
	const dir = folder('short');
	const { socket } = layDownAddress(dir);
	expect(socket).toBe(path.join(dir, 'cli.sock'));
	expect(readAddress(dir)).toBe(socket);
	expect(fs.readdirSync(dir)).toEqual([]);
});

test('where that path is too long for a socket, it lies in a folder of its own that only its user can enter', () => {
	const dir = folder('long'.repeat(40));
	const address = layDownAddress(dir);
	expect(Buffer.byteLength(address.socket)).toBeLessThan(100);
	expect(fs.statSync(path.dirname(address.socket)).mode & 0o777).toBe(0o700);
	expect(fs.statSync(path.join(dir, 'cli.at')).mode & 0o777).toBe(0o600);
	expect(readAddress(dir)).toBe(address.socket);
	address.remove();
	expect(fs.existsSync(path.dirname(address.socket))).toBe(false);
	expect(fs.readdirSync(dir)).toEqual([]);
});

test('what a killed server left is removed, wherever it was', () => {
	const dir = folder('left');
	fs.writeFileSync(path.join(dir, 'cli.sock'), '');
	const before = layDownAddress(dir, true);
	fs.writeFileSync(before.socket, '');
	expect(fs.readdirSync(dir)).toEqual(['cli.at']);
	const { socket } = layDownAddress(dir);
	expect(fs.existsSync(path.dirname(before.socket))).toBe(false);
	expect(readAddress(dir)).toBe(socket);
});

test('a note that names another folder removes nothing there', () => {
	const dir = folder('wrong');
	const kept = folder('kept');
	fs.writeFileSync(path.join(kept, 'cli.sock'), '');
	fs.writeFileSync(path.join(dir, 'cli.at'), path.join(kept, 'cli.sock'));
	layDownAddress(dir);
	expect(fs.readdirSync(kept)).toEqual(['cli.sock']);
});
