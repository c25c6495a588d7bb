import type { FormReader } from '#lib/command/form.ts';
import { Refused, type MessageKey, type MessageParams } from '#lib/command/refusal.ts';
import { readGeoJson } from '#lib/geo/read-geojson.ts';

type Inputs = Record<string, { command: string; input(form: FormReader, gardenId: string): object }>;

/** The actions of the drawing page: which command each sends, and how the form's fields become its input. */
export const DRAW_ACTIONS = {
	setBoundary: {
		command: 'gardens.setBoundary',
		input: (form, gardenId) => ({ gardenId, boundary: boundaryFrom(form) })
	},
	addFeature: {
		command: 'gardens.addFeature',
		input: (form, gardenId) => ({
			gardenId,
			kind: form.text('kind'),
			geometry: geometryFrom(form),
			...about(form)
		})
	},
	changeFeature: {
		command: 'gardens.changeFeature',
		input: (form) => ({
			featureId: form.text('featureId'),
			kind: form.optional('kind'),
			geometry: geometryFrom(form),
			...about(form)
		})
	},
	removeFeature: {
		command: 'gardens.removeFeature',
		input: (form) => ({ featureId: form.text('featureId') })
	},
	addZone: {
		command: 'gardens.addZone',
		input: (form, gardenId) => ({ gardenId, name: form.text('name'), geometry: geometryFrom(form) })
	},
	changeZone: {
		command: 'gardens.changeZone',
		input: (form) => ({
			zoneId: form.text('zoneId'),
			name: form.text('name'),
			geometry: geometryFrom(form)
		})
	},
	removeZone: {
		command: 'gardens.removeZone',
		input: (form) => ({ zoneId: form.text('zoneId') })
	},
	addPlot: {
		command: 'plots.add',
		input: (form, gardenId) => ({
			gardenId,
			number: form.text('number'),
			kind: form.optional('kind'),
			zoneId: form.optional('zoneId') ?? null,
			outline: geometryFrom(form)
		})
	},
	changePlot: {
		command: 'plots.change',
		input: (form) => ({
			plotId: form.text('plotId'),
			number: form.text('number'),
			kind: form.optional('kind'),
			zoneId: form.optional('zoneId') ?? null,
			revision: form.number('revision')
		})
	},
	reshapePlot: {
		command: 'plots.reshape',
		input: (form) => ({
			plotId: form.text('plotId'),
			outline: geometryFrom(form),
			revision: form.number('revision')
		})
	},
	removePlot: {
		command: 'plots.remove',
		input: (form) => ({ plotId: form.text('plotId') })
	}
} satisfies Inputs;

function about(form: FormReader) {
	return { name: form.text('name'), notes: form.text('notes'), zoneId: form.optional('zoneId') ?? null };
}

/** The geometry that the drawing tools wrote into the form, or a point from its two plain fields; undefined: none is sent. */
function geometryFrom(form: FormReader): unknown {
	const text = form.text('geometry');
	if (text) return parsed(text, 'geometry');
	const [lng, lat] = [form.number('lng'), form.number('lat')];
	if (lng === undefined && lat === undefined) return undefined;
	if (typeof lat !== 'number') throw wrong('error_number', 'lat');
	if (typeof lng !== 'number') throw wrong('error_number', 'lng');
	return { type: 'Point', coordinates: [lng, lat] };
}

/** A boundary as it was drawn, or as text that holds one outline; null takes the boundary away. */
function boundaryFrom(form: FormReader): unknown {
	if (form.flag('none')) return null;
	const drawn = form.text('geometry');
	if (drawn) return parsed(drawn, 'boundary');
	const text = form.text('boundary');
	if (!text) throw wrong('error_required', 'boundary');
	const { features, problems } = readGeoJson(text);
	const [problem] = problems;
	if (problem) throw wrong(problem.key, 'boundary', problem.params);
	if (features.length !== 1) throw wrong('gardens_geojson_one', 'boundary', { count: features.length });
	return features[0]!.geometry;
}

function parsed(text: string, field: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw wrong('error_not_understood', field);
	}
}

function wrong(key: MessageKey, field: string, params?: MessageParams): Refused {
	return new Refused({ code: 'invalid', key, field, params });
}
