"""Part of a network: who stands around one entity, or the nodes that weigh most."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from pressgraph.errors import QueryError
from pressgraph.identifiers import fold
from pressgraph.views.measures import measure

if TYPE_CHECKING:
    import networkx

_MOST_NAMED = 8  #: candidates that an error lists


def ego_network(graph: networkx.MultiDiGraph, name: str, *, depth: int = 1) -> networkx.MultiDiGraph:
    """Return the nodes at most ``depth`` edges away from one node, whatever the edges' direction, and all their edges.

    ``name`` is the node's IRI, its label or words of it, whatever the case and accents. Raises QueryError when no node
    or more than one is called so.
    """
    centre = find_node(graph, name)
    reached = border = {centre}
    for _ in range(depth):
        border = {other for node in border for other in (*graph.successors(node), *graph.predecessors(node))} - reached
        reached = reached | border
    return _part(graph, reached)


def find_node(graph: networkx.MultiDiGraph, name: str) -> str:
    """Return the node called ``name``: see :func:`ego_network`."""
    if name in graph:
        return name
    wanted = fold(name)
    labels = {node: fold(label) for node, label in graph.nodes(data="label")}
    found = [node for node, label in labels.items() if label == wanted] or [
        node for node, label in labels.items() if set(wanted.split()) <= set(label.split())
    ]
    if not found:
        raise QueryError(f"{name}: nobody and nothing in this network is called so; see: pressgraph entities")
    if len(found) > 1:
        raise QueryError(f"{name}: could be {_listed(graph, found)}; give the whole name or the IRI")
    return str(found[0])


def top_network(graph: networkx.MultiDiGraph, number: int, *, by: str = "degree") -> networkx.MultiDiGraph:
    """Return the ``number`` nodes of the highest measure (see :mod:`pressgraph.views.measures`) and their edges.

    Of nodes that measure the same, the first by IRI stay.
    """
    values = measure(graph, by)
    best = sorted(graph, key=lambda node: (-values[node], node))[:number]
    return _part(graph, set(best))


def _part(graph: networkx.MultiDiGraph, wanted: Container[str]) -> networkx.MultiDiGraph:
    """Return a copy that holds the wanted nodes, in the order of the graph."""
    part = graph.copy()  # a subgraph would lose the order
    part.remove_nodes_from([node for node in graph if node not in wanted])
    return part


def _listed(graph: networkx.MultiDiGraph, nodes: list[str]) -> str:
    named = [f"{graph.nodes[node].get('label')} ({node})" for node in nodes[:_MOST_NAMED]]
    return ", ".join(named) + (" …" if len(nodes) > _MOST_NAMED else "")
