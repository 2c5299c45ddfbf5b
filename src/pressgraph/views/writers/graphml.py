"""GraphML that Gephi, yEd, Cytoscape, igraph and networkx all read.

Key ids are "node-1", "edge-1" …: Gephi takes keys called "d3" and "d7", which networkx writes, for labels.
Nodes come before edges, as igraph needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from pressgraph.views.writers.elements import Elements, Types, Value

_TYPE_NAMES = {str: "string", int: "int", float: "double"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write_graphml(elements: Elements, file: TextIO) -> None:
    """Write the graph as GraphML, element by element."""
    file.write(_HEAD)
    node_keys = _write_keys("node", elements.node_types, file)
    edge_keys = _write_keys("edge", elements.edge_types, file)
    file.write('  <graph id="G" edgedefault="directed">\n')
    for node in elements.nodes():
        file.write(f'    <node id="{node.id}">{_data(node.attributes, node_keys)}</node>\n')
    for edge in elements.edges():
        data = _data(edge.attributes, edge_keys)
        file.write(f'    <edge id="{edge.id}" source="{edge.source}" target="{edge.target}">{data}</edge>\n')
    file.write("  </graph>\n</graphml>\n")


def _write_keys(element: str, types: Types, file: TextIO) -> dict[str, str]:
    """Declare the attributes of nodes or edges and return the key id of each name."""
    keys = {name: f"{element}-{number}" for number, name in enumerate(types, start=1)}
    for name, key in keys.items():
        kind = _TYPE_NAMES[types[name]]
        file.write(f'  <key id="{key}" for="{element}" attr.name={quoteattr(name)} attr.type="{kind}"/>\n')
    return keys


def _data(attributes: Mapping[str, Value], keys: Mapping[str, str]) -> str:
    return "".join(f'<data key="{keys[name]}">{_text(value)}</data>' for name, value in attributes.items())


def _text(value: Value) -> str:
    # A carriage return as such would come back as a line feed.
    return escape(value, {"\r": "&#13;"}) if isinstance(value, str) else repr(value)
