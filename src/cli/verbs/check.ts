import { access, constants, mkdir } from 'node:fs/promises';
import type { Command } from 'commander';
import { sql, type RawBuilder } from 'kysely';
import type { House } from '#lib/house/house.server.ts';
import { Failure, type Operator, type Run } from '../operator.ts';

/** What must always hold; each question counts the rows that break it. */
export const INVARIANTS: [name: string, broken: RawBuilder<{ n: number }>][] = [
	[
		'a lot’s claims add up',
		sql`select count(*)::int n from lot where claimed <> (
		select coalesce(sum(quantity), 0) from claim where lot_id = lot.id and state in ('reserved', 'picked_up'))`
	],
	['claims stay within their lot', sql`select count(*)::int n from lot where claimed > quantity`],
	[
		'a plot has one tenancy on any day',
		sql`select count(*)::int n from tenancy a join tenancy b
		on a.plot_id = b.plot_id and a.id < b.id and a.days && b.days`
	],
	[
		'no slot is over-filled',
		sql`select count(*)::int n from slot where room < (select count(*) from turn
		where slot_id = slot.id and state in ('planned', 'confirmed', 'looking', 'done', 'missed'))`
	],
	[
		'every garden has a steward',
		sql`select count(*)::int n from garden where source is null and closed_at is null
		and not exists (select from membership where garden_id = garden.id and role = 'steward' and left_at is null)`
	],
	[
		'every tenancy has a holder',
		sql`select count(*)::int n from tenancy
		where not exists (select from tenancy_holder where tenancy_id = tenancy.id)`
	],
	[
		'every command was concluded',
		sql`select count(*)::int n from activity
		where result is null and data = '{}' and subject_id is null and arrived_at < now() - interval '1 day'
		and command not like 'account.%' and command not like 'demo.%'`
	]
];

/** `plotluck check`: is this installation sound? Exit code 1 where something is wrong. */
export function addCheckVerb(program: Command, run: Run): void {
	program
		.command('check')
		.description('look whether settings, database and data are sound')
		.action(() => run((operator) => operator.withHouse((house) => check(operator, house))));
}

async function check({ say }: Operator, house: House): Promise<void> {
	const problems: string[] = [];
	await mkdir(house.settings.dataDir, { recursive: true });
	await access(house.settings.dataDir, constants.W_OK).catch(() =>
		problems.push(`DATA_DIR ${house.settings.dataDir} can't be written.`)
	);
	for (const [name, broken] of INVARIANTS) {
		const { rows } = await broken.execute(house.db);
		const n = rows[0]?.n ?? 0;
		say(`${n ? 'WRONG' : 'ok   '}  ${name}${n ? ` (${n} rows do not)` : ''}`);
		if (n) problems.push(`Not true: ${name}.`);
	}
	say(
		`ok     database: ${house.database.engine}; mail: ${house.settings.smtpUrl ? 'SMTP' : 'kept as files'}`
	);
	if (problems.length) throw new Failure(problems.join('\n'));
}
