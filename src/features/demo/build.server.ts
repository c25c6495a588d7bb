import { sql } from 'kysely';
import type { Database, Tx } from '#lib/db/database.server.ts';
import type { Day } from '#lib/time/day.ts';
import { clearDemo } from './clear.server.ts';
import { playCanalWalk } from './acts/canal-walk.server.ts';
import { playDefects } from './acts/defects.server.ts';
import { playGarden } from './acts/garden.server.ts';
import { playHarvest } from './acts/harvest.server.ts';
import { playPeople } from './acts/people.server.ts';
import { playRotas } from './acts/rotas.server.ts';
import { playTenancies } from './acts/tenancies.server.ts';
import { diceFrom } from './dice.ts';
import { doorsWithin } from './door.server.ts';
import { demoState } from './state.server.ts';
import { Stage } from './stage.server.ts';

/** The seed where none is named. */
export const SEED = 'elm street';

/** What is to be built: `today` in the gardens' zone; the same day and seed give the same demo. */
export interface DemoWish {
	today: Day;
	seed?: string;
	/** A demo that is there, whole, and was built for this day or a later one stays; without it, any that is whole. */
	newerThan?: Day;
	/** True: away with any demo that is there. */
	replace?: boolean;
}

/**
 * Builds the demo in one transaction, wholly or not at all; of two that want to, one builds and the other finds
 * it there. Answers false where it was there and is to stay.
 */
export function buildDemo(
	database: Database,
	{ today, seed = SEED, newerThan = '', replace = false }: DemoWish,
	progress: (done: number, of: number) => void = () => {}
): Promise<boolean> {
	return database.db.transaction().execute(async (tx) => {
		await holdDemo(tx);
		const { usable, builtFor } = await demoState(tx);
		if (usable && builtFor! >= newerThan && !replace) return false;
		if (builtFor) await clearDemo(tx);
		const stage = new Stage(doorsWithin(database, tx), tx, diceFrom(`${seed} ${today}`), today);
		playGarden(stage);
		playTenancies(stage, playPeople(stage));
		playCanalWalk(stage);
		playRotas(stage);
		playHarvest(stage);
		playDefects(stage);
		await stage.play(progress);
		return true;
	});
}

/** Any number will do, as long as nobody else uses it. */
const DEMO_LOCK = 5_118_733_042;

/** Holds all other building and removing of the demo back until the transaction ends. */
export async function holdDemo(tx: Tx): Promise<void> {
	await sql`select pg_advisory_xact_lock(${DEMO_LOCK}::bigint)`.execute(tx);
}
