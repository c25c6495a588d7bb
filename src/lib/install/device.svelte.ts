import { askToPersist } from '../offline/persist.ts';
import { hintFor, readVisits, visitAt, type Device, type Visits } from './rules.ts';

/** What Chromium gives to those who want to ask at a better moment (Web App Manifest, incubations). */
interface InstallPrompt extends Event {
	prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

declare global {
	interface Window {
		/** Caught by src/app.html, for it can come before any other script. */
		installPrompt?: InstallPrompt;
	}
}

const KEY = 'plotluck-visits';

/** This browser, as far as installing the app goes. */
class Installation {
	/** Does the browser let us ask? */
	canAsk = $state(false);
	standalone = $state(false);
	/** Installed while this page was open. */
	installed = $state(false);
	#visits = $state.raw<Visits | null>(null);

	/** The hint that is due, if any. */
	readonly hint = $derived(hintFor(this.#visits, this.#device()));

	/** Looks around; once a page. */
	start(): void {
		this.standalone = isStandalone();
		this.canAsk = Boolean(window.installPrompt);
		addEventListener('beforeinstallprompt', () => (this.canAsk = true));
		addEventListener('appinstalled', () => this.#done());
		// An iPhone tells of no installing: the installed app asks at its first start.
		if (this.standalone) void askToPersist();
	}

	/** Does the browser still know of an earlier visit? True also where it keeps nothing at all. */
	remembers(): boolean {
		return readMemory() !== null || !canKeep();
	}

	/** Counts this visit. */
	visit(): void {
		this.#remember(visitAt(readMemory(), Date.now()));
	}

	/** Puts the browser's own question; answers whether it was installed. */
	async ask(): Promise<boolean> {
		const prompt = window.installPrompt;
		if (!prompt) return false;
		const { outcome } = await prompt.prompt();
		// It can be put only once.
		window.installPrompt = undefined;
		this.canAsk = false;
		if (outcome === 'accepted') this.#done();
		return outcome === 'accepted';
	}

	/** No more hints, for good. */
	settle(): void {
		this.#remember({ ...visitAt(this.#visits ?? readMemory(), Date.now()), settled: true });
	}

	#done(): void {
		this.installed = true;
		this.canAsk = false;
		this.settle();
		void askToPersist();
	}

	#remember(visits: Visits): void {
		// A browser that keeps nothing gets no hint: it would come at every visit.
		if (!canKeep()) return;
		this.#visits = visits;
		localStorage.setItem(KEY, JSON.stringify(visits));
	}

	#device(): Device {
		const { standalone, canAsk } = this;
		return { userAgent: navigator.userAgent, touchPoints: navigator.maxTouchPoints, standalone, canAsk };
	}
}

function readMemory(): Visits | null {
	try {
		return readVisits(localStorage.getItem(KEY));
	} catch {
		return null;
	}
}

function canKeep(): boolean {
	try {
		localStorage.setItem(`${KEY}?`, '');
		localStorage.removeItem(`${KEY}?`);
		return true;
	} catch {
		return false;
	}
}

function isStandalone(): boolean {
	const ios = (navigator as Navigator & { standalone?: boolean }).standalone === true;
	return ios || matchMedia('(display-mode: standalone), (display-mode: minimal-ui)').matches;
}

export const installation = new Installation();
