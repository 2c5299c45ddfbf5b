// The page: what is chosen changes, and each part that depends on it is shown anew.

import { showArticles } from "explorer/articles";
import { showAsking } from "explorer/asking";
import { showCard } from "explorer/card";
import { button, longList, make, show } from "explorer/dom";
import { makeDrawing } from "explorer/drawing";
import { entityLink, showEdgeList, showEvidence } from "explorer/edges";
import { showFilters } from "explorer/filters";
import { asGraphml, save } from "explorer/graphml";
import { around, choices, degrees, indexed, selectEdges, strongest } from "explorer/network";
import { showPlaces } from "explorer/places";
import { showArticle } from "explorer/reading";
import { showSearch } from "explorer/search";
import { openSource } from "explorer/source";
import { choose, NOTHING_CHOSEN, onChange, state } from "explorer/state";
import { LANGUAGES, currentLanguage, loadTexts, say, setLanguage, usualLanguage } from "explorer/texts";

const TABS = ["drawing", "list", "articles", "places", "query"];
const MOST_DRAWN = 5000; // nodes
const FILTERS = ["view", "depth", "weight", "from", "to", "types", "relations", "modalities", "papers"];

const at = (id) => document.getElementById(id);
const source = openSource();
const drawing = makeDrawing(at("tab-drawing"));
let catalogue = null;
let network = null;
let seen = [];

start().catch(fail);

async function start() {
  at("status").textContent = "…";
  const [texts, known] = await Promise.all([source.texts(), source.catalogue()]);
  catalogue = known;
  loadTexts(texts, known.labels);
  onChange((now, former) => refresh(now, former).catch(fail));
  await refresh(state(), null);
  document.body.dataset.ready = "true";
}

/** Show anew what depends on what has changed; everything when there is no former state. */
async function refresh(now, former) {
  const changed = (...names) => !former || names.some((name) => String(now[name]) !== String(former[name]));
  const language = now.language || usualLanguage();
  const speaksAnew = !former || language !== currentLanguage();
  if (speaksAnew) {
    setLanguage(language);
    showLanguages();
    document.querySelectorAll("[data-text]").forEach((element) => { element.textContent = say(element.dataset.text); });
  }
  if (changed("view")) await loadView(now.view);
  if (changed("view") || speaksAnew) showSearch(at("search"), network);
  const filtersChanged = changed(...FILTERS) || (now.depth !== "0" && changed("entity"));
  if (filtersChanged || speaksAnew) {
    showFilters(at("filters"), { network, available: network.choices, views: source.ask ? catalogue.views : [], chosen: now });
    const depth = Number(now.depth);
    seen = around(selectEdges(network, now), network.placeOf.get(now.entity || now.source), depth);
    const { edges, isCut } = strongest(seen, MOST_DRAWN, network.placeOf.get(now.entity));
    drawing.draw(network, edges, now);
    tellSize(isCut);
  } else if (changed("entity", "source", "target")) {
    drawing.highlight(now);
  }
  if (changed("tab") || speaksAnew) showTabs(now.tab);
  if (changed("tab") || filtersChanged || speaksAnew || changed("query")) fillTab(now);
  if (changed("entity", "source", "target", "article", "start", "end", "view") || filtersChanged || speaksAnew) {
    await showDetails(now, Boolean(former) && changed("entity", "source", "target", "article", "start", "end"));
  }
}

async function loadView(view) {
  at("status").textContent = say("loading");
  network = indexed(await source.network(view));
  network.choices = choices(network);
}

function tellSize(isCut) {
  const sizes = { nodes: degrees(seen).size, edges: seen.length, drawn: MOST_DRAWN };
  show(at("status"),
    make("span", {}, seen.length ? say(isCut ? "seen.cut" : "seen", sizes) : say("nothing")),
    button(say("download"), () => save("pressgraph.graphml", asGraphml(network, seen), "application/xml"), { id: "download" }),
    button(say("share"), async (event) => {
      await navigator.clipboard?.writeText(location.href);
      event.target.textContent = say("share.done");
    }));
}

function showLanguages() {
  show(at("language"), ...Object.entries(LANGUAGES).map(([code, name]) =>
    button(name, () => choose({ language: code }), { lang: code, "aria-pressed": String(code === currentLanguage()) })));
}

function showTabs(chosen) {
  const former = at("tabs").contains(document.activeElement);
  const tab = (name) => button(say(`tab.${name}`), () => choose({ tab: name }), {
    role: "tab", id: `select-${name}`, "aria-controls": `tab-${name}`, "aria-selected": String(name === chosen),
    tabindex: name === chosen ? "0" : "-1",
    onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) choose({ tab: TABS[(TABS.indexOf(name) + step + TABS.length) % TABS.length] });
    },
  });
  show(at("tabs"), ...TABS.map(tab));
  for (const name of TABS) {
    at(`tab-${name}`).hidden = name !== chosen;
    at(`tab-${name}`).setAttribute("aria-labelledby", `select-${name}`);
  }
  if (former) at(`select-${chosen}`).focus();
  if (chosen === "drawing") drawing.reveal();
}

function fillTab(now) {
  const panel = at(`tab-${now.tab}`);
  if (now.tab === "list") showEdgeList(panel, network, seen);
  else if (now.tab === "articles") showArticles(panel, network, now);
  else if (now.tab === "places") showPlaces(panel, network, degrees(seen));
  else if (now.tab === "query") showAsking(panel, catalogue.queries, now.query, source.ask);
}

/** Show the article, the card or the link that is chosen; when it has just been chosen, lead the reader there. */
async function showDetails(now, moveFocus) {
  const element = make("div", {});
  if (now.article) {
    showArticle(element, network, await source.article(now.article), now);
  } else if (now.entity && network.placeOf.has(now.entity)) {
    showCard(element, network, network.nodeOf(now.entity), await source.card(now.entity));
  } else if (now.source) {
    showEvidence(element, network, selectEdges(network, now), now.source, now.target);
  } else {
    welcome(element);
  }
  if (state() !== now) return; // something else has been chosen meanwhile
  const isChosen = now.article || now.entity || now.source;
  show(at("details"),
    isChosen
      ? make("p", { class: "tools" },
        now.article ? button(say("back"), () => choose({ article: "", start: "", end: "" })) : null,
        button(say("close"), () => choose(NOTHING_CHOSEN)))
      : null,
    element);
  at("details").dataset.chosen = isChosen ? "yes" : "";
  if (moveFocus && isChosen) {
    at("details").focus({ preventScroll: matchMedia("(min-width: 900px)").matches });
    at("details").querySelector("mark")?.scrollIntoView({ block: "center" });
  }
}

function welcome(element) {
  const best = [...degrees(seen)].sort((one, other) => other[1] - one[1]).slice(0, 15).map(([place]) => network.nodes[place]);
  const sizes = { articles: network.articles.length, entities: network.nodes.length, edges: network.edges.length };
  show(element,
    make("p", {}, say("welcome")),
    make("p", {}, say("welcome.corpus", sizes)),
    best.length ? make("h2", {}, say("welcome.best")) : null,
    longList(best, (node) => make("li", {}, entityLink(node)), (count) => say("more", { count }), { tag: "ol", first: 15 }));
}

function fail(problem) {
  at("status").textContent = say("failed", { problem: problem.message });
  console.error(problem);
}
