import type { Area, Role } from '#features/members/tables.ts';
import * as m from '#lib/i18n/paraglide/messages.js';
import type { IconName } from '#lib/ui/icon-names.ts';

interface Link {
	href: string;
	label: string;
	text: string;
	icon: IconName;
}

interface Place {
	slug: string;
	role: Role | null;
	areas: readonly Area[];
}

/** What stands behind "More", by what the person may do here. */
export function moreLinks(place: Place): { title: string; links: Link[] }[] {
	return [
		{ title: m.more_garden(), links: gardenLinks(place) },
		{ title: m.more_you(), links: ownLinks(`/g/${place.slug}`) }
	];
}

function gardenLinks({ slug, role, areas }: Place): Link[] {
	const g = `/g/${slug}`;
	const inside = role === 'steward' || role === 'member';
	const steward = (area: Area) => role === 'steward' && areas.includes(area);
	const links: (Link | false)[] = [
		...(inside ? insideLinks(g) : []),
		{ href: g, label: m.more_about(), text: m.more_about_text(), icon: 'info' },
		steward('people') && {
			href: `${g}/people/invite`,
			label: m.more_invite(),
			text: m.more_invite_text(),
			icon: 'user-plus'
		},
		steward('plots') && {
			href: `${g}/map/draw`,
			label: m.more_draw(),
			text: m.more_draw_text(),
			icon: 'pencil'
		},
		steward('plots') && {
			href: `${g}/map/import`,
			label: m.more_import(),
			text: m.more_import_text(),
			icon: 'upload'
		},
		(steward('people') || steward('plots')) && {
			href: `${g}/settings`,
			label: m.more_settings(),
			text: m.more_settings_text(),
			icon: 'settings'
		}
	];
	return links.filter((link) => link !== false);
}

/** For all who garden here. */
function insideLinks(g: string): Link[] {
	return [
		{ href: `${g}/people`, label: m.more_people(), text: m.more_people_text(), icon: 'users' },
		{
			href: `${g}/log`,
			label: m.activity_title(),
			text: m.more_log_text(),
			icon: 'rotate-ccw-clock'
		},
		{
			href: `${g}/defects`,
			label: m.defects_title(),
			text: m.defects_link_text(),
			icon: 'triangle-alert'
		}
	];
}

function ownLinks(g: string): Link[] {
	return [
		{ href: `${g}/membership`, label: m.more_membership(), text: m.more_membership_text(), icon: 'sprout' },
		{ href: `${g}/install`, label: m.install_title(), text: m.install_more_text(), icon: 'smartphone' },
		{ href: '/outbox', label: m.outbox_title(), text: m.outbox_more(), icon: 'send' },
		{ href: '/me', label: m.more_me(), text: m.more_me_text(), icon: 'user' },
		{ href: '/gardens', label: m.more_gardens(), text: m.more_gardens_text(), icon: 'map' },
		{ href: '/harvest', label: m.more_near(), text: m.more_near_text(), icon: 'shopping-basket' }
	];
}
