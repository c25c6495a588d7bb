import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '#tests/setup/server.ts';
import { report } from './report.ts';

const REST_MS = 15_000;

/** From a warm start to ready on the embedded database with the demo garden in it, and its memory at rest. */
export async function benchStart(): Promise<void> {
	const first = await startServer({ demo: true });
	await first.stop({ keepData: true });
	const begun = performance.now();
	const server = await startServer({ dataDir: first.dataDir, port: first.port });
	const seconds = (performance.now() - begun) / 1000;
	report({
		name: 'Ready after a warm start, embedded database',
		value: `${seconds.toFixed(1)} s`,
		comparedTo: 'from starting the process to /readyz',
		promise: 'within 5 s',
		kept: seconds <= 5
	});
	await pause(REST_MS);
	const megabytes = await residentMemory(server.process.pid!);
	report({
		name: 'Memory at rest, embedded database',
		value: `${megabytes.toFixed(0)} MB`,
		comparedTo: `resident set ${REST_MS / 1000} s after the start`,
		promise: 'under 250 MB',
		kept: megabytes < 250
	});
	await server.stop();
}

async function residentMemory(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) / 1024;
}
