import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { newId } from '#lib/command/id.ts';
import type { Log } from '#lib/log/log.server.ts';
import type { Settings } from '#lib/settings.server.ts';

/** A message to one person, as plain text. */
export interface Mail {
	to: string;
	subject: string;
	text: string;
}

export interface Mailer {
	deliver(mail: Mail): Promise<void>;
}

/**
 * Mail by SMTP where SMTP_URL is set; otherwise each message is kept as an .eml file in
 * `DATA_DIR/mail`, and the log says where (never to whom).
 */
export function openMail({ smtpUrl, smtpFrom, dataDir }: Settings, log: Log): Mailer {
	if (smtpUrl) {
		const transport = createTransport(smtpUrl);
		return {
			async deliver(mail) {
				if (!isNobodys(mail.to)) await transport.sendMail({ from: smtpFrom, ...mail });
			}
		};
	}
	const folder = path.join(dataDir, 'mail');
	const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
	return {
		async deliver(mail) {
			const { message } = await transport.sendMail({ from: smtpFrom, ...mail });
			const file = path.join(folder, `${newId()}.eml`);
			await mkdir(folder, { recursive: true, mode: 0o700 });
			await writeFile(file, message as Buffer, { mode: 0o600 });
			log.info({ file }, 'no SMTP_URL is set: the mail was kept as a file');
		}
	};
}

/** True for addresses that can belong to nobody: under names set aside for examples and tests (RFC 2606 §2). */
export function isNobodys(address: string): boolean {
	return /[@.](?:example|invalid|test|localhost)$/i.test(address);
}
