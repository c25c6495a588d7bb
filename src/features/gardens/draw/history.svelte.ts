import * as m from '#lib/i18n/paraglide/messages.js';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { sendAction } from './send.svelte.ts';

/** One change that can be taken back: the action that undoes it, with its fields. */
export interface Step {
	action: string;
	fields: Record<string, string>;
}

const KEPT = 50;

/** What was changed on this page since it was opened, the last first. Taking back is a command like any other. */
class History {
	steps = $state.raw<Step[]>([]);
	busy = $state(false);

	/** Remembers how a change is undone and says that it is done; null: it cannot be undone. */
	did(sentence: string, step: Step | null): void {
		if (step) this.steps = [...this.steps, step].slice(-KEPT);
		// An older notice does not take back a newer change.
		toasts.say(sentence, step ? () => (this.steps.at(-1) === step ? this.undo() : undefined) : undefined);
	}

	/** Undoes the last change; says what is wrong where that is no longer possible. */
	async undo(): Promise<void> {
		const step = this.steps.at(-1);
		if (!step || this.busy) return;
		this.busy = true;
		try {
			const sent = await sendAction(step.action, step.fields);
			this.steps = this.steps.slice(0, -1);
			toasts.say('sentence' in sent ? sent.sentence : m.gardens_draw_undone());
		} catch {
			toasts.say(m.error_no_connection());
		} finally {
			this.busy = false;
		}
	}

	/** Forgets everything: another garden is drawn. */
	clear(): void {
		this.steps = [];
	}
}

export const history = new History();
