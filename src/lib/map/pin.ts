import type * as L from 'leaflet';
import { Layer as AnyLayer } from 'leaflet/src/layer/Layer.js';
import type { Position } from '#lib/geo/types.ts';
import { LatLng } from './leaflet-parts.ts';

const Layer = AnyLayer as typeof L.Layer;

/** What Leaflet keeps to itself: where a place will be when the zoom that is running has ended. */
interface Zooming extends L.Map {
	_latLngToNewLayerPoint(at: L.LatLng, zoom: number, center: L.LatLng): L.Point;
}

/**
 * An element that stands on a place of the map and stays there when it is moved. Leaflet's own Marker, with dragging,
 * keys and shadows, weighs two kilobytes more.
 */
export class Pin extends Layer {
	readonly #at: L.LatLng;
	readonly #element: HTMLElement;

	constructor([lng, lat]: Position, element: HTMLElement) {
		super();
		this.#at = new LatLng(lat, lng);
		this.#element = element;
		element.classList.add('leaflet-marker-icon', 'leaflet-zoom-animated');
	}

	override onAdd(map: L.Map): this {
		map.getPanes().markerPane.append(this.#element);
		this.#stand(map.latLngToLayerPoint(this.#at));
		return this;
	}

	override onRemove(): this {
		this.#element.remove();
		return this;
	}

	override getEvents(): Record<string, L.LeafletEventHandlerFn> {
		const stay = () => this.#stand(this._map.latLngToLayerPoint(this.#at));
		const go = (event: L.LeafletEvent) => {
			const { zoom, center } = event as L.ZoomAnimEvent;
			this.#stand((this._map as Zooming)._latLngToNewLayerPoint(this.#at, zoom, center));
		};
		return { zoom: stay, viewreset: stay, zoomanim: go };
	}

	#stand({ x, y }: L.Point): void {
		this.#element.style.transform = `translate3d(${Math.round(x)}px, ${Math.round(y)}px, 0)`;
	}
}
