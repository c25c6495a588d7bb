import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { reads } from '#features/reads.server.ts';
import { rooms } from '#features/rooms.server.ts';
import { openApi } from '#lib/api/openapi.server.ts';

interface Described {
	paths: Record<string, Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>>;
	components: { schemas: Record<string, Record<string, unknown>> };
}

// As it travels: through JSON.
const api = JSON.parse(JSON.stringify(openApi(rooms.commands.values(), reads, '1'))) as Described;

test('the description of the API is OpenAPI 3.1', async () => {
	const validator = new Validator();
	const { valid, errors } = await validator.validate(
		structuredClone(api) as object as Record<string, unknown>
	);
	expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
	expect(validator.version).toBe('3.1');
	expect(() => validator.resolveRefs()).not.toThrow();
});

test('a broken description would be found', async () => {
	const broken = structuredClone(api) as unknown as { paths: Record<string, unknown> };
	broken.paths['/harvest'] = { fetch: 'all' };
	expect((await new Validator().validate(broken)).valid).toBe(false);
});

test('every command that travels as JSON is in it, with its input and result', () => {
	for (const { name, binary } of rooms.commands.values()) {
		expect([name, name in api.components.schemas]).toEqual([name, !binary]);
		if (binary) continue;
		expect(api.components.schemas[name]).toMatchObject({ properties: { name: { const: name } } });
		expect(api.components.schemas[`${name}.result`]).toMatchObject({ type: 'object' });
	}
});

test('every read is in it, with all the parameters of its path', () => {
	for (const { name, path } of reads) {
		const get = api.paths[path]?.get;
		expect(get?.operationId).toBe(name);
		const inPath = get!.parameters!.filter((parameter) => parameter.in === 'path').map((one) => one.name);
		expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
	}
});

test('operation ids are each their own', () => {
	const ids = Object.values(api.paths).flatMap((path) =>
		Object.values(path).flatMap(({ operationId }) => operationId ?? [])
	);
	expect(new Set(ids).size).toBe(ids.length);
});
