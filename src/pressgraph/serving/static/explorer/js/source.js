// Where the data comes from: the server that sent the page, or the page itself when it is one file.

/** Return the source: texts, catalogue(), network(view), card(entity), article(iri), and ask(sparql, bindings) or null. */
export function openSource() {
  const embedded = document.getElementById("embedded");
  return embedded ? embeddedSource(JSON.parse(embedded.textContent)) : serverSource();
}

function serverSource() {
  return {
    texts: () => get("/static/explorer/texts.json"),
    catalogue: () => get("/explorer/catalogue"),
    network: remembered((view) => get("/explorer/network", { view })),
    card: remembered((entity) => get("/explorer/card", { entity })),
    article: remembered((article) => get("/explorer/article", { article })),
    ask: (query, bindings) =>
      answer(fetch("/explorer/table", {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query, bindings }),
      })),
  };
}

function embeddedSource(data) {
  const found = (table, key) => (key in table ? Promise.resolve(table[key]) : Promise.reject(new Error(key)));
  return {
    texts: async () => data.texts,
    catalogue: async () => data.catalogue,
    network: async () => data.network,
    card: (entity) => found(data.cards, entity),
    article: (article) => found(data.articles, article),
    ask: null,
  };
}

function get(path, parameters = {}) {
  return answer(fetch(`${path}?${new URLSearchParams(parameters)}`));
}

async function answer(asked) {
  const response = await asked;
  if (!response.ok) throw new Error((await response.text()).trim());
  return response.json();
}

/** Ask each question once; a failed one may be asked again. */
function remembered(ask) {
  const answers = new Map();
  return (question) => {
    if (!answers.has(question)) {
      const asked = ask(question);
      asked.catch(() => answers.delete(question));
      answers.set(question, asked);
    }
    return answers.get(question);
  };
}
