import autocannon from 'autocannon';

interface Load {
	url: string;
	headers?: Record<string, string>;
	seconds?: number;
	connections?: number;
	/** Each request goes to an address of its own, so that no page is answered twice. */
	apart?: boolean;
}

/** Requests per second that are answered at an address of this machine; throws where one is not answered as expected. */
export async function ratePerSecond(
	{ url, headers, seconds = 5, connections = 8, apart = false }: Load,
	status = 200
): Promise<number> {
	if (new URL(url).hostname !== '127.0.0.1') throw new Error('Load goes to this machine only.');
	const requests = apart ? [{ setupRequest: apartFrom(new URL(url).pathname) }] : undefined;
	const result = await autocannon({ url, headers, duration: seconds, connections, requests });
	const wanted = (result.statusCodeStats as Record<string, { count?: number }>)[status]?.count ?? 0;
	if (result.errors || wanted < result.requests.total * 0.99)
		throw new Error(
			`${url}: ${result.errors} errors, ${wanted} of ${result.requests.total} answered ${status}`
		);
	return result.requests.average;
}

let asked = 0;

function apartFrom(path: string) {
	return (request: autocannon.Request) => ({ ...request, path: `${path}?asked=${(asked += 1)}` });
}

/** Two loads in turn, A B A B …; the median of the ratios A/B, and both medians. */
export async function ratio(a: () => Promise<number>, b: () => Promise<number>, rounds = 4) {
	await a();
	await b();
	const pairs: [number, number][] = [];
	for (let round = 0; round < rounds; round += 1) pairs.push([await a(), await b()]);
	const middle = (values: number[]) => values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)]!;
	return {
		ratio: middle(pairs.map(([x, y]) => x / y)),
		a: middle(pairs.map(([x]) => x)),
		b: middle(pairs.map(([, y]) => y))
	};
}

/** Signs in to the demo; answers the cookie and the garden's slug. */
export async function enterDemo(url: string, role: 'gardener' | 'neighbour' | 'steward') {
	const { sessionId, slug } = await command<{ sessionId: string; slug: string }>(url, {}, 'demo.enter', {
		role
	});
	const session = `plotluck=${sessionId}`;
	// A browser comes back with what the first page gave it.
	const first = await fetch(`${url}/g/${slug}/today`, { headers: { cookie: session } });
	await first.text();
	const given = first.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
	return { cookie: [session, ...given].join('; '), slug };
}

/** Sends one command over HTTP; throws where it is refused. */
export async function command<Result>(
	url: string,
	headers: Record<string, string>,
	name: string,
	input: unknown
): Promise<Result> {
	const answer = await sendCommand(url, headers, name, input);
	if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
	return answer.result as Result;
}

export interface ApiAnswer {
	id: string;
	ok: boolean;
	result?: unknown;
	refusal?: { code: string; key: string; sentence: string };
}

/** Sends one command over HTTP and gives back what the server answers. */
export async function sendCommand(
	url: string,
	headers: Record<string, string>,
	name: string,
	input: unknown
): Promise<ApiAnswer> {
	const response = await fetch(`${url}/api/v1/commands`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify({ id: crypto.randomUUID(), name, input })
	});
	return (await response.json()) as ApiAnswer;
}
