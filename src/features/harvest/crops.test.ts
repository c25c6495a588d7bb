import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropPicture } from './crop-picture.ts';
import { cropInTitle, searchCrops } from './crop-search.ts';
import { cropName, cropOf, CROPS, plain, titleFor } from './crops.ts';

const found = (text: string, locale = 'en') => searchCrops(text, locale)[0]?.key;

describe('the catalogue', () => {
	it('has each key once, a picture for each, and names in both languages', () => {
		expect(new Set(CROPS.map(({ key }) => key)).size).toBe(CROPS.length);
		for (const crop of CROPS) {
			expect(existsSync(`static${cropPicture(crop.key)}`), crop.key).toBe(true);
			expect(cropName(crop, 'en')).toMatch(/^\p{Lu}/u);
			expect(cropName(crop, 'es')).toMatch(/^\p{Lu}/u);
		}
		expect(existsSync(`static${cropPicture(null)}`)).toBe(true);
	});

	it('finds every crop by each of its names, with and without accents and capitals', () => {
		for (const crop of CROPS)
			for (const [locale, names] of Object.entries(crop.names))
				for (const name of names)
					for (const typed of [name, plain(name), name.toUpperCase()])
						expect(searchCrops(typed, locale, 3), `${typed} (${locale})`).toContain(crop);
	});
});

describe('searching', () => {
	it.each([
		['zucc', 'courgette'],
		['zuccini', 'courgette'],
		['tomatos', 'tomato'],
		['TOMATE', 'tomato'],
		['rasberries', 'raspberry'],
		['strawbery', 'strawberry'],
		['brocolli', 'broccoli'],
		['auberjine', 'aubergine'],
		['jalapeno', 'chilli'],
		['rabano', 'radish'],
		['maiz', 'sweetcorn'],
		['cherry t', 'cherry_tomato'],
		['cherry', 'cherry'],
		['fresa', 'strawberry']
	])('takes %s for %s', (typed, key) => {
		expect(found(typed)).toBe(key);
	});

	it('knows when nothing is meant', () => {
		for (const typed of ['', '  ', '🍅', 'qwertz', '%', '\\']) expect(found(typed)).toBeUndefined();
	});

	it('survives any text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
				expect(searchCrops(text, 'es').length).toBeLessThanOrEqual(8);
				cropInTitle(text);
			}),
			{ numRuns: 50 }
		);
	});
});

describe('a title', () => {
	it.each([
		['Courgettes', 'courgette'],
		['6 cherry tomatos, very sweet', 'cherry_tomato'],
		['Grandma’s yellow plums', 'plum'],
		['sweet potatoes', 'sweet_potato'],
		['Cebollas moradas', 'red_onion'],
		['peras', 'pear'],
		['Tomato seedlings', 'seedlings']
	])('%s speaks of %s', (title, key) => {
		expect(cropInTitle(title)?.key).toBe(key);
	});

	it('may speak of no crop at all', () => {
		for (const title of ['Honey', 'Eggs from our hens', 'Mermelada', '…'])
			expect(cropInTitle(title), title).toBeUndefined();
	});

	it('is shown in the reader’s language where it is a catalogue name, else as typed', () => {
		expect(titleFor({ crop: 'tomato', title: 'Tomatoes' }, 'es')).toBe('Tomates');
		expect(titleFor({ crop: 'courgette', title: 'Zucchini' }, 'en')).toBe('Zucchini');
		expect(titleFor({ crop: 'tomato', title: 'Green Zebra tomatoes' }, 'es')).toBe('Green Zebra tomatoes');
		expect(titleFor({ crop: null, title: 'Honey' }, 'es')).toBe('Honey');
		expect(titleFor({ crop: 'gone', title: 'Honey' }, 'es')).toBe('Honey');
		expect(cropOf('nothing')).toBeUndefined();
	});
});
