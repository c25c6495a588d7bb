import type { KeepTrouble } from './types.ts';

const BY_NAME: Readonly<Record<string, KeepTrouble>> = { QuotaExceededError: 'full', VersionError: 'newer' };

/** Thrown where the device does not keep or show what was written. */
export class NotKept extends Error {
	readonly trouble: KeepTrouble;

	constructor(trouble: KeepTrouble, options?: ErrorOptions) {
		super(trouble, options);
		this.trouble = trouble;
	}

	/** Names the reason by what the browser threw (Indexed Database API, exceptions by name). */
	static because(error: unknown): NotKept {
		if (error instanceof NotKept) return error;
		const { name = '' } = (error ?? {}) as { name?: string };
		return new NotKept(BY_NAME[name] ?? 'storage', { cause: error });
	}
}
