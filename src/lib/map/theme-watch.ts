/** Calls `changed` whenever the page's colours may have changed; answers how to stop. In the browser only. */
export function watchTheme(changed: () => void): () => void {
	const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) =>
		matchMedia(query)
	);
	for (const query of queries) query.addEventListener('change', changed);
	const observer = new MutationObserver(changed);
	observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
	return () => {
		for (const query of queries) query.removeEventListener('change', changed);
		observer.disconnect();
	};
}
