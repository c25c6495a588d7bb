import { expect, test } from 'vitest';
import { readSettings } from './settings.server.ts';

test('an empty environment is a working installation', () => {
	const settings = readSettings({ PORT: '', UNRELATED: 'x' });
	expect(settings).toMatchObject({ port: 3000, host: '0.0.0.0', databaseUrl: undefined });
	expect(settings.dataDir).toMatch(/^\/.*\/data$/);
	expect(settings.tiles?.attribution).toContain('OpenStreetMap');
});

test('TILE_URL=none leaves the background map out', () => {
	expect(readSettings({ TILE_URL: 'none' }).tiles).toBeUndefined();
});

test.each([
	['PORT', 'abc'],
	['PORT', '70000'],
	['ORIGIN', 'garden.example.org'],
	['ORIGIN', 'https://garden.example.org/path'],
	['DATABASE_URL', 'mysql://x'],
	['SMTP_URL', 'mail.example.org'],
	['TILE_URL', 'https://tiles.example.org/'],
	['LOG_LEVEL', 'loud']
])('a wrong %s (%s) is named with the mend', (name, value) => {
	expect(() => readSettings({ [name]: value, SMTP_FROM: 'a@b.c' })).toThrow(new RegExp(`  ${name} must`));
});

test('several wrong settings are named together', () => {
	expect(() => readSettings({ PORT: 'x', ORIGIN: 'y' })).toThrow(/PORT[^]*ORIGIN/);
});
