import { onServer, withDatabase } from '#tests/setup/server-sql.ts';
import { startPostgres } from '#tests/setup/postgres.mjs';
import { benchClaims } from './claims.ts';
import { benchFlow } from './flow.ts';
import { benchOffline } from './offline.ts';
import { benchPages } from './pages.ts';
import { summary } from './report.ts';
import { benchSizes } from './sizes.ts';
import { benchStart } from './start.ts';

const only = process.argv.slice(2);
const wanted = (name: string) => only.length === 0 || only.includes(name);

const postgres = await startPostgres();
let count = 0;

async function newDatabase(): Promise<string> {
	const name = `bench_${(count += 1)}`;
	await onServer(postgres.url, `create database ${name}`);
	return withDatabase(postgres.url, name);
}

try {
	if (wanted('sizes')) benchSizes();
	if (wanted('start')) await benchStart();
	if (wanted('claims')) {
		await benchClaims(undefined);
		await benchClaims(await newDatabase());
	}
	if (wanted('pages')) await benchPages(await newDatabase());
	if (wanted('flow')) await benchFlow(await newDatabase());
	if (wanted('offline')) await benchOffline();
} finally {
	await postgres.stop();
}
process.exitCode = summary() ? 0 : 1;
