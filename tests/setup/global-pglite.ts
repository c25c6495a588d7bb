import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { wrapPglite } from '#lib/db/database.server.ts';
import { openMemory } from '#lib/db/embedded.server.ts';
import { migrateToLatest } from '#lib/db/migrate.server.ts';

/** Once for a run on PGlite: the dump of a migrated database, in a file that each worker loads. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const pglite = await openMemory();
	await migrateToLatest(wrapPglite(pglite));
	const dump = await pglite.dumpDataDir('none');
	await pglite.close();
	const folder = await mkdtemp(join(tmpdir(), 'plotluck-pglite-'));
	const file = join(folder, 'migrated.tar');
	await writeFile(file, Buffer.from(await dump.arrayBuffer()));
	project.provide('pgliteDump', file);
	return () => rm(folder, { recursive: true, force: true });
}
