type Written = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
/** A field's text, its tick, or the place of what is chosen. */
type State = string | boolean | number;

let open: HTMLDetailsElement[] = [];
const written = new Map<Written, { now: State; sent: State }>();

/** Which of its properties tells what somebody did with it. */
function property(field: Written): 'value' | 'checked' | 'selectedIndex' {
	if (field instanceof HTMLSelectElement) return 'selectedIndex';
	return /^(checkbox|radio)$/.test(field.type) ? 'checked' : 'value';
}

const stateOf = (field: Written): State => field[property(field) as keyof Written] as State;

/** As the server sent it. */
function sentState(field: Written): State {
	if (!(field instanceof HTMLSelectElement))
		return property(field) === 'checked' ? (field as HTMLInputElement).defaultChecked : field.defaultValue;
	return Math.max(
		0,
		[...field.options].findIndex(({ defaultSelected }) => defaultSelected)
	);
}

function note({ target }: { target: EventTarget | null }): void {
	const field = target as Written;
	const [now, sent] = [stateOf(field), sentState(field)];
	if (now === sent) written.delete(field);
	else if (field.type !== 'file') written.set(field, { now, sent });
}

/**
 * Before a page's scripts take it over: notes what a reader who did not wait for them unfolds, types, ticks and
 * chooses, until `giveBack`.
 */
export function noteBefore(): void {
	open = [...document.querySelectorAll<HTMLDetailsElement>('details[open]')];
	for (const target of document.querySelectorAll('input:not([type=hidden]), textarea, select'))
		note({ target });
	document.addEventListener('input', note, { capture: true });
}

/** Afterwards: brings back what taking over has closed, or put back to what the server had sent. */
export function giveBack(): void {
	document.removeEventListener('input', note, { capture: true });
	for (const fold of open) fold.open = true;
	for (const [field, { now, sent }] of written)
		if (stateOf(field) === sent) Object.assign(field, { [property(field)]: now });
	open = [];
	written.clear();
}
