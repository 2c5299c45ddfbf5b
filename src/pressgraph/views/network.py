"""SPARQL rows → networkx.MultiDiGraph.

Nodes are keyed by IRI, edges by a key unique in the whole graph ("e1"). The order of both depends on what the
store holds, never on the order in which it answers.

==========  =============================================================================================
node        ``label`` and ``name`` (the same words), ``type`` ("Person"), ``types`` (narrower classes, when
            there are), ``mentions`` and ``articles`` (counts), ``first_seen`` and ``last_seen`` (ISO dates),
            ``iri``; places that are located: ``latitude``, ``longitude``, ``country``
edge        ``label`` and ``interaction`` (the relation's label), ``predicate`` (IRI), ``weight`` (float),
            ``confidence`` (the highest), ``modality``, ``articles`` and ``mentions`` (how many articles and
            rows support it), ``evidence`` (up to three sentences), ``sources`` (IRIs of their articles),
            ``first_seen`` and ``last_seen``
==========  =============================================================================================

What is not known is left out; lists are joined by " | ".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from pressgraph.views.filters import NetworkFilters
from pressgraph.views.gathering import EdgeKey, GatheredEdge
from pressgraph.views.rows import RelationNames, RowSource, ViewRows

if TYPE_CHECKING:
    import networkx


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

    Raises QueryError when there is no such view, or when a relation, type or paper asked for occurs nowhere.
    """
    import networkx  # noqa: PLC0415  (costs a quarter of a second, which only those who build a network should wait)

    filters = filters or NetworkFilters()
    names = RelationNames(labels=labels or {}, symmetric=symmetric, language=language)
    rows = ViewRows(store, view, filters=filters, names=names)
    edges: defaultdict[EdgeKey, GatheredEdge] = defaultdict(GatheredEdge)
    for key, row in rows:
        edges[key].add(row)
    kept = [key for key in sorted(edges) if edges[key].weight >= filters.minimum_weight]
    linked = {iri for key in kept for iri in (key.source, key.target)}

    graph = networkx.MultiDiGraph()
    for iri in sorted(rows.admitted_nodes() if filters.keep_isolated else linked):
        graph.add_node(iri, **rows.nodes[iri].attributes())
    for number, key in enumerate(kept, start=1):
        graph.add_edge(key.source, key.target, key=f"e{number}", **edges[key].attributes(key))
    return graph
