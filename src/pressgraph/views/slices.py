"""Networks over time: one for each year or month, or one whose edges know when they hold and how much they weigh."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pressgraph.errors import QueryError
from pressgraph.views.catalogue import articles_query
from pressgraph.views.filters import NetworkFilters
from pressgraph.views.gathering import Row
from pressgraph.views.network import build_network
from pressgraph.views.rows import RowSource
from pressgraph.views.writers.elements import SPELLS, Spell

if TYPE_CHECKING:
    import networkx

SliceLength = Literal["year", "month"]


@dataclass(frozen=True, slots=True, order=True)
class Slice:
    """A year or a month."""

    name: str  #: "2021" or "2021-03"

    @property
    def first(self) -> date:
        """Its first day."""
        year, _, month = self.name.partition("-")
        return date(int(year), int(month or 1), 1)

    @property
    def last(self) -> date:
        """Its last day."""
        year, _, month = self.name.partition("-")
        last_month = int(month or 12)
        return date(int(year), last_month, monthrange(int(year), last_month)[1])


class SlicedRows:
    """A store's answers by slice of time: each query is asked once, and kept in memory."""

    def __init__(self, store: RowSource, length: SliceLength) -> None:
        """Cut time in pieces of this length, by the publication dates of the articles."""
        digits = {"year": 4, "month": 7}[length]
        self._store = store
        self._slice_of = {
            row["article"]: Slice(str(row["published"])[:digits])
            for row in store.rows(articles_query().sparql)
            if row["published"]
        }
        self._answers: dict[str, dict[Slice | None, list[Row]]] = {}

    def rows_of(self, piece: Slice, sparql: str) -> list[Row]:
        """Return the rows of the articles of one slice, or all rows of a query that tells of no article."""
        if sparql not in self._answers:
            answer: dict[Slice | None, list[Row]] = {}
            rows: Iterable[Row] = self._store.rows(sparql)
            for row in rows:
                key = self._slice_of.get(row["article"]) if "article" in row else None
                if key or "article" not in row:
                    answer.setdefault(key, []).append(row)
            self._answers[sparql] = answer
        answer = self._answers[sparql]
        return answer.get(None) or answer.get(piece, [])

    def slices(self) -> list[Slice]:
        """Return the slices in which there are articles, in order."""
        return sorted(set(self._slice_of.values()))


@dataclass(frozen=True, slots=True)
class _OneSlice:
    """What answers as a store would that held the articles of one slice only."""

    whole: SlicedRows
    piece: Slice

    def rows(self, sparql: str, /) -> Iterator[Any]:
        return iter(self.whole.rows_of(self.piece, sparql))


def slice_networks(
    store: RowSource,
    view: str = "relations",
    *,
    length: SliceLength,
    filters: NetworkFilters | None = None,
    labels: Mapping[str, str] | None = None,
    symmetric: Collection[str] = (),
    language: str = "fr",
) -> Iterator[tuple[Slice, networkx.MultiDiGraph]]:
    """Yield each slice of time with the network of its articles, where it has any edge; undated articles are in none.

    The parameters are those of :func:`pressgraph.views.network.build_network`. A relation, type or paper need not
    occur in every slice. Raises QueryError when there is no such view, or nothing in any slice.
    """
    whole, found = SlicedRows(store, length), False
    within = replace(filters or NetworkFilters(), may_be_absent=True)
    for piece in whole.slices():
        part = _OneSlice(whole, piece)
        network = build_network(part, view, filters=within, labels=labels, symmetric=symmetric, language=language)
        if network:
            found = True
            yield piece, network
    if not found:
        raise QueryError("no dated article tells of such a network; ask for it without slices of time")


def add_spells(
    graph: networkx.MultiDiGraph, pieces: Collection[tuple[Slice, networkx.MultiDiGraph]]
) -> networkx.MultiDiGraph:
    """Return the part of ``graph`` that any of the slices tells of, with the ``spells`` of its nodes and edges.

    The weight of a node's spell is how often it is mentioned.
    """
    graph = graph.copy()
    nodes: dict[str, list[Spell]] = {}
    edges: dict[tuple[str, ...], list[Spell]] = {}
    for piece, network in sorted(pieces, key=lambda pair: pair[0]):
        days = piece.first.isoformat(), piece.last.isoformat()
        for node, mentions in network.nodes(data="mentions", default=1):
            nodes.setdefault(node, []).append(Spell(*days, float(mentions)))
        for source, target, data in network.edges(data=True):
            edges.setdefault(_identity(source, target, data), []).append(Spell(*days, float(data["weight"])))
    for source, target, key, data in list(graph.edges(keys=True, data=True)):
        identity = _identity(source, target, data)
        if identity in edges:
            data[SPELLS] = edges[identity]
        else:
            graph.remove_edge(source, target, key)
    graph.remove_nodes_from([node for node in graph if node not in nodes])
    for node, data in graph.nodes(data=True):
        data[SPELLS] = nodes[node]
    return graph


def _identity(source: str, target: str, data: Mapping[str, object]) -> tuple[str, ...]:
    """Return what tells an edge from every other, in whatever slice."""
    return (source, target, *(str(data.get(name, "")) for name in ("predicate", "label", "modality")))
