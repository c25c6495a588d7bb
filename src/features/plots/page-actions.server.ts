import type { RequestEvent } from '@sveltejs/kit';
import type { FormReader } from '#lib/command/form.ts';
import { formCommand } from '#lib/command/page.server.ts';

type Action = (event: RequestEvent) => ReturnType<typeof formCommand>;

/** What stewards do with a plot on the map and on the plot's own page; each command guards itself. */
export const plotActions = {
	give: (event) =>
		formCommand(event, 'plots.give', (form) => ({
			plotId: form.text('plotId'),
			membershipIds: [...form.list('membershipIds'), ...form.list('together')],
			from: form.text('from'),
			until: form.optional('until')
		})),
	endTenancy: (event) =>
		formCommand(event, 'plots.endTenancy', (form) => ({
			tenancyId: form.text('tenancyId'),
			on: form.text('on'),
			reason: form.text('reason'),
			note: form.text('note')
		})),
	takeBack: (event) => formCommand(event, 'plots.takeBack', (form) => ({ tenancyId: form.text('tenancyId') }))
} satisfies Record<string, Action>;

/** What stewards change of a plot on its own page. */
export const plotPageActions = {
	...plotActions,
	addHolder: (event) => formCommand(event, 'plots.addHolder', holder),
	removeHolder: (event) => formCommand(event, 'plots.removeHolder', holder),
	change: (event) => formCommand(event, 'plots.change', changes),
	remove: (event) => formCommand(event, 'plots.remove', (form) => ({ plotId: form.text('plotId') }))
} satisfies Record<string, Action>;

function holder(form: FormReader) {
	return { tenancyId: form.text('tenancyId'), membershipId: form.text('membershipId') };
}

/**
 * Only what differs from what the steward first saw (`base`) is sent: where another steward changed something else in
 * the meantime, that stays.
 */
function changes(form: FormReader) {
	const typed: Record<string, string | boolean | null> = {
		number: form.text('number'),
		kind: form.text('kind'),
		zoneId: form.text('zoneId') || null,
		notes: form.text('notes').replaceAll('\r\n', '\n'),
		outOfUse: form.flag('outOfUse')
	};
	const base = readBase(form.text('base'));
	const changed = Object.entries(typed).filter(([field, value]) => base[field] !== value);
	return { plotId: form.text('plotId'), revision: form.number('revision'), ...Object.fromEntries(changed) };
}

function readBase(text: string): Record<string, unknown> {
	try {
		return (JSON.parse(text) ?? {}) as Record<string, unknown>;
	} catch {
		return {};
	}
}
