import { placeText, short, whenText } from '#features/harvest/words.ts';
import type { PickUp } from '#features/harvest/view.ts';
import { turnPlan } from '#features/rota/turn-plan.server.ts';
import * as m from '#lib/i18n/paraglide/messages.js';
import type { TodayPage } from './today.server.ts';

/** A pick-up in words: the words for all units and places need not travel to everybody's first page. */
interface PickUpInWords {
	claimId: string;
	lotId: string;
	code: string;
	words: string;
	/** From whom and where. */
	where: string;
	/** "today until 20:00"; the times for when it is read on a later day. */
	when: string;
	from: string;
	until: string;
}

type Card = NonNullable<TodayPage['card']>;

/** *Today* as its page shows it. */
export interface TodayInWords extends Omit<TodayPage, 'card' | 'pickUps'> {
	/** With the plan as SVG text. */
	card: (Omit<Card, 'plan'> & { plan: string | null }) | null;
	pickUps: PickUpInWords[];
}

/** Puts into words, in the language of the request, what takes more code than text. */
export function inWords(today: TodayPage, zone: string): TodayInWords {
	const { card, pickUps } = today;
	return {
		...today,
		card: card && { ...card, plan: turnPlan(card.turn, card.plan) },
		pickUps: pickUps.map((pickUp) => pickUpInWords(pickUp, new Date(today.now), zone))
	};
}

/** "2 courgettes": a crop's name stands inside a sentence here, own words stay as they were written. */
function pickUpInWords(pickUp: PickUp, now: Date, zone: string): PickUpInWords {
	const { claimId, lotId, code, quantity, unit, crop, title, giver, place, from, until } = pickUp;
	// Titles of lots are mostly plurals: "1 × pumpkins".
	const amount = unit === 'piece' && Number(quantity) === 1 ? '1 ×' : short(quantity, unit);
	const what = `${amount} ${crop ? title.toLowerCase() : title}`;
	const where = `${giver}, ${placeText(place)}`;
	const when = whenText(pickUp, now, zone);
	return { claimId, lotId, code, words: m.today_pick_up({ what }), where, when, from, until };
}
