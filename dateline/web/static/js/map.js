/* The map: an offline base map, spots as large as they are uncertain, clusters, and whole areas for what is known no better. */

import * as maplibre from "/static/vendor/maplibre-gl-6.17.0/maplibre-gl.mjs";

maplibre.setWorkerUrl("/static/vendor/maplibre-gl-6.17.0/maplibre-gl-worker.mjs");

const METRES_A_PIXEL = 78271.517; // at zoom 0 on the equator, 512-pixel tiles
const FONT = ["Noto Sans", "system-ui", "sans-serif"];
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const EMPTY = { type: "FeatureCollection", features: [] };

const palette = () => ({
  sea: css("--sea"), land: css("--land"), border: css("--border"), soft: css("--soft"), ink: css("--ink"), paper: css("--paper"),
  panel: css("--panel"), line: css("--line"), groups: [0, 1, 2, 3, 4, 5, 6].map((n) => css(`--g${n}`)),
});

const groupColour = (p) => ["match", ["get", "g"], ...p.groups.flatMap((colour, n) => [n, colour]), p.soft];
/* A radius in kilometres as pixels: doubles with each zoom. Never under 3.5 px, so that an exact place can be seen. */
const reach = () => ["interpolate", ["exponential", 2], ["zoom"], 0, ["get", "r0"], 22, ["*", ["get", "r0"], 2 ** 22]];
const dotSize = (base) => ["+", base, ["*", 2.2, ["ln", ["get", "sum"]]]];

function style(p) {
  return {
    version: 8,
    sources: {
      countries: { type: "geojson", data: "/map/countries.json", attribution: "Natural Earth" },
      borders: { type: "geojson", data: "/map/borders.json" },
      names: { type: "geojson", data: EMPTY },
      provinces: { type: "geojson", data: EMPTY },
      areanames: { type: "geojson", data: EMPTY },
      spots: {
        type: "geojson", data: EMPTY, cluster: true, clusterRadius: 38, clusterMaxZoom: 11,
        clusterProperties: { sum: ["+", ["get", "n"]] },
      },
      lit: { type: "geojson", data: EMPTY },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": p.sea } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": p.land, "fill-antialias": false } },
      { id: "area-country", type: "fill", source: "countries", filter: ["in", ["get", "id"], ["literal", []]], paint: { "fill-color": p.soft, "fill-opacity": 0.16 } },
      { id: "area-province", type: "fill", source: "provinces", paint: { "fill-color": groupColour(p), "fill-opacity": 0.2 } },
      { id: "borders", type: "line", source: "borders", minzoom: 3, paint: { "line-color": p.border, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.25, 8, 0.9], "line-opacity": 0.55, "line-dasharray": [3, 2] } },
      { id: "coast", type: "line", source: "countries", paint: { "line-color": p.border, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 6, 1.2] } },
      { id: "area-edge", type: "line", source: "provinces", paint: { "line-color": groupColour(p), "line-width": 1.4, "line-dasharray": [2, 2] } },
      { id: "area-country-edge", type: "line", source: "countries", filter: ["in", ["get", "id"], ["literal", []]], paint: { "line-color": p.soft, "line-width": 1.6, "line-dasharray": [2, 2] } },
      { id: "reach", type: "circle", source: "spots", filter: ["!", ["has", "point_count"]], paint: { "circle-radius": reach(), "circle-color": groupColour(p), "circle-opacity": ["case", ["get", "sharp"], 0.16, 0.12], "circle-stroke-color": groupColour(p), "circle-stroke-width": 1.2, "circle-stroke-opacity": ["case", ["get", "sharp"], 0.9, 0.55] } },
      { id: "names", type: "symbol", source: "names", layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": ["interpolate", ["linear"], ["zoom"], 2, 10, 6, 13], "text-letter-spacing": 0.06, "text-max-width": 7, "symbol-sort-key": ["-", 0, ["get", "wide"]] }, paint: { "text-color": p.soft, "text-halo-color": p.land, "text-halo-width": 1.2 } },
      { id: "clusters", type: "circle", source: "spots", filter: ["has", "point_count"], paint: { "circle-radius": dotSize(9), "circle-color": p.ink, "circle-opacity": 0.88, "circle-stroke-color": p.panel, "circle-stroke-width": 1.5 } },
      { id: "spots", type: "circle", source: "spots", filter: ["all", ["!", ["has", "point_count"]], ["get", "sharp"]], paint: { "circle-radius": ["+", 4, ["*", 1.6, ["ln", ["get", "n"]]]], "circle-color": groupColour(p), "circle-stroke-color": p.panel, "circle-stroke-width": 1.4 } },
      { id: "blur", type: "circle", source: "spots", filter: ["all", ["!", ["has", "point_count"]], ["!", ["get", "sharp"]]], paint: { "circle-radius": ["+", 4.5, ["*", 1.6, ["ln", ["get", "n"]]]], "circle-color": groupColour(p), "circle-opacity": 0.25, "circle-stroke-color": groupColour(p), "circle-stroke-width": 1.6 } },
      { id: "spot-n", type: "symbol", source: "spots", minzoom: 4, filter: ["!", ["has", "point_count"]], layout: { "text-field": ["case", [">", ["get", "n"], 1], ["concat", ["get", "name"], "  ", ["to-string", ["get", "n"]]], ["get", "name"]], "text-font": FONT, "text-size": 11.5, "text-anchor": "left", "text-offset": [0.9, 0], "text-max-width": 12, "text-optional": true }, paint: { "text-color": p.ink, "text-halo-color": p.land, "text-halo-width": 1.6 } },
      { id: "area-n", type: "symbol", source: "areanames", layout: { "text-field": ["concat", ["get", "name"], ": ", ["to-string", ["get", "n"]], "\nplace not more exact"], "text-font": FONT, "text-size": 11, "text-max-width": 14, "text-variable-anchor": ["center", "bottom", "top", "left", "right"], "text-radial-offset": 1.2 }, paint: { "text-color": p.ink, "text-halo-color": p.land, "text-halo-width": 1.6 } },
      // the last layer is placed first: the numbers of clusters stand, other words keep clear of their discs
      { id: "cluster-n", type: "symbol", source: "spots", filter: ["has", "point_count"], layout: { "text-field": ["number-format", ["get", "sum"], {}], "text-font": FONT, "text-size": 11.5, "text-allow-overlap": true, "text-padding": 9 }, paint: { "text-color": p.paper } },
      { id: "lit", type: "circle", source: "lit", paint: { "circle-radius": 11, "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": p.ink, "circle-stroke-width": 2.5 } },
    ],
  };
}

