import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => ({
	viewer: locals.viewer,
	renderedAt: locals.now.toISOString(),
	// Reading the path makes this run again at each step, so that `renderedAt` is never that of an earlier page.
	path: url.pathname
});
