// Questions in SPARQL: the named queries with their parameters, and one's own.

import { button, make, show, words } from "explorer/dom";
import { choose } from "explorer/state";
import { inLanguage, say } from "explorer/texts";

/** Show the form, with the query that is chosen; `ask` is null where nobody can answer. */
export function showAsking(element, queries, chosenName, ask) {
  if (!ask) return show(element, make("p", { class: "note" }, say("query.offline")));
  const chosen = queries.find((query) => query.name === chosenName);
  const fields = (chosen?.parameters ?? []).map((parameter) => {
    const id = `parameter-${parameter.name}`;
    const field = make("input", { id, name: parameter.name, required: parameter.needed, dir: "auto", "aria-describedby": `${id}-help` });
    return make("p", {}, make("label", { for: id }, parameter.name), field, make("small", { id: `${id}-help` }, parameter.description));
  });
  const sparql = make("textarea", {
    id: "sparql", rows: 10, spellcheck: "false", value: chosen?.sparql ?? "SELECT ?name ?type\nWHERE { ?entity schema:name ?name ; a ?type }\nLIMIT 50",
  });
  const answer = make("div", { id: "answer", role: "region", "aria-live": "polite", "aria-label": say("tab.query") });
  const form = make("form", {
    async onsubmit(event) {
      event.preventDefault();
      show(answer, make("p", {}, say("loading")));
      const given = [...new FormData(form)].filter(([, value]) => value);
      try {
        showTable(answer, await ask(sparql.value, Object.fromEntries(given)));
      } catch (problem) {
        show(answer, make("pre", { class: "problem" }, problem.message));
      }
    },
  },
  make("p", {},
    make("label", { for: "named-query" }, say("query.named")),
    make("select", { id: "named-query", onchange: (event) => choose({ query: event.target.value }) },
      make("option", { value: "" }, say("query.own")),
      ...queries.map((query) => make("option", { value: query.name, selected: query === chosen }, inLanguage(query.title))))),
  ...fields,
  make("p", {}, make("label", { for: "sparql" }, say("query.sparql")), sparql),
  button(say("query.run"), () => form.requestSubmit(), { class: "main" }));
  show(element, form, answer);
}

function showTable(element, { columns, rows, isCut, problem }) {
  if (problem) return show(element, make("pre", { class: "problem" }, problem));
  show(element,
    make("p", {}, say(isCut ? "query.cut" : "query.rows", { count: rows.length })),
    make("div", { class: "wide tall" },
      make("table", {},
        make("thead", {}, make("tr", {}, ...columns.map((column) => make("th", { scope: "col" }, column)))),
        make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, words(cell)))))))));
}
