import type { Visit } from '#features/gardens/visit.server.ts';
import type { Viewer } from '#lib/auth/sessions.server.ts';
import type { Actor } from '#lib/command/command.server.ts';
import type { House } from '#lib/house/house.server.ts';
import type { Locale } from '#lib/i18n/locale.ts';

declare global {
	namespace App {
		interface Locals {
			house: House;
			viewer: Viewer | null;
			actor: Actor;
			locale: Locale;
			now: Date;
			/** The session's id, for ending it; never logged. */
			sessionId: string | null;
			/** The session's end has moved in this request, and its cookie goes out anew. */
			renewed?: boolean;
			/** The garden of the address, loaded once a request. */
			visit?: Promise<Visit | null>;
			/** Set by a load whose page may be kept for its reader: the garden whose changes end that. */
			keepFor?: string;
		}
		interface Error {
			message: string;
		}
	}
}

export {};
