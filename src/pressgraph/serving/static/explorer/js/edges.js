// Links: all that are seen, as a table, and the passages behind one of them.

import { button, link, make, show, words } from "explorer/dom";
import { choose, NOTHING_CHOSEN } from "explorer/state";
import { date, inLanguage, labelOf, number, say } from "explorer/texts";

const AT_ONCE = 100;

/** The links as a table, the strongest first: what the drawing shows, for those who read or use a keyboard. */
export function showEdgeList(element, network, edges) {
  const rows = [...edges].sort((one, other) => other.weight - one.weight);
  if (!rows.length) return show(element, make("p", { class: "note" }, say("nothing")));
  const body = make("tbody", {});
  const more = button("", addRows);
  let shown = 0;

  function addRows() {
    const from = shown;
    shown = Math.min(shown + AT_ONCE, rows.length);
    body.append(...rows.slice(from, shown).map((edge) => edgeRow(network, edge)));
    more.hidden = shown === rows.length;
    more.textContent = say("more", { count: Math.min(AT_ONCE, rows.length - shown) });
    if (from) body.children[from].querySelector("button").focus();
  }

  addRows();
  const heads = ["edge.source", "edge.relation", "edge.target", "edge.weight"];
  show(element,
    make("div", { class: "wide" },
      make("table", {},
        make("caption", {}, say("edge.sort")),
        make("thead", {}, make("tr", {}, ...heads.map((key) => make("th", { scope: "col" }, say(key))))),
        body)),
    more);
}

function edgeRow(network, edge) {
  const [source, target] = [network.nodes[edge.source], network.nodes[edge.target]];
  const relation = inLanguage(network.relations[edge.relation]);
  const openEdge = () => choose({ ...NOTHING_CHOSEN, source: source.iri, target: target.iri });
  return make("tr", {},
    make("td", {}, entityLink(source)),
    make("td", {}, link(relation, openEdge, { class: "link edge", "aria-label": `${relation} : ${say("edge.read")}` }), modalityNote(edge.modality)),
    make("td", {}, entityLink(target)),
    make("td", { class: "number" }, number(edge.weight)));
}

/** A button that opens a node. */
export function entityLink(node) {
  return link(node.label, () => openNode(node), { class: `link ${node.type}` });
}

/** Open the card of an entity, or the article that a node stands for. */
export function openNode({ iri, type }) {
  choose(type === "NewsArticle" ? { ...NOTHING_CHOSEN, article: iri } : { ...NOTHING_CHOSEN, entity: iri });
}

/** The passages that show the links between two nodes, in either direction. */
export function showEvidence(element, network, edges, source, target) {
  const ends = new Set([network.placeOf.get(source), network.placeOf.get(target)]);
  const between = edges.filter((edge) => ends.has(edge.source) && ends.has(edge.target));
  if (!between.length) return show(element, make("p", { class: "note" }, say("nothing")));
  show(element, ...between.map((edge) => {
    const [from, to] = [network.nodes[edge.source], network.nodes[edge.target]];
    return make("section", {},
      make("h2", {}, entityLink(from), " ", make("em", {}, inLanguage(network.relations[edge.relation])), " ", entityLink(to), modalityNote(edge.modality)),
      make("p", {}, say("sentences", { count: edge.evidence.length })),
      make("ol", { class: "passages" }, ...edge.evidence.map((evidence) => passage(network, evidence, from, to))));
  }));
}

function passage(network, [place, sentence, , confidence], from, to) {
  const article = network.articles[place];
  const text = sentence === null ? "" : network.sentences[sentence];
  return make("li", {},
    text ? make("blockquote", {}, words(text)) : null,
    article ? articleLine(article, { sentence: text, source: from.iri, target: to.iri }) : null,
    confidence === null ? null : make("small", {}, say("confidence", { percent: Math.round(confidence * 100) })));
}

/** Title, newspaper and date of an article; the title opens it at the passage. */
export function articleLine(article, passage = {}) {
  const { sentence = "", start = "", end = "", ...chosen } = passage;
  const open = () => choose({ ...NOTHING_CHOSEN, ...chosen, article: article.iri, start: sentence ? `=${sentence}` : start, end });
  return make("p", { class: "article-line" },
    link(article.title ?? say("article.untitled"), open, { class: "link article" }), " ",
    make("small", {}, [article.publisher, article.published ? date(article.published) : say("article.undated")].filter(Boolean).join(", ")));
}

/** How a relation is stated, unless it is simply asserted. */
export function modalityNote(modality) {
  return modality && modality !== "asserted" ? make("small", { class: "modality" }, ` (${labelOf(modality)})`) : null;
}
