import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OutboxStore } from './store.ts';
import type { NewEntry } from './types.ts';

let count = 0;
let name: string;

beforeEach(() => void (name = `store ${(count += 1)}`));
afterEach(() => void vi.restoreAllMocks());

function entry(id: string): NewEntry {
	const fixed = { sender: 'rosa', name: 'x', version: 1, input: {}, doneAt: '2026-08-18T15:00:00Z' };
	return { ...fixed, id, words: id, href: '/', values: {}, thing: id };
}

/** Another tab's connection, which lets go only when it is told to. */
function openAs(version: number): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(name, version);
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error as Error);
	});
}

test('what another tab holds is waited for once, named, and used as soon as that lets go', async () => {
	await new OutboxStore(name).add([entry('a')]);
	const other = await openAs(1);
	// A newer tab wants to change the database, and every later opening stands behind that.
	const newer = indexedDB.open(name, 2);
	const store = new OutboxStore(name, 40);
	const begun = performance.now();
	await expect(store.of('rosa')).rejects.toMatchObject({ trouble: 'held' });
	expect(performance.now() - begun).toBeGreaterThan(35);
	const again = performance.now();
	await expect(store.add([entry('b')])).rejects.toMatchObject({ trouble: 'held' });
	expect(performance.now() - again, 'nobody waits a second time').toBeLessThan(30);
	newer.onupgradeneeded = () => newer.transaction!.abort();
	newer.onerror = (event) => event.preventDefault();
	other.close();
	await store.settled();
	expect(await store.of('rosa')).toMatchObject([{ id: 'a' }]);
	await store.add([entry('b')]);
	expect(await store.of('rosa')).toHaveLength(2);
});

test('this tab lets go of the database for a newer one, and then says that it is the older', async () => {
	const store = new OutboxStore(name);
	await store.add([entry('a')]);
	const newer = await openAs(2);
	expect([...newer.objectStoreNames]).toEqual(['unsent']);
	await expect(store.of('rosa')).rejects.toMatchObject({ trouble: 'newer' });
	newer.close();
	await expect(store.add([entry('b')])).rejects.toMatchObject({ trouble: 'newer' });
});

test('a database that was thrown away by another tab is begun anew', async () => {
	const [store, other] = [new OutboxStore(name), new OutboxStore(name)];
	await store.add([entry('a')]);
	await other.startAnew();
	expect(await store.of('rosa')).toEqual([]);
	await store.add([entry('b')]);
	expect(await other.of('rosa')).toMatchObject([{ id: 'b' }]);
});

test('what is written in place of others stands after all, and those are gone', async () => {
	const store = new OutboxStore(name);
	await store.add([entry('photo'), entry('lot'), entry('turn')]);
	await store.add([{ ...entry('lot'), words: 'anew' }], ['photo', 'never there']);
	expect((await store.of('rosa')).map(({ words }) => words)).toEqual(['turn', 'anew']);
});

test('a full disk keeps all or nothing, says that it is full, and takes nothing of what waits', async () => {
	const store = new OutboxStore(name);
	await store.add([entry('a')]);
	const add = IDBObjectStore.prototype.add;
	const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
		this: IDBObjectStore,
		value: NewEntry
	) {
		if (value.id === 'lot') throw new DOMException('no room', 'QuotaExceededError');
		return add.call(this, value);
	});
	await expect(store.add([entry('photo'), entry('lot')])).rejects.toMatchObject({ trouble: 'full' });
	expect((await store.of('rosa')).map(({ id }) => id)).toEqual(['a']);
	full.mockRestore();
	await store.add([entry('photo'), entry('lot')]);
	expect((await store.of('rosa')).map(({ id }) => id)).toEqual(['a', 'photo', 'lot']);
});

test('a database that does not answer is named, opened anew, and loses nothing', async () => {
	const store = new OutboxStore(name, 1000, 40);
	await store.add([entry('a')]);
	// A transaction that nobody ends holds up every later one, as one does that the browser has forgotten.
	const other = await openAs(1);
	const work = other.transaction('unsent', 'readwrite');
	let held = true;
	const hold = () => (held ? (work.objectStore('unsent').count().onsuccess = hold) : undefined);
	hold();
	await expect(store.of('rosa')).rejects.toMatchObject({ trouble: 'stalled' });
	await expect(store.add([entry('b')])).rejects.toMatchObject({ trouble: 'stalled' });
	held = false;
	await new Promise((resolve) => (work.oncomplete = resolve));
	// What was asked for meanwhile may have happened: it goes by its id, and stands there once.
	await store.add([entry('b')]);
	expect((await store.of('rosa')).map(({ id }) => id)).toEqual(['a', 'b']);
	other.close();
});

test('what cannot be opened for another reason is named as such', async () => {
	vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
		throw new DOMException('denied', 'SecurityError');
	});
	await expect(new OutboxStore(name).of('rosa')).rejects.toMatchObject({ trouble: 'storage' });
});