const point = (lon, lat, properties) => ({ type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties });

export class Globe {
  constructor(box, { pick, moved, view }) {
    this.pick = pick;
    this.outlines = new Map();
    this.fitted = Boolean(view);
    this.map = new maplibre.Map({
      container: box, style: style(palette()), attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false,
      maxZoom: 13, minZoom: 0.4, renderWorldCopies: true, fadeDuration: 80, ...(view ? { bounds: view } : { center: [20, 22], zoom: 1.1 }),
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new maplibre.AttributionControl({ compact: true, customAttribution: "borders take no side" }), "bottom-right");
    this.map.addControl(new maplibre.ScaleControl(), "top-left");
    this.map.getCanvas().setAttribute("aria-label", "Map of events: arrow keys move it, plus and minus zoom. The list below has the same events.");
    this.ready = new Promise((done) => this.map.once("load", done));
    this.ready.then(() => this.names());
    for (const layer of ["clusters", "spots", "blur", "reach", "area-province", "area-country"]) {
      this.map.on("mouseenter", layer, () => { this.map.getCanvas().style.cursor = "pointer"; });
      this.map.on("mouseleave", layer, () => { this.map.getCanvas().style.cursor = ""; });
    }
    this.map.on("click", (event) => this.clicked(event));
    this.map.on("moveend", (event) => { if (event.originalEvent) moved(); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => location.reload());
  }

  async names() {
    this.countries = await (await fetch("/map/countries.json")).json();
    for (const country of this.countries.features) this.outlines.set(country.properties.id, country.properties);
    const named = this.countries.features.filter((country) => country.properties.wide > 1.2);
    this.map.getSource("names").setData({ type: "FeatureCollection", features: named.map((c) => point(...c.properties.at, { name: c.properties.name, wide: c.properties.wide })) });
    this.map.setFilter("names", ["any", [">", ["get", "wide"], 12], [">", ["zoom"], 3.2]]);
  }

  async show(scene) {
    const turn = (this.turn = (this.turn || 0) + 1); // a later scene may be here before this one's outlines
    await this.ready;
    if (turn !== this.turn) return;
    const { lon, lat, km, sharp, n, group, name } = scene.spots;
    const features = lon.map((x, i) => point(x, lat[i], {
      n: n[i], g: group[i], name: name[i], sharp: sharp[i], lon: x, lat: lat[i],
      r0: (km[i] * 1000) / (METRES_A_PIXEL * Math.max(0.05, Math.cos((lat[i] * Math.PI) / 180))),
    }));
    this.map.getSource("spots").setData({ type: "FeatureCollection", features });
    await this.areas(scene.areas, turn);
    if (turn === this.turn && !this.fitted) {
      this.fitted = true;
      this.fit(scene);
    }
  }

  async areas(areas, turn) {
    const wanted = areas.filter((area) => area.id.startsWith("a:")).map((area) => area.id);
    const outlines = wanted.length ? await (await fetch(`/map/provinces.json?ids=${encodeURIComponent(wanted.join(","))}`)).json() : EMPTY;
    if (!this.countries) await this.names();
    if (turn !== this.turn) return;
    const by = new Map(areas.map((area) => [area.id, area]));
    for (const one of outlines.features) {
      one.properties.g = by.get(one.properties.id).group;
      this.outlines.set(one.properties.id, one.properties);
    }
    this.map.getSource("provinces").setData(outlines);
    const countries = areas.filter((area) => area.id.startsWith("c:")).map((area) => area.id);
    for (const layer of ["area-country", "area-country-edge"]) this.map.setFilter(layer, ["in", ["get", "id"], ["literal", countries]]);
    const labelled = areas.filter((area) => this.outlines.has(area.id));
    this.map.getSource("areanames").setData({ type: "FeatureCollection", features: labelled.map((area) => point(...this.outlines.get(area.id).at, { name: this.outlines.get(area.id).name, n: area.n })) });
    this.map.setFilter("names", ["all", ["any", [">", ["get", "wide"], 12], [">", ["zoom"], 3.2]], ["!", ["in", ["get", "name"], ["literal", labelled.map((area) => this.outlines.get(area.id).name)]]]]);
  }

  fit(scene) {
    const box = new maplibre.LngLatBounds();
    const { lon, lat, km } = scene.spots;
    lon.forEach((x, i) => {
      const up = km[i] / 111, across = up / Math.max(0.1, Math.cos((lat[i] * Math.PI) / 180));
      box.extend([x - across, Math.max(-85, lat[i] - up)]).extend([x + across, Math.min(85, lat[i] + up)]);
    });
    for (const area of scene.areas) {
      const known = this.outlines.get(area.id);
      if (known) box.extend([known.at[0] - known.wide / 2, known.at[1] - known.wide / 3]).extend([known.at[0] + known.wide / 2, known.at[1] + known.wide / 3]);
    }
    if (!box.isEmpty()) this.map.fitBounds(box, { padding: 48, maxZoom: 6.5, animate: false });
  }

  async clicked(event) {
    const near = [[event.point.x - 4, event.point.y - 4], [event.point.x + 4, event.point.y + 4]];
    const found = this.map.queryRenderedFeatures(near, { layers: ["clusters", "spots", "blur"] })[0]
      || this.map.queryRenderedFeatures(event.point, { layers: ["reach", "area-province", "area-country"] })[0];
    if (!found) return;
    if (found.properties.cluster) {
      const zoom = await this.map.getSource("spots").getClusterExpansionZoom(found.properties.cluster_id);
      this.map.easeTo({ center: found.geometry.coordinates, zoom: Math.min(zoom + 0.3, 12.9) }, { originalEvent: event.originalEvent });
      return;
    }
    const { lon, lat, id } = found.properties;
    this.pick(id ? { area: id } : { lon, lat }, id ? event.lngLat : [lon, lat]);
  }

  popup(at, node) {
    this.shown?.remove();
    this.shown = new maplibre.Popup({ maxWidth: "20rem", focusAfterOpen: true }).setLngLat(at).setDOMContent(node).addTo(this.map);
  }

  light(lon, lat) {
    this.map.getSource("lit")?.setData(lon === null ? EMPTY : point(lon, lat, {}));
  }

  frame() {
    const box = this.map.getBounds();
    const wrap = (x) => ((((x + 180) % 360) + 360) % 360) - 180;
    const wide = box.getEast() - box.getWest() >= 360;
    const west = wide ? -180 : wrap(box.getWest()), east = wide ? 180 : wrap(box.getEast());
    return [west, Math.max(-90, box.getSouth()), east, Math.min(90, box.getNorth())].map((n) => n.toFixed(4)).join(",");
  }
}
