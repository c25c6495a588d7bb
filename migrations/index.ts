import * as m0001 from './0001_ground.ts';
import * as m0002 from './0002_gardens.ts';
import * as m0003 from './0003_plots.ts';
import * as m0004 from './0004_rota.ts';
import * as m0005 from './0005_harvest.ts';
import * as m0006 from './0006_offline.ts';

/** All migrations in order. A list, not a folder scan: the same import works in the build and in plain Node. */
export const migrations = [m0001, m0002, m0003, m0004, m0005, m0006];
