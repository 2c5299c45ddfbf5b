"""Whether a store keeps what ``ontologies/shapes`` promise (SHACL), one graph at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyshacl
from pyoxigraph import NamedNode, Quad
from rdflib import SH, Graph
from rdflib.term import Node

from pressgraph.graph.canonical import RESOLUTION
from pressgraph.graph.links import LINKS_GRAPH
from pressgraph.graph.store import Store
from pressgraph.graph.terms import shorten, term
from pressgraph.ontology.resources import ontologies_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One thing that a graph should not hold or should not lack."""

    graph: str  #: IRI of the article, or pg:resolution or pg:links
    node: str  #: what is wrong: an IRI, or a blank node's name
    property: str  #: which of its properties, shortened; "" when it is none in particular
    value: str  #: which value; "" when it is none in particular
    message: str

    def __str__(self) -> str:
        parts = (self.graph, self.node if self.node != self.graph else "", self.property, self.value, self.message)
        return ": ".join(" ".join(part.split()) for part in parts if part)


def find_violations(store: Store, articles: Iterable[str] | None = None) -> Iterator[Violation]:
    """Yield what is wrong in the graphs of ``articles`` (all, by default), in order; memory holds one graph at a time.

    Without ``articles``, what the store says of entities' identity and links to the outside is looked at, too.
    """
    shapes = _read_shapes("graph.ttl")
    for article in store.articles() if articles is None else articles:
        yield from _violations(article, store.quads_of(NamedNode(article)), shapes)
    if articles is None:
        known = _articles_of_splits(store)
        yield from _violations(RESOLUTION.value, store.quads_of(RESOLUTION), shapes, known=known)
        yield from _violations(LINKS_GRAPH.value, store.quads_of(LINKS_GRAPH), _read_shapes("links.ttl"))


def _read_shapes(name: str) -> Graph:
    return Graph().parse(ontologies_folder() / "shapes" / name)


def _articles_of_splits(store: Store) -> Iterator[Quad]:
    """Yield of each article that the resolution tells of that it is one."""
    is_a, article = term("rdf:type"), term("schema:NewsArticle")
    for split in store.engine.quads_for_pattern(None, term("pg:inArticle"), None, RESOLUTION):
        yield from store.engine.quads_for_pattern(split.object, is_a, article, split.object)  # type: ignore[arg-type]


def _violations(name: str, quads: Iterable[Quad], shapes: Graph, *, known: Iterable[Quad] = ()) -> list[Violation]:
    """Return what is wrong with ``quads``, given what is ``known`` from other graphs."""
    graph = _as_graph(quads)
    own = set(graph.subjects())
    _, report, _ = pyshacl.validate(graph + _as_graph(known), shacl_graph=shapes, inference="none")
    nodes = ((result, node) for result, node in report.subject_objects(SH.focusNode) if node in own)
    return sorted({_violation(name, report, result, node) for result, node in nodes}, key=str)


def _as_graph(quads: Iterable[Quad]) -> Graph:
    return Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")


def _violation(name: str, report: Graph, result: Node, node: Node) -> Violation:
    def said(predicate: Node) -> str:
        value = report.value(result, predicate)
        return "" if value is None else shorten(str(value))

    message = said(SH.resultMessage)
    return Violation(graph=name, node=str(node), property=said(SH.resultPath), value=said(SH.value), message=message)
