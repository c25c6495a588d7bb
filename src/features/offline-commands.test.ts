import { expect, test } from 'vitest';
import { FormReader } from '#lib/command/form.ts';
import { offlineCommands } from './offline-commands.ts';
import { rooms } from './rooms.server.ts';

test.each([...offlineCommands.values()])(
	'$name is known to the door in the same version',
	({ name, version }) => {
		expect(rooms.commands.get(name)?.version).toBe(version);
		expect(rooms.commands.get(name)?.volatile ?? false).toBe(false);
		expect(rooms.commands.get(name)?.binary ?? false).toBe(false);
	}
);

test('what a form says goes to its thing, and a new lot to one of its own', () => {
	const form = new FormData();
	form.set('turnId', 'a');
	form.set('note', ' at dusk ');
	const done = offlineCommands.get('rota.markDone')!;
	const input = done.input(new FormReader(form));
	expect(input).toMatchObject({ turnId: 'a', note: 'at dusk' });
	expect(done.thing(input, 'x')).toBe('turnId:a');
	const post = offlineCommands.get('harvest.post')!;
	expect(post.thing({}, 'x')).not.toBe(post.thing({}, 'y'));
	expect(post.onward?.({ lotId: 'l' }, '/g/elm/harvest/new')).toBe('/g/elm/harvest/l?news=posted');
	const tick = offlineCommands.get('harvest.pickedUp')!;
	expect(tick.thing({ claimId: 'c', lotId: 'l' }, 'x')).toBe('claimId:c');
	expect(tick.thing({ lotId: 'l' }, 'x')).toBe('lotId:l');
});

test('a claim and what is later done with it keep their order where the claim is known', () => {
	const [change, cancel] = ['harvest.changeClaim', 'harvest.cancelClaim'].map((name) =>
		offlineCommands.get(name)!
	);
	const input = { claimId: 'c' };
	expect(change!.thing(input, 'x')).toBe(cancel!.thing(input, 'y'));
});
