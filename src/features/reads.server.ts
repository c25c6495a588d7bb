import type { AnyRead } from '#lib/command/read.server.ts';

/** Everything that can be read through the API, room by room. */
export const reads: readonly AnyRead[] = [];
