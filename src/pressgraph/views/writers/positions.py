"""Where the nodes of a picture stand: each connected part laid out by itself, the parts side by side."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import networkx

from pressgraph.views.writers.elements import Elements

_SEED = 20180928  #: layouts start at random; the same graph gets the same picture
_SPACE = 1.5  #: inches that a node takes, with its label
_FLAT = 1e-6  #: less is no extent
_MOST_FOR_STRESS = 200  #: nodes; the better layout takes too long beyond
Point = tuple[float, float]


class Positions(NamedTuple):
    """Where nodes stand on a sheet."""

    points: dict[str, Point]  #: node id → inches from the left and from the bottom
    width: float  #: inches
    height: float  #: inches


def find_positions(elements: Elements) -> Positions:
    """Return a place for every node, close to those that it is linked with."""
    graph = networkx.Graph()
    graph.add_nodes_from(node.id for node in elements.nodes())
    graph.add_edges_from((edge.source, edge.target) for edge in elements.edges())
    parts = sorted(networkx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    return _packed([_lay_out(graph, sorted(part)) for part in parts])


class _Box(NamedTuple):
    width: float  #: inches
    height: float  #: inches
    points: dict[str, Point]


def _lay_out(graph: networkx.Graph, nodes: list[str]) -> _Box:
    """Lay out one connected part in a box that is large enough for its labels."""
    part = networkx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(nodes).edges))
    side = _SPACE * (math.sqrt(len(nodes)) + 1)
    if len(nodes) <= _MOST_FOR_STRESS:
        points = networkx.kamada_kawai_layout(part)
    else:
        points = networkx.spring_layout(part, seed=_SEED, k=2.5 / math.sqrt(len(nodes)), iterations=100)
    return _boxed({node: (float(x), float(y)) for node, (x, y) in points.items()}, side)


def _boxed(points: dict[str, Point], side: float) -> _Box:
    """Stretch the points over a square, flat where they stand in a row, with a margin in which labels have room."""
    (left, right), (bottom, top) = (_bounds(values) for values in zip(*points.values(), strict=True))
    height = side if top - bottom > _FLAT else _SPACE
    fitted = {
        node: (_stretched(x, left, right, side), _stretched(y, bottom, top, height)) for node, (x, y) in points.items()
    }
    return _Box(side, height, fitted)


def _bounds(values: Iterable[float]) -> tuple[float, float]:
    found = list(values)
    return min(found), max(found)


def _stretched(value: float, low: float, high: float, side: float) -> float:
    share = (value - low) / (high - low) if high - low > _FLAT else 0.5
    return _SPACE / 2 + (side - _SPACE) * share


def _packed(boxes: list[_Box]) -> Positions:
    """Put the boxes in rows, the largest at the top, on a sheet about half as wide again as high."""
    area = sum(box.width * box.height for box in boxes)
    width = max([math.sqrt(area * 1.5), *(box.width for box in boxes), _SPACE])
    placed: list[tuple[float, float, _Box]] = []  # inches from the left and from the top
    left = top = row_height = 0.0
    for box in boxes:
        if left + box.width > width + _FLAT:
            left, top, row_height = 0.0, top + row_height, 0.0
        placed.append((left, top, box))
        left += box.width
        row_height = max(row_height, box.height)
    height = max(top + row_height, _SPACE)
    points = {
        node: (left + x, height - top - box.height + y)
        for left, top, box in placed
        for node, (x, y) in box.points.items()
    }
    return Positions(points, width, height)
