// Leaflet's own modules: its types describe the whole, leaflet-parts.ts says which part is which.
declare module 'leaflet/src/*';
