import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hintFor, readVisits, systemOf, visitAt, type Device, type Visits } from './rules.ts';

const HOUR = 3_600_000;
const IPHONE =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';
const IPHONE_CHROME = IPHONE.replace('Version/18.1', 'CriOS/131.0');
const MAC =
	'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15';
const ANDROID =
	'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36';

const device = (change: Partial<Device> = {}): Device => ({
	userAgent: ANDROID,
	touchPoints: 5,
	standalone: false,
	canAsk: true,
	...change
});
const twice: Visits = { count: 2, last: 0, settled: false };

test('pages of one visit count once, the next day is the second visit', () => {
	const first = visitAt(visitAt(visitAt(null, 0), 60_000), 600_000);
	expect(first.count).toBe(1);
	expect(visitAt(first, 24 * HOUR).count).toBe(2);
});

test('a clock set back does not stop the counting', () => {
	expect(visitAt({ count: 1, last: 10 * HOUR, settled: false }, 2 * HOUR).count).toBe(2);
});

test('nothing is hinted at the first visit, in the installed app, or after "No, thanks"', () => {
	expect(hintFor(null, device())).toBeNull();
	expect(hintFor({ ...twice, count: 1 }, device())).toBeNull();
	expect(hintFor({ ...twice, settled: true }, device())).toBeNull();
	expect(hintFor(twice, device({ standalone: true }))).toBeNull();
	expect(hintFor(twice, device())).toBe('ask');
});

test('where the browser does not ask, only Safari on an iPhone or iPad is told how', () => {
	const told = (userAgent: string, touchPoints: number) =>
		hintFor(twice, device({ userAgent, touchPoints, canAsk: false }));
	expect(told(IPHONE, 5)).toBe('tell');
	expect(told(MAC, 5)).toBe('tell');
	expect(told(MAC, 0)).toBeNull();
	expect(told(IPHONE_CHROME, 5)).toBeNull();
	expect(told(ANDROID, 5)).toBeNull();
});

test.each([
	[IPHONE, 5, 'ios'],
	[MAC, 5, 'ios'],
	[MAC, 0, 'desk'],
	[ANDROID, 5, 'android'],
	['', 0, 'desk']
])('the steps for %s with %i fingers are those of %s', (userAgent, fingers, system) =>
	expect(systemOf(userAgent, fingers)).toBe(system)
);

test('what was written is read again, anything else is nothing', () => {
	fc.assert(
		fc.property(
			fc.record({ count: fc.nat(), last: fc.nat(), settled: fc.boolean() }),
			(visits) => void expect(readVisits(JSON.stringify(visits))).toEqual(visits)
		)
	);
	fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readVisits(text)));
	expect(readVisits('null')).toBeNull();
	expect(readVisits('{"count":"2","last":0}')).toBeNull();
});
