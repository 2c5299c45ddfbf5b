"""DOT for Graphviz."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

from pressgraph.views.writers.elements import Elements, Value

# All is in quotes, outside of which Graphviz takes <…> for HTML; a backslash would begin an escape ("\N").
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": " "})
_SAME_AS_LABEL = "name"  # pydot, and with it networkx, can't read an attribute of this name
_KEYWORDS = frozenset({"digraph", "edge", "graph", "node", "strict", "subgraph"})


def write_dot(elements: Elements, file: TextIO) -> None:
    """Write the graph in the DOT language."""
    file.write("digraph {\n")
    for node in elements.nodes():
        file.write(f"  {node.id} {_attributes(node.attributes)};\n")
    for edge in elements.edges():
        file.write(f"  {edge.source} -> {edge.target} {_attributes(edge.attributes)};\n")
    file.write("}\n")


def _attributes(attributes: Mapping[str, Value]) -> str:
    pairs = (
        f"{_attribute_name(name)}={_quoted(value)}" for name, value in attributes.items() if name != _SAME_AS_LABEL
    )
    return f"[{', '.join(pairs)}]"


def _attribute_name(name: str) -> str:
    # Bare where DOT allows it: some readers keep the quotes as part of the name.
    is_bare = name.isascii() and name.isidentifier() and name.lower() not in _KEYWORDS
    return name if is_bare else _quoted(name)


def _quoted(value: Value) -> str:
    return f'"{str(value).translate(_ESCAPES)}"'
