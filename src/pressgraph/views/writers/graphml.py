"""GraphML that Gephi, yEd, Cytoscape, igraph and networkx all read.

Key ids are "node-1", "edge-1" …: Gephi takes keys called "d3" and "d7", which networkx writes, for labels.
Nodes come before edges, as igraph needs it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from pressgraph.views.writers.elements import Elements, Types, Value

_TYPE_NAMES = {str: "string", int: "int", float: "double"}
_ENTITIES = {"\r": "&#13;"}  # as such, it would come back as a line feed
_find_special = re.compile("[&<>\r]").search
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write_graphml(elements: Elements, file: TextIO) -> None:
    """Write the graph as GraphML, element by element."""
    file.write(_HEAD)
    node_tags = _write_keys("node", elements.node_types, file)
    edge_tags = _write_keys("edge", elements.edge_types, file)
    file.write('  <graph id="G" edgedefault="directed">\n')
    for node in elements.nodes():
        file.write(f'    <node id="{node.id}">{_data(node.attributes, node_tags)}</node>\n')
    for edge in elements.edges():
        data = _data(edge.attributes, edge_tags)
        file.write(f'    <edge id="{edge.id}" source="{edge.source}" target="{edge.target}">{data}</edge>\n')
    file.write("  </graph>\n</graphml>\n")


def _write_keys(element: str, types: Types, file: TextIO) -> dict[str, str]:
    """Declare the attributes of nodes or edges and return the tag that opens a value of each."""
    keys = {name: f"{element}-{number}" for number, name in enumerate(types, start=1)}
    for name, key in keys.items():
        kind = _TYPE_NAMES[types[name]]
        file.write(f'  <key id="{key}" for="{element}" attr.name={quoteattr(name)} attr.type="{kind}"/>\n')
    return {name: f'<data key="{key}">' for name, key in keys.items()}


def _data(attributes: Mapping[str, Value], tags: Mapping[str, str]) -> str:
    # Without a function called for each value: this is where a large graph spends its time.
    return "".join(
        [
            f'{tags[name]}{value if _find_special(value) is None else escape(value, _ENTITIES)}</data>'
            if isinstance(value, str)
            else f'{tags[name]}{value!r}</data>'
            for name, value in attributes.items()
        ]
    )
