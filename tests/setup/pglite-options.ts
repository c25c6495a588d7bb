import { types, type PGliteOptions } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';

/** What an embedded database is opened with, in memory: the same extensions and types as the real one. */
export const pgliteOptions = {
	extensions: { btree_gist },
	parsers: { [types.DATE]: String, [types.INT8]: Number }
} satisfies PGliteOptions;
