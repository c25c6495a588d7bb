import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../../', import.meta.url));

test('each icon of the sprite is used: every device stores them all', () => {
	const sprite = readFileSync(`${SRC}lib/ui/icons.svg`, 'utf8');
	const names = Array.from(sprite.matchAll(/<symbol id="([^"]+)"/g), ([, name]) => name!);
	const code = globSync('**/*.{svelte,ts}', { cwd: SRC })
		.filter((file) => !/icon-names\.ts$|\.test\.ts$|paraglide/.test(file))
		.map((file) => readFileSync(SRC + file, 'utf8'))
		.join('\n');
	expect(names.length).toBeGreaterThan(30);
	expect(names.filter((name) => !new RegExp(`['"\`]${name}['"\`]`).test(code))).toEqual([]);
});
