"""What one article says, ready to be loaded: made by any process, written by the one that has the store open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from pressgraph.facts import ArticleFacts
from pressgraph.graph.article_graph import graph_name
from pressgraph.graph.statements import statements

#: the kinds of fact that are counted, by their names in ArticleFacts
COUNTED = ("entities", "relations", "open_relations", "figures", "quotes", "dates")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedArticle:
    """An article's graph as bytes, which other processes can make and the engine reads fastest."""

    iri: str
    nquads: bytes  #: the whole graph
    fingerprint: str  #: of the article and of what reads it: an article that has the same needn't be read again
    counts: Mapping[str, int]  #: kind of fact → how many

    @property
    def graph(self) -> NamedNode:
        """The name of the article's graph."""
        return graph_name(self.iri)

    def quads(self) -> Iterator[Quad]:
        """Yield the quads of the article's graph."""
        return pyoxigraph.parse(self.nquads, RdfFormat.N_QUADS)


def prepare_article(
    facts: ArticleFacts, *, fingerprint: str, unit_iris: Mapping[str, str], models: Mapping[str, str]
) -> PreparedArticle:
    """Return what the article says, ready to be loaded; the parameters are those of ``statements``.

    Raises AnnotationError as ``statements`` does.
    """
    quads = statements(facts, unit_iris=unit_iris, models=models)
    return PreparedArticle(
        iri=facts.iri,
        nquads=pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b"",
        fingerprint=fingerprint,
        counts={kind: len(getattr(facts, kind)) for kind in COUNTED},
    )
