import lighthouse, { type Result } from 'lighthouse';
import { freePort } from '#tests/setup/postgres.mjs';
import { GARDEN, openBrowser, type Phone } from './offline-browser.ts';
import { median, report } from './report.ts';

const ROUNDS = 3;
const PAGES = ['today', 'map', 'rota', 'harvest'] as const;
const WHOLE = ['accessibility', 'best-practices'] as const;
const LEAST_PERFORMANCE = 95;
const MOST_SHIFT = 0.02;

/** Lighthouse as it looks at a phone (slow 4G, four times slower processor, simulated), signed in, first visit. */
export async function benchLighthouse(phone: Phone): Promise<void> {
	const port = await freePort();
	const context = await openBrowser(phone, [`--remote-debugging-port=${port}`]);
	try {
		for (const page of PAGES) {
			const results: Result[] = [];
			for (let round = 0; round < ROUNDS; round += 1)
				results.push(await look(`${phone.url}${GARDEN}/${page}`, port));
			tell(page, results);
		}
	} finally {
		await context.close();
	}
}

async function look(url: string, port: number): Promise<Result> {
	const onlyCategories = ['performance', ...WHOLE];
	const run = await lighthouse(url, { port, logLevel: 'error', output: 'json', onlyCategories });
	if (!run || run.lhr.runtimeError)
		throw new Error(`Lighthouse: ${run?.lhr.runtimeError?.message ?? 'nothing'}`);
	return run.lhr;
}

function tell(page: string, results: Result[]): void {
	const of = (read: (result: Result) => number) => median(results.map(read));
	const performance = of((result) => scoreOf(result, 'performance'));
	report({
		name: `Lighthouse, mobile, ${page}: performance`,
		value: `${performance}${performance < LEAST_PERFORMANCE ? ` (${slowest(results[0]!)})` : ''}`,
		comparedTo: `median of ${results.map((result) => scoreOf(result, 'performance')).join(', ')}`,
		promise: `at least ${LEAST_PERFORMANCE}`,
		kept: performance >= LEAST_PERFORMANCE
	});
	const whole = WHOLE.map((category) => `${category} ${of((result) => scoreOf(result, category))}`);
	const objections = [...new Set(results.flatMap(objectionsOf))];
	report({
		name: `Lighthouse, ${page}`,
		value: whole.join(', '),
		comparedTo: objections.join('; ') || 'nothing objected to',
		promise: '100',
		kept: WHOLE.every((category) => of((result) => scoreOf(result, category)) === 100)
	});
	const shift = of((result) => numberOf(result, 'cumulative-layout-shift'));
	report({
		name: `Layout shift, ${page}`,
		value: shift.toFixed(3),
		comparedTo: 'Lighthouse’s load',
		promise: `at most ${MOST_SHIFT}`,
		kept: shift <= MOST_SHIFT
	});
	report({
		name: `JavaScript in all, ${page}`,
		value: `${of(scriptMs).toFixed(0)} ms`,
		comparedTo: 'also what is loaded once the browser is idle; four times slower processor'
	});
}

function scoreOf({ categories }: Result, category: string): number {
	return Math.round((categories[category]?.score ?? 0) * 100);
}

function numberOf({ audits }: Result, audit: string): number {
	return audits[audit]?.numericValue ?? NaN;
}

/** The audits that take points from performance, with what they measured. */
function slowest({ categories, audits }: Result): string {
	return categories
		.performance!.auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.95)
		.map(({ id }) => `${id} ${audits[id]!.displayValue}`)
		.join(', ');
}

/** What takes points from accessibility and best practices, with the first element or address that it names. */
function objectionsOf({ categories, audits }: Result): string[] {
	return WHOLE.flatMap((category) => categories[category]!.auditRefs)
		.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
		.map(({ id }) => `${id}: ${JSON.stringify(itemsOf(audits[id]!.details)[0] ?? '').slice(0, 300)}`);
}

function scriptMs({ audits }: Result): number {
	const groups = itemsOf(audits['mainthread-work-breakdown']?.details) as {
		group: string;
		duration: number;
	}[];
	return groups.filter(({ group }) => /^script/.test(group)).reduce((sum, { duration }) => sum + duration, 0);
}

function itemsOf(details: unknown): unknown[] {
	return (details as { items?: unknown[] } | undefined)?.items ?? [];
}
