import { fromKysely, fromPglite, PgBoss } from 'pg-boss';
import type { Database, Tx } from '#lib/db/database.server.ts';
import type { Log } from '#lib/log/log.server.ts';

/** Queues work for later. */
export interface Jobs {
	/** Queues one job; `startAfter` in seconds or as an instant. */
	send(queue: string, data: object, options?: { startAfter?: number | Date }): Promise<void>;
	/** The same queue, but jobs appear only if the transaction commits. */
	within(tx: Tx): Jobs;
}

/** A queue, its worker and, where it runs by itself, its cron time (UTC). */
export interface JobDefinition {
	queue: string;
	cron?: string;
	run(data: unknown): Promise<void>;
}

/** The job runner: pg-boss on either engine. */
export interface JobRunner extends Jobs {
	/** Starts workers for the definitions; without it jobs are only queued. */
	work(definitions: readonly JobDefinition[]): Promise<void>;
	stop(): Promise<void>;
}

/**
 * Opens pg-boss on the database and makes the named queues; creates its schema `pgboss` where missing.
 * Failures go to the log.
 */
export async function openJobs(database: Database, log: Log, queues: readonly string[]): Promise<JobRunner> {
	const boss = new PgBoss({ db: bossDatabase(database), ...(database.pglite ? { backend: 'pglite' } : {}) });
	boss.on('error', (error) => log.error({ err: error }, 'job runner'));
	await boss.start();
	for (const queue of queues) await boss.createQueue(queue, { retryLimit: 8, retryBackoff: true });
	return {
		...sender(boss),
		work: (definitions) => work(boss, definitions, log),
		stop: () => boss.stop({ graceful: true, timeout: 5000 })
	};
}

function bossDatabase({ pglite, pool }: Database) {
	if (pglite) return fromPglite(pglite);
	return {
		async executeSql(text: string, values?: unknown[]) {
			// Without values, pg-boss may send several statements in one text; node-postgres then answers with a list.
			const result: { rows: unknown[] } | { rows: unknown[] }[] = await pool!.query(text, values);
			return { rows: Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows };
		}
	};
}

function sender(boss: PgBoss, tx?: Tx): Jobs {
	return {
		async send(queue, data, options = {}) {
			await boss.send(queue, data, { ...options, ...(tx ? { db: fromKysely(tx) } : {}) });
		},
		within: (inner) => sender(boss, inner)
	};
}

async function work(boss: PgBoss, definitions: readonly JobDefinition[], log: Log): Promise<void> {
	for (const { queue, cron, run } of definitions) {
		if (cron) await boss.schedule(queue, cron);
		await boss.work(queue, async (jobs) => {
			for (const job of jobs) await run(job.data);
			log.debug({ queue, jobs: jobs.length }, 'jobs done');
		});
	}
}

/** For tests and one-off commands: jobs are collected in `sent` and never run. */
export function collectingJobs(sent: { queue: string; data: object }[] = []): Jobs {
	const jobs: Jobs = { send: async (queue, data) => void sent.push({ queue, data }), within: () => jobs };
	return jobs;
}
