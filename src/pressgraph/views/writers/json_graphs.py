"""The two JSON forms: Cytoscape's (desktop and cytoscape.js) and networkx's node-link."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from pressgraph.views.writers.elements import Elements


def write_cytoscape(elements: Elements, file: TextIO) -> None:
    """Write the graph as Cytoscape JSON (``.cyjs``)."""
    file.write('{"format_version": "1.0", "generated_by": "pressgraph", "target_cytoscapejs_version": "~2.1",\n')
    file.write(' "data": {"name": "pressgraph", "shared_name": "pressgraph"},\n "elements": {"nodes": [\n')
    _write_items(({"data": {**node.attributes, "id": node.id}} for node in elements.nodes()), file)
    file.write('], "edges": [\n')
    _write_items(
        (
            {"data": {**edge.attributes, "id": edge.id, "source": edge.source, "target": edge.target}}
            for edge in elements.edges()
        ),
        file,
    )
    file.write("]}}\n")


def write_node_link(elements: Elements, file: TextIO) -> None:
    """Write the graph in the form that ``networkx.node_link_graph(data, edges="edges")`` and D3 read."""
    file.write('{"directed": true, "multigraph": true, "graph": {}, "nodes": [\n')
    _write_items(({**node.attributes, "id": node.id} for node in elements.nodes()), file)
    file.write('], "edges": [\n')
    _write_items(
        (
            {**edge.attributes, "source": edge.source, "target": edge.target, "key": edge.id}
            for edge in elements.edges()
        ),
        file,
    )
    file.write("]}\n")


def _write_items(items: Iterable[dict[str, Any]], file: TextIO) -> None:
    """Write the items of a JSON array, one a line, so that no more than one is held in memory."""
    for number, item in enumerate(items):
        file.write((",\n" if number else "") + json.dumps(item, ensure_ascii=False))
