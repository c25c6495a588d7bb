import { describe, expect, it } from 'vitest';
import { inLocale } from '#lib/i18n/locale.server.ts';
import { filtered, filterHref, readFilter } from './filters.ts';
import { placeParam, readPlace } from './place.ts';
import { localTime, presentTime, untilChoices } from './times.ts';
import type { LotView } from './view.ts';
import { amount, distance, left, placeText, whenText } from './words.ts';

const ZONE = 'Europe/Berlin';
const now = new Date('2026-08-18T15:00:00Z');
const both = (say: () => string) => [inLocale('en', say), inLocale('es', say)];

describe('in words', () => {
	it('amounts', () => {
		expect(both(() => amount('1', 'bunch'))).toEqual(['1 bunch', '1 manojo']);
		expect(both(() => amount('1250', 'piece'))).toEqual(['1,250 pieces', '1250 piezas']);
		expect(both(() => amount('4.5', 'kg'))).toEqual(['4.5 kg', '4,5 kg']);
		expect(both(() => amount('0.5', 'litre'))).toEqual(['0.5 litres', '0,5 litros']);
	});

	it('what is left', () => {
		expect(both(() => left({ left: '7', unit: 'piece' }))).toEqual(['7 left', 'Quedan 7']);
		expect(both(() => left({ left: '1', unit: 'bag' }))).toEqual(['1 bag left', 'Queda 1 bolsa']);
		expect(both(() => left({ left: '0', unit: 'kg' }))).toEqual(['All taken', 'Todo reservado']);
	});

	it('places', () => {
		const place = (kind: 'plot' | 'stall' | 'other', note = '', plot: string | null = null) =>
			inLocale('en', () => placeText({ kind, note, plot }));
		expect(place('plot', 'crate by the path', 'C7')).toBe('Plot C7, crate by the path');
		expect(place('stall')).toBe('Stall');
		expect(place('other', 'Café on the corner')).toBe('Café on the corner');
		expect(place('plot', 'the one with the arch')).toBe('the one with the arch');
	});

	it('times, as one would say them in the garden', () => {
		const when = (from: string, until: string) => both(() => whenText({ from, until }, now, ZONE));
		const begun = '2026-08-18T14:00:00Z';
		expect(when(begun, '2026-08-18T18:00:00Z')[0]).toBe('today until 20:00');
		// 23:00 in London is tomorrow in Berlin.
		expect(when(begun, '2026-08-18T22:30:00Z')[0]).toBe('until tomorrow, 00:30');
		expect(when(begun, '2026-08-20T18:00:00Z')).toEqual([
			'until Thu 20 Aug, 20:00',
			'hasta jue 20 ago, 20:00'
		]);
		expect(when('2026-08-19T06:00:00Z', '2026-08-19T08:00:00Z')[0]).toBe('tomorrow 08:00–10:00');
		expect(when('2026-08-19T06:00:00Z', '2026-08-20T08:00:00Z')[0]).toBe(
			'tomorrow 08:00 to Thu 20 Aug 10:00'
		);
	});

	it('distances, no finer than they are known', () => {
		expect(both(() => distance(0.3))).toEqual(['under 1 km away', 'a menos de 1 km']);
		expect(both(() => distance(2.6))).toEqual(['3 km away', 'a 3 km']);
	});
});

