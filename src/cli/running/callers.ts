import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { House } from '#lib/house/house.server.ts';
import { returnMemory } from '../memory.ts';
import { runProgram } from '../program.ts';
import { Caller } from './caller.ts';
import type { Request } from './lines.ts';
import { operatorInServer } from './operator-in-server.ts';

/** The app is a bundle of its own in this process: the channel is how it hears that what it keeps is out of date. */
const changed = channel('plotluck:changed');

/** How long a verb that was told to break off gets for it. */
const BREAK_OFF_MS = 1000;

/**
 * Does callers' verbs on the open house, one at a time: they would wait for the one connection of its database
 * anyway, and two backups into the same file would spoil it.
 */
export class Callers {
	readonly #house: House;
	readonly #all = new Set<Caller>();
	#atWork = 0;
	#turn: Promise<void> = Promise.resolve();
	#stopping = false;

	constructor(house: House) {
		this.#house = house;
	}

	/** Somebody has connected. */
	take(socket: Socket): void {
		const caller = new Caller(socket, (request) => void this.#queue(caller, request));
		this.#all.add(caller);
		socket.once('close', () => this.#all.delete(caller));
		if (this.#stopping) this.#sendAway(caller);
	}

	/** Sends away who waits, and waits so long for the verb at work; then it is broken off and its caller told. */
	async stop(patienceMs: number): Promise<void> {
		this.#stopping = true;
		for (const caller of this.#all) if (!caller.atWork) this.#sendAway(caller);
		await Promise.race([this.#turn, pause(patienceMs, undefined, { ref: false })]);
		if (this.#atWork === 0) return;
		for (const caller of this.#all) this.#sendAway(caller);
		await Promise.race([this.#turn, pause(BREAK_OFF_MS, undefined, { ref: false })]);
	}

	#sendAway(caller: Caller): void {
		caller.say(
			caller.atWork
				? 'Plotluck is stopping and could wait no longer. Look whether it was done.'
				: 'Plotluck is stopping. Nothing was done; try again.'
		);
		caller.end(1);
	}

	#queue(caller: Caller, request: Request): Promise<void> {
		if (this.#atWork++ > 0) caller.say('Another command is at work. This one comes after it.');
		this.#turn = this.#turn
			.then(() => this.#work(caller, request))
			.catch(() => caller.end(1))
			.finally(() => (this.#atWork -= 1));
		return this.#turn;
	}

	async #work(caller: Caller, request: Request): Promise<void> {
		if (caller.gone.aborted) return;
		caller.atWork = true;
		const operator = operatorInServer(this.#house, caller, request);
		const code = await runProgram(request, operator, (verb) => verb(operator));
		// A verb may have to do with many gardens, or with the same address for another one.
		changed.publish({ gardenId: undefined });
		caller.end(code);
		returnMemory();
	}
}
