// Elements of the page. Text always goes in as text: nothing here, or elsewhere, reads data as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Make an HTML element. Attributes called on… are listeners; false, null and undefined leave an attribute out. */
export function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** Make an SVG element. */
export function makeSvg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** A name or sentence of an article, whichever way its script runs. */
export function words(text) {
  return make("bdi", {}, text);
}

/** A button that does something and looks like a link. */
export function link(text, onclick, attributes = {}) {
  return make("button", { type: "button", class: "link", onclick, ...attributes }, words(text));
}

export function button(text, onclick, attributes = {}) {
  return make("button", { type: "button", onclick, ...attributes }, text);
}

/** Show these children in the place of what the element held. */
export function show(parent, ...children) {
  parent.replaceChildren(...children.flat().filter((child) => child !== null));
}

/** A list of which the first items are shown, and the others on request. */
export function longList(items, asItem, moreText, { first = 12, tag = "ul" } = {}) {
  const list = make(tag, {}, ...items.slice(0, first).map(asItem));
  if (items.length <= first) return list;
  const more = button(moreText(items.length - first), () => {
    const next = items.slice(first).map(asItem);
    list.append(...next);
    more.remove();
    next[0].querySelector("button")?.focus();
  });
  return make("div", {}, list, more);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}
