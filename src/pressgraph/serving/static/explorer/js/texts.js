// What the page says, in the language of its reader.

let texts = {};
let labels = {};
let language = "fr";

export const LANGUAGES = { fr: "Français", en: "English" };

/** Take the page's words (by language and key) and the ontology's labels (by local name and language). */
export function loadTexts(allTexts, allLabels) {
  texts = allTexts;
  labels = allLabels;
}

export function currentLanguage() {
  return language;
}

export function setLanguage(wanted) {
  language = wanted in LANGUAGES ? wanted : "fr";
  document.documentElement.lang = language;
}

/** The language of the page when nobody has chosen one: the browser's, if it is one of ours. */
export function usualLanguage() {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES);
  return wanted ?? "fr";
}

/** The page's words for a key; {name} in them stands for a value. */
export function say(key, values = {}) {
  const text = texts[language]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(values[name]) : whole));
}

/** What the ontology calls a class, relation or individual, by its local name. */
export function labelOf(name) {
  return labels[name]?.[language] ?? labels[name]?.fr ?? name;
}

/** One of several texts by language. */
export function inLanguage(byLanguage) {
  return byLanguage[language] ?? byLanguage.fr ?? Object.values(byLanguage)[0] ?? "";
}

export function number(value) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value);
}

/** An amount with its unit: an ISO 4217 code as a currency, "%" close to the number. */
export function amount(value, unit) {
  if (/^[A-Z]{3}$/.test(unit)) {
    return new Intl.NumberFormat(language, { style: "currency", currency: unit, maximumFractionDigits: 2, minimumFractionDigits: 0 }).format(value);
  }
  return `${number(value)} ${unit}`;
}

/** A date as people write it; a year or month stays as it is. */
export function date(value) {
  if (!/^\d{4}-\d\d-\d\d/.test(value ?? "")) return value ?? "";
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${value.slice(0, 10)}T00:00Z`));
}

function shown(value) {
  return typeof value === "number" ? number(value) : value;
}
