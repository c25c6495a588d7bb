import { rooms } from '#features/rooms.server.ts';
import type { Call } from '#lib/command/execute.server.ts';
import { newId } from '#lib/command/id.ts';
import { openHouse, type House } from '#lib/house/house.server.ts';
import { speak } from '#lib/i18n/sentence.server.ts';
import { readSettings } from '#lib/settings.server.ts';
import { Failure } from './say.ts';

/** Opens the installation for one verb, quietly, and closes it whatever happens. */
export async function withHouse<T>(work: (house: House) => Promise<T>): Promise<T> {
	const house = await openHouse(readSettings({ LOG_LEVEL: 'warn', ...process.env }), rooms);
	try {
		return await work(house);
	} finally {
		await house.close();
	}
}

/** Sends a command as the operator; a refusal becomes the verb's failure, in plain words with each field. */
export async function sendOrFail<Result extends object>(
	house: House,
	name: Call['name'],
	input: unknown
): Promise<Result> {
	const answer = await house.send({ personId: null, via: 'cli' }, { id: newId(), name, input });
	if (answer.ok) return answer.result as Result;
	const { sentence, issues = [] } = speak(answer.refusal, 'en');
	throw new Failure([sentence, ...issues.map((issue) => `  ${issue.field}: ${issue.sentence}`)].join('\n'));
}
