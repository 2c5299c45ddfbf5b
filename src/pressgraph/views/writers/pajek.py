"""Pajek's ``.net``: numbered vertices with their labels, arcs with weight and label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from pressgraph.views.writers.elements import Elements


def write_pajek(elements: Elements, file: TextIO) -> None:
    """Write the graph for Pajek; what else is known of nodes and edges has no place in the format.

    Nodes that share a label are told apart by a number, since readers take the label for the node's name.
    """
    numbers = {node.id: number for number, node in enumerate(elements.nodes(), start=1)}
    file.write(f"*Vertices {len(numbers)}\n")
    for number, label in enumerate(_labels(elements), start=1):
        file.write(f'{number} "{label}"\n')
    file.write("*Arcs\n")
    for edge in elements.edges():
        ends = f"{numbers[edge.source]} {numbers[edge.target]}"
        label = _quotable(str(edge.attributes.get("label", "")))
        file.write(f'{ends} {edge.attributes.get("weight", 1.0)} l "{label}"\n')


def _labels(elements: Elements) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for node in elements.nodes():
        label = _quotable(str(node.attributes.get("label", node.id))) or node.id
        seen[label] += 1
        while seen[label] > 1:
            label = f"{label} ({seen[label]})"
            seen[label] += 1
        yield label


def _quotable(text: str) -> str:
    """Return ``text`` on one line, without what ends a label or escapes its end."""
    return " ".join(text.replace('"', "”").replace("\\", "/").split())
