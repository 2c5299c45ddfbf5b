// Places: where they lie, on a plain map without anything of the outside, and as a table.

import { make, makeSvg, show } from "explorer/dom";
import { entityLink, openNode } from "explorer/edges";
import { number, say } from "explorer/texts";

const WIDTH = 640;
const LABELLED = 25;

/** Show the places that the links lead to and from. */
export function showPlaces(element, network, degree) {
  const places = network.nodes
    .map((node, place) => ({ ...node, links: degree.get(place) ?? 0 }))
    .filter((node) => node.latitude !== undefined && node.links)
    .sort((one, other) => other.links - one.links);
  if (!places.length) return show(element, make("p", { class: "note" }, say("places.none")));
  show(element, map(places), placeTable(places));
}

/** Names and coordinates of places. */
export function placeTable(places) {
  const heads = ["places.name", "places.latitude", "places.longitude", "places.country"];
  return make("div", { class: "wide" },
    make("table", {},
      make("thead", {}, make("tr", {}, ...heads.map((key) => make("th", { scope: "col" }, say(key))))),
      make("tbody", {}, ...places.map((place) =>
        make("tr", {},
          make("td", {}, entityLink(place)),
          make("td", { class: "number" }, number(place.latitude)),
          make("td", { class: "number" }, number(place.longitude)),
          make("td", {}, place.country ?? ""))))));
}

/** Points on a grid of degrees: Mercator's, within the places' own bounds. */
function map(places) {
  const bounds = boundsOf(places);
  const scale = WIDTH / (bounds.east - bounds.west);
  const x = (longitude) => (longitude - bounds.west) * scale;
  const y = (latitude) => (mercator(bounds.north) - mercator(latitude)) * scale;
  const height = Math.min(y(bounds.south), 2 * WIDTH);
  const step = [0.5, 1, 2, 5, 10, 30].find((degrees) => (bounds.east - bounds.west) / degrees <= 8) ?? 60;
  const lines = [];
  for (let degrees = Math.ceil(bounds.west / step) * step; degrees < bounds.east; degrees += step) {
    lines.push(makeSvg("line", { x1: x(degrees), x2: x(degrees), y1: 0, y2: height }), makeSvg("text", { x: x(degrees) + 3, y: height - 4 }, `${degrees}°`));
  }
  for (let degrees = Math.ceil(bounds.south / step) * step; degrees < bounds.north; degrees += step) {
    lines.push(makeSvg("line", { x1: 0, x2: WIDTH, y1: y(degrees), y2: y(degrees) }), makeSvg("text", { x: 3, y: y(degrees) - 3 }, `${degrees}°`));
  }
  const points = places.map((place, rank) =>
    makeSvg("g", { class: "point", onclick: () => openNode(place) },
      makeSvg("title", {}, `${place.label} (${place.links})`),
      makeSvg("circle", { cx: x(place.longitude), cy: y(place.latitude), r: 3 + Math.log2(1 + place.links) }),
      rank < LABELLED ? makeSvg("text", { x: x(place.longitude) + 8, y: y(place.latitude) + 4 }, place.label) : null));
  return make("figure", {},
    makeSvg("svg", { class: "map", viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": say("places.map") },
      makeSvg("g", { class: "grid" }, ...lines), ...points.reverse()),
    make("figcaption", {}, say("places.map")));
}

function boundsOf(places) {
  const [longitudes, latitudes] = [places.map((place) => place.longitude), places.map((place) => place.latitude)];
  const [west, east, south, north] = [Math.min(...longitudes), Math.max(...longitudes), Math.min(...latitudes), Math.max(...latitudes)];
  const margin = Math.max(0.5, (east - west) * 0.08, (north - south) * 0.08);
  return { west: west - margin, east: east + margin, south: Math.max(south - margin, -84), north: Math.min(north + margin, 84) };
}

/** The height of a latitude in Mercator's projection, in degrees of longitude. */
function mercator(latitude) {
  return (Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * 180) / Math.PI;
}
