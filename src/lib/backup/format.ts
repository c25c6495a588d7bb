/** The first line of every backup names it. */
export const FORMAT = 'plotluck backup 1';

export interface BackupHeader {
	format: typeof FORMAT;
	/** ISO instant at which the backup was begun. */
	at: string;
	/** The migrations that its tables had seen. */
	migrations: string[];
}
