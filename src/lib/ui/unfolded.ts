let open: HTMLDetailsElement[] = [];

/** Before a page's scripts take it over: notes what is unfolded, also by a reader who did not wait for them. */
export function noteUnfolded(): void {
	open = [...document.querySelectorAll<HTMLDetailsElement>('details[open]')];
}

/** Afterwards: unfolds again what taking over has closed, because the server had it closed. */
export function unfoldAgain(): void {
	for (const fold of open) fold.open = true;
	open = [];
}
