import { CROPS, plain, type Crop } from './crops.ts';

interface Name {
	crop: Crop;
	locale: string;
	/** The stems of its words. */
	words: readonly string[];
}

const NAMES: readonly Name[] = CROPS.flatMap((crop) =>
	Object.entries(crop.names).flatMap(([locale, names]) =>
		names.map((name) => ({ crop, locale, words: stems(name) }))
	)
);

/** One form for singular and plural in English and Spanish: tomato, tomatoes, tomate and tomates agree. */
function stem(word: string): string {
	if (word.length < 4) return word;
	const single = word.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');
	return single.length < 5 ? single : single.replace(/[aeo]+$/, '').replace(/y$/, 'i');
}

function stems(text: string): string[] {
	return plain(text).split(' ').filter(Boolean).map(stem);
}

/**
 * The crops that somebody may mean who has typed so far, best first: exact names, then beginnings, then
 * words inside of names, then slips of the pen. Names in `locale` go before those of other languages.
 */
export function searchCrops(text: string, locale: string, most = 8): Crop[] {
	const typed = stems(text);
	if (!typed.length) return [];
	const best = new Map<Crop, number>();
	for (const name of NAMES) {
		const rank = rankOf(name.words, typed);
		if (rank === undefined) continue;
		const points = rank * 2 + (name.locale === locale ? 0 : 1);
		if (points < (best.get(name.crop) ?? Infinity)) best.set(name.crop, points);
	}
	return [...best]
		.sort(([, a], [, b]) => a - b)
		.slice(0, most)
		.map(([crop]) => crop);
}

function rankOf(words: readonly string[], typed: readonly string[]): number | undefined {
	const [name, query] = [words.join(' '), typed.join(' ')];
	if (name === query) return 0;
	if (name.startsWith(query)) return 1;
	if (words.some((word) => word.startsWith(query))) return 2;
	const beginnings = [name.slice(0, query.length), name.slice(0, query.length + 1)];
	return beginnings.some((beginning) => slipsAllowed(query, beginning) < Infinity) ? 3 : undefined;
}

/**
 * The crop that a posting's title speaks of: the longest name in it, in any language, allowing for plurals
 * and small slips ("6 cherry tomatos" are cherry tomatoes). Undefined where it names none.
 */
export function cropInTitle(title: string): Crop | undefined {
	const typed = stems(title);
	let best: { crop: Crop; length: number; cost: number } | undefined;
	for (const { crop, words } of NAMES) {
		const cost = costIn(typed, words);
		if (cost === undefined) continue;
		const length = words.join(' ').length;
		const better = !best || cost < best.cost || (cost === best.cost && length > best.length);
		if (better) best = { crop, length, cost };
	}
	return best?.crop;
}

/** The slips with which the words stand side by side in what was typed; undefined where they do not. */
function costIn(typed: readonly string[], words: readonly string[]): number | undefined {
	let least: number | undefined;
	for (let at = 0; at + words.length <= typed.length; at++) {
		let cost = 0;
		for (const [index, word] of words.entries()) cost += slipsAllowed(word, typed[at + index]!);
		if (cost < (least ?? Infinity)) least = cost;
	}
	return least;
}

/** The slips between two words, endless where they are more than a word of that length may have. */
function slipsAllowed(word: string, found: string): number {
	if (word === found) return 0;
	const most = allowed(word);
	if (Math.abs(word.length - found.length) > most) return Infinity;
	const count = most === 0 ? Infinity : slips(word, found);
	return count <= most ? count : Infinity;
}

function allowed(word: string): number {
	return word.length < 5 ? 0 : word.length < 8 ? 1 : 2;
}

/** Letters added, left out, changed or swapped with their neighbour (Damerau-Levenshtein, restricted). */
function slips(a: string, b: string): number {
	let before: number[] = [];
	let above = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same);
			const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (swapped) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
		}
		before = above;
		above = row;
	}
	return above[b.length]!;
}
