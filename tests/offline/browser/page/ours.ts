import { discardWritten, keepAndSend, openOutbox, send } from '#lib/offline/outbox/outbox.ts';
import type { NewEntry, Unsent } from '#lib/offline/outbox/types.ts';
import { waiting } from '#lib/offline/outbox/waiting.svelte.ts';
import { arm, beginLife, setClock } from './life.ts';
import type { Tab } from './tab.ts';

let sender = '';

/** A tab of the app with our outbox, all of it as it ships. */
const tab: Tab = {
	async open(person) {
		sender = person;
		await openOutbox(person, () => {});
	},
	async write({ id, thing }) {
		const entry: NewEntry = {
			...{ id, thing, sender, name: 'test.write', version: 1, input: { thing }, values: {} },
			...{ doneAt: new Date(Date.now()).toISOString(), words: thing, href: '/' }
		};
		const decision = await keepAndSend([entry], 0);
		return decision?.kind === 'refused' && decision.id === id;
	},
	send: () => send(true),
	async look() {
		await send(true);
		const ids = (of: Unsent['state']) =>
			waiting.entries.filter(({ state }) => state === of).map(({ id }) => id);
		return { waiting: ids('waiting'), refused: ids('refused'), trouble: waiting.trouble };
	},
	letGo: (ids) => discardWritten(ids)
};

beginLife();
Object.assign(globalThis, { tab, arm, setClock });
