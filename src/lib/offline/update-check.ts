const CHECK_MS = 60 * 60_000;

/** Looks for a newer version of the app once an hour: an installed one can stay open for weeks. */
export class UpdateCheck {
	readonly #registration: { update(): Promise<unknown> };
	#checked: number;

	/** `now`: this device's clock in ms. Registering has looked for a newer one just then. */
	constructor(registration: { update(): Promise<unknown> }, now: number) {
		this.#registration = registration;
		this.#checked = now;
	}

	/** The page has come into sight. Without a connection nothing was found out, and the next time counts anew. */
	async shown(now: number): Promise<void> {
		// A clock that was set back does not put it off.
		if (Math.abs(now - this.#checked) < CHECK_MS) return;
		this.#checked = now;
		try {
			await this.#registration.update();
		} catch {
			this.#checked = 0;
		}
	}
}
