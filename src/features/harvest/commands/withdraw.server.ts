import * as v from 'valibot';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { isLocale } from '#lib/i18n/locale.ts';
import { sentence } from '#lib/i18n/sentence.server.ts';
import { queueMail } from '#lib/notify/mail-job.server.ts';
import { moveClaims } from '../claim-rows.server.ts';
import { titleFor } from '../crops.ts';
import { holdLot, liveClaims, type Lot } from '../lots.server.ts';
import { canWithdraw } from '../rules.ts';
import { withdrawInput } from '../schema.ts';
import '#lib/auth/tables.ts';

/** Takes a lot off the board. Whoever waited for a share is told, with the reason. */
export const withdraw = defineCommand({
	name: 'harvest.withdraw',
	version: 1,
	input: withdrawInput,
	result: v.object({ lotId: v.string(), cancelled: v.number() }),
	async guard(context, { lotId }) {
		const { lot, standing } = await holdLot(context, lotId);
		if (!canWithdraw(lot, standing)) throw notFound();
		return { lot, forPersonId: lot.giverId === standing.personId ? null : lot.giverId };
	},
	async run(context, { lotId, reason }, { lot, forPersonId }) {
		const { tx, now } = context;
		if (lot.withdrawnAt) throw new Refused({ code: 'conflict', key: 'harvest_refused_withdrawn_before' });
		const waiting = (await liveClaims(tx, lotId)).filter(({ state }) => state === 'reserved');
		await moveClaims(
			context,
			waiting.map(({ id }) => id),
			'cancelled'
		);
		await tx
			.updateTable('lot')
			.set({ withdrawn_at: now, withdrawn_reason: reason })
			.where('id', '=', lotId)
			.execute();
		await tell(
			context,
			lot,
			waiting.map(({ personId }) => personId),
			reason
		);
		return {
			result: { lotId, cancelled: waiting.length },
			activity: {
				gardenId: lot.gardenId,
				subject: { kind: 'lot', id: lotId },
				forPersonId,
				data: { what: lot.title }
			}
		};
	}
});

async function tell({ tx, jobs }: CommandContext, lot: Lot, personIds: string[], reason: string) {
	if (!personIds.length) return;
	const people = await tx
		.selectFrom('person')
		.innerJoin('lot', (join) => join.on('lot.id', '=', lot.id))
		.select(['person.email', 'person.locale', 'lot.crop', 'lot.title'])
		.where('person.id', 'in', personIds)
		.where('person.email_confirmed_at', 'is not', null)
		.execute();
	for (const { email, locale, ...named } of people) {
		if (!email) continue;
		const language = isLocale(locale) ? locale : 'en';
		const what = titleFor(named, language);
		const key = reason ? 'harvest_mail_withdrawn_reason' : 'harvest_mail_withdrawn';
		await queueMail(jobs, {
			to: email,
			subject: sentence('harvest_mail_withdrawn_subject', { what }, language),
			text: sentence(key, { what, reason }, language)
		});
	}
}
