import { ROLE_WORDS } from '#features/account/role-words.ts';
import * as m from '#lib/i18n/paraglide/messages.js';
import type { IconName } from '#lib/ui/icon-names.ts';
import type { Area, OpenTo, Role } from './tables.ts';

/** What a part of the garden that a steward runs is called, and what it means. */
export const AREA_WORDS: Record<Area, { label: () => string; hint: () => string }> = {
	plots: { label: m.members_area_plots, hint: m.members_area_plots_hint },
	rota: { label: m.members_area_rota, hint: m.members_area_rota_hint },
	people: { label: m.members_area_people, hint: m.members_area_people_hint },
	money: { label: m.members_area_money, hint: m.members_area_money_hint },
	moderation: { label: m.members_area_moderation, hint: m.members_area_moderation_hint }
};

const ROLE_HINTS = {
	steward: m.members_role_steward_hint,
	member: m.members_role_member_hint,
	neighbour: m.members_role_neighbour_hint
} as const;

const ROLE_ICONS: Record<Role, IconName> = {
	steward: 'shield-check',
	member: 'sprout',
	neighbour: 'hand-heart'
};

/** The roles to choose from, the usual one first. */
export function roleOptions() {
	return (['member', 'neighbour', 'steward'] as const).map((value) => ({
		value,
		label: ROLE_WORDS[value](),
		hint: ROLE_HINTS[value](),
		icon: ROLE_ICONS[value]
	}));
}

/** To whom contacts can be opened. */
export function openToOptions(): { value: OpenTo; label: string }[] {
	return [
		{ value: 'nobody', label: m.members_open_nobody() },
		{ value: 'stewards', label: m.members_open_stewards() },
		{ value: 'members', label: m.members_open_members() }
	];
}
