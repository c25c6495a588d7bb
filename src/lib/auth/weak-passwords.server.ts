import { normalPassword } from './passwords.server.ts';

/** Why a password would be guessed: it is one of many people's, or it is made of the person's own words. */
export type Weakness = 'common' | 'own';

const ENDS = /^[^\p{L}]+|[^\p{L}]+$/gu;
const LEET: Record<string, string> = {
	'0': 'o',
	'1': 'i',
	'3': 'e',
	'4': 'a',
	'5': 's',
	'7': 't',
	'@': 'a',
	$: 's'
};

let known: Promise<ReadonlySet<string>> | undefined;

/**
 * Says why a password is easy to guess, null where it is not. `own` are texts that others know of the person
 * (name, e-mail address, the garden's name). The common ones are the list that zxcvbn-ts keeps; their
 * variants with digits around them or for letters count too, and so do runs and repetitions.
 */
export async function weaknessOf(password: string, own: readonly string[]): Promise<Weakness | null> {
	const folded = fold(normalPassword(password));
	if (isOwn(folded, own)) return 'own';
	return isRun(folded) || isCommon(folded, await commonPasswords()) ? 'common' : null;
}

function commonPasswords(): Promise<ReadonlySet<string>> {
	known ??= import('@zxcvbn-ts/language-common').then(
		({ dictionary }) => new Set(dictionary['passwords-common'].map(fold))
	);
	return known;
}

function isCommon(folded: string, common: ReadonlySet<string>): boolean {
	const core = folded.replace(ENDS, '');
	const cores = core.length >= 4 && folded.length - core.length <= 6 ? [core] : [];
	return [folded, ...cores].some(
		(text) => common.has(text) || common.has(unleet(text)) || common.has(repeatedUnit(text) ?? text)
	);
}

function isOwn(folded: string, own: readonly string[]): boolean {
	const words = [...own, 'plotluck'].flatMap((text) => fold(text).split(/[^\p{L}\p{N}]+/u));
	let rest = folded;
	for (const word of words.filter(({ length }) => length >= 4)) rest = rest.replaceAll(word, '');
	return rest !== folded && rest.replace(/[^\p{L}\p{N}]/gu, '').length < 6;
}

/** "aaaaaaaaaa", "abcabcabcabc", "0123456789", "zyxwvutsrq". */
function isRun(text: string): boolean {
	const unit = repeatedUnit(text);
	if (unit !== undefined && unit.length <= 4) return true;
	const codes = [...text].map((letter) => letter.codePointAt(0)!);
	const steps = codes.slice(1).map((code, index) => code - codes[index]!);
	return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

/** The shortest text that, written several times, gives this one; undefined where there is none. */
function repeatedUnit(text: string): string | undefined {
	const length = (text + text).indexOf(text, 1);
	return length < text.length ? text.slice(0, length) : undefined;
}

function unleet(text: string): string {
	return text.replace(/[013457@$]/g, (sign) => LEET[sign] ?? sign);
}

function fold(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
