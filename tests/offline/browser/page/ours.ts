import { discardWritten, keepAndSend, openOutbox, send } from '#lib/offline/outbox/outbox.ts';
import type { NewEntry, Unsent } from '#lib/offline/outbox/types.ts';
import { waiting } from '#lib/offline/outbox/waiting.svelte.ts';
import { bytesOf, GARDEN, type Photo } from '../../photo.ts';
import { arm, beginLife, dieWithFrame, setClock } from './life.ts';
import type { Tab, TabWrite } from './tab.ts';

let sender = '';

/** A tab of the app with our outbox, all of it as it ships. */
const tab: Tab = {
	async open(person) {
		sender = person;
		await openOutbox(person, () => {});
	},
	async write(write) {
		const { id } = write;
		const decision = await keepAndSend(entriesOf(write), 0);
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

/** As the form of the app keeps them: a photo before what names it. */
function entriesOf({ id, thing, photo }: TabWrite): NewEntry[] {
	const common = {
		...{ thing, sender, version: 1, values: {}, words: thing, href: '/' },
		doneAt: new Date(Date.now()).toISOString()
	};
	const input = { thing, photoId: photo?.id };
	const entry = { ...common, id, name: 'test.write', input, after: photo?.id };
	return photo ? [{ ...common, ...fileOf(photo) }, entry] : [entry];
}

function fileOf(photo: Photo): Pick<NewEntry, 'id' | 'name' | 'input' | 'file'> {
	const file = new Blob([bytesOf(photo)], { type: 'image/jpeg' });
	return { id: photo.id, name: 'photos.add', input: { gardenId: GARDEN }, file };
}

beginLife(dieWithFrame);
Object.assign(globalThis, { tab, arm, setClock });
