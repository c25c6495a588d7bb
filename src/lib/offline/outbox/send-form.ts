import type { ActionResult } from '@sveltejs/kit';
import type { FormCommand } from '#lib/command/form-command.ts';
import { FormReader } from '#lib/command/form.ts';
import { newId } from '#lib/command/id.ts';
import * as m from '#lib/i18n/paraglide/messages.js';
import { shrinkPhoto } from '#lib/ui/shrink-photo.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { kinds } from './kinds.ts';
import { discardWritten, keepAndSend } from './outbox.ts';
import { photoLeft } from './rules.ts';
import type { NewEntry, SaidRefusal, Unsent } from './types.ts';
import { waiting } from './waiting.svelte.ts';

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
	/** Is the form still there for somebody to see? */
	stands: () => boolean;
}

/** What became of a form. */
interface Answered {
	/** What an action would have answered; undefined where it waits. */
	result?: ActionResult;
	/** What was refused and is nowhere kept any more: with its id and its photo, for whoever corrects it. */
	left?: Unsent;
}

/**
 * Sends a form by way of the outbox: it is kept first, then sent. Where it waits for a connection, it says so
 * itself. Throws where this device cannot keep it.
 */
export async function sendForm(sent: Sent): Promise<Answered> {
	const { command, id, href } = sent;
	const kind = (await kinds.load()).get(command);
	if (!kind) throw new Error(`No form is known for ${command}`);
	const { entry, photo, gone } = await written(sent, kind);
	const decision = await keepAndSend(photo ? [photo, entry] : [entry], PATIENCE_MS, gone);
	if (decision?.kind === 'done') {
		const { result } = decision;
		const location = kind.onward?.(result, href);
		if (location) return { result: { type: 'redirect', status: 303, location } };
		return { result: { type: 'success', status: 200, data: { command, done: result } } };
	}
	if (decision?.kind !== 'refused' || decision.id !== id) {
		toasts.say(m.outbox_waits_said());
		return {};
	}
	// In a form that was left nobody would see it: it stays in the outbox, which says so.
	return sent.stands() ? await handBack(entry, decision.refusal) : {};
}

/** Whoever sees the refusal has what was typed before them: it need not wait anywhere else. */
async function handBack(entry: NewEntry, refusal: SaidRefusal): Promise<Answered> {
	const photo = waiting.entries.find(({ id }) => id === entry.after);
	const after = photo?.refusal ? undefined : entry.after;
	await discardWritten([entry.id]);
	const data = { command: entry.name, refusal, values: entry.values };
	return {
		result: { type: 'failure', status: 400, data },
		left: { ...entry, after, refusal, state: 'refused', seq: 0, tries: 0, retryAt: 0 }
	};
}

interface Written {
	entry: NewEntry;
	/** A photo that was chosen with it. */
	photo?: NewEntry;
	/** The ids of entries that give way to these. */
	gone: string[];
}

async function written(sent: Sent, kind: FormCommand): Promise<Written> {
	const { form, words, id, sender, href, before } = sent;
	const reader = new FormReader(form);
	const input = kind.input(reader);
	const { name, version, wish } = kind;
	const what = shortened(kind.what?.(input));
	const common = {
		...{ sender, doneAt: new Date().toISOString(), href },
		...{ thing: kind.thing(input, id), words: what ? `${words}: ${what}` : words, what }
	};
	const entry = { ...common, id, name, version, wish, input, values: reader.kept() };
	const file = form.get('photo');
	const chosen = kind.photoOf && file instanceof File && file.size > 0;
	const { after, gone } = photoLeft(before, waiting.entries, chosen || reader.flag('removePhoto'));
	if (!chosen) {
		if (after) input.photoId = after;
		return { entry: { ...entry, after }, gone };
	}
	const photoId = newId();
	input.photoId = photoId;
	const gardenId = kind.photoOf!(input);
	const photo = { ...common, id: photoId, name: 'photos.add', version: 1, input: { gardenId }, values: {} };
	return {
		entry: { ...entry, after: photoId },
		photo: { ...photo, file: (await shrinkPhoto(file, document.createElement('canvas'))) ?? file },
		gone
	};
}

function shortened(what = ''): string | undefined {
	return what.length > WHAT_LENGTH ? `${what.slice(0, WHAT_LENGTH)}…` : what || undefined;
}
