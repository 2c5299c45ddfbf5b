"""CSV tables of nodes and edges: a pair with the column names of Gephi's import, and a pair for ``neo4j-admin``."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from typing import TextIO

from pressgraph.spreadsheets import safe_cell
from pressgraph.views.gathering import LIST_SEPARATOR
from pressgraph.views.writers.elements import Elements, Types, Value

_NEO4J_TYPES = {str: "string", int: "long", float: "double"}


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


def write_neo4j(elements: Elements, nodes_file: TextIO, relationships_file: TextIO) -> None:
    """Write nodes and relationships as ``neo4j-admin database import full`` reads them.

    A node's types are its labels, an edge's relation is its type: "headOf" becomes ``HEAD_OF``. No cell has a line
    break, so that the import needs no option. Text that a spreadsheet could run gets an apostrophe here, too.
    """
    nodes = csv.writer(nodes_file, lineterminator="\n")
    nodes.writerow(["id:ID", *_neo4j_columns(elements.node_types), ":LABEL"])
    for node in elements.nodes():
        values = (_line(node.attributes.get(name, "")) for name in elements.node_types)
        nodes.writerow([node.id, *values, _neo4j_labels(node.attributes)])
    relationships = csv.writer(relationships_file, lineterminator="\n")
    relationships.writerow([":START_ID", ":END_ID", ":TYPE", *_neo4j_columns(elements.edge_types)])
    for edge in elements.edges():
        values = (_line(edge.attributes.get(name, "")) for name in elements.edge_types)
        relationships.writerow([edge.source, edge.target, _neo4j_type(edge.attributes), *values])


def _cell(value: Value) -> Value:
    return safe_cell(value) if isinstance(value, str) else value


def _line(value: Value) -> Value:
    return _cell(" ".join(value.split())) if isinstance(value, str) else value


def _neo4j_columns(types: Types) -> list[str]:
    return [f"{re.sub(r'[^0-9A-Za-z_]', '_', name)}:{_NEO4J_TYPES[kind]}" for name, kind in types.items()]


def _neo4j_labels(attributes: Mapping[str, Value]) -> str:
    types = LIST_SEPARATOR.join(str(attributes[name]) for name in ("type", "types") if attributes.get(name))
    return ";".join(re.sub(r"\W", "_", name) for name in types.split(LIST_SEPARATOR) if name) or "Node"


def _neo4j_type(attributes: Mapping[str, Value]) -> str:
    """Return the relation's local name, or its label, as Neo4j's relationship types are written."""
    name = re.split("[/#]", str(attributes.get("predicate") or attributes.get("label") or "linked"))[-1]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"\W+", "_", words).strip("_").upper() or "LINKED"
