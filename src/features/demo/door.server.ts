import { sql } from 'kysely';
import { commands as account } from '#features/account/commands.server.ts';
import { commands as defects } from '#features/defects/commands.server.ts';
import { commands as gardens } from '#features/gardens/commands.server.ts';
import { commands as harvest } from '#features/harvest/commands.server.ts';
import { commands as members } from '#features/members/commands.server.ts';
import { commands as plots } from '#features/plots/commands.server.ts';
import { commands as rota } from '#features/rota/commands.server.ts';
import { commandRegistry } from '#lib/command/command.server.ts';
import type { Door } from '#lib/command/execute.server.ts';
import type { Database, Tx } from '#lib/db/database.server.ts';
import { collectingJobs } from '#lib/jobs/jobs.server.ts';

const known = commandRegistry([
	...account,
	...defects,
	...gardens,
	...harvest,
	...members,
	...plots,
	...rota
]);

/** The one door, opened into a transaction that is under way: all that goes through is kept together or not at all. */
export interface InnerDoors {
	/** For commands that must not be refused: one that is spoils the transaction. */
	sure: Door;
	/** For those that may be: a refused command leaves nothing behind, as ever. */
	unsure: Door;
}

/** Opens them. The jobs that commands queue are dropped: nobody is reminded of a season that never was. */
export function doorsWithin(database: Database, tx: Tx): InnerDoors {
	const door = (transact: Transact): Door => ({
		database: { ...database, db: within(tx, transact) },
		commands: known,
		jobs: collectingJobs(),
		changed() {}
	});
	return { sure: door((inner, run) => run(inner)), unsure: door(savepoint) };
}

type Run = (tx: Tx) => Promise<unknown>;
type Transact = (tx: Tx, run: Run) => Promise<unknown>;

/** The transaction as a database: what would be a transaction of its own becomes a part of it. */
function within(tx: Tx, transact: Transact): Tx {
	return new Proxy(tx, {
		get(target, property) {
			if (property === 'transaction') return () => ({ execute: (run: Run) => transact(tx, run) });
			const value: unknown = Reflect.get(target, property, target);
			return typeof value === 'function' ? value.bind(target) : value;
		}
	});
}

async function savepoint(tx: Tx, run: Run): Promise<unknown> {
	await sql`savepoint one_command`.execute(tx);
	try {
		const result = await run(tx);
		await sql`release savepoint one_command`.execute(tx);
		return result;
	} catch (error) {
		await sql`rollback to savepoint one_command`.execute(tx);
		throw error;
	}
}
