"""SPARQL rows → networkx.MultiDiGraph.

Nodes are keyed by IRI, edges by a key unique in the whole graph ("e1"). The order of both depends on what the
store holds, never on the order in which it answers.

==========  =============================================================================================
node        ``label`` and ``name`` (the same words), ``type`` ("Person"), ``types`` (narrower classes, when
            there are), ``mentions`` and ``articles`` (counts), ``first_seen`` and ``last_seen`` (ISO dates),
            ``iri``
edge        ``label`` and ``interaction`` (the relation's label), ``predicate`` (IRI), ``weight`` (float),
            ``confidence`` (the highest), ``modality``, ``articles`` and ``mentions`` (how many articles and
            rows support it), ``evidence`` (up to three sentences), ``sources`` (IRIs of their articles),
            ``first_seen`` and ``last_seen``
==========  =============================================================================================

What is not known is left out; lists are joined by " | ".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pressgraph.errors import QueryError
from pressgraph.facts import EntityType
from pressgraph.views.catalogue import entities_query, find_view
from pressgraph.views.filters import NetworkFilters
from pressgraph.views.gathering import EdgeKey, GatheredEdge, GatheredNode, Row, local_name

if TYPE_CHECKING:
    import networkx


class RowSource(Protocol):
    """What answers queries: a :class:`pressgraph.graph.store.Store`, or anything with the same method."""

    def rows(self, sparql: str, /) -> Iterator[dict[str, str | int | float | bool | None]]:
        """Answer a SELECT query, by default over the union of the named graphs, as plain Python values."""
        ...


def build_network(
    store: RowSource,
    view: str = "relations",
    *,
    filters: NetworkFilters | None = None,
    labels: Mapping[str, str] | None = None,
    symmetric: Collection[str] = (),
    language: str = "fr",
) -> networkx.MultiDiGraph:
    """Return a view of the store as a network.

    ``labels`` says what to call a relation, by its IRI (the ontology's ``rdfs:label``); one that is missing
    there goes by its local name. ``symmetric`` holds the IRIs of relations that hold both ways: the two
    directions become one edge. ``language`` ("fr" or "en") chooses among the labels that a view itself gives.

    Raises QueryError when there is no such view, or when a relation or a type asked for occurs nowhere.
    """
    import networkx  # noqa: PLC0415  (costs a quarter of a second, which only those who build a network should wait)

    query = find_view(view).sparql
    filters = filters or NetworkFilters()
    nodes = _read_entities(store, filters)
    edges = _read_edges(store.rows(query), nodes, filters, _RelationNames(labels or {}, symmetric, language))
    _check_relations_exist(edges, filters)
    _check_types_exist(nodes.values(), filters)
    admitted = {iri for iri, node in nodes.items() if not node.is_entity or filters.admits_types(node.types)}
    kept = [
        key
        for key in sorted(edges)
        if {key.source, key.target} <= admitted
        and filters.admits_relation(key.names)
        and edges[key].weight >= filters.minimum_weight
    ]
    linked = {iri for key in kept for iri in (key.source, key.target)}

    graph = networkx.MultiDiGraph()
    for iri in sorted(admitted if filters.keep_isolated else linked):
        graph.add_node(iri, **nodes[iri].attributes())
    for number, key in enumerate(kept, start=1):
        graph.add_edge(key.source, key.target, key=f"e{number}", **edges[key].attributes(key))
    return graph


@dataclass(frozen=True, slots=True)
class _RelationNames:
    """What the relations are called, and which of them have no direction."""

    labels: Mapping[str, str]
    symmetric: Collection[str]
    language: str

    def edge_key(self, row: Row, modality: str) -> EdgeKey:
        source, target, predicate = row["source"], row["target"], row.get("predicate") or ""
        if predicate in self.symmetric and target < source:
            source, target = target, source
        label = row.get(f"label_{self.language}") or row.get("label") or self.labels.get(predicate)
        return EdgeKey(source, target, predicate, label or local_name(predicate), modality)


def _read_entities(store: RowSource, filters: NetworkFilters) -> dict[str, GatheredNode]:
    nodes: dict[str, GatheredNode] = {}
    rows: Iterable[Row] = store.rows(entities_query().sparql)
    for row in rows:
        if filters.admits_date(row["published"]):
            iri = row["node"]
            if iri not in nodes:
                nodes[iri] = GatheredNode(iri, is_entity=True)
            nodes[iri].add(
                article=row["article"],
                published=row["published"],
                label=row["label"],
                kind=row["class"],
                mentions=row["mentions"],
            )
    return nodes


def _read_edges(
    rows: Iterable[Row], nodes: dict[str, GatheredNode], filters: NetworkFilters, names: _RelationNames
) -> dict[EdgeKey, GatheredEdge]:
    edges: defaultdict[EdgeKey, GatheredEdge] = defaultdict(GatheredEdge)
    for row in rows:
        modality = local_name(row.get("modality") or "")
        if filters.admits_date(row.get("published")) and filters.admits_statement(modality, row.get("confidence")):
            _describe_end(nodes, row, "source")
            if row.get("target") is not None:
                _describe_end(nodes, row, "target")
                edges[names.edge_key(row, modality)].add(row)
    return edges


def _describe_end(nodes: dict[str, GatheredNode], row: Row, end: str) -> None:
    """Add what a view's row tells of its source or target, unless ``entities.rq`` has told it already."""
    iri = row[end]
    if iri not in nodes:
        nodes[iri] = GatheredNode(iri, is_entity=False)
    node = nodes[iri]
    if not node.is_entity:
        node.add(
            article=row["article"],
            published=row.get("published"),
            label=row.get(f"{end}_label"),
            kind=row.get(f"{end}_type"),
            mentions=node.mentions_in(row["article"]) + int(row.get("weight") or 1),
        )


def _check_relations_exist(edges: Iterable[EdgeKey], filters: NetworkFilters) -> None:
    """Refuse a relation that occurs nowhere: a slip of the pen more likely than a wish for an empty graph."""
    known = {name for key in edges for name in key.names}
    for wanted in filters.relations:
        if known and not NetworkFilters(relations=[wanted]).admits_relation(known):
            there_are = ", ".join(sorted({key.label for key in edges}))
            raise QueryError(f"{wanted}: no such relation in this view; there are {there_are}")


def _check_types_exist(nodes: Iterable[GatheredNode], filters: NetworkFilters) -> None:
    """Refuse a type that is none of ours and that no entity has."""
    known = {*EntityType, *(kind for node in nodes if node.is_entity for kind in node.types)}
    for wanted in filters.types:
        if not NetworkFilters(types=[wanted]).admits_types(known):
            raise QueryError(f"{wanted}: no such type of entity; there are {', '.join(sorted(known))}")
