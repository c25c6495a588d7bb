import { watchForms, type HalfWritten } from './half-written.ts';

const CHECK_MS = 60 * 60_000;

/** The service worker as the shell sees it: whether a newer version of the app waits. */
export class AppWorker {
	updateReady = $state(false);
	#registration: ServiceWorkerRegistration | undefined;
	#checked = 0;
	#forms: HalfWritten | undefined;

	/** Registers the worker (production builds only); never throws: without it the app works online. */
	async start(): Promise<void> {
		if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
		this.#forms = watchForms();
		try {
			this.#registration = await navigator.serviceWorker.register('/service-worker.js');
		} catch {
			return;
		}
		this.#watch(this.#registration);
	}

	/** Asks the worker to fetch the garden's main pages ahead, so that they open without a connection. */
	async keepAhead(slug: string): Promise<void> {
		if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
		const { active } = await navigator.serviceWorker.ready;
		active?.postMessage({ type: 'keep', slug });
	}

	/** Would taking the new version now lose what somebody has begun to write? */
	losesWriting(): boolean {
		return this.#forms?.any() ?? false;
	}

	/** Takes the new version; called by the person, never by itself, so that no half-written form is lost. */
	update(): void {
		navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
		this.#registration?.waiting?.postMessage({ type: 'update' });
	}

	#watch(registration: ServiceWorkerRegistration): void {
		const ready = () =>
			(this.updateReady = Boolean(registration.waiting && navigator.serviceWorker.controller));
		ready();
		registration.addEventListener('updatefound', () =>
			registration.installing?.addEventListener('statechange', ready)
		);
		// Registering has looked for a newer one just now. An installed app can stay open for weeks.
		this.#checked = Date.now();
		document.addEventListener('visibilitychange', () => this.#check(registration));
	}

	#check(registration: ServiceWorkerRegistration): void {
		const now = Date.now();
		if (document.visibilityState !== 'visible' || Math.abs(now - this.#checked) < CHECK_MS) return;
		this.#checked = now;
		registration.update().catch(() => (this.#checked = 0));
	}
}
