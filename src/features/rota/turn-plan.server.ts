import { render } from 'svelte/server';
import * as m from '#lib/i18n/paraglide/messages.js';
import Plan from '#lib/map/Plan.svelte';
import type { TurnView } from './view.ts';
import type { ZonePlan } from './zone-plan.server.ts';

/** The plan with a turn's zone lit, as SVG text in the reader's language; null where there is nothing to light. */
export function turnPlan(turn: Pick<TurnView, 'zone' | 'rota'>, plan: ZonePlan | null): string | null {
	if (!plan) return null;
	const label = m.rota_plan_of({ zone: turn.zone ?? turn.rota });
	const props = { ...plan.content, highlight: plan.lit, compact: true, label };
	// As text it is never taken over by the browser's script, which alone would read the marks between the shapes.
	return lighter(render(Plan, { props }).body);
}

/**
 * Without the marks, and with ' about its values: the text travels once more as the page's data, where each " would
 * be written as \".
 */
function lighter(svg: string): string {
	return svg
		.replace(/<!--.*?-->/g, '')
		.replace(/="([^"]*)"/g, (_, value: string) => `='${shorter(value)}'`)
		.replaceAll(/><\/(path|circle|use)>/g, '/>');
}

function shorter(value: string): string {
	return value.replaceAll("'", '&#39;').replaceAll(/(\.\d\d)\d+/g, '$1');
}
