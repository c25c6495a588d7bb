import { sql } from 'kysely';
import { commands as account } from '#features/account/commands.server.ts';
import { commands as gardens } from '#features/gardens/commands.server.ts';
import { commands as harvest } from '#features/harvest/commands.server.ts';
import { commands as members } from '#features/members/commands.server.ts';
import { commands as plots } from '#features/plots/commands.server.ts';
import { commands as rota } from '#features/rota/commands.server.ts';
import { commandRegistry } from '#lib/command/command.server.ts';
import type { Door } from '#lib/command/execute.server.ts';
import type { Database, Tx } from '#lib/db/database.server.ts';
import { collectingJobs } from '#lib/jobs/jobs.server.ts';

const known = commandRegistry([...account, ...gardens, ...harvest, ...members, ...plots, ...rota]);

/**
 * The one door, opened into a transaction that is under way: all that goes through it is kept together or not
 * at all. A refused command leaves nothing behind, as ever. The jobs that commands queue are dropped: nobody is
 * reminded of a season that never was.
 */
export function doorWithin(database: Database, tx: Tx): Door {
	const inner = { ...database, db: within(tx) };
	return { database: inner, commands: known, jobs: collectingJobs(), changed() {} };
}

/** The transaction as a database: what would be a transaction of its own becomes a savepoint. */
function within(tx: Tx): Tx {
	return new Proxy(tx, {
		get(target, property) {
			if (property === 'transaction') return () => ({ execute: (run: Run) => savepoint(tx, run) });
			const value: unknown = Reflect.get(target, property, target);
			return typeof value === 'function' ? value.bind(target) : value;
		}
	});
}

type Run = (tx: Tx) => Promise<unknown>;

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
