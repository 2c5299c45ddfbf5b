"""What a node weighs in its network, written as an attribute of it.

Every measure sees the network without direction, parallel edges as one that weighs as much as all of them, but for
PageRank, which follows the edges. A measure is one function and one line in ``MEASURES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from pressgraph.errors import QueryError

if TYPE_CHECKING:
    import networkx

_MOST_NODES_FOR_BETWEENNESS = 5000  #: about a minute; it grows with nodes times edges
_SEED = 20180928  #: Louvain visits nodes at random; the same network gets the same communities


def add_measures(graph: networkx.MultiDiGraph, names: Iterable[str]) -> None:
    """Write the measures called ``names`` as attributes of the nodes, "-" in a name as "_" in the attribute's.

    Raises QueryError for an unknown measure, and for one that would take too long on a network of this size.
    """
    for name in names:
        values = measure(graph, name)
        for node, value in values.items():
            graph.nodes[node][name.replace("-", "_")] = value


def measure(graph: networkx.MultiDiGraph, name: str) -> Mapping[str, float]:
    """Return one measure of every node; raises QueryError as :func:`add_measures` does."""
    if name not in MEASURES:
        raise QueryError(f"{name}: no such measure; there are {', '.join(MEASURES)}")
    return MEASURES[name](graph) if graph else {}


def _simple(graph: networkx.MultiDiGraph, kind: type[networkx.Graph]) -> networkx.Graph:
    """Return the network with one edge for all parallel ones, which weighs as much as they together."""
    simple = kind()
    simple.add_nodes_from(graph)
    for source, target, weight in graph.edges(data="weight", default=1.0):
        if simple.has_edge(source, target):
            simple[source][target]["weight"] += weight
        else:
            simple.add_edge(source, target, weight=weight)
    return simple


def _degree(graph: networkx.MultiDiGraph) -> dict[str, float]:
    """Return with how many other nodes a node is linked."""
    return {node: len({*graph.predecessors(node), *graph.successors(node)} - {node}) for node in graph}


def _weighted_degree(graph: networkx.MultiDiGraph) -> dict[str, float]:
    """Return what the edges of a node weigh together."""
    return {node: float(weight) for node, weight in graph.degree(weight="weight")}


def _pagerank(graph: networkx.MultiDiGraph) -> dict[str, float]:
    import networkx  # noqa: PLC0415

    return dict(networkx.pagerank(_simple(graph, networkx.DiGraph)))


def _betweenness(graph: networkx.MultiDiGraph) -> dict[str, float]:
    """Return on what part of the shortest paths a node lies, by number of edges."""
    import networkx  # noqa: PLC0415

    if len(graph) > _MOST_NODES_FOR_BETWEENNESS:
        raise QueryError(
            f"betweenness of {len(graph)} nodes would take very long, the most is {_MOST_NODES_FOR_BETWEENNESS}; "
            "narrow the network (--top, --least, --type …) or take pagerank"
        )
    return dict(networkx.betweenness_centrality(_simple(graph, networkx.Graph)))


def _community(graph: networkx.MultiDiGraph) -> dict[str, float]:
    """Return the number of a node's community by Louvain, from 1, the largest first."""
    import networkx  # noqa: PLC0415

    found = networkx.community.louvain_communities(_simple(graph, networkx.Graph), seed=_SEED)
    ordered = sorted(found, key=lambda community: (-len(community), min(community)))
    return {node: number for number, community in enumerate(ordered, start=1) for node in community}


MEASURES: Mapping[str, Callable[[networkx.MultiDiGraph], Mapping[str, float]]] = {
    "degree": _degree,
    "weighted-degree": _weighted_degree,
    "pagerank": _pagerank,
    "betweenness": _betweenness,
    "community": _community,
}
