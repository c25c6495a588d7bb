import type { JobDefinition, Jobs } from '#lib/jobs/jobs.server.ts';
import type { Mail, Mailer } from './mail.server.ts';

export const MAIL_QUEUE = 'mail';

/** Queues a mail; within a command it goes out only if the command commits. */
export async function queueMail(jobs: Jobs, mail: Mail): Promise<void> {
	await jobs.send(MAIL_QUEUE, mail);
}

/** Delivers queued mail; a failed delivery is tried again with growing pauses. */
export function mailJob(mailer: Mailer): JobDefinition {
	return { queue: MAIL_QUEUE, run: (data) => mailer.deliver(data as Mail) };
}
