export type Json = Record<string, unknown>;

/** For whom a device kept what it sends. */
export const senderParameter = {
	name: 'plotluck-sender',
	in: 'header',
	required: false,
	description: 'For whom the device kept this. Refused (401) as a whole where somebody else is signed in.',
	schema: { type: 'string', format: 'uuid' }
};

/** POST /photos: a whole photo at once. */
export const photoPath = {
	'/photos': {
		post: {
			operationId: 'addPhoto',
			summary: 'Add a photo to a garden. The body is the image itself.',
			parameters: [
				{ name: 'garden', in: 'query', required: true, schema: { type: 'string', format: 'uuid' } },
				{ name: 'id', in: 'query', required: true, schema: { type: 'string', format: 'uuid' } }
			],
			requestBody: {
				required: true,
				content: { 'image/*': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } }
			},
			responses: {
				200: { description: 'The answer.', content: { 'application/json': { schema: ref('Answer') } } },
				default: { description: 'Why not.', content: { 'application/json': { schema: ref('Answer') } } }
			}
		}
	}
};

const UPLOAD =
	'By "Resumable Uploads for HTTP" (draft-ietf-httpbis-resumable-upload), with an address of the sender’s own ' +
	'making: the id is that of the photo’s command.';

const header = (name: string, schema: Json, required = true) => ({ name, in: 'header', required, schema });
const offsetHeaders = {
	'Upload-Offset': { description: 'The bytes that are here.', schema: { type: 'integer' } },
	'Upload-Complete': { description: '?1: the whole photo has arrived.', schema: { enum: ['?0', '?1'] } },
	'Upload-Limit': { description: 'max-size, in bytes.', schema: { type: 'string' } }
};

/** HEAD and PATCH /uploads/{id}: a photo in parts. */
export const uploadPath = {
	'/uploads/{id}': {
		parameters: [
			{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
			senderParameter
		],
		head: {
			operationId: 'uploadProgress',
			summary: 'How far the photo has come.',
			description: UPLOAD,
			responses: {
				204: { description: 'As the headers say.', headers: offsetHeaders },
				404: { description: 'You have no upload of this id: begin at 0.' }
			}
		},
		patch: {
			operationId: 'uploadPart',
			summary: 'The next part of a photo. With the last one (Upload-Complete: ?1) the photo is added.',
			description: UPLOAD,
			parameters: [
				{ name: 'garden', in: 'query', required: true, schema: { type: 'string', format: 'uuid' } },
				header('Upload-Offset', { type: 'integer', minimum: 0 }),
				header('Upload-Complete', { enum: ['?0', '?1'] }),
				header('Upload-Length', { type: 'integer', minimum: 0 }, false)
			],
			requestBody: {
				required: true,
				content: { 'application/partial-upload': { schema: { type: 'string', format: 'binary' } } }
			},
			responses: {
				200: {
					description: 'The photo’s answer.',
					content: { 'application/json': { schema: ref('Answer') } }
				},
				204: { description: 'Kept; send the next.', headers: offsetHeaders },
				409: { description: 'Not the next part: go on at Upload-Offset.', headers: offsetHeaders },
				413: { description: 'More than 25 MB.' },
				default: { description: 'Why not.', content: { 'application/json': { schema: ref('Answer') } } }
			}
		}
	}
};

/** Refers to one of the description's schemas. */
export function ref(name: string): Json {
	return { $ref: `#/components/schemas/${name}` };
}
