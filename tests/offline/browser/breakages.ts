import type { Faults } from '../compare.ts';
import type { Breakage } from './bundle.ts';

/** What somebody might do to the outbox, and what the histories must say to it. */
export const BREAKAGES: readonly { what: string; found: keyof Faults; breakage: Breakage }[] = [
	{
		what: 'an entry is removed before it is sent',
		found: 'lost',
		breakage: [
			{
				file: 'outbox/drain.ts',
				from: 'const [first] = batch;',
				to: 'const [first] = batch; await tools.store.remove(batch.map(({ seq }) => seq));'
			}
		]
	},
	{
		what: 'a refused entry is thrown away',
		found: 'lost',
		breakage: [
			{
				file: 'outbox/drain.ts',
				from: 'const with_ = (',
				to: 'return store.remove([entry.seq]); const with_ = ('
			}
		]
	},
	{
		what: 'a refusal is taken for a yes',
		found: 'disagreed',
		breakage: [{ file: 'outbox/way.ts', from: 'if (ok) return', to: 'if (ok || refusal) return' }]
	},
	{
		what: 'each try has a new id',
		found: 'doubled',
		breakage: [
			{
				file: 'outbox/way.ts',
				from: 'body: JSON.stringify(body)',
				to: 'body: JSON.stringify(body.map((one) => ({ ...one, id: one.id.slice(0, -4) + String(Math.random()).slice(2, 6) })))'
			}
		]
	},
	{
		what: 'all goes out at once, each by itself',
		found: 'reordered',
		breakage: [
			{ file: 'outbox/rules.ts', from: 'return !behind;', to: 'return true;' },
			{
				file: 'outbox/way.ts',
				from: 'async function commands(',
				to: `async function commands(sender: string, entries: readonly Unsent[]): Promise<Decision[]> {
					return (await Promise.all(entries.map((one) => batchOf(sender, [one])))).flat();
				}
				async function batchOf(`
			}
		]
	},
	{
		what: 'a photo counts as sent before its last part was answered',
		found: 'torn',
		breakage: [
			{
				file: 'outbox/way.ts',
				from: 'else offset = end;',
				to: "else return { id: entry.id, kind: 'done', result: {} };"
			}
		]
	},
	{
		what: 'words do not wait for the photo that they name',
		found: 'torn',
		breakage: [
			{
				file: 'outbox/rules.ts',
				from: 'things.has(thing) || (after !== undefined && ids.has(after))',
				to: 'things.has(thing) && after === undefined'
			}
		]
	},
	{
		what: 'a part that broke off in the middle begins anew, at the byte where it broke off',
		found: 'torn',
		breakage: [
			{
				file: 'outbox/way.ts',
				from: 'bytes.slice(offset, end)',
				to: 'bytes.slice(offset - (offset % PART_BYTES), end)'
			}
		]
	},
	{
		what: 'the service worker forgets all that it has gone through',
		found: 'lost',
		breakage: [
			{ file: 'outbox/from-worker.ts', from: 'unsent ||=', to: 'await store.forget(sender); unsent ||=' }
		]
	},
	{
		what: 'a refusal takes all else of its thing with it',
		found: 'disagreed',
		breakage: [
			{
				file: 'outbox/drain.ts',
				from: '({ id, after }) => id === entry.id || after === entry.id',
				to: '({ thing }) => thing === entry.thing'
			}
		]
	}
];
