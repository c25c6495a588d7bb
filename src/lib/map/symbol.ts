import sprite from '#lib/ui/icons.svg?no-inline';
import { SYMBOLS } from './looks.ts';
import type { MapPoint } from './types.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** A place on a map by its symbol; a link where it is told of somewhere. */
export function placeOf(point: MapPoint): HTMLElement {
	const place = document.createElement(point.href ? 'a' : 'div');
	if (point.href) place.setAttribute('href', point.href);
	place.className = 'map-place';
	place.append(symbolOf(point));
	return place;
}

/** The element of a place on a map: a disc in its tint, with its number or its symbol; read aloud by its name. */
export function symbolOf({ kind, name, label, alert }: MapPoint): HTMLElement {
	const symbol = SYMBOLS[kind];
	const disc = document.createElement('div');
	disc.className = 'map-symbol';
	disc.style.background = `var(${symbol?.tint ?? '--soil'})`;
	if (name) {
		disc.setAttribute('role', 'img');
		disc.setAttribute('aria-label', name);
	} else disc.setAttribute('aria-hidden', 'true');
	if (label || !symbol) disc.textContent = label ?? '';
	else disc.append(drawing(symbol.icon));
	if (alert) {
		const sign = document.createElement('span');
		sign.className = 'map-alert';
		sign.textContent = '!';
		disc.append(sign);
	}
	return disc;
}

function drawing(icon: string): SVGElement {
	const svg = document.createElementNS(SVG, 'svg');
	svg.setAttribute('viewBox', '0 0 24 24');
	const use = document.createElementNS(SVG, 'use');
	use.setAttribute('href', `${sprite}#${icon}`);
	svg.append(use);
	return svg;
}
