import { expect, test } from 'vitest';
import { sectionOf, sectionsFor } from './shell.ts';

test('every page of a garden belongs to one of the five destinations', () => {
	expect(sectionOf('/g/elm-street/today')).toBe('today');
	expect(sectionOf('/g/elm-street/plots/B2')).toBe('map');
	expect(sectionOf('/g/elm-street/harvest/1')).toBe('harvest');
	expect(sectionOf('/g/elm-street/people')).toBe('more');
	expect(sectionOf('/g/elm-street')).toBeUndefined();
});

test('neighbours are led to what is there for them', () => {
	expect(sectionsFor('member').map(({ id }) => id)).toEqual(['today', 'map', 'rota', 'harvest', 'more']);
	expect(sectionsFor('steward')).toEqual(sectionsFor('member'));
	expect(sectionsFor('neighbour').map(({ id }) => id)).toEqual(['today', 'harvest', 'more']);
});
