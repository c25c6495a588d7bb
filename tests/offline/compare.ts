import { hashOf, ROOM, type Effects, type Write } from './door.ts';
import { bytesOf, type Photo } from './photo.ts';

/** A write of a history: on which device, and whether its writer was told that it is kept. */
export interface Written extends Write {
	device: number;
	kept: boolean;
}

/** What a device shows of its writes at the end: ids of what waits, and of what it has shown as refused. */
export interface Seen {
	waiting: string[];
	refused: string[];
	/** What it has told as done. */
	done?: string[];
}

/** What is wrong at the end of a history; none of it may be. */
export interface Faults {
	/** Kept, but neither in effect nor shown. */
	lost: string[];
	/** In effect twice, or under an id that nobody has given it. */
	doubled: string[];
	/** In effect before something of the same thing that the same device wrote earlier. */
	reordered: string[];
	/** The device says one thing, the server another; or it was refused, and nothing was wrong with it. */
	disagreed: string[];
	/** Not sent at the end, though the network is sound. */
	stuck: string[];
	/** Not in order with its photo: sent before it, or with one that is missing, otherwise, in parts or there twice. */
	torn: string[];
}

/** A history after which all is well. */
export const NOTHING_WRONG: Faults = {
	lost: [],
	doubled: [],
	reordered: [],
	disagreed: [],
	stuck: [],
	torn: []
};

/** Compares what was written with what took effect and with what the devices show. */
export function compare(written: readonly Written[], effects: Effects, seen: readonly Seen[]): Faults {
	const all = (of: keyof Seen) => new Set(seen.flatMap((one) => one[of] ?? []));
	const [waiting, refused, done] = [all('waiting'), all('refused'), all('done')];
	const times = (id: string) => effects.writes.filter((effect) => effect.id === id).length;
	const happened = ({ id }: Write) => times(id) > 0;
	const ids = (given: readonly { id: string }[]) => given.map(({ id }) => id);
	const place = ({ id }: Write) => effects.writes.findIndex((effect) => effect.id === id);
	const unknown = ({ id }: { id: string }) => !written.some((one) => one.id === id);
	const before = (one: Written, other: Written) =>
		one.device === other.device && one.thing === other.thing && happened(one) && place(one) > place(other);
	const hasRoom = (thing: string) => effects.writes.filter((effect) => effect.thing === thing).length < ROOM;
	const wronged = ({ id, thing, photo }: Write) =>
		refused.has(id) && photo?.readable !== false && hasRoom(thing);
	return {
		lost: ids(
			written.filter((one) => one.kept && !happened(one) && !waiting.has(one.id) && !refused.has(one.id))
		),
		doubled: [...ids(written.filter(({ id }) => times(id) > 1)), ...ids(effects.writes.filter(unknown))],
		reordered: ids(
			written.filter((later, at) => happened(later) && written.slice(0, at).some((one) => before(one, later)))
		),
		disagreed: ids(
			written.filter((one) =>
				happened(one) ? refused.has(one.id) || waiting.has(one.id) : done.has(one.id) || wronged(one)
			)
		),
		stuck: [...waiting],
		torn: ids(
			written.filter(
				(one) => effects.withoutPhoto.includes(one.id) || isTorn(one.photo, happened(one), effects)
			)
		)
	};
}

/** A photo may be there before what names it, or without it; but never otherwise than it was taken. */
function isTorn(photo: Photo | undefined, named: boolean, { photos, inParts }: Effects): boolean {
	if (!photo) return false;
	const hashes = photos.filter(({ id }) => id === photo.id).map(({ hash }) => hash);
	// Once it is refused, a late copy of a part that came before lies there by itself until it is cleared away.
	if (photo.readable && inParts.includes(photo.id)) return true;
	if (hashes.length === 0) return named;
	return hashes.length > 1 || !photo.readable || hashes[0] !== hashOf(bytesOf(photo));
}
