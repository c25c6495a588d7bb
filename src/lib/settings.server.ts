import path from 'node:path';
import * as v from 'valibot';

const url = (protocols: string[], example: string) =>
	v.pipe(
		v.string(),
		v.check(
			(value) => protocols.includes(URL.parse(value)?.protocol ?? ''),
			`must be an address such as ${example}`
		)
	);

const port = v.pipe(
	v.string(),
	v.regex(/^\d{1,5}$/, 'must be a number from 0 to 65535, such as 3000'),
	v.transform(Number),
	v.maxValue(65535, 'must be a number from 0 to 65535, such as 3000')
);

const Settings = v.object({
	PORT: v.optional(port, '3000'),
	HOST: v.optional(v.string(), '0.0.0.0'),
	ORIGIN: v.optional(
		v.pipe(
			url(['http:', 'https:'], 'https://garden.example.org'),
			v.check(
				(value) => URL.parse(value)?.origin === value,
				'must be scheme, host and port only, with no path'
			)
		)
	),
	DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('must name a folder')), 'data'),
	DATABASE_URL: v.optional(
		url(['postgres:', 'postgresql:'], 'postgresql://user:password@host:5432/plotluck')
	),
	SMTP_URL: v.optional(url(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org')),
	SMTP_FROM: v.optional(v.pipe(v.string(), v.includes('@', 'must be an e-mail address'))),
	TILE_URL: v.optional(
		v.pipe(
			v.string(),
			v.check(
				(value) =>
					value === 'none' ||
					(/^https?:\/\//.test(value) && /\{z\}.*\{x\}.*\{y\}|\{z\}.*\{y\}.*\{x\}/.test(value)),
				'must be "none" or a template such as https://tile.openstreetmap.org/{z}/{x}/{y}.png'
			)
		),
		'https://tile.openstreetmap.org/{z}/{x}/{y}.png'
	),
	TILE_ATTRIBUTION: v.optional(v.string(), '© OpenStreetMap contributors'),
	LOG_LEVEL: v.optional(
		v.picklist(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent'),
		'info'
	)
});

/** The settings of an installation, read once from the environment. */
export interface Settings {
	port: number;
	host: string;
	/** The public address, or undefined: then each request's own host is taken, over http. */
	origin: string | undefined;
	/** Absolute path. */
	dataDir: string;
	databaseUrl: string | undefined;
	smtpUrl: string | undefined;
	smtpFrom: string;
	/** undefined: no background map; the vector plan stands on its own. */
	tiles: { url: string; attribution: string } | undefined;
	logLevel: string;
}

/**
 * Reads and checks the settings. Empty values count as absent.
 * Refuses (throws) with one line for each setting that is wrong, naming it and the mend.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
	const given = Object.fromEntries(
		Object.entries(env).filter(([, value]) => value !== undefined && value !== '')
	);
	const parsed = v.safeParse(Settings, given);
	if (!parsed.success)
		throw new SettingsError(parsed.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}.`));
	const set = parsed.output;
	if (set.SMTP_URL && !set.SMTP_FROM)
		throw new SettingsError(['SMTP_FROM must be set, because SMTP_URL is.']);
	return {
		port: set.PORT,
		host: set.HOST,
		origin: set.ORIGIN,
		dataDir: path.resolve(set.DATA_DIR),
		databaseUrl: set.DATABASE_URL,
		smtpUrl: set.SMTP_URL,
		smtpFrom: set.SMTP_FROM ?? 'plotluck@localhost',
		tiles: set.TILE_URL === 'none' ? undefined : { url: set.TILE_URL, attribution: set.TILE_ATTRIBUTION },
		logLevel: set.LOG_LEVEL
	};
}

/** What is wrong with the settings, a line each. */
export class SettingsError extends Error {
	constructor(lines: string[]) {
		super(`Plotluck can't start with these settings:\n${lines.map((line) => `  ${line}`).join('\n')}`);
		this.name = 'SettingsError';
	}
}
