type Key =
	| 'app_name'
	| 'app_description'
	| 'nav_today'
	| 'nav_harvest'
	| 'install_post'
	| 'install_shot_today'
	| 'install_shot_map'
	| 'install_shot_harvest'
	| 'install_shot_desk';

/**
 * The web app manifest (W3C Application Manifest, Manifest App Info, Web Share Target) in one language.
 * Addresses in it name no garden: the server leads from them to the one that was looked at last.
 */
export function manifestIn(locale: string, say: (key: Key) => string) {
	return {
		id: '/',
		name: say('app_name'),
		short_name: say('app_name'),
		description: say('app_description'),
		lang: locale,
		dir: 'ltr',
		categories: ['lifestyle', 'food', 'social'],
		start_url: '/?from=app',
		scope: '/',
		display: 'standalone',
		display_override: ['standalone', 'minimal-ui'],
		background_color: '#fbf8f1',
		theme_color: '#2f6b3a',
		icons: ICONS,
		screenshots: [
			narrow(`today-${locale}`, say('install_shot_today')),
			narrow(`map-${locale}`, say('install_shot_map')),
			narrow(`harvest-${locale}`, say('install_shot_harvest')),
			screenshot(`desk-${locale}`, '1280x800', 'wide', say('install_shot_desk'))
		],
		shortcuts: [
			shortcut('today', say('nav_today')),
			shortcut('harvest', say('nav_harvest')),
			shortcut('post', say('install_post'))
		],
		share_target: {
			action: '/share',
			method: 'POST',
			enctype: 'multipart/form-data',
			params: { title: 'title', text: 'text', files: [{ name: 'photo', accept: ['image/*'] }] }
		}
	};
}

const png = (src: string, sizes: string, purpose: string) => ({ src, sizes, type: 'image/png', purpose });
const svg = (src: string, purpose: string) => ({ src, sizes: 'any', type: 'image/svg+xml', purpose });

// Drawn by src/cli/assets/app-icons.ts.
const ICONS = [
	png('/icon-192.png', '192x192', 'any'),
	png('/icon-512.png', '512x512', 'any'),
	svg('/install/icon.svg', 'any'),
	png('/install/icon-maskable-192.png', '192x192', 'maskable'),
	png('/icon-maskable-512.png', '512x512', 'maskable'),
	png('/install/icon-monochrome-512.png', '512x512', 'monochrome'),
	svg('/install/icon-monochrome.svg', 'monochrome')
];

function narrow(name: string, label: string) {
	return screenshot(name, '720x1480', 'narrow', label);
}

// Taken by `npm run screenshots -- --install`.
function screenshot(name: string, sizes: string, form_factor: 'narrow' | 'wide', label: string) {
	return { src: `/install/${name}.webp`, sizes, type: 'image/webp', form_factor, label };
}

function shortcut(to: string, name: string) {
	const icons = [png(`/install/shortcut-${to}.png`, '192x192', 'any')];
	return { name, short_name: name, url: `/go/${to}`, icons };
}
