"""A graph as every format wants it: short ids, one type a name, no character that XML forbids."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from pressgraph.views.gathering import LIST_SEPARATOR

if TYPE_CHECKING:
    import networkx

Value = str | int | float
Types = dict[str, type[Value]]  #: attribute name → str, int or float

#: attribute of nodes and edges of a networkx graph that holds their spells in time
SPELLS = "spells"

#: XML 1.0 has no way to write these, and lone surrogates have no UTF-8
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Spell(NamedTuple):
    """A slice of time in which a node or an edge is told of."""

    first: str  #: ISO date
    last: str  #: ISO date, inclusive
    weight: float  #: what it weighs in that time


class NodeElement(NamedTuple):
    """A node ready to be written."""

    id: str  #: "n1", "n2" … in the order of the graph
    attributes: dict[str, Value]
    spells: Sequence[Spell] = ()


class EdgeElement(NamedTuple):
    """An edge ready to be written."""

    id: str  #: "e1", "e2" …: unique in the whole file
    source: str  #: node id
    target: str  #: node id
    attributes: dict[str, Value]
    spells: Sequence[Spell] = ()


@runtime_checkable
class Elements(Protocol):
    """What every writer takes: nodes and edges, made one by one while they are written, as often as asked for."""

    node_types: Types  #: the name and type of each node attribute, in order of first appearance
    edge_types: Types  #: the same of the edges

    def nodes(self) -> Iterator[NodeElement]:
        """Give every node."""
        ...

    def edges(self) -> Iterator[EdgeElement]:
        """Give every edge."""
        ...


class NetworkElements:
    """The nodes and edges of a networkx graph, made one by one while they are written.

    An attribute has one type throughout: where nodes or edges differ, int gives way to float, anything else
    to str. Booleans become "true" and "false", lists are joined by " | "; None and numbers that aren't finite
    are left out. An attribute called "id" becomes "identifier": readers would take it for the element's own.
    """

    def __init__(self, graph: networkx.MultiDiGraph) -> None:
        self._graph = graph
        self._ids = {node: f"n{number}" for number, node in enumerate(graph, start=1)}
        node_types = types_of(data for _, data in graph.nodes(data=True))
        edge_types = types_of(data for *_, data in graph.edges(data=True))
        types = _merged(node_types, edge_types)
        self.node_types = {name: types[name] for name in node_types}
        self.edge_types = {name: types[name] for name in edge_types}

    def nodes(self) -> Iterator[NodeElement]:
        """Give every node in the order of the graph."""
        for node, data in self._graph.nodes(data=True):
            yield NodeElement(self._ids[node], cleaned(data, self.node_types), data.get(SPELLS, ()))

    def edges(self) -> Iterator[EdgeElement]:
        """Give every edge in the order of the graph."""
        for number, (source, target, data) in enumerate(self._graph.edges(data=True), start=1):
            attributes = cleaned(data, self.edge_types)
            yield EdgeElement(f"e{number}", self._ids[source], self._ids[target], attributes, data.get(SPELLS, ()))


def cleaned(data: Mapping[Any, Any], types: Types) -> dict[str, Value]:
    """Return what there is to write of an element's attributes, each of the type that ``types`` gives its name."""
    attributes = {}
    for key, value in data.items():
        plain = None if key == SPELLS else clean(value)
        if plain is not None:
            name = _name(key)
            attributes[name] = types[name](plain)
    return attributes


@cache
def _name(key: object) -> str:
    name = _FORBIDDEN.sub("", str(key))
    return "identifier" if name.lower() == "id" else name


def clean(value: Any) -> Value | None:
    """Return the value as text or finite number, None when there is nothing to write."""
    if isinstance(value, str):
        # Nothing forbidden is printable, and the test is ten times as fast as the search.
        return str(value) if value.isprintable() else _FORBIDDEN.sub("", value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, (list, tuple)):
        return LIST_SEPARATOR.join(str(plain) for plain in map(clean, value) if plain is not None)
    return None if value is None else _FORBIDDEN.sub("", str(value))


def types_of(elements: Iterable[Mapping[Any, Any]]) -> Types:
    """Return the name and type of each attribute, in order of first appearance."""
    types: Types = {}
    for data in elements:
        for key, value in data.items():
            plain = None if key == SPELLS else clean(value)
            if plain is not None:
                name, kind = _name(key), type(plain)
                if types.get(name) is not kind:
                    types[name] = _wider(types.get(name), kind)
    return types


def _merged(first: Types, second: Types) -> Types:
    return {name: _wider(first.get(name), second.get(name)) for name in first | second}


def _wider(one: type[Value] | None, other: type[Value] | None) -> type[Value]:
    """Return the type that holds values of both."""
    kinds = {kind for kind in (one, other) if kind is not None}
    if len(kinds) == 1:
        return kinds.pop()
    return float if kinds == {int, float} else str
