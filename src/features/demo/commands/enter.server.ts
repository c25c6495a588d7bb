import * as v from 'valibot';
import { beginSession } from '#lib/auth/sessions.server.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import type { Database } from '#lib/db/database.server.ts';
import { changes } from '#lib/house/house.server.ts';
import { addDays, dayOf } from '#lib/time/day.ts';
import { buildDemo } from '../build.server.ts';
import { ZONE } from '../stage.server.ts';
import { demoState, personaOf } from '../state.server.ts';

/** A demo that is older is built anew for the next visitor, unless somebody is in it. */
const FRESH_DAYS = 2;
const ALONE_MS = 6 * 60 * 60 * 1000;

/**
 * Signs a visitor in as somebody of the demo, in the visitor's language. Builds the demo where there is none, or
 * none that is fresh and whole. There is no such thing (404) where people run a garden of their own.
 */
export const enter = defineCommand({
	name: 'demo.enter',
	version: 1,
	input: v.object({ role: v.picklist(['gardener', 'neighbour', 'steward'], 'error_choose_one') }),
	result: v.object({ sessionId: v.string(), slug: v.string() }),
	volatile: true,
	sender: 'nobody',
	prepare: (_input, _actor, database, now) => makeReady(database, now),
	async guard({ tx }, { role }) {
		const { hasOwnGarden } = await demoState(tx);
		const persona = await personaOf(tx, role);
		if (hasOwnGarden || !persona) throw notFound();
		return persona;
	},
	async run({ tx, now }, _input, { personId, slug }) {
		const sessionId = await beginSession(tx, personId, '', now);
		const subject = { kind: 'person', id: personId };
		return { result: { sessionId, slug }, activity: { gardenId: null, subject, forPersonId: personId } };
	}
});

async function makeReady(database: Database, now: Date): Promise<void> {
	const today = dayOf(now, ZONE);
	const { hasOwnGarden, builtFor, usable, lastVisit } = await demoState(database.db);
	if (hasOwnGarden) throw notFound();
	const alone = !lastVisit || now.getTime() - lastVisit.getTime() > ALONE_MS;
	const old = builtFor !== null && builtFor < addDays(today, -FRESH_DAYS);
	if (usable && !(old && alone)) return;
	const built = await buildDemo(database, { today, newerThan: addDays(today, -FRESH_DAYS) });
	// Another garden now stands at the same address.
	if (built) changes.publish({ gardenId: undefined });
}
