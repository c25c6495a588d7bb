/** What is asked of a form on a page: whether it sends something, and whether it is still there. */
export interface Written {
	method: string;
	isConnected: boolean;
}

/** Remembers which forms of a page somebody has written in and neither sent nor emptied. */
export class HalfWritten<Form extends Written = HTMLFormElement> {
	readonly #forms = new Set<Form>();

	/** Something was typed or chosen in this form. What only searches (GET) can be typed again. */
	written(form: Form | null | undefined): void {
		if (form?.method === 'post') this.#forms.add(form);
	}

	/** The form is as it was at first: it was emptied after it had been sent. */
	emptied(form: Form): void {
		this.#forms.delete(form);
	}

	/** Would reloading the page now lose something? Forms that have left the page were sent, or given up. */
	any(): boolean {
		for (const form of this.#forms) if (!form.isConnected) this.#forms.delete(form);
		return this.#forms.size > 0;
	}
}

/** Starts to watch all forms of the page, those to come too. In the browser only. */
export function watchForms(): HalfWritten {
	const watched = new HalfWritten();
	const note = ({ target }: Event) => watched.written((target as HTMLInputElement).form);
	document.addEventListener('input', note, { capture: true });
	document.addEventListener('change', note, { capture: true });
	document.addEventListener('reset', ({ target }) => watched.emptied(target as HTMLFormElement), {
		capture: true
	});
	return watched;
}
