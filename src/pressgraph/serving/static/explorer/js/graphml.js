// What is seen, as GraphML that Gephi, Cytoscape, yEd, igraph and networkx read.

import { inLanguage } from "explorer/texts";

const NAMESPACE = "http://graphml.graphdrawing.org/xmlns";
const NODE_KEYS = { label: "string", name: "string", type: "string", mentions: "int", articles: "int", iri: "string" };
const EDGE_KEYS = {
  label: "string", interaction: "string", predicate: "string", modality: "string", weight: "double", articles: "int", evidence: "string",
};
const SENTENCES = 3;
// XML 1.0 has no way to write these.
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Return these edges and their ends as the text of a GraphML file. */
export function asGraphml(network, edges) {
  const file = document.implementation.createDocument(NAMESPACE, "graphml");
  const add = (parent, tag, attributes, text) => {
    const element = file.createElementNS(NAMESPACE, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = String(text).replace(FORBIDDEN, "");
    parent.append(element, "\n");
    return element;
  };
  const root = file.documentElement;
  for (const [kind, keys] of [["node", NODE_KEYS], ["edge", EDGE_KEYS]]) {
    for (const [name, type] of Object.entries(keys)) {
      add(root, "key", { id: `${kind}-${name}`, for: kind, "attr.name": name, "attr.type": type });
    }
  }
  const graph = add(root, "graph", { id: "G", edgedefault: "directed" });
  const addElement = (kind, attributes, values) => {
    const element = add(graph, kind, attributes);
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined && value !== "") add(element, "data", { key: `${kind}-${name}` }, value);
    }
  };
  for (const place of new Set(edges.flatMap(({ source, target }) => [source, target]))) {
    const { label, type, mentions, articles, iri } = network.nodes[place];
    addElement("node", { id: `n${place}` }, { label, name: label, type, mentions, articles, iri });
  }
  edges.forEach(({ source, target, relation, modality, weight, evidence }, rank) => {
    const label = inLanguage(network.relations[relation]);
    const sentences = [...new Set(evidence.map(([, sentence]) => network.sentences[sentence]))].filter(Boolean);
    addElement("edge", { id: `e${rank + 1}`, source: `n${source}`, target: `n${target}` }, {
      label, interaction: label, predicate: relation.includes(":") ? relation : "", modality, weight,
      articles: new Set(evidence.map(([article]) => article)).size, evidence: sentences.slice(0, SENTENCES).join(" | "),
    });
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
}

/** Let the browser save a text as a file. */
export function save(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
