// The card of an entity: who or what it is, what is said of it, and where.

import { button, link, longList, make, show, words } from "explorer/dom";
import { articleLine, entityLink, modalityNote } from "explorer/edges";
import { placeTable } from "explorer/places";
import { choose } from "explorer/state";
import { amount, date, labelOf, say } from "explorer/texts";

const more = (count) => say("more", { count });

/** Show the card of a node; `card` is what the source knows of it. */
export function showCard(element, network, node, card) {
  const functions = card.relations.filter((row) => row.outgoing && (row.role || row.status || row.since || row.until));
  const related = new Set(card.relations.map((row) => row.other));
  const places = [node, ...[...related].map((iri) => network.nodeOf(iri)).filter(Boolean)].filter((place) => place.latitude !== undefined);
  show(element,
    make("h2", { class: node.type }, words(node.label)),
    make("p", {}, [node.type, ...node.types].map(labelOf).join(", ")),
    node.aliases.length ? make("p", {}, words(say("card.aliases", { names: node.aliases.join(" · ") }))) : null,
    make("p", {}, say("card.mentions", { mentions: node.mentions, articles: node.articles })),
    button(say("card.centre"), () => choose({ tab: "drawing", depth: "1" })),
    part("card.functions", grouped(functions, functionName), ([, rows]) => functionItem(network, rows)),
    part("card.relations", grouped(card.relations, relationKey), ([, rows]) => relationItem(network, rows)),
    part("card.figures", byDate(network, card.figures), (row) => figureItem(network, node, row)),
    part("card.quotes", byDate(network, card.quotes), (row) => quoteItem(network, node, row)),
    places.length ? make("section", {}, make("h3", {}, say("card.places")), placeTable(places)) : null,
    part("card.articles", byDate(network, card.articles), ({ article, mentions }) =>
      make("li", {}, articleLine(network.articleOf.get(article), { entity: node.iri }), make("small", {}, ` × ${mentions}`))));
}

function part(title, rows, asItem) {
  return rows.length ? make("section", {}, make("h3", {}, `${say(title)} (${rows.length})`), longList(rows, asItem, more, { first: 8 })) : null;
}

function grouped(rows, key) {
  const groups = new Map();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups].sort((one, other) => other[1].length - one[1].length);
}

const functionName = (row) => [row.role, row.status, row.since, row.until, row.other].join("|");
const relationKey = (row) => [row.outgoing, row.predicate, row.modality, row.other].join("|");

function functionItem(network, rows) {
  const [{ role, status, since, until, other, otherName, modality, predicate }] = rows;
  const when = [
    since ? say("card.since", { date: date(since) }) : "", until ? say("card.until", { date: date(until) }) : "",
  ].filter(Boolean).join(", ");
  return make("li", {},
    [status ? labelOf(status) : "", role ?? labelOf(local(predicate))].filter(Boolean).join(" "), " — ",
    otherEntity(network, other, otherName), when ? ` ${when}` : "", modalityNote(modality), evidenceOf(network, rows));
}

function relationItem(network, rows) {
  const [{ outgoing, predicate, other, otherName, modality }] = rows;
  const relation = make("em", {}, labelOf(local(predicate)));
  const entity = otherEntity(network, other, otherName);
  return make("li", {}, ...(outgoing ? [relation, " ", entity] : ["← ", entity, " ", relation]), modalityNote(modality), evidenceOf(network, rows));
}

/** The passages that say it, folded away. */
function evidenceOf(network, rows) {
  return make("details", {},
    make("summary", {}, say("sentences", { count: rows.length })),
    longList(byDate(network, rows), (row) => make("li", {}, make("blockquote", {}, words(row.sentence)), where(network, row)), more, { first: 5 }));
}

function figureItem(network, node, row) {
  const open = () => choose({ article: row.article, start: String(row.start), end: String(row.end) });
  const told = [row.measure ?? row.about, row.role ? labelOf(row.role) : "", row.qualifier, row.period].filter(Boolean).join(", ");
  return make("li", {},
    link(amount(row.value, row.unit), open, { class: "link figure", "aria-label": `${amount(row.value, row.unit)} : ${say("article.read")}` }),
    told ? make("span", {}, " ", words(told)) : "", make("blockquote", {}, words(row.sentence)), where(network, row, node));
}

function quoteItem(network, node, row) {
  return make("li", {},
    make("blockquote", {}, words(row.text)), make("small", {}, say(`card.${row.kind}`)), where(network, row, node));
}

function where(network, row, node) {
  const article = network.articleOf.get(row.article);
  return article ? articleLine(article, { entity: node?.iri ?? "", start: String(row.start), end: String(row.end) }) : null;
}

function otherEntity(network, iri, name) {
  return entityLink(network.nodeOf(iri) ?? { iri, label: name, type: "" });
}

function byDate(network, rows) {
  const day = (row) => network.articleOf.get(row.article)?.published ?? "";
  return [...rows].sort((one, other) => day(other).localeCompare(day(one)));
}

function local(iri) {
  return iri.split(/[/#]/).pop();
}
