import type { FormCommand } from '#lib/command/form-command.ts';

/** How the forms of all rooms are read. The rooms stand above this floor: the first layout says where they are. */
export const kinds: { load: () => Promise<ReadonlyMap<string, FormCommand>> } = {
	load: () => Promise.resolve(new Map())
};
