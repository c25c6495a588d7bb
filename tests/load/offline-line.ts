import { setTimeout as pause } from 'node:timers/promises';
import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** 'slow' is slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
export type Condition = 'fast' | 'slow' | 'cut';

const DOWN = 1_600_000 / 8 / 1000;
const UP = 750_000 / 8 / 1000;
const ROUND_TRIP_MS = 150;
const PIECE = 4096;

/** One direction of a connection. */
interface Lane {
	/** When the line has room again, by `performance.now()`. */
	freeAt: number;
	queue: { due: number; work: () => void }[];
	moving: boolean;
}

/**
 * The line between a browser and a server of this machine: it counts every byte, also those that the service worker
 * and the browser itself fetch, and can be slow or cut.
 */
export class Line {
	condition: Condition = 'fast';
	/** Bytes since the count began, in both directions, headers too. */
	bytes = 0;
	/** When something last went through, by `performance.now()`. */
	lastAt = performance.now();
	readonly #sockets = new Set<Socket>();
	readonly #server = createServer((browser) => this.#join(browser));
	#target = 0;

	/** Answers the port on which the line is open. */
	async open(): Promise<number> {
		this.#server.listen(0, '127.0.0.1');
		await once(this.#server, 'listening');
		return (this.#server.address() as AddressInfo).port;
	}

	leadTo(port: number): void {
		this.#target = port;
	}

	set(condition: Condition): void {
		this.condition = condition;
		for (const socket of this.#sockets) socket.destroy();
	}

	close(): void {
		this.set('cut');
		this.#server.close();
	}

	#join(browser: Socket): void {
		if (this.condition === 'cut') return void browser.destroy();
		const server = connect(this.#target, '127.0.0.1');
		// Over a real line the connection itself takes a round trip.
		const opened = performance.now() + (this.condition === 'slow' ? ROUND_TRIP_MS : 0);
		this.#carry(browser, server, UP, opened);
		this.#carry(server, browser, DOWN, 0);
	}

	#carry(from: Socket, to: Socket, perMs: number, begin: number): void {
		const lane: Lane = { freeAt: begin, queue: [], moving: false };
		this.#sockets.add(from);
		from.setNoDelay(true);
		from.on('error', () => to.destroy());
		from.on('close', () => {
			this.#sockets.delete(from);
			this.#later(lane, perMs, 0, () => to.end());
		});
		from.on('data', (data: Buffer) => {
			this.bytes += data.length;
			this.lastAt = performance.now();
			if (this.condition !== 'slow') return void to.write(data);
			for (let at = 0; at < data.length; at += PIECE) {
				const piece = data.subarray(at, at + PIECE);
				this.#later(lane, perMs, piece.length, () => to.write(piece));
			}
		});
	}

	#later(lane: Lane, perMs: number, bytes: number, work: () => void): void {
		if (this.condition !== 'slow' && !lane.moving) return work();
		lane.freeAt = Math.max(lane.freeAt, performance.now()) + bytes / perMs;
		lane.queue.push({ due: lane.freeAt + ROUND_TRIP_MS / 2, work });
		if (!lane.moving) void this.#move(lane);
	}

	/** One after another: timers of their own would overtake each other on a busy machine. */
	async #move(lane: Lane): Promise<void> {
		lane.moving = true;
		for (let next = lane.queue.shift(); next; next = lane.queue.shift()) {
			await pause(Math.max(0, next.due - performance.now()));
			next.work();
		}
		lane.moving = false;
	}
}
