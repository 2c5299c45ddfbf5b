// The network drawn by sigma.js, laid out by ForceAtlas2. Parallel links of two nodes are one line.

import { button, make, show } from "explorer/dom";
import { openNode } from "explorer/edges";
import { degrees } from "explorer/network";
import { choose, NOTHING_CHOSEN } from "explorer/state";
import { inLanguage, say } from "explorer/texts";

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const FIRST_LAYOUT = 400; // milliseconds before the first picture; the rest of the layout is seen happening
const WHOLE_LAYOUT = 6000; // milliseconds
const ONE_STEP = 60; // milliseconds of layout between two pictures

/** Make the drawing in the element; the answer's draw(network, edges, chosen) draws and highlight(chosen) marks. */
export function makeDrawing(element) {
  const canvas = make("div", { id: "drawing", role: "img" });
  const tools = make("div", { class: "tools" });
  const note = make("p", { class: "note", hidden: true });
  show(element, canvas, tools, note);
  let colours = readColours(element);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  let sigma = null;
  let graph = null;
  let marked = { nodes: new Set(), edge: "" };
  let layoutTimer = 0;

  function draw(network, edges, chosen) {
    cancelAnimationFrame(layoutTimer);
    const former = graph;
    graph = buildGraph(network, edges, colours, former);
    mark(chosen);
    const started = performance.now();
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const isSeen = !element.hidden;
    layOut(graph, isStill ? 3 * FIRST_LAYOUT : FIRST_LAYOUT);
    if (isSeen) display();
    if (!isStill && isSeen) improve(graph, started);
    canvas.dataset.nodes = graph.order;
    canvas.dataset.edges = graph.size;
  }

  function display() {
    canvas.setAttribute("aria-label", say("drawing.label"));
    if (sigma) {
      sigma.setGraph(graph);
      sigma.getCamera().animatedReset({ duration: 0 });
    } else if (canCreate()) {
      sigma = new Sigma(graph, canvas, settings());
      sigma.on("clickNode", ({ node }) => openNode({ iri: node, type: graph.getNodeAttribute(node, "kind") }));
      sigma.on("clickEdge", ({ edge }) => choose({ ...NOTHING_CHOSEN, source: graph.source(edge), target: graph.target(edge) }));
      for (const kind of ["Node", "Edge"]) {
        sigma.on(`enter${kind}`, () => canvas.classList.add("pointed"));
        sigma.on(`leave${kind}`, () => canvas.classList.remove("pointed"));
      }
      canvas.sigma = sigma; // for those who test the page: where things are drawn
    } else {
      note.hidden = false;
      note.textContent = say("drawing.none");
      return;
    }
    const camera = sigma.getCamera();
    show(tools,
      button("+", () => camera.animatedZoom(), { "aria-label": say("drawing.in") }),
      button("−", () => camera.animatedUnzoom(), { "aria-label": say("drawing.out") }),
      button("⤢", () => camera.animatedReset(), { "aria-label": say("drawing.whole") }));
    canvas.dataset.drawn = Math.round(performance.now());
  }

  function recolour() {
    colours = readColours(element);
    graph?.updateEachNodeAttributes((node, data) => ({ ...data, color: colours[data.kind] ?? colours.other }));
    graph?.updateEachEdgeAttributes((edge, data) => ({ ...data, color: colours.line }));
    sigma?.setSettings({ labelColor: { color: colours.text }, edgeLabelColor: { color: colours.text } });
  }

  function improve(laidOut, started) {
    layoutTimer = requestAnimationFrame(() => {
      if (laidOut !== graph || performance.now() - started > WHOLE_LAYOUT) return;
      layOut(graph, ONE_STEP);
      improve(laidOut, started);
    });
  }

  function mark(chosen) {
    marked = { nodes: new Set(), edge: "" };
    if (!graph) return;
    if (graph.hasNode(chosen.entity)) {
      marked.nodes = new Set([chosen.entity, ...graph.neighbors(chosen.entity)]);
    } else if (graph.hasNode(chosen.source) && graph.hasEdge(chosen.source, chosen.target)) {
      marked.nodes = new Set([chosen.source, chosen.target]);
      marked.edge = graph.edge(chosen.source, chosen.target);
    }
    marked.first = chosen.entity;
  }

  function settings() {
    return {
      allowInvalidContainer: true, // sigma goes on looking while another tab hides it
      defaultEdgeType: "arrow",
      enableEdgeEvents: true,
      renderEdgeLabels: true,
      labelColor: { color: colours.text },
      edgeLabelColor: { color: colours.text },
      labelFont: "system-ui, sans-serif",
      edgeLabelFont: "system-ui, sans-serif",
      labelRenderedSizeThreshold: 5,
      zIndex: true,
      defaultDrawNodeHover: (context, data, options) => drawHover(context, data, options, colours),
      nodeReducer: (node, data) => {
        if (!marked.nodes.size) return data;
        if (!marked.nodes.has(node)) return { ...data, color: colours.faint, label: "", zIndex: 0 };
        return { ...data, zIndex: 1, highlighted: node === marked.first, forceLabel: marked.nodes.size < 40 };
      },
      edgeReducer: (edge, data) => {
        if (!marked.nodes.size) return { ...data, label: graph.size > 150 ? "" : data.label };
        const isMarked = marked.edge ? edge === marked.edge : graph.hasExtremity(edge, marked.first);
        const label = marked.nodes.size < 15 ? data.label : "";
        return isMarked ? { ...data, color: colours.marked, label, zIndex: 1 } : { ...data, color: colours.veryFaint, label: "" };
      },
    };
  }

  return {
    draw,
    highlight(chosen) {
      mark(chosen);
      if (!element.hidden) sigma?.refresh({ skipIndexation: true });
    },
    /** To be called when the drawing, hidden until now, is seen. */
    reveal() {
      if (!graph) return;
      display();
      sigma?.refresh();
    },
  };
}

