/**
 * What a browser may keep of a garden's pages, as a written rule: what a gardener needs at the tap and
 * nothing of other people's accounts. Everything else is never stored.
 */
const KEPT = [
	/^\/g\/[^/]+\/(today|map|rota|harvest)$/,
	/^\/g\/[^/]+\/turns\/[^/]+$/,
	/^\/g\/[^/]+\/(rota|harvest|plots)\/[^/]+$/,
	/^\/(gardens|harvest)$/
];

/** Forms to write with: a kept copy would carry a used command id. */
const FORMS = /\/(new|edit|draw|settings)$/;

/** May the page of this path be kept for looking at without a connection? */
export function mayKeep(pathname: string): boolean {
	return KEPT.some((pattern) => pattern.test(pathname)) && !FORMS.test(pathname);
}

/** The garden's pages that are fetched ahead, so that they open without a connection though never visited. */
export function pagesAhead(slug: string): string[] {
	return ['today', 'map', 'rota', 'harvest'].map((page) => `/g/${slug}/${page}`);
}

/** Marks a page as a kept copy: the shell then says when it was seen, by CSS alone. */
export function asKept(html: string): string {
	return html.replace('data-seen="live"', 'data-seen="kept"');
}
