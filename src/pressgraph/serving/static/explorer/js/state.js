// What is chosen, as the page's address has it after the "#": a link shows a colleague the same.

const LISTS = ["types", "relations", "modalities", "papers"];
const DEFAULTS = {
  view: "relations", tab: "drawing", depth: "0", weight: "0", from: "", to: "", language: "",
  entity: "", source: "", target: "", article: "", start: "", end: "", query: "",
  types: [], relations: [], modalities: [], papers: [],
};

const listeners = [];
let current = read();

/** What is chosen now. Lists (types, relations, modalities, papers) hold what is kept; empty ones keep all. */
export function state() {
  return current;
}

/** Call the listener with the new and the former state whenever something is chosen. */
export function onChange(listener) {
  listeners.push(listener);
}

/** Choose: what is named changes, the rest stays. */
export function choose(changes) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...current, ...changes })) {
    if (LISTS.includes(name)) value.forEach((item) => parameters.append(name, item));
    else if (String(value) !== DEFAULTS[name]) parameters.set(name, value);
  }
  const address = `#${parameters}`;
  if (address !== location.hash) history.pushState(null, "", address);
  tell();
}

/** Forget which entity, link or passage is chosen. */
export const NOTHING_CHOSEN = { entity: "", source: "", target: "", article: "", start: "", end: "" };

export function resetFilters() {
  const { depth, weight, from, to, types, relations, modalities, papers } = DEFAULTS;
  choose({ depth, weight, from, to, types, relations, modalities, papers });
}

function read() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const found = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS)) {
    if (LISTS.includes(name)) found[name] = parameters.getAll(name);
    else if (parameters.has(name)) found[name] = parameters.get(name);
  }
  return found;
}

function tell() {
  const former = current;
  current = read();
  listeners.forEach((listener) => listener(current, former));
}

addEventListener("popstate", tell);