describe('filters', () => {
	const lot = (given: Partial<LotView>) =>
		({
			from: '2026-08-18T14:00:00Z',
			until: '2026-08-18T18:00:00Z',
			left: '1',
			kind: 'herb',
			...given
		}) as LotView;
	const passes = (given: Partial<LotView>, filter: Parameters<typeof filtered>[1]) =>
		filtered([lot(given)], filter, now, ZONE).length === 1;

	it('now: open this moment, with something left', () => {
		const filter = { when: 'now', kind: null } as const;
		expect(passes({}, filter)).toBe(true);
		expect(passes({ left: '0' }, filter)).toBe(false);
		expect(passes({ from: '2026-08-18T15:01:00Z' }, filter)).toBe(false);
	});

	it('tomorrow: the window touches the garden’s next day', () => {
		const filter = { when: 'tomorrow', kind: null } as const;
		expect(passes({}, filter)).toBe(false);
		expect(passes({ until: '2026-08-18T22:00:00Z' }, filter)).toBe(false);
		expect(passes({ until: '2026-08-18T22:01:00Z' }, filter)).toBe(true);
		expect(passes({ from: '2026-08-19T21:59:00Z', until: '2026-08-20T08:00:00Z' }, filter)).toBe(true);
		expect(passes({ from: '2026-08-19T22:00:00Z', until: '2026-08-20T08:00:00Z' }, filter)).toBe(false);
	});

	it('kinds: flowers, plants and own words are other', () => {
		expect(passes({ kind: 'flower' }, { when: null, kind: 'other' })).toBe(true);
		expect(passes({}, { when: null, kind: 'other' })).toBe(false);
		expect(passes({}, { when: null, kind: 'herb' })).toBe(true);
	});

	it('live in the address', () => {
		expect(readFilter(new URLSearchParams('when=now&kind=fruit'))).toEqual({ when: 'now', kind: 'fruit' });
		expect(readFilter(new URLSearchParams('when=<script>&kind=1'))).toEqual({ when: null, kind: null });
		expect(filterHref({ when: 'now', kind: null }, { kind: 'fruit' })).toBe('?when=now&kind=fruit');
		expect(filterHref({ when: 'now', kind: null }, { when: null })).toBe('?');
	});
});

describe('places in addresses', () => {
	it('are rounded to about a kilometre', () => {
		expect(placeParam({ latitude: 52.516274, longitude: 13.377704 })).toBe('52.52,13.38');
		expect(readPlace('52.52,-13.38')).toEqual({ lat: 52.52, lng: -13.38 });
	});

	it('are nothing where they are no place', () => {
		for (const text of [null, '', '91,0', '0,181', '1', 'a,b', '1,2,3', '52.52,13.38;drop'])
			expect(readPlace(text)).toBeNull();
	});
});

describe('until when', () => {
	it('offers this evening while it lasts', () => {
		const values = (at: string) => untilChoices(new Date(at), ZONE).map(({ value }) => value);
		expect(values('2026-08-18T15:00:00Z')).toEqual([
			'2026-08-18T20:00',
			'2026-08-19T20:00',
			'2026-08-21T20:00'
		]);
		expect(values('2026-08-18T17:30:00Z')[0]).toBe('2026-08-18T22:00');
		expect(values('2026-08-18T19:30:00Z')).toEqual(['2026-08-19T20:00', '2026-08-21T20:00']);
	});

	it('offers nothing of yesterday on a page that was kept since then', () => {
		const made = '2026-08-18T15:00:00.000Z';
		const offered = (device: string | undefined, chosen?: string) =>
			untilChoices(presentTime(made, device ? new Date(device) : undefined), ZONE, chosen);
		expect(offered('2026-08-19T15:00:00Z')).toEqual([
			{ value: '2026-08-19T20:00', day: 'today' },
			{ value: '2026-08-20T20:00', day: 'tomorrow' },
			{ value: '2026-08-22T20:00', day: 'later' }
		]);
		// Without scripts, and on a device whose clock is behind, from when the page was made.
		for (const device of [undefined, '1970-01-01T00:03:00Z'])
			expect(offered(device)[0]).toEqual({ value: '2026-08-18T20:00', day: 'today' });
	});

	it('goes by the garden’s day, wherever the device is', () => {
		const values = (zone: string) => untilChoices(new Date('2026-08-18T23:30:00Z'), zone)[0]!.value;
		expect(values('Europe/Berlin')).toBe('2026-08-19T20:00');
		expect(values('America/New_York')).toBe('2026-08-18T22:00');
	});

	it('keeps what was chosen before for as long as it lies ahead', () => {
		const values = (chosen: string) => untilChoices(now, ZONE, chosen).map(({ value }) => value);
		const usual = values('');
		expect(values('2026-08-20T20:00')).toEqual([...usual, '2026-08-20T20:00']);
		for (const chosen of [usual[1]!, '2026-08-17T20:00', 'other', '9']) expect(values(chosen)).toEqual(usual);
	});

	it('fills a field with the garden’s time', () => {
		expect(localTime(now, ZONE)).toBe('2026-08-18T17:00');
		expect(localTime(now, 'America/New_York')).toBe('2026-08-18T11:00');
	});
});
