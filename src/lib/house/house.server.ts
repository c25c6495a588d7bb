import { channel } from 'node:diagnostics_channel';
import type { Actor, AnyCommand } from '#lib/command/command.server.ts';
import { execute, type Answer, type Call, type Door } from '#lib/command/execute.server.ts';
import { listenForChanges } from '#lib/db/changes.server.ts';
import { openDatabase, type Database, type Db } from '#lib/db/database.server.ts';
import { migrateToLatest } from '#lib/db/migrate.server.ts';
import { openJobs, type JobDefinition, type JobRunner } from '#lib/jobs/jobs.server.ts';
import { createLog, type Log } from '#lib/log/log.server.ts';
import { openMail, type Mailer } from '#lib/notify/mail.server.ts';
import { MAIL_QUEUE, mailJob } from '#lib/notify/mail-job.server.ts';
import type { Settings } from '#lib/settings.server.ts';

/** Published for every commit seen by this process: `{ gardenId }`, undefined where anything may have changed. */
export const changes = channel('plotluck:changed');

/** Published with the House that an app has opened to serve: what runs the app may work on it too. */
export const opened = channel('plotluck:opened');

/** An open installation: everything that routes and the command line need, opened once. */
export interface House {
	settings: Settings;
	log: Log;
	database: Database;
	db: Db;
	jobs: JobRunner;
	mail: Mailer;
	door: Door;
	/** Sends one command through the door. */
	send(actor: Actor, call: Call, now?: Date): Promise<Answer>;
	/** Runs workers and scheduled jobs in this process. */
	work(): Promise<void>;
	close(): Promise<void>;
}

/** The parts of a house that the rooms bring. */
export interface Rooms {
	commands: ReadonlyMap<string, AnyCommand>;
	jobs(house: House): readonly JobDefinition[];
}

/** Opens database (migrated), jobs, mail and door. Whoever opens a house closes it. */
export async function openHouse(settings: Settings, rooms: Rooms): Promise<House> {
	const log = createLog(settings.logLevel);
	const database = await openDatabase(settings);
	try {
		return await furnish(settings, rooms, log, database);
	} catch (error) {
		await database.close();
		throw error;
	}
}

async function furnish(settings: Settings, rooms: Rooms, log: Log, database: Database): Promise<House> {
	const migrated = await migrateToLatest(database);
	if (migrated.length) log.info({ migrated }, 'database brought up to date');
	const mail = openMail(settings, log);
	const jobs = await openJobs(database, log, queueNames(rooms));
	const stopListening = listenForChanges(database, log, (gardenId) => changes.publish({ gardenId }));
	const door: Door = {
		database,
		commands: rooms.commands,
		jobs,
		changed: (gardenId) => changes.publish({ gardenId })
	};
	const house: House = {
		settings,
		log,
		database,
		db: database.db,
		jobs,
		mail,
		door,
		send: (actor, call, now = new Date()) => execute(door, actor, call, now),
		work: () => jobs.work([mailJob(mail), ...rooms.jobs(house)]),
		async close() {
			stopListening();
			await jobs.stop();
			await database.close();
		}
	};
	return house;
}

function queueNames(rooms: Rooms): string[] {
	// A definition's run closes over the house; its name does not need one.
	return [MAIL_QUEUE, ...rooms.jobs({} as House).map(({ queue }) => queue)];
}
