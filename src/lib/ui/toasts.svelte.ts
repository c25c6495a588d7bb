interface Toast {
	id: number;
	sentence: string;
	undo?: () => unknown;
}

const SHOWN_MS = 8000;

/** What was just done, said at the foot of the screen, with a way to undo it. In the browser only. */
class Toasts {
	list = $state<Toast[]>([]);
	#last = 0;

	/** Shows a sentence for 8 seconds; `undo` is called by its Undo button. */
	say(sentence: string, undo?: () => unknown): void {
		const id = ++this.#last;
		this.list.push({ id, sentence, undo });
		if (this.list.length > 3) this.list.shift();
		setTimeout(() => this.drop(id), SHOWN_MS);
	}

	/** Takes one away before its time. */
	drop(id: number): void {
		this.list = this.list.filter((toast) => toast.id !== id);
	}
}

export const toasts = new Toasts();
