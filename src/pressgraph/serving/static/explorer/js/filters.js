// The filters, each a field of a form; what is chosen stands in the page's address.

import { button, make, show, words } from "explorer/dom";
import { choose, resetFilters } from "explorer/state";
import { inLanguage, labelOf, say } from "explorer/texts";

/** Show the filters for what there is to choose among. */
export function showFilters(element, { network, available, views, chosen }) {
  const wasOpen = element.querySelector("details")?.open ?? matchMedia("(min-width: 900px)").matches;
  show(element,
    make("details", { open: wasOpen },
      make("summary", { id: "filters-title" }, say("filters")),
      make("form", { onsubmit: (event) => event.preventDefault() },
        views.length > 1
          ? field("view", make("select", { id: "filter-view", onchange: (event) => choose({ view: event.target.value, relations: [], types: [] }) },
            ...views.map((view) => make("option", { value: view.name, selected: view.name === chosen.view }, inLanguage(view.title)))))
          : null,
        field("depth", make("select", { id: "filter-depth", onchange: (event) => choose({ depth: event.target.value }) },
          ...["0", "1", "2", "3"].map((depth) => make("option", { value: depth, selected: depth === chosen.depth }, say(`filters.depth.${depth}`))))),
        boxes("types", available.types, chosen.types, labelOf),
        boxes("relations", available.relations, chosen.relations, (key) => inLanguage(network.relations[key])),
        boxes("modalities", available.modalities, chosen.modalities, labelOf),
        boxes("papers", available.papers, chosen.papers, (paper) => paper || say("filters.noPaper")),
        input("from", "date", chosen.from),
        input("to", "date", chosen.to),
        input("weight", "number", chosen.weight, { min: "0", step: "1" }),
        button(say("filters.reset"), resetFilters))));
}

function field(name, control) {
  return make("p", {}, make("label", { for: `filter-${name}` }, say(`filters.${name}`)), control);
}

function input(name, type, value, attributes = {}) {
  return field(name, make("input", { id: `filter-${name}`, type, value, onchange: (event) => choose({ [name]: event.target.value }), ...attributes }));
}

/** Boxes of which none or some are ticked; none means all. */
function boxes(name, values, ticked, labelled) {
  if (values.length < 2) return null;
  const toggle = (value) => choose({ [name]: ticked.includes(value) ? ticked.filter((other) => other !== value) : [...ticked, value] });
  return make("fieldset", { id: `filter-${name}` },
    make("legend", {}, say(`filters.${name}`)),
    ...values.map((value) =>
      make("label", { class: name === "types" ? `box ${value}` : "box" },
        make("input", { type: "checkbox", name, value, checked: ticked.includes(value), onchange: () => toggle(value) }), words(labelled(value)))));
}
