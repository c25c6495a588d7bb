// What Playwright starts: a server with the demo garden on a fresh database, until Playwright ends it.
import { startServer } from './server.ts';

const server = await startServer({
	demo: true,
	port: Number(process.env.E2E_PORT),
	databaseUrl: process.env.E2E_DATABASE_URL
});
process.stdout.write(`Plotluck for the tests is on ${server.url}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.once(signal, async () => {
		await server.stop();
		process.exit(0);
	});
}
server.process.once('exit', (code) => {
	process.stderr.write(server.output());
	process.exit(code ?? 1);
});
