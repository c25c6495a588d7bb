import { setImmediate as nextTurn } from 'node:timers/promises';
import { execute, type Answer } from '#lib/command/execute.server.ts';
import type { Tx } from '#lib/db/database.server.ts';
import { addDays, type Day } from '#lib/time/day.ts';
import { instantAt } from '#lib/time/zone.server.ts';
import type { Dice } from './dice.ts';
import type { InnerDoors } from './door.server.ts';
import type { Somebody } from './somebody.ts';

/** The zone in which both gardens of the demo lie. */
export const ZONE = 'Europe/London';

/** Somebody of the demo who is in by now. */
export interface Player extends Somebody {
	personId: string;
	/** In the garden of the stage. */
	membershipId: string;
}

/** One garden of the demo with what its acts have made so far, by name or number. */
export interface Scene {
	gardenId: string;
	zones: Map<string, string>;
	plots: Map<string, string>;
	players: Map<string, Player>;
}

type Act = () => Promise<void>;

/**
 * Where the demo's past is played: acts happen in the order of their times, and each sends its commands as
 * somebody, at that time. Acts may put further acts on the programme, at their own time or later.
 */
export class Stage {
	readonly tx: Tx;
	readonly dice: Dice;
	readonly today: Day;
	readonly elm: Scene = emptyScene();
	readonly canal: Scene = emptyScene();
	readonly #doors: InnerDoors;
	readonly #acts: { at: number; act: Act }[] = [];
	#now = new Date(0);

	constructor(doors: InnerDoors, tx: Tx, dice: Dice, today: Day) {
		this.#doors = doors;
		this.tx = tx;
		this.dice = dice;
		this.today = today;
	}

	/** The time of the act that is on. */
	get now(): Date {
		return this.#now;
	}

	/** The instant of a time ('18:00') on the gardens' clock, so many days from today. */
	time(days: number, clock: string): Date {
		return instantAt(this.day(days), clock, ZONE);
	}

	/** Some minute from `from` to `to`, whole hours of the gardens' clock. */
	sometime(days: number, from: number, to: number): Date {
		const minute = this.dice.between(from * 60, to * 60);
		return new Date(this.time(days, '00:00').getTime() + minute * 60_000);
	}

	/** The day so many days from today. */
	day(days: number): Day {
		return addDays(this.today, days);
	}

	/** Puts an act on the programme. What would happen from today's first moment on is left to the visitors. */
	at(when: Date, act: Act): void {
		if (when >= this.time(0, '00:00')) return;
		const index = this.#acts.findLastIndex(({ at }) => at <= when.getTime());
		this.#acts.splice(index + 1, 0, { at: when.getTime(), act });
	}

	/** Plays all acts, the earliest first. */
	async play(progress: (done: number, of: number) => void): Promise<void> {
		for (let done = 1; this.#acts.length > 0; done += 1) {
			const { at, act } = this.#acts.shift()!;
			this.#now = new Date(Math.max(at, this.#now.getTime()));
			await act();
			progress(done, done + this.#acts.length);
			// The embedded database answers within one turn of the event loop: a server would hear nobody until the end.
			await nextTurn();
		}
	}

	/** Sends a command as somebody (null: the operator) at the time of the act. It must not be refused. */
	async send<Result = Record<string, string>>(
		who: Sender | null,
		name: string,
		input: unknown,
		id?: string
	): Promise<Result> {
		const answer = await this.#through('sure', who, { name, input, id });
		if (answer.ok) return answer.result as Result;
		throw new Error(`The demo's ${name} was refused: ${JSON.stringify(answer.refusal)}`);
	}

	/** As `send`, for what may be refused: then the answer says why, and nothing has changed. */
	try(who: Sender | null, name: string, input: unknown): Promise<Answer> {
		return this.#through('unsure', who, { name, input });
	}

	#through(
		door: keyof InnerDoors,
		who: Sender | null,
		{ name, input, id = this.dice.id(this.#now) }: { name: string; input: unknown; id?: string }
	): Promise<Answer> {
		const actor = who
			? { personId: who.personId, via: 'page' as const, locale: who.locale }
			: { personId: null, via: 'cli' as const };
		return execute(this.#doors[door], actor, { id, name, input }, this.#now);
	}
}

type Sender = Pick<Player, 'personId' | 'locale'>;

function emptyScene(): Scene {
	return { gardenId: '', zones: new Map(), plots: new Map(), players: new Map() };
}

/** Who is called so there. Refuses (throws) somebody who is not in yet. */
export function playerIn({ players }: Scene, name: string): Player {
	const player = players.get(name);
	if (!player) throw new Error(`The demo has nobody called ${name} yet`);
	return player;
}

/** Who does what somebody wants done: they themselves, or where they have no account, a steward for them. */
export function handOf(scene: Scene, player: Player, steward: string): Player {
	return player.mail ? player : playerIn(scene, steward);
}
