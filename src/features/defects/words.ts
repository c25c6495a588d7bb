import { featureName } from '#features/gardens/plan-parts.ts';
import * as format from '#lib/i18n/format.ts';
import * as m from '#lib/i18n/paraglide/messages.js';
import { byNumber } from '#features/plots/numbers.ts';
import type { DefectView, reportChoices, Subject } from './queries.server.ts';
import { OTHER } from './rules.ts';

/** What is broken, in the reader's language; what is on the map no longer, as it was called then. */
export function subjectName({ feature, number, what }: Subject): string {
	if (feature) return featureName(feature);
	return number ? m.plots_named({ number }) : what;
}

/** "Reported by Rosa, 18 August, 17:00". */
export function reportedWords({ reporter, reportedAt }: DefectView, zone: string): string {
	const when = format.dateTime(new Date(reportedAt), zone);
	return reporter ? m.defects_reported_by({ name: reporter, when }) : m.defects_reported({ when });
}

/** "Mended by Noor, 19 August, 9:00". */
export function mendedWords({ at, by }: NonNullable<DefectView['mended']>, zone: string): string {
	const when = format.dateTime(new Date(at), zone);
	return by ? m.defects_mended_by({ name: by, when }) : m.defects_mended_when({ when });
}

/** The choices of a report's form: nothing yet, the map's things, something else, the plots as people count. */
export function subjectOptions({ features, plots }: Awaited<ReturnType<typeof reportChoices>>) {
	return [
		{ value: '', label: m.field_choose() },
		...features.map(({ id, kind, name }) => ({ value: `feature:${id}`, label: featureName({ kind, name }) })),
		{ value: OTHER, label: m.defects_other() },
		...plots
			.toSorted(byNumber)
			.map(({ id, number }) => ({ value: `plot:${id}`, label: m.plots_named({ number }) }))
	];
}
