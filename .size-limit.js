import { firstLoadFiles, mapLater } from './tests/load/first-load.mjs';

export default [
	{
		name: 'Today, first load (JavaScript + CSS, brotli)',
		path: firstLoadFiles('/g/[garden]/today'),
		limit: '55 kB',
		brotli: true
	},
	{
		name: 'A page with the map, Leaflet included',
		path: firstLoadFiles('/g/[garden]/map', mapLater),
		limit: '100 kB',
		brotli: true
	}
];
