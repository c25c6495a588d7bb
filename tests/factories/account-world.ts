import { mailLink } from '#features/account/jobs.server.ts';
import { LINK_QUEUE, type LinkJob } from '#features/account/link-mail.ts';
import { hashSecret, newSecret } from '#lib/auth/secrets.server.ts';
import { execute, type Answer } from '#lib/command/execute.server.ts';
import { newId } from '#lib/command/id.ts';
import type { Refusal } from '#lib/command/refusal.ts';
import type { Database } from '#lib/db/database.server.ts';
import type { House } from '#lib/house/house.server.ts';
import type { Mail } from '#lib/notify/mail.server.ts';
import type { Role } from '#features/members/tables.ts';
import { NOW, testWorld } from './world.ts';

export const PASSWORD = 'three green wheelbarrows';

/** What a sign-in answers. */
export interface Signed {
	sessionId: string;
	device: string;
}

interface Visit {
	address?: string;
	now?: Date;
	personId?: string | null;
	id?: string;
}

/** The test world with people who sign in: visitors with addresses, mailed links, invitations. */
export function accountWorld(database: Database) {
	const world = testWorld(database);
	const mails: Mail[] = [];

	/** Sends a command as a visitor (or as somebody) from an address. */
	function visit(name: string, input: unknown, given: Visit = {}): Promise<Answer> {
		const { address = '192.0.2.1', now = NOW, personId = null, id = newId() } = given;
		return execute(world.door, { personId, via: 'page', address, locale: 'en' }, { id, name, input }, now);
	}

	/** A visit that must succeed. */
	async function passes<Result = Signed>(name: string, input: unknown, given?: Visit): Promise<Result> {
		const answer = await visit(name, input, given);
		if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.refusal)}`);
		return answer.result as Result;
	}

	/** A visit that must be refused. */
	async function fails(name: string, input: unknown, given?: Visit): Promise<Refusal> {
		const answer = await visit(name, input, given);
		if (answer.ok) throw new Error(`${name} was not refused: ${JSON.stringify(answer.result)}`);
		return answer.refusal;
	}

	/** Runs the queued jobs that mail links; answers the mails. */
	async function deliver(now = NOW): Promise<Mail[]> {
		const jobs = world.sentJobs.splice(0).filter(({ queue }) => queue === LINK_QUEUE);
		const house = {
			send: (actor, call) => execute(world.door, actor, call, now),
			mail: { deliver: async (mail) => void mails.push(mail) },
			settings: { origin: 'https://plotluck.example', port: 3000 }
		} as Pick<House, 'send' | 'mail'> & { settings: object } as House;
		for (const { data } of jobs) await mailLink(house, data as LinkJob);
		return mails.splice(0);
	}

	/** An invitation straight in the database; answers the link's token. */
	async function invite(
		gardenId: string,
		given: {
			role?: Role;
			personId?: string;
			by?: string;
			expires?: Date;
			maxUses?: number;
			revoked?: Date;
		} = {}
	): Promise<string> {
		const token = newSecret();
		await world.db
			.insertInto('invitation')
			.values({
				id: newId(),
				garden_id: gardenId,
				token_hash: hashSecret(token),
				role: given.role ?? 'member',
				person_id: given.personId ?? null,
				created_by: given.by ?? null,
				created_at: NOW,
				expires_at: given.expires ?? new Date(NOW.getTime() + 7 * 86_400_000),
				max_uses: given.maxUses ?? 1,
				revoked_at: given.revoked ?? null
			})
			.execute();
		return token;
	}

	/** Somebody new who joined a garden of their own by invitation, with PASSWORD. */
	async function newcomer(
		name: string,
		email?: string
	): Promise<Signed & { personId: string; gardenId: string }> {
		const gardenId = await world.garden();
		const token = await invite(gardenId);
		const signed = await passes<Signed>('account.join', {
			token,
			name,
			locale: 'en',
			email,
			password: PASSWORD,
			userAgent: 'Mozilla/5.0 (Android 15; Mobile) Firefox/140.0'
		});
		const { person_id } = await world.db
			.selectFrom('membership')
			.select('person_id')
			.where('garden_id', '=', gardenId)
			.executeTakeFirstOrThrow();
		return { ...signed, personId: person_id, gardenId };
	}

	return { ...world, visit, passes, fails, deliver, invite, newcomer };
}

/** The secret at the end of the link in a mail. */
export function tokenIn(mail: Mail | undefined): string {
	const token = /https:\/\/plotluck\.example\/[a-z-]+\/([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '')?.[1];
	if (!token) throw new Error(`there is no link in: ${mail?.text}`);
	return token;
}

/** So many minutes after NOW. */
export function later(minutes: number): Date {
	return new Date(NOW.getTime() + minutes * 60_000);
}
