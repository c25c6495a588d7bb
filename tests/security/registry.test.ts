import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reads } from '#features/reads.server.ts';
import { rooms } from '#features/rooms.server.ts';
import { activityKey } from '#features/activity/words.server.ts';
import { root } from '../../src/cli/bootstrap/paths.mjs';

const commands = [...rooms.commands.values()];

function messages(locale: string): Record<string, unknown> {
	const files = globSync(`src/{features/*,lib/i18n}/messages/${locale}.json`, { cwd: root });
	return Object.assign(
		{},
		...files.map((file) => JSON.parse(readFileSync(join(root, file), 'utf8')) as object)
	);
}

test.each(commands)('$name has a guard, schemas, and words for the log in both languages', (command) => {
	expect(command.guard).toBeTypeOf('function');
	expect(command.run).toBeTypeOf('function');
	expect(command.input).toMatchObject({ kind: 'schema' });
	expect(command.result).toMatchObject({ kind: 'schema' });
	expect(command.name).toMatch(/^[a-z]+\.[a-z][A-Za-z]+$/);
	for (const locale of ['en', 'es']) expect(messages(locale)).toHaveProperty(activityKey(command.name));
});

test('what is secret in an input is an input', () => {
	for (const { name, secret = [], input } of commands)
		for (const field of secret)
			expect([name, Object.keys((input as Entries).entries)]).toEqual([
				name,
				expect.arrayContaining([field])
			]);
});

type Entries = { entries: Record<string, unknown> };

/** Words that tell of a secret in a result; such a result must not be kept. */
const TELLING = /^(token|sessionId|device|key|secret|link)$/;

test('a result with a secret is not kept', () => {
	for (const { name, result, volatile } of commands) {
		const fields = Object.keys((result as unknown as Entries).entries ?? {});
		if (fields.some((field) => TELLING.test(field))) expect([name, volatile]).toEqual([name, true]);
	}
});

test('every secret-looking input leaves no trace in the log', () => {
	for (const { name, input, secret = [] } of commands) {
		const fields = Object.keys((input as unknown as Entries).entries ?? {});
		for (const field of fields.filter((one) => /password|token|secret|setupKey/i.test(one)))
			expect([name, secret]).toEqual([name, expect.arrayContaining([field])]);
	}
});

test('every read has a name and a path of its own, says who may ask, and checks its parameters', () => {
	expect(new Set(reads.map(({ name }) => name)).size).toBe(reads.length);
	expect(new Set(reads.map(({ path }) => path.replace(/\{\w+\}/g, '{}'))).size).toBe(reads.length);
	for (const { path, reader, params, result, read } of reads) {
		expect(['person', 'nobody']).toContain(reader);
		expect(read).toBeTypeOf('function');
		expect(result).toMatchObject({ kind: 'schema', type: 'strict_object' });
		const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		expect(Object.keys((params as Entries).entries)).toEqual(expect.arrayContaining(named));
	}
});
