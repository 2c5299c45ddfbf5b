"""GraphML that Gephi, yEd, Cytoscape, igraph and networkx all read, and the variant in which yEd shows the labels.

Key ids are "node-1", "edge-1" …: Gephi takes keys called "d3" and "d7", which networkx writes, for labels.
Nodes come before edges, as igraph needs it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from pressgraph.views.writers.elements import EdgeElement, Elements, NodeElement, Types, Value
from pressgraph.views.writers.looks import Sizes, colour_of, type_of

_TYPE_NAMES = {str: "string", int: "int", float: "double"}
_ENTITIES = {"\r": "&#13;"}  # as such, it would come back as a line feed
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_YED_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xmlns:y="http://www.yworks.com/xml/graphml"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd">
  <key id="node-look" for="node" yfiles.type="nodegraphics"/>
  <key id="edge-look" for="edge" yfiles.type="edgegraphics"/>
"""
_YED_CELL = 160  #: points between two nodes, until yEd lays them out


def write_graphml(elements: Elements, file: TextIO) -> None:
    """Write the graph as GraphML, element by element."""
    file.write(_HEAD)
    node_tags, edge_tags = _begin(elements, file)
    for node in elements.nodes():
        file.write(f'    <node id="{node.id}">{_data(node.attributes, node_tags)}</node>\n')
    for edge in elements.edges():
        data = _data(edge.attributes, edge_tags)
        file.write(f'    <edge id="{edge.id}" source="{edge.source}" target="{edge.target}">{data}</edge>\n')
    file.write("  </graph>\n</graphml>\n")


def write_yed(elements: Elements, file: TextIO) -> None:
    """Write the graph as GraphML with labels, colours and sizes that yEd shows at once.

    Nodes stand in a grid: choose a layout in yEd's menu.
    """
    file.write(_YED_HEAD)
    node_tags, edge_tags = _begin(elements, file)
    sizes = Sizes(elements)
    columns = math.isqrt(sum(1 for _ in elements.nodes())) + 1
    for number, node in enumerate(elements.nodes()):
        row, column = divmod(number, columns)
        look = _node_look(node, sizes.of(node.attributes), column * _YED_CELL, row * _YED_CELL)
        file.write(f'    <node id="{node.id}">{_data(node.attributes, node_tags)}{look}</node>\n')
    for edge in elements.edges():
        data = _data(edge.attributes, edge_tags) + _edge_look(edge)
        file.write(f'    <edge id="{edge.id}" source="{edge.source}" target="{edge.target}">{data}</edge>\n')
    file.write("  </graph>\n</graphml>\n")


def _begin(elements: Elements, file: TextIO) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Write the keys and open the graph; return the tags that open the values of nodes and of edges."""
    node_tags = _write_keys("node", elements.node_types, file)
    edge_tags = _write_keys("edge", elements.edge_types, file)
    file.write('  <graph id="G" edgedefault="directed">\n')
    return node_tags, edge_tags


def _write_keys(element: str, types: Types, file: TextIO) -> dict[str, str]:
    """Declare the attributes of nodes or edges and return the tag that opens a value of each."""
    keys = {name: f"{element}-{number}" for number, name in enumerate(types, start=1)}
    for name, key in keys.items():
        kind = _TYPE_NAMES[types[name]]
        file.write(f'  <key id="{key}" for="{element}" attr.name={quoteattr(name)} attr.type="{kind}"/>\n')
    return {name: f'<data key="{key}">' for name, key in keys.items()}


def _data(attributes: Mapping[str, Value], tags: Mapping[str, str]) -> str:
    # All values at once, since this is where a large graph spends its time; most hold nothing to escape.
    texts = [*map(str, attributes.values())]
    whole = "".join(texts)
    if "&" in whole or "<" in whole or ">" in whole or "\r" in whole:
        texts = [escape(text, _ENTITIES) for text in texts]
    return _template(tuple(map(tags.__getitem__, attributes))) % tuple(texts)


@lru_cache
def _template(tags: tuple[str, ...]) -> str:
    """Return what the values of some attributes are put into."""
    return "".join(f"{tag}%s</data>" for tag in tags)


def _node_look(node: NodeElement, size: float, x: int, y: int) -> str:
    label = str(node.attributes.get("label", node.id))
    height = 30 + 40 * size
    width = max(height, 7 * max(map(len, label.splitlines() or [""])) + 12)
    return (
        '<data key="node-look"><y:ShapeNode>'
        f'<y:Geometry x="{x}" y="{y}" width="{width:.1f}" height="{height:.1f}"/>'
        f'<y:Fill color="{colour_of(type_of(node.attributes)).hexadecimal}66" transparent="false"/>'
        f"<y:NodeLabel>{escape(label, _ENTITIES)}</y:NodeLabel>"
        '<y:Shape type="roundrectangle"/></y:ShapeNode></data>'
    )


def _edge_look(edge: EdgeElement) -> str:
    label = str(edge.attributes.get("label", ""))
    return (
        '<data key="edge-look"><y:PolyLineEdge><y:Arrows source="none" target="standard"/>'
        f"<y:EdgeLabel>{escape(label, _ENTITIES)}</y:EdgeLabel></y:PolyLineEdge></data>"
    )
