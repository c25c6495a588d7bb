import { Option, type Command } from 'commander';
import type { House } from '#lib/house/house.server.ts';
import { Failure, sendOrFail, type Operator, type Run } from '../operator.ts';

/** `plotluck person add` and `plotluck token`. */
export function addPersonVerbs(program: Command, run: Run): void {
	const person = program.command('person').description('people of a garden');
	person
		.command('add')
		.requiredOption('--garden <slug>', 'the garden, as in its address')
		.requiredOption('--name <name>', 'the name by which people know them')
		.addOption(new Option('--role <role>').choices(['steward', 'member', 'neighbour']).default('member'))
		.option('--email <address>', 'may be left out: not everybody has one')
		.description('add a person to a garden; prints the person’s id')
		.action((options) =>
			run((operator) => operator.withHouse((house) => addPerson(operator, house, options)))
		);
	program
		.command('token')
		.requiredOption('--person <email or id>', 'for whom: the token may do what they may do')
		.option('--label <text>', 'what it is for', 'command line')
		.option('--days <n>', 'how long it holds', '365')
		.description('make a token for the API; it is printed once and kept nowhere')
		.action((options) =>
			run((operator) => operator.withHouse((house) => makeToken(operator, house, options)))
		);
}

async function addPerson(
	{ say, print }: Operator,
	house: House,
	{ garden, name, role, email }: { garden: string; name: string; role: string; email?: string }
): Promise<void> {
	const found = await house.db
		.selectFrom('garden')
		.select('id')
		.where('slug', '=', garden)
		.executeTakeFirst();
	if (!found) throw new Failure(`There is no garden with the address ${garden}.`);
	const input = { gardenId: found.id, name, role, email };
	const { personId } = await sendOrFail<{ personId: string }>(house, 'members.addPerson', input);
	say(`${name} is in.`);
	print(personId);
}

async function makeToken(
	{ say, print }: Operator,
	house: House,
	{ person, label, days }: { person: string; label: string; days: string }
): Promise<void> {
	const found = await house.db
		.selectFrom('person')
		.select('id')
		.where((eb) =>
			person.includes('@') ? eb('email', '=', person.toLowerCase()) : eb(eb.cast('id', 'text'), '=', person)
		)
		// Who confirmed the address comes before those who only claim it.
		.orderBy('email_confirmed_at')
		.orderBy('created_at')
		.executeTakeFirst();
	if (!found) throw new Failure('There is no such person.');
	const input = { personId: found.id, label, days: Number(days) };
	const { token } = await sendOrFail<{ token: string }>(house, 'account.makeToken', input);
	say('Send it as "Authorization: Bearer …". It is shown only this once.');
	print(token);
}
