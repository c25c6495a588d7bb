import { firstLoadFiles } from './tests/load/first-load.mjs';

/** Drawing is for stewards, who fetch it when they start to draw; the panel of a plot or a tap comes with the first of them that is chosen. */
const drawing = [/geoman/i, /plots\/Chosen/];

export default [
	{
		name: 'Today, first load (JavaScript + CSS, brotli)',
		path: firstLoadFiles('/g/[garden]/today'),
		limit: '55 kB',
		brotli: true
	},
	{
		name: 'A page with the map, Leaflet included',
		path: firstLoadFiles('/g/[garden]/map', drawing),
		limit: '100 kB',
		brotli: true
	}
];
