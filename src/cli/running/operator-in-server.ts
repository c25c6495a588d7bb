import path from 'node:path';
import { migrationsDone } from '#lib/backup/tables.server.ts';
import type { House } from '#lib/house/house.server.ts';
import { Failure, type Operator } from '../operator.ts';
import type { Caller } from './caller.ts';
import { identity } from './folders.ts';
import type { Request } from './lines.ts';

/** Runs verbs on the house that the server has open, for somebody who called. */
export function operatorInServer(house: House, caller: Caller, request: Request): Operator {
	const { say, print, progress, gone } = caller;
	return {
		say,
		print,
		progress,
		gone,
		inServer: true,
		path: (file) => sharedPath(file, request),
		async withHouse(work) {
			await requireSameVersion(house, request);
			return work(house);
		},
		withDatabase: (work) => work(house.database)
	};
}

function sharedPath(file: string, { cwd, folders }: Request): string {
	const whole = path.resolve(cwd, file);
	const folder = path.dirname(whole);
	if (folders[folder] === (identity(folder) ?? '')) return whole;
	throw new Failure(
		`The running server sees another folder ${folder} than you do: it runs in a container, or with a /tmp of its own. Name a folder that you share.`
	);
}

/** Someone who updates Plotluck may ask before the restart: then verbs and tables do not fit. A backup always does. */
async function requireSameVersion({ db }: House, { newest }: Request): Promise<void> {
	const done = await migrationsDone(db);
	if (done.at(-1) !== newest)
		throw new Failure(
			'The running server is of another version than this command line. Restart it: that brings the database up to date.'
		);
}
