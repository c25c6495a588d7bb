import type { ActionResult } from '@sveltejs/kit';
import type { FormCommand } from '#lib/command/form-command.ts';
import { FormReader } from '#lib/command/form.ts';
import { newId } from '#lib/command/id.ts';
import * as m from '#lib/i18n/paraglide/messages.js';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { kinds } from './kinds.ts';
import { discardWritten, keepAndSend } from './outbox.ts';
import { smallerPhoto } from './photo.ts';
import type { NewEntry, Unsent } from './types.ts';

/** So long a person is asked to look at a busy button; afterwards the form says that it waits. */
const PATIENCE_MS = 8000;
/** So many letters tell two apart. */
const WHAT_LENGTH = 60;

interface Sent {
	form: FormData;
	/** The command's name. */
	command: string;
	/** What it is, in words. */
	words: string;
	id: string;
	/** The person who is signed in on this page. */
	sender: string;
	/** The page that the form is on. */
	href: string;
	/** The entry that this form corrects. */
	before?: Unsent;
}

/**
 * Sends a form by way of the outbox: it is kept first, then sent. Answers what an action would have answered, or
 * undefined where it waits for a connection, which it says itself. Throws where this device cannot keep it.
 */
export async function sendForm(sent: Sent): Promise<ActionResult | undefined> {
	const { command, id, href } = sent;
	const kind = (await kinds.load()).get(command);
	if (!kind) throw new Error(`No form is known for ${command}`);
	const entries = await entriesOf(sent, kind);
	const decision = await keepAndSend(entries, PATIENCE_MS);
	if (decision?.kind === 'done') {
		if (kind.onward) return { type: 'redirect', status: 303, location: kind.onward(decision.result, href) };
		return { type: 'success', status: 200, data: { command, done: decision.result } };
	}
	if (decision?.kind !== 'refused' || decision.id !== id) {
		toasts.say(m.outbox_waits_said());
		return undefined;
	}
	const { values } = entries.at(-1)!;
	// Whoever sees the refusal has what was typed before them: it need not wait anywhere else.
	await discardWritten([id]);
	return { type: 'failure', status: 400, data: { command, refusal: decision.refusal, values } };
}

async function entriesOf(
	{ form, words, id, sender, href, before }: Sent,
	kind: FormCommand
): Promise<NewEntry[]> {
	const reader = new FormReader(form);
	const input = kind.input(reader);
	const { name, version, wish } = kind;
	const what = shortened(kind.what?.(input));
	const common = {
		...{ sender, doneAt: new Date().toISOString(), href },
		...{ thing: kind.thing(input, id), words: what ? `${words}: ${what}` : words, what }
	};
	const entry = { ...common, id, name, version, wish, input, values: reader.kept() };
	const photo = form.get('photo');
	if (kind.photoOf && photo instanceof File && photo.size > 0) {
		const photoId = newId();
		const gardenId = kind.photoOf(input);
		const added = { ...common, id: photoId, name: 'photos.add', version: 1, input: { gardenId }, values: {} };
		input.photoId = photoId;
		return [
			{ ...added, file: await smallerPhoto(photo) },
			{ ...entry, after: photoId }
		];
	}
	if (before?.after) input.photoId ??= before.input.photoId;
	return [{ ...entry, after: before?.after }];
}

function shortened(what = ''): string | undefined {
	return what.length > WHAT_LENGTH ? `${what.slice(0, WHAT_LENGTH)}…` : what || undefined;
}
