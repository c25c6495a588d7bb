import * as v from 'valibot';
import { requirePerson } from '#features/members/access.server.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { notFound } from '#lib/command/refusal.ts';

/** A session's name in lists: the hex of the hash that the database keeps. It opens nothing. */
const SessionRef = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Ends one of one's own sessions: signing out, here or on another device. */
export const endSession = defineCommand({
	name: 'account.endSession',
	version: 1,
	input: v.object({ session: SessionRef }),
	result: v.object({}),
	guard: ({ actor }) => requirePerson(actor),
	async run({ tx }, { session }, personId) {
		const ended = await tx
			.deleteFrom('session')
			.where('id_hash', '=', Buffer.from(session, 'hex'))
			.where('person_id', '=', personId)
			.returning('person_id')
			.executeTakeFirst();
		if (!ended) throw notFound();
		const subject = { kind: 'person', id: personId };
		return { result: {}, activity: { gardenId: null, subject } };
	}
});

/** Ends all of one's own sessions but one. Answers how many ended. */
export const endOtherSessions = defineCommand({
	name: 'account.endOtherSessions',
	version: 1,
	input: v.object({ keep: SessionRef }),
	result: v.object({ ended: v.number() }),
	guard: ({ actor }) => requirePerson(actor),
	async run({ tx }, { keep }, personId) {
		const ended = await tx
			.deleteFrom('session')
			.where('person_id', '=', personId)
			.where('id_hash', '<>', Buffer.from(keep, 'hex'))
			.returning('person_id')
			.execute();
		const subject = { kind: 'person', id: personId };
		return { result: { ended: ended.length }, activity: { gardenId: null, subject } };
	}
});
