const ORIGIN = 'https://garden.test';

/** What a browser's Cache does of what the worker asks of it. */
class FakeCache {
	readonly #kept = new Map<string, Response>();
	match = async (address: string | URL | Request) => this.#kept.get(pathOf(address))?.clone();
	put = async (address: string | URL | Request, response: Response) =>
		void this.#kept.set(pathOf(address), response.clone());
	delete = async (address: string | URL | Request) => this.#kept.delete(pathOf(address));
	keys = async () => [...this.#kept.keys()].map((path) => new Request(ORIGIN + path));
}

/** Path and query of an address on the tests' own origin. */
export function pathOf(address: string | URL | Request): string {
	const { pathname, search } = new URL(address instanceof Request ? address.url : address, ORIGIN);
	return pathname + search;
}

/** A browser's CacheStorage in memory. */
export function fakeCaches() {
	const stores = new Map<string, FakeCache>();
	return {
		async open(name: string) {
			if (!stores.has(name)) stores.set(name, new FakeCache());
			return stores.get(name)!;
		},
		keys: async () => [...stores.keys()],
		has: async (name: string) => stores.has(name),
		delete: async (name: string) => stores.delete(name)
	};
}
