/** Puts the cursor into a form's first field, so that whoever has no mouse goes on there. */
export function focusField(form: Element | null | undefined): void {
	form?.querySelector<HTMLElement>(':is(input:not([type=hidden]), select, textarea)')?.focus();
}
