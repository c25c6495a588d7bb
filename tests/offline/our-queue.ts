import { drain, NotSent, type Way } from '#lib/offline/outbox/drain.ts';
import { OutboxStore } from '#lib/offline/outbox/store.ts';
import type { Decision, Unsent } from '#lib/offline/outbox/types.ts';
import type { CountingDoor, Sent, Write } from './door.ts';
import type { DeviceQueue, Life } from './histories.ts';
import { overNet, type Fault } from './net.ts';
import { bytesOf } from './photo.ts';

const SENDER = 'rosa';
const UNBROKEN: Life = { lives: null, step: (work) => work() };

/** Our outbox on one device, over the network of the histories. `locks`: its tabs take turns, as with Web Locks. */
export function ourQueue(door: CountingDoor, name: string, { locks = true } = {}): DeviceQueue {
	const store = new OutboxStore(name);
	const told = new Set<string>();
	let skew = 0;
	let turn: Promise<unknown> = Promise.resolve();

	function wayWith(faults: Fault[], life: Life): Way {
		return {
			commands: (_, entries) => life.step(() => answer(door, faults.shift() ?? 'none', entries)),
			file: (_, entry) => life.step(async () => (await answer(door, faults.shift() ?? 'none', [entry]))[0]!)
		};
	}

	async function round(faults: readonly Fault[], life: Life): Promise<void> {
		const kept = {
			of: (sender: string) => life.step(() => store.of(sender)),
			change: (...given: Parameters<OutboxStore['change']>) => life.step(() => store.change(...given)),
			remove: (...given: Parameters<OutboxStore['remove']>) => life.step(() => store.remove(...given))
		};
		const tools = { store: kept, now: () => Date.now() + skew, chance: () => 0.5 };
		await drain({ ...tools, way: wayWith([...faults], life) }, SENDER, { eager: true });
	}

	function send(faults: readonly Fault[], life: Life): Promise<void> {
		if (!locks) return round(faults, life);
		const mine = turn.then(() => round(faults, life));
		turn = mine.catch(() => {});
		return mine;
	}

	return {
		send,
		jump: (ms) => void (skew += ms),
		async write({ id, thing, doneAt, photo }: Write) {
			const common = {
				doneAt,
				sender: SENDER,
				name: 'test.write',
				version: 1,
				words: '',
				href: '/',
				values: {}
			};
			const entry = { ...common, id, thing, input: { thing, photoId: photo?.id }, after: photo?.id };
			const file = photo && new Blob([bytesOf(photo)]);
			await store.add(photo ? [{ ...common, id: photo.id, thing, input: {}, file }, entry] : [entry]);
			return true;
		},
		async finish() {
			for (let rounds = 0; rounds < 50; rounds += 1) {
				// Whoever sees a refusal lets go of it, and what waited behind it goes on.
				const refused = (await store.of(SENDER)).filter(({ state }) => state === 'refused');
				refused.forEach(({ id, file }) => file || told.add(id));
				await store.remove(refused.map(({ seq }) => seq));
				await send([], UNBROKEN);
				if ((await store.of(SENDER)).length === 0) return;
			}
		},
		seen: async () => ({ refused: [...told], waiting: (await store.of(SENDER)).map(({ id }) => id) })
	};
}

async function answer(door: CountingDoor, fault: Fault, entries: readonly Unsent[]): Promise<Decision[]> {
	const reply = await overNet(door, fault, await Promise.all(entries.map(asSent)));
	if (reply.kind === 'nothing') throw new NotSent('unreached');
	if (reply.kind === 'status') throw new NotSent('server');
	if (reply.kind !== 'answers') throw new NotSent('portal');
	return [...reply.ok].map(([id, ok]) =>
		ok
			? { id, kind: 'done', result: {} }
			: { id, kind: 'refused', refusal: { key: 'full', sentence: 'It is full.' } }
	);
}

async function asSent({ id, name, doneAt, file, input }: Unsent): Promise<Sent> {
	if (!file) return { id, name, doneAt, input };
	return { id, name: 'photos.add', doneAt, input: { image: new Uint8Array(await file.arrayBuffer()) } };
}
