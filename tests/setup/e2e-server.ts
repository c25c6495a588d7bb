// What Playwright starts: a server with the demo garden on a fresh database, until Playwright ends it.
import { startServer, type RunningServer } from './server.ts';

let server: RunningServer | undefined;

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.once(signal, async () => {
		await server?.stop();
		process.exit(0);
	});
}

server = await startServer({
	demo: true,
	port: Number(process.env.E2E_PORT),
	databaseUrl: process.env.E2E_DATABASE_URL
});
server.process.once('exit', (code) => {
	process.stderr.write(server.output());
	process.exit(code ?? 1);
});
