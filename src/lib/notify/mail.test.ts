import { expect, test } from 'vitest';
import { isNobodys } from './mail.server.ts';

test('mail goes to no address that is set aside for examples', () => {
	for (const address of ['rosa.delgado@elm-street.example', 'a@b.INVALID', 'me@localhost', 'x@y.test'])
		expect(isNobodys(address), address).toBe(true);
	for (const address of ['ana@example.org', 'test@contest.net', 'example@garden.org', 'a@invalid.de'])
		expect(isNobodys(address), address).toBe(false);
});
