import { startServer } from '#tests/setup/server.ts';
import { enterDemo, ratePerSecond, sendCommand } from './ask.ts';
import { median, report } from './report.ts';

const PATHS = ['today', 'map', 'rota', 'harvest'] as const;

interface Flow {
	/** Pages per second, by page. */
	pages: Record<string, number>;
	/** Milliseconds of one commit, median. */
	commit: number;
}

/** The same views and commands on both engines, side by side. */
export async function benchFlow(databaseUrl: string): Promise<void> {
	const embedded = await flow(undefined);
	const postgres = await flow(databaseUrl);
	for (const page of PATHS) {
		report({
			name: `${page}, signed in, embedded database`,
			value: `${((embedded.pages[page]! / postgres.pages[page]!) * 100).toFixed(0)} % (${embedded.pages[page]!.toFixed(0)} requests/s)`,
			comparedTo: `PostgreSQL: ${postgres.pages[page]!.toFixed(0)} requests/s`
		});
	}
	report({
		name: 'One command (a changed profile), embedded database',
		value: `${embedded.commit.toFixed(1)} ms`,
		comparedTo: `PostgreSQL: ${postgres.commit.toFixed(1)} ms (medians of 60, one after another)`
	});
	const slowest = Math.min(...Object.values(embedded.pages));
	report({
		name: 'A garden of 200 people, all opening a page within one minute',
		value: `${(200 / 60).toFixed(1)} requests/s`,
		comparedTo: `the slowest page on the embedded database gives ${slowest.toFixed(0)}`,
		promise: 'at least that',
		kept: slowest > 200 / 60
	});
}

async function flow(databaseUrl: string | undefined): Promise<Flow> {
	const server = await startServer({ demo: true, databaseUrl, env: { LOG_LEVEL: 'warn' } });
	try {
		const { cookie, slug } = await enterDemo(server.url, 'gardener');
		const pages: Record<string, number> = {};
		for (const page of PATHS) {
			const url = `${server.url}/g/${slug}/${page}`;
			await ratePerSecond({ url, headers: { cookie }, seconds: 2 });
			pages[page] = await ratePerSecond({ url, headers: { cookie } });
		}
		return { pages, commit: await commitTime(server.url, cookie, slug) };
	} finally {
		await server.stop();
	}
}

/** Enters and takes back a rest, thirty times. */
async function commitTime(url: string, cookie: string, slug: string): Promise<number> {
	const me = (await (
		await fetch(`${url}/api/v1/gardens/${slug}/membership`, { headers: { cookie } })
	).json()) as {
		membershipId: string;
	};
	const times: number[] = [];
	for (let n = 0; n < 30; n += 1) {
		const add = await timed(() =>
			sendCommand(url, { cookie }, 'members.addRest', {
				membershipId: me.membershipId,
				from: '2099-01-01',
				until: '2099-01-02'
			})
		);
		const { restId } = add.answer.result as { restId: string };
		const remove = await timed(() => sendCommand(url, { cookie }, 'members.removeRest', { restId }));
		times.push(add.ms, remove.ms);
	}
	return median(times);
}

async function timed<T>(work: () => Promise<T>): Promise<{ answer: T; ms: number }> {
	const begun = performance.now();
	const answer = await work();
	return { answer, ms: performance.now() - begun };
}
