// What Playwright starts: a server with the demo garden on a fresh database, until Playwright ends it.
import { startServer } from './server.ts';

// Ending so takes the server and its data along.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));

const server = await startServer({
	demo: true,
	port: Number(process.env.E2E_PORT),
	dataDir: process.env.E2E_DATA_DIR,
	databaseUrl: process.env.E2E_DATABASE_URL
});
server.process.once('exit', (code) => {
	process.stderr.write(server.output());
	process.exit(code ?? 1);
});
