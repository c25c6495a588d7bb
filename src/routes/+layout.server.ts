import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => ({
	// People of the demo are lent to many: their language is that of the browser, not of the account.
	viewer: locals.viewer && { ...locals.viewer, locale: locals.locale },
	renderedAt: locals.now.toISOString(),
	// Reading the path makes this run again at each step, so that `renderedAt` is never that of an earlier page.
	path: url.pathname
});
