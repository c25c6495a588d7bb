import { deserialize } from '$app/forms';
import { invalidateAll } from '$app/navigation';
import { newId } from '#lib/command/id.ts';

/** What came of it: the command's result, or the sentence of its refusal. */
export type Sent = { done: Record<string, unknown> } | { sentence: string };

/** Sends fields to one of this page's actions as its forms do, and reads the page anew. Throws without a connection. */
export async function sendAction(action: string, fields: Record<string, string>): Promise<Sent> {
	const body = new FormData();
	body.set('commandId', newId());
	for (const [name, value] of Object.entries(fields)) body.set(name, value);
	const headers = { 'x-sveltekit-action': 'true', accept: 'application/json' };
	const response = await fetch(`?/${action}`, { method: 'POST', body, headers });
	const result = deserialize(await response.text());
	if (result.type === 'success') {
		await invalidateAll();
		return { done: (result.data?.['done'] ?? {}) as Record<string, unknown> };
	}
	const refusal = result.type === 'failure' ? (result.data?.['refusal'] as { sentence?: string }) : undefined;
	if (refusal?.sentence) return { sentence: refusal.sentence };
	throw new Error('not sent');
}
