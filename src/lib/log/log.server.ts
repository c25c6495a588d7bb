import pino from 'pino';

export type Log = pino.Logger;

/**
 * The structured log (JSON lines on standard error). It holds no personal data: requests are logged by
 * route id, never by URL; errors by message and stack.
 */
export function createLog(level: string): Log {
	return pino(
		{
			level,
			base: undefined,
			redact: { paths: ['*.email', '*.password', '*.token', '*.phone'], remove: true }
		},
		pino.destination(2)
	);
}
