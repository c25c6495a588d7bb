import * as v from 'valibot';
import type { FieldIssue, MessageKey, Refusal } from './refusal.ts';

/**
 * Turns Valibot's issues into a refusal. A schema action whose message is a message key (for example
 * `v.maxLength(80, 'error_too_long')`) keeps it; any other issue gets the sentence of its type.
 * `requirement` reaches the sentence as {limit}.
 */
export function invalidInput(issues: readonly v.BaseIssue<unknown>[]): Refusal {
	const found = issues.slice(0, 20).map(fieldIssue);
	const first = found[0];
	return { code: 'invalid', key: 'error_invalid_input', field: first?.field, issues: found };
}

function fieldIssue(issue: v.BaseIssue<unknown>): FieldIssue {
	const field = v.getDotPath(issue) ?? '';
	const limit = typeof issue.requirement === 'number' ? issue.requirement : undefined;
	return { field, key: issueKey(issue), params: limit === undefined ? undefined : { limit } };
}

function issueKey(issue: v.BaseIssue<unknown>): MessageKey {
	if (/^[a-z]+_[a-z0-9_]+$/.test(issue.message)) return issue.message as MessageKey;
	if (issue.kind === 'schema' && (issue.received === 'undefined' || issue.received === '""'))
		return 'error_required';
	return BY_TYPE[issue.type] ?? 'error_not_understood';
}

const BY_TYPE: Record<string, MessageKey> = {
	non_empty: 'error_required',
	min_length: 'error_too_short',
	max_length: 'error_too_long',
	min_value: 'error_too_small',
	max_value: 'error_too_big',
	email: 'error_email',
	uuid: 'error_not_understood',
	picklist: 'error_choose_one',
	iso_date: 'error_day',
	number: 'error_number',
	integer: 'error_number'
};
