import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceLabel, readPlace, safePath, slugOf } from './rules.ts';

test.each([
	['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox/Android'],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
		'Safari/iPhone'
	],
	[
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0',
		'Edge/Windows'
	],
	[
		'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
		'Chrome/Linux'
	],
	['curl/8.0', ''],
	['', '']
])('%s is called %s', (userAgent, label) => {
	expect(deviceLabel(userAgent)).toBe(label);
});

test.each(['/g/elm/today', '/g/elm/harvest?near=1', '/', '/sign-in?to=%2F%2Fevil.example'])(
	'%s is a way on',
	(to) => {
		expect(safePath(to)).toBe(to);
	}
);

test.each([
	'//evil.example',
	'/\\evil.example',
	'https://evil.example',
	'',
	null,
	'g/elm',
	'/\t/evil.example',
	'/a\\b'
])('%s leads nowhere but home', (to) => {
	expect(safePath(to)).toBe('/');
});

test('whatever is given, the way on stays on this site', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string(),
				fc.webUrl(),
				fc.string().map((text) => `/${text}`)
			),
			(to) => {
				expect(new URL(safePath(to), 'https://here.example').origin).toBe('https://here.example');
			}
		)
	);
});

test('a garden’s address is made of its name, as the database wants it', () => {
	expect(slugOf('Jardín «El Olmo»')).toBe('jardin-el-olmo');
	expect(slugOf('公園')).toBe('');
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
			expect(slugOf(name)).toMatch(/^([a-z0-9][a-z0-9-]{0,79})?$/);
		})
	);
});

test('a pair of coordinates pasted into the first field fills both', () => {
	expect(readPlace('52.52, 13.405', '')).toEqual({ lat: 52.52, lng: 13.405 });
	expect(readPlace('-33.4489 -70.6693', '')).toEqual({ lat: -33.4489, lng: -70.6693 });
	expect(readPlace('52,52', '13,4')).toEqual({ lat: 52.52, lng: 13.4 });
	expect(readPlace('here', '')).toEqual({ lat: 'here', lng: '' });
});
