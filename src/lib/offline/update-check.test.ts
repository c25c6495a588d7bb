import { expect, test } from 'vitest';
import { UpdateCheck } from './update-check.ts';

const HOUR = 60 * 60_000;
const BEGUN = 50 * 365 * 24 * HOUR;

function checked(answer: () => Promise<unknown> = () => Promise.resolve()) {
	const registration = { count: 0, update: () => ((registration.count += 1), answer()) };
	return { registration, check: new UpdateCheck(registration, BEGUN) };
}

test('a page that is shown again and again asks once an hour', async () => {
	const { registration, check } = checked();
	for (let minute = 0; minute <= 180; minute += 5) await check.shown(BEGUN + minute * 60_000);
	expect(registration.count).toBe(3);
});

test('what could not be asked is asked at the next look', async () => {
	let there = false;
	const { registration, check } = checked(() =>
		there ? Promise.resolve() : Promise.reject(new TypeError())
	);
	await check.shown(BEGUN + HOUR);
	there = true;
	await check.shown(BEGUN + HOUR + 1000);
	await check.shown(BEGUN + HOUR + 2000);
	expect(registration.count).toBe(2);
});

test('a clock that is set back by a day does not put it off', async () => {
	const { registration, check } = checked();
	await check.shown(BEGUN - 24 * HOUR);
	expect(registration.count).toBe(1);
});