function buildGraph(network, edges, colours, former) {
  const graph = new graphology.DirectedGraph();
  const degree = degrees(edges);
  const order = [...degree].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  order.forEach(([place, links], rank) => {
    const { iri, label, type } = network.nodes[place];
    const position = former?.hasNode(iri)
      ? { x: former.getNodeAttribute(iri, "x"), y: former.getNodeAttribute(iri, "y") }
      : { x: Math.sqrt(rank + 1) * Math.cos(rank * GOLDEN_ANGLE), y: Math.sqrt(rank + 1) * Math.sin(rank * GOLDEN_ANGLE) };
    graph.addNode(iri, { ...position, label, kind: type, size: 3 + 2 * Math.log2(1 + links), color: colours[type] ?? colours.other });
  });
  for (const { source, target, relation, weight } of edges) {
    const ends = [network.nodes[source].iri, network.nodes[target].iri];
    const label = inLanguage(network.relations[relation]);
    if (graph.hasEdge(...ends)) {
      graph.updateEdgeAttributes(...ends, (data) => ({
        ...data, weight: data.weight + weight, label: data.label.includes(label) ? data.label : `${data.label}, ${label}`,
      }));
    } else {
      graph.addEdge(...ends, { label, weight, color: colours.line });
    }
  }
  graph.updateEachEdgeAttributes((edge, data) => ({ ...data, size: Math.min(1 + Math.log2(data.weight), 6) }));
  return graph;
}

/** Improve the layout for about so many milliseconds. */
function layOut(graph, time) {
  if (graph.order < 3) return;
  const { layoutForceAtlas2 } = graphologyLibrary;
  const settings = { ...layoutForceAtlas2.inferSettings(graph), adjustSizes: false, edgeWeightInfluence: 0.5 };
  const started = performance.now();
  let round = 0;
  let iterations = graph.order > 1000 ? 2 : 20;
  do {
    const before = performance.now();
    layoutForceAtlas2.assign(graph, { iterations, settings });
    const one = (performance.now() - before) / iterations;
    const left = time - (performance.now() - started);
    iterations = Math.max(1, Math.min(50, Math.floor(left / Math.max(one, 0.01))));
    round += iterations;
    if (left < one) return;
  } while (round < 400);
}

function drawHover(context, data, { labelSize, labelFont }, colours) {
  context.font = `${labelSize}px ${labelFont}`;
  const width = context.measureText(data.label).width;
  context.fillStyle = colours.paper;
  context.strokeStyle = colours.text;
  context.beginPath();
  context.rect(data.x - data.size - 2, data.y - labelSize, data.size * 2 + width + 10, labelSize * 2);
  context.fill();
  context.stroke();
  context.fillStyle = colours.text;
  context.fillText(data.label, data.x + data.size + 3, data.y + labelSize / 3);
}

function readColours(element) {
  const style = getComputedStyle(element);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    Person: read("person"), Organization: read("organization"), Place: read("place"), Event: read("event"),
    other: read("other"), text: read("text"), paper: read("paper"), line: read("edge"), marked: read("accent"),
    faint: read("faint"), veryFaint: read("very-faint"),
  };
}

function canCreate() {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}
