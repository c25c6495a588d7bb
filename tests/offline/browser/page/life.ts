const realNow = Date.now;
let skew = 0;
let left = Infinity;
let late = false;

/** Sets this tab's clock wrong by so many ms. */
export function setClock(ms: number): void {
	skew = ms;
}

/**
 * Lets this tab die at a step to come: a request that goes out or is answered, a transaction that begins or has
 * ended. Half of `lives` are the steps that it still has; an odd one dies a little after. null: it lives on.
 */
export function arm(lives: number | null): void {
	left = lives === null ? Infinity : Math.floor(lives / 2);
	late = lives !== null && lives % 2 === 1;
}

/** The end of a tab that is a frame: taken out of the page, it is gone at once, or a little later. */
export function dieWithFrame(soon: boolean): void {
	const frame = frameElement as HTMLIFrameElement;
	const die = () => {
		frame.dispatchEvent(new Event('gone'));
		frame.remove();
	};
	if (soon) return void parent.setTimeout(die, 2);
	die();
	throw new Error('This tab is gone');
}

/** Counts the steps of this realm, and has it read the device's own clock. Nothing else about it is changed. */
export function beginLife(die: (soon: boolean) => void): void {
	const step = () => {
		left -= 1;
		if (left >= 0) return;
		left = Infinity;
		die(late);
	};
	Date.now = () => realNow() + skew;
	const realFetch = globalThis.fetch;
	globalThis.fetch = async (...given) => {
		step();
		const answer = await realFetch(...given);
		step();
		return answer;
	};
	const begin = IDBDatabase.prototype.transaction;
	IDBDatabase.prototype.transaction = function (...given) {
		const transaction = begin.apply(this, given);
		transaction.addEventListener('complete', step);
		step();
		return transaction;
	};
}
