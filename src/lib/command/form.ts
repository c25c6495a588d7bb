const NEVER_KEPT = /password|secret|token/i;

/** Reads a form's fields as the types that schemas want; wrong text is passed on for the schema to refuse. */
export class FormReader {
	readonly #data: FormData;

	constructor(data: FormData) {
		this.#data = data;
	}

	/** The trimmed text of a field; '' where it is absent. */
	text(name: string): string {
		const value = this.#data.get(name);
		return typeof value === 'string' ? value.trim() : '';
	}

	/** The text, or undefined where nothing was typed: for optional fields. */
	optional(name: string): string | undefined {
		return this.text(name) || undefined;
	}

	/** The text exactly as typed, for passwords. */
	raw(name: string): string {
		const value = this.#data.get(name);
		return typeof value === 'string' ? value : '';
	}

	/** A number ("2,5" counts too), undefined where nothing was typed, the text itself where it is none. */
	number(name: string): number | string | undefined {
		const text = this.text(name);
		if (text === '') return undefined;
		const number = Number(text.replace(',', '.'));
		return Number.isFinite(number) ? number : text;
	}

	/** True where a checkbox was ticked. */
	flag(name: string): boolean {
		return this.#data.has(name);
	}

	/** All values of a field that may stand several times. */
	list(name: string): string[] {
		return this.#data
			.getAll(name)
			.filter((value): value is string => typeof value === 'string' && value !== '');
	}

	/** The bytes of an uploaded file, undefined where none was chosen. */
	async file(name: string): Promise<Uint8Array | undefined> {
		const value = this.#data.get(name);
		if (!(value instanceof File) || value.size === 0) return undefined;
		return new Uint8Array(await value.arrayBuffer());
	}

	/** An uploaded file, empty ones too, with the name it had there; undefined where none was chosen. */
	async upload(name: string): Promise<{ bytes: Uint8Array; name: string } | undefined> {
		const value = this.#data.get(name);
		// Browsers send a file without a name for a field that was left alone.
		if (!(value instanceof File) || value.name === '') return undefined;
		return { bytes: new Uint8Array(await value.arrayBuffer()), name: value.name.slice(0, 200) };
	}

	/** What was typed, to fill the form again; passwords and files are left out. */
	kept(): Record<string, string | string[]> {
		const kept: Record<string, string | string[]> = {};
		for (const name of new Set(this.#data.keys())) {
			if (NEVER_KEPT.test(name) || name === 'commandId') continue;
			const values = this.list(name);
			if (values.length) kept[name] = values.length === 1 ? values[0]! : values;
		}
		return kept;
	}
}
