// Articles over time, by newspaper, and as a list.

import { button, longList, make, makeSvg, show, words } from "explorer/dom";
import { articleLine } from "explorer/edges";
import { articleFilter } from "explorer/network";
import { choose } from "explorer/state";
import { currentLanguage, number, say } from "explorer/texts";

const HEIGHT = 90;
const BAR = 14;

/** Show the articles that pass the filters: a timeline by month, a table by newspaper and month, and the list. */
export function showArticles(element, network, filters) {
  const passes = articleFilter(filters);
  const passing = network.articles.filter(passes);
  // The timeline keeps all months: else a click on one would take the others away.
  const inPapers = network.articles.filter(articleFilter({ ...filters, from: "", to: "" }));
  const months = countBy(inPapers.filter((article) => article.published), (article) => month(article));
  const papers = [...countBy(inPapers, (article) => article.publisher ?? "")].sort((one, other) => other[1] - one[1]).map(([paper]) => paper);
  show(element,
    make("h2", {}, say("articles.timeline")),
    timeline(months, filters),
    make("h2", {}, say("articles.byPaper")),
    paperTable(inPapers, [...months.keys()].sort(), papers),
    make("h2", {}, `${say("tab.articles")} (${number(passing.length)})`),
    longList([...passing].reverse(), (article) => make("li", {}, articleLine(article)), (count) => say("more", { count }), { first: 50 }));
}

function timeline(counts, filters) {
  const months = allMonths([...counts.keys()].sort());
  const most = Math.max(1, ...counts.values());
  const bars = months.map((name, rank) => {
    const count = counts.get(name) ?? 0;
    const height = count ? Math.max(2, (count / most) * HEIGHT) : 0;
    const isChosen = (!filters.from || `${name}-31` >= filters.from) && (!filters.to || `${name}-01` <= filters.to);
    const label = say("articles.bar", { month: monthName(name), count });
    return makeSvg("g", {
      role: "button", tabindex: count ? "0" : "-1", "aria-label": label, class: isChosen ? "bar" : "bar out",
      onclick: () => choose(daysOf(name)),
      onkeydown: (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), choose(daysOf(name))),
    }, makeSvg("title", {}, label),
    makeSvg("rect", { x: rank * BAR, y: 0, width: BAR, height: HEIGHT, class: "ground" }),
    makeSvg("rect", { x: rank * BAR + 1, y: HEIGHT - height, width: BAR - 2, height }),
    name.endsWith("-01") || !rank ? makeSvg("text", { x: rank * BAR, y: HEIGHT + 14 }, name.slice(0, 4)) : null);
  });
  return make("div", { class: "wide timeline" },
    makeSvg("svg", { width: Math.max(months.length * BAR, 40), height: HEIGHT + 20, role: "group", "aria-label": say("articles.timeline") }, ...bars),
    filters.from || filters.to ? button(say("articles.all"), () => choose({ from: "", to: "" })) : null);
}

function paperTable(articles, months, papers) {
  const counts = countBy(articles, (article) => `${month(article)}|${article.publisher ?? ""}`);
  const cell = (name, paper) => {
    const count = counts.get(`${name}|${paper}`);
    if (!count) return make("td", {});
    const label = `${monthName(name)}, ${paper || say("filters.noPaper")} : ${count}`;
    return make("td", { class: "number" }, button(number(count), () => choose({ ...daysOf(name), papers: [paper] }), { class: "link", "aria-label": label }));
  };
  return make("div", { class: "wide tall" },
    make("table", {},
      make("thead", {}, make("tr", {},
        make("th", { scope: "col" }, say("articles.month")),
        ...papers.map((paper) => make("th", { scope: "col" }, words(paper || say("filters.noPaper")))))),
      make("tbody", {}, ...[...months].reverse().map((name) =>
        make("tr", {}, make("th", { scope: "row" }, monthName(name)), ...papers.map((paper) => cell(name, paper)))))));
}

function month(article) {
  return article.published?.slice(0, 7) ?? "";
}

function countBy(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

/** All months from the first to the last: a month without articles is news, too. */
function allMonths(months) {
  const found = [];
  if (!months.length) return found;
  let [year, rank] = months[0].split("-").map(Number);
  for (let name = months[0]; name <= months[months.length - 1] && found.length < 1200;) {
    found.push(name);
    [year, rank] = rank === 12 ? [year + 1, 1] : [year, rank + 1];
    name = `${String(year).padStart(4, "0")}-${String(rank).padStart(2, "0")}`;
  }
  return found;
}

function daysOf(name) {
  const [year, rank] = name.split("-").map(Number);
  const last = new Date(Date.UTC(year, rank, 0)).getUTCDate();
  return { from: `${name}-01`, to: `${name}-${String(last).padStart(2, "0")}` };
}

function monthName(name) {
  return new Intl.DateTimeFormat(currentLanguage(), { month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(`${name}-01T00:00Z`));
}
