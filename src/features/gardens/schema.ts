import * as v from 'valibot';
import { locales } from '#lib/i18n/paraglide/runtime.js';
import { FEATURE_KINDS, isTimeZone } from './rules.ts';

const id = v.pipe(v.string(), v.uuid());
const text = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most, 'error_too_long'));
const filled = (most: number) =>
	v.pipe(v.string(), v.trim(), v.nonEmpty('error_required'), v.maxLength(most, 'error_too_long'));

/** A GeoJSON geometry object. Its coordinates are checked where it is known what it is for. */
export const Geometry = v.looseObject({ type: v.string(), coordinates: v.array(v.unknown()) });

const lng = v.pipe(v.number(), v.minValue(-180, 'gardens_lng_range'), v.maxValue(180, 'gardens_lng_range'));
const lat = v.pipe(v.number(), v.minValue(-90, 'gardens_lat_range'), v.maxValue(90, 'gardens_lat_range'));

const settings = {
	name: filled(120),
	about: text(4000),
	address: text(300),
	openingHours: text(1000),
	timeZone: v.pipe(v.string(), v.check(isTimeZone, 'gardens_time_zone_unknown')),
	locale: v.picklist(locales),
	units: v.picklist(['metric', 'imperial']),
	listed: v.boolean(),
	neighboursMayJoin: v.boolean(),
	lng,
	lat
};

/** A new garden: name, place and time zone are asked for, the rest has its usual value. */
export const FoundGarden = v.object({
	...settings,
	about: v.optional(settings.about, ''),
	address: v.optional(settings.address, ''),
	openingHours: v.optional(settings.openingHours, ''),
	locale: v.optional(settings.locale, 'en'),
	units: v.optional(settings.units, 'metric'),
	listed: v.optional(settings.listed, true),
	neighboursMayJoin: v.optional(settings.neighboursMayJoin, true)
});

/** What changes of a garden; what is left out stays. */
export const ChangeGarden = v.object({ gardenId: id, ...v.partial(v.object(settings)).entries });

/** The garden's name, typed once more, because closing cannot be undone from a page. */
export const CloseGarden = v.object({ gardenId: id, name: filled(120) });

/** null takes the boundary away. */
export const SetBoundary = v.object({ gardenId: id, boundary: v.nullable(Geometry) });

const feature = {
	kind: v.picklist(FEATURE_KINDS),
	geometry: Geometry,
	name: text(80),
	notes: text(2000),
	zoneId: v.nullable(id)
};

export const AddFeature = v.object({
	gardenId: id,
	...feature,
	name: v.optional(feature.name, ''),
	notes: v.optional(feature.notes, ''),
	zoneId: v.optional(feature.zoneId, null)
});

export const ChangeFeature = v.object({ featureId: id, ...v.partial(v.object(feature)).entries });

export const RemoveFeature = v.object({ featureId: id });

/** Without geometry a zone is a name that plots and rotas refer to. */
export const AddZone = v.object({
	gardenId: id,
	name: filled(60),
	geometry: v.optional(v.nullable(Geometry), null)
});

export const ChangeZone = v.object({
	zoneId: id,
	name: v.optional(filled(60)),
	geometry: v.optional(v.nullable(Geometry))
});

export const RemoveZone = v.object({ zoneId: id });
