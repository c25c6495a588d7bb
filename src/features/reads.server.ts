import type { AnyRead } from '#lib/command/read.server.ts';
import { reads as account } from './account/reads.server.ts';
import { reads as activity } from './activity/reads.server.ts';
import { reads as defects } from './defects/reads.server.ts';
import { reads as gardens } from './gardens/reads.server.ts';
import { reads as harvest } from './harvest/reads.server.ts';
import { reads as members } from './members/reads.server.ts';
import { reads as plots } from './plots/reads.server.ts';
import { reads as rota } from './rota/reads.server.ts';
import { reads as today } from './today/reads.server.ts';

/** Everything that can be read through the API, room by room. */
export const reads: readonly AnyRead[] = [
	...account,
	...gardens,
	...plots,
	...rota,
	...today,
	...harvest,
	...defects,
	...members,
	...activity
];
