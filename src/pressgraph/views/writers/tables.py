"""Two CSV tables, nodes and edges, with the column names that Gephi's spreadsheet import looks for."""

from __future__ import annotations

import csv
from typing import TextIO

from pressgraph.views.writers.elements import Elements, Value

#: a spreadsheet would run a cell that begins so as a formula
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_tables(elements: Elements, nodes_file: TextIO, edges_file: TextIO) -> None:
    """Write one row a node and one row an edge.

    Text that a spreadsheet could run as a formula gets an apostrophe in front.
    """
    nodes = csv.writer(nodes_file, lineterminator="\n")
    nodes.writerow(["id", *map(_cell, elements.node_types)])
    for node in elements.nodes():
        nodes.writerow([node.id, *(_cell(node.attributes.get(name, "")) for name in elements.node_types)])
    edges = csv.writer(edges_file, lineterminator="\n")
    edges.writerow(["id", "source", "target", "type", *map(_cell, elements.edge_types)])
    for edge in elements.edges():
        values = (_cell(edge.attributes.get(name, "")) for name in elements.edge_types)
        edges.writerow([edge.id, edge.source, edge.target, "Directed", *values])


def _cell(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
