// Loaded before the server: its clock shows another day, and runs on from there. For pictures only, so that the
// same season is in all of them, whenever they are made.
const start = Date.parse(process.env.PICTURE_CLOCK ?? '');
const Real = Date;
const ahead = Number.isNaN(start) ? 0 : start - Real.now();

globalThis.Date = class extends Real {
	/** @param {...any} given */
	constructor(...given) {
		super(...(given.length > 0 ? given : [Real.now() + ahead]));
	}

	static now() {
		return Real.now() + ahead;
	}
};
