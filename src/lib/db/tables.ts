/**
 * All tables of the database by name. Empty here: each room adds its own by declaration merging in its
 * `tables.ts`, so that the ground floor knows nothing of gardens.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Tables {}
