import { watchForms, type HalfWritten } from './half-written.ts';
import { UpdateCheck } from './update-check.ts';

/** What the worker answers when it has kept a garden's pages. */
interface Room {
	type: 'room';
	/** There was none. */
	full: boolean;
}

/** The service worker as the shell sees it: whether a newer version of the app waits. */
export class AppWorker {
	updateReady = $state(false);
	/** The device has no room for further pages. */
	full = $state(false);
	#registration: ServiceWorkerRegistration | undefined;
	#forms: HalfWritten | undefined;

	/** Registers the worker (production builds only); never throws: without it the app works online. */
	async start(): Promise<void> {
		if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
		this.#forms = watchForms();
		navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<Partial<Room> | null>) => {
			if (data?.type === 'room') this.full = Boolean(data.full);
		});
		try {
			this.#registration = await navigator.serviceWorker.register('/service-worker.js');
		} catch {
			return;
		}
		// Some browsers that are told to have no workers answer with nothing.
		if (this.#registration) this.#watch(this.#registration);
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
		const check = new UpdateCheck(registration, Date.now());
		document.addEventListener('visibilitychange', () => {
			if (document.visibilityState === 'visible') void check.shown(Date.now());
		});
	}
}
