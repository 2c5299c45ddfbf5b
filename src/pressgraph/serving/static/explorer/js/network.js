// The network and the part of it that the filters leave: pure functions, nothing of the page.

const LISTED_FIRST = ["Person", "Organization", "Place", "Event"];

/** Index what the source gave: nodes know their place, edges their ends. */
export function indexed(network) {
  const placeOf = new Map(network.nodes.map((node, place) => [node.iri, place]));
  const articleOf = new Map(network.articles.map((article) => [article.iri, article]));
  return { ...network, placeOf, articleOf, nodeOf: (iri) => network.nodes[placeOf.get(iri)] };
}

/** What there is to choose among. */
export function choices(network) {
  const counted = (values) => {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort((one, other) => other[1] - one[1]).map(([value]) => value);
  };
  const rank = (type) => (LISTED_FIRST.indexOf(type) + 1 || LISTED_FIRST.length + 1);
  return {
    types: counted(network.nodes.map((node) => node.type)).sort((one, other) => rank(one) - rank(other)),
    relations: counted(network.edges.map((edge) => edge.relation)),
    modalities: counted(network.edges.map((edge) => edge.modality)).filter((modality) => modality),
    papers: counted(network.articles.map((article) => article.publisher ?? "")),
  };
}

/** Whether an article passes the filters of dates and newspapers. */
export function articleFilter(filters) {
  const papers = new Set(filters.papers);
  return (article) => {
    if (papers.size && !papers.has(article?.publisher ?? "")) return false;
    if (!filters.from && !filters.to) return true;
    const day = article?.published?.slice(0, 10);
    return Boolean(day) && (!filters.from || day >= filters.from) && (!filters.to || day <= filters.to);
  };
}

/**
 * The edges that pass the filters, each with the evidence that does and its weight: as many as the articles, or what
 * the view counts. Modalities: facts only, unless some are chosen.
 */
export function selectEdges(network, filters) {
  const passes = articleFilter(filters);
  const admitted = network.articles.map(passes);
  const undatedPasses = passes(null);
  const types = new Set(filters.types);
  const relations = new Set(filters.relations);
  const modalities = new Set(filters.modalities.length ? filters.modalities : ["asserted", "planned"]);
  const typePasses = (place) => !types.size || types.has(network.nodes[place].type);
  const least = Number(filters.weight) || 0;
  const found = [];
  for (const edge of network.edges) {
    if (relations.size && !relations.has(edge.relation)) continue;
    if (edge.modality && !modalities.has(edge.modality)) continue;
    if (!typePasses(edge.source) || !typePasses(edge.target)) continue;
    const evidence = edge.evidence.filter(([article]) => (article === null ? undatedPasses : admitted[article]));
    if (!evidence.length) continue;
    const weight = edgeWeight(evidence);
    if (weight >= least) found.push({ ...edge, evidence, weight });
  }
  return found;
}

function edgeWeight(evidence) {
  const isCounted = evidence.some(([, , weight]) => weight !== null);
  return isCounted ? evidence.reduce((sum, [, , weight]) => sum + weight, 0) : new Set(evidence.map(([article]) => article)).size;
}

/** Of these edges, those between nodes at most `depth` steps from the entity; all of them for depth 0. */
export function around(edges, place, depth) {
  if (!depth || place === undefined) return edges;
  const near = new Set([place]);
  for (let step = 0; step < depth; step += 1) {
    const ring = [];
    for (const { source, target } of edges) {
      if (near.has(source) !== near.has(target)) ring.push(near.has(source) ? target : source);
    }
    ring.forEach((node) => near.add(node));
  }
  return edges.filter(({ source, target }) => near.has(source) && near.has(target));
}

/** How many links each node has. */
export function degrees(edges) {
  const found = new Map();
  for (const { source, target } of edges) {
    found.set(source, (found.get(source) ?? 0) + 1);
    found.set(target, (found.get(target) ?? 0) + 1);
  }
  return found;
}

/** The edges among the `most` best linked nodes, and whether that leaves some out. */
export function strongest(edges, most, always) {
  const degree = degrees(edges);
  if (degree.size <= most) return { edges, isCut: false };
  const order = [...degree].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, most);
  const kept = new Set(order.map(([place]) => place));
  if (degree.has(always)) kept.add(always);
  return { edges: edges.filter(({ source, target }) => kept.has(source) && kept.has(target)), isCut: true };
}

/** Lower-case a name and strip accents, ligatures and punctuation: what is typed finds what is written. */
export function fold(text) {
  return text
    .replace(/œ/gi, "oe").replace(/æ/gi, "ae").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Make a search over names: those that begin with what is typed first, then the most mentioned. */
export function makeSearch(nodes) {
  const entries = nodes.map((node) => ({ node, names: [node.label, ...node.aliases].map((name) => ` ${fold(name)}`) }));
  return (typed, most = 12) => {
    const parts = fold(typed).split(" ").filter((part) => part);
    if (!parts.length) return [];
    const found = [];
    for (const { node, names } of entries) {
      // Each word that is typed begins a word of one and the same name.
      if (names.some((name) => parts.every((part) => name.includes(` ${part}`)))) {
        found.push({ node, begins: names[0].startsWith(` ${parts.join(" ")}`) });
      }
    }
    found.sort((one, other) => other.begins - one.begins || other.node.mentions - one.node.mentions
      || one.node.label.localeCompare(other.node.label));
    return found.slice(0, most).map(({ node }) => node);
  };
}
