import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import type { AnyCommand } from '#lib/command/command.server.ts';
import type { AnyRead } from '#lib/command/read.server.ts';
import { photoPath, ref, senderParameter, uploadPath, type Json } from './openapi-photos.server.ts';

/** The description of the whole API (OpenAPI 3.1), made from the schemas that the door itself checks with. */
export function openApi(commands: Iterable<AnyCommand>, reads: readonly AnyRead[], version: string): Json {
	const list = [...commands].filter((command) => !command.binary);
	return {
		openapi: '3.1.0',
		info: {
			title: 'Plotluck',
			version,
			description: 'Every change is a command sent to /commands; everything else is read with GET.',
			license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' }
		},
		servers: [{ url: '/api/v1' }],
		security: [{ bearer: [] }, {}],
		paths: { ...commandPaths(list), ...photoPath, ...uploadPath, ...Object.fromEntries(reads.map(readPath)) },
		components: {
			securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
			schemas: { ...Object.fromEntries(list.flatMap(commandSchemas)), Refusal: refusal, Answer: answer(list) }
		}
	};
}

function commandPaths(list: AnyCommand[]): Json {
	const one = { oneOf: list.map(({ name }) => ref(name)), discriminator: discriminator(list) };
	const body = { oneOf: [one, { type: 'array', items: one, minItems: 1, maxItems: 100 }] };
	const answers = { oneOf: [ref('Answer'), { type: 'array', items: ref('Answer') }] };
	return {
		'/commands': {
			post: {
				operationId: 'sendCommands',
				summary: 'Send one command, or up to 100 in order; each is answered, and each happens at most once.',
				description: IN_ORDER,
				parameters: [senderParameter],
				requestBody: { required: true, content: json(body) },
				responses: {
					200: { description: 'One answer a command.', content: json(answers) },
					...refusals
				}
			}
		}
	};
}

const IN_ORDER =
	'A batch is answered with 200 and one answer a command, in order. Where one is not decided (status 500 or 429), ' +
	'those after it are not run and answered with 503: send all of these again, later, with the same ids.';

function readPath(read: AnyRead): [string, Json] {
	const { properties = {}, required = [] } = schemaOf(read.params) as {
		properties?: Record<string, Json>;
		required?: string[];
	};
	const parameters = Object.entries(properties).map(([name, schema]) => {
		const inPath = read.path.includes(`{${name}}`);
		return { name, in: inPath ? 'path' : 'query', required: inPath || required.includes(name), schema };
	});
	const get = {
		operationId: read.name,
		summary: read.summary,
		parameters,
		responses: {
			200: { description: 'What you may see.', content: json(schemaOf(read.result, 'output')) },
			...refusals
		}
	};
	return [read.path, { get }];
}

function commandSchemas(command: AnyCommand): [string, Json][] {
	const envelope = {
		type: 'object',
		required: ['id', 'name', 'input'],
		properties: {
			id: {
				type: 'string',
				format: 'uuid',
				description: 'Made by the sender (UUIDv7). Sent twice, it happens once.'
			},
			name: { const: command.name },
			version: { const: command.version },
			doneAt: {
				type: 'string',
				format: 'date-time',
				description: 'When it was done, on the sender’s clock.'
			},
			input: schemaOf(command.input)
		}
	};
	return [
		[command.name, envelope],
		[`${command.name}.result`, schemaOf(command.result, 'output')]
	];
}

function answer(list: AnyCommand[]): Json {
	const id = { type: 'string', format: 'uuid' };
	const done = {
		type: 'object',
		required: ['id', 'ok', 'result'],
		properties: { id, ok: { const: true }, result: { anyOf: list.map(({ name }) => ref(`${name}.result`)) } }
	};
	const refused = {
		type: 'object',
		required: ['id', 'ok', 'refusal'],
		properties: {
			...{ id, ok: { const: false }, status: { type: 'integer' } },
			retryAfter: { type: 'integer', description: 'Seconds to wait (429).' },
			refusal: ref('Refusal')
		}
	};
	return { oneOf: [done, refused] };
}

const refusal = {
	type: 'object',
	required: ['code', 'key', 'sentence'],
	properties: {
		code: {
			enum: [
				...['invalid', 'unauthenticated', 'forbidden', 'not_found', 'conflict', 'too_big'],
				...['unprocessable', 'too_many', 'failed', 'unavailable']
			]
		},
		key: { type: 'string' },
		sentence: { type: 'string', description: 'In the language of Accept-Language.' },
		field: { type: 'string' },
		issues: {
			type: 'array',
			items: {
				type: 'object',
				required: ['field', 'key', 'sentence'],
				properties: { field: { type: 'string' }, key: { type: 'string' }, sentence: { type: 'string' } }
			}
		}
	}
};

const refusals = {
	default: {
		description: 'Why not, as a sentence.',
		content: {
			'application/json': {
				schema: { type: 'object', required: ['refusal'], properties: { refusal: ref('Refusal') } }
			}
		}
	}
};

function discriminator(list: AnyCommand[]): Json {
	const mapping = Object.fromEntries(list.map(({ name }) => [name, `#/components/schemas/${name}`]));
	return { propertyName: 'name', mapping };
}

function schemaOf(schema: GenericSchema<unknown, unknown>, typeMode: 'input' | 'output' = 'input'): Json {
	const made = toJsonSchema(schema as Parameters<typeof toJsonSchema>[0], {
		typeMode,
		errorMode: 'ignore'
	}) as Json;
	delete made.$schema;
	return made;
}

function json(schema: Json): Json {
	return { 'application/json': { schema } };
}
