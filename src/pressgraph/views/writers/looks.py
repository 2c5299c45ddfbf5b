"""How nodes look, whatever the format: a colour for each type, a size by what was measured."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from pressgraph.views.gathering import LIST_SEPARATOR
from pressgraph.views.writers.elements import Elements, Value


class Colour(NamedTuple):
    """Red, green and blue, 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hexadecimal(self) -> str:
        """As the web writes it: "#4477aa"."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


# Paul Tol's bright scheme, which colour-blind readers can tell apart.
_COLOURS = {
    "Person": Colour(0x44, 0x77, 0xAA),
    "Organization": Colour(0xEE, 0x66, 0x77),
    "Place": Colour(0x22, 0x88, 0x33),
    "Event": Colour(0xCC, 0xBB, 0x44),
    "NewsArticle": Colour(0x66, 0xCC, 0xEE),
    "Newspaper": Colour(0xAA, 0x33, 0x77),
}
_OTHER = Colour(0xBB, 0xBB, 0xBB)
#: the attribute that gives the size is the first of these that the graph has
_SIZED_BY = ("pagerank", "betweenness", "weighted_degree", "degree", "mentions")


def type_of(attributes: Mapping[str, Value]) -> str:
    """Return a node's main type, "" when it has none."""
    return str(attributes.get("type", "")).partition(LIST_SEPARATOR)[0]


def colour_of(kind: str) -> Colour:
    """Return the colour of a type of nodes."""
    return _COLOURS.get(kind, _OTHER)


class Sizes:
    """The size of each node, 0 to 1, its area growing with what is measured."""

    def __init__(self, elements: Elements) -> None:
        """Find what the graph is sized by, and the highest value of it."""
        numbers = (name for name in _SIZED_BY if elements.node_types.get(name) in (int, float))
        self._name = next(numbers, None)
        values = (self._value(node.attributes) for node in elements.nodes())
        self._highest = max(values, default=0.0) or 1.0

    def of(self, attributes: Mapping[str, Value]) -> float:
        """Return the size of a node with these attributes."""
        return math.sqrt(max(self._value(attributes), 0.0) / self._highest)

    def _value(self, attributes: Mapping[str, Value]) -> float:
        return float(attributes.get(self._name, 0)) if self._name else 0.0
