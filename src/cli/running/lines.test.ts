import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines, writeLine, type Reply } from './lines.ts';

/** What is taken of these pieces, and how often it was refused. */
async function read(pieces: Iterable<Buffer | string>): Promise<{ taken: unknown[]; refused: number }> {
	const stream = new PassThrough();
	const got = { taken: [] as unknown[], refused: 0 };
	readLines(
		stream as unknown as Socket,
		(value) => got.taken.push(value),
		() => (got.refused += 1)
	);
	for (const piece of pieces) stream.write(piece);
	stream.end();
	await new Promise((done) => stream.once('end', done));
	return got;
}

/** What `writeLine` puts on the way. */
function written(replies: readonly Reply[]): Buffer {
	let all = '';
	const socket = { writable: true, write: (text: string) => (all += text) };
	for (const reply of replies) writeLine(socket as unknown as Socket, reply);
	return Buffer.from(all);
}

const reply: fc.Arbitrary<Reply> = fc.oneof(
	fc.record({ say: fc.string({ unit: 'grapheme' }) }),
	fc.record({ print: fc.constantFrom('two\nlines', '"', '\u2028', 'Íñigo 🌱') }),
	fc.record({ progress: fc.option(fc.string()) }),
	fc.record({ exit: fc.nat(255) })
);

test('what was written comes whole and in order, wherever the pieces are cut', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(reply), fc.array(fc.nat(2000)), async (replies, cuts) => {
			const bytes = written(replies);
			const ends = [...new Set([...cuts.filter((cut) => cut < bytes.length), bytes.length])].sort(
				(a, b) => a - b
			);
			const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
			expect(await read(pieces)).toEqual({ taken: replies, refused: 0 });
		})
	);
});

test('what is no JSON is refused once; what came before it counts, what comes after it does not', async () => {
	expect(await read(['1\n', 'GET / HTTP/1.1\nHost: x\n\n', '2\n'])).toEqual({ taken: [1], refused: 1 });
});

test('a line without an end is refused before it fills the memory', async () => {
	const piece = 'x'.repeat(50_000);
	function* endless() {
		for (let count = 0; count < 100; count++) yield piece;
	}
	expect(await read(endless())).toEqual({ taken: [], refused: 1 });
	expect(await read([`"${'x'.repeat(2_000_000)}"\n`, '1\n'])).toEqual({ taken: [], refused: 1 });
});

test('half a line at the end is nothing', async () => {
	expect(await read(['{"exit":0}'])).toEqual({ taken: [], refused: 0 });
});
