import type * as L from 'leaflet';
import { LatLng as AnyLatLng } from 'leaflet/src/geo/LatLng.js';
import { LayerGroup as AnyLayerGroup } from 'leaflet/src/layer/LayerGroup.js';
import { TileLayer as AnyTileLayer } from 'leaflet/src/layer/tile/TileLayer.js';
import { Canvas as AnyCanvas } from 'leaflet/src/layer/vector/Canvas.js';
import { CircleMarker as AnyCircleMarker } from 'leaflet/src/layer/vector/CircleMarker.js';
import { Polygon as AnyPolygon } from 'leaflet/src/layer/vector/Polygon.js';
import { Polyline as AnyPolyline } from 'leaflet/src/layer/vector/Polyline.js';
import { Map as AnyMap } from 'leaflet/src/map/Map.js';
import 'leaflet/src/map/handler/Map.DoubleClickZoom.js';
import 'leaflet/src/map/handler/Map.Drag.js';
import 'leaflet/src/map/handler/Map.Keyboard.js';
import 'leaflet/src/map/handler/Map.ScrollWheelZoom.js';
import 'leaflet/src/map/handler/Map.TouchZoom.js';

// The parts of Leaflet that maps here use, module by module: the whole weighs a third more, and none of it can be
// left out by a bundler. No popups, tooltips, controls, SVG, images or GeoJSON.
export const Leaflet = AnyMap as typeof L.Map;
export const LatLng = AnyLatLng as typeof L.LatLng;
export const LayerGroup = AnyLayerGroup as typeof L.LayerGroup;
export const TileLayer = AnyTileLayer as typeof L.TileLayer;
export const Canvas = AnyCanvas as typeof L.Canvas;
export const CircleMarker = AnyCircleMarker as typeof L.CircleMarker;
export const Polygon = AnyPolygon as typeof L.Polygon;
export const Polyline = AnyPolyline as typeof L.Polyline;

type WithRenderer = L.Map & { options: { renderer: L.Renderer } };

// Leaflet's own choice of a renderer brings both of them along; here each map is given one.
Leaflet.include({
	getRenderer(this: WithRenderer) {
		const { renderer } = this.options;
		if (!this.hasLayer(renderer)) this.addLayer(renderer);
		return renderer;
	}
});
