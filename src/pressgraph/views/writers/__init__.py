"""networkx graph → file. A format is one function and one line in ``FORMATS``.

Own writers, because those of networkx number parallel edges anew for each pair of nodes (GraphML), lose them
in Gephi and write the day's date into the file (GEXF), give edges no id (Cytoscape JSON), take ``<b>`` for
HTML (DOT), don't strip the characters that XML forbids, and hold the whole document in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pressgraph.errors import ExportError
from pressgraph.replacing import replacing
from pressgraph.views.writers.dot import write_dot
from pressgraph.views.writers.elements import Elements
from pressgraph.views.writers.gexf import write_gexf
from pressgraph.views.writers.graphml import write_graphml
from pressgraph.views.writers.json_graphs import write_cytoscape, write_node_link
from pressgraph.views.writers.tables import write_tables

if TYPE_CHECKING:
    import networkx

__all__ = ["FORMATS", "Format", "write_network"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a graph down."""

    name: str
    suffixes: tuple[str, ...]  #: lower case, with the dot
    write: Callable[..., None]  #: takes Elements and one open text file a part
    parts: tuple[str, ...] = ("",)  #: several files: what stands before the suffix in the name of each

    def paths(self, path: Path) -> tuple[Path, ...]:
        """Return the files that an export to ``path`` writes."""
        return tuple(path.with_suffix(f"{part}{path.suffix}") for part in self.parts)


FORMATS = (
    Format("graphml", (".graphml",), write_graphml),
    Format("gexf", (".gexf",), write_gexf),
    Format("cytoscape", (".cyjs",), write_cytoscape),
    Format("node-link", (".json",), write_node_link),
    Format("dot", (".dot", ".gv"), write_dot),
    Format("csv", (".csv",), write_tables, parts=(".nodes", ".edges")),
)


def write_network(graph: networkx.MultiDiGraph, path: str | Path, *, format: str | None = None) -> tuple[Path, ...]:
    """Write ``graph`` and return the files written: one, or the two of the CSV pair.

    The suffix of ``path`` picks the format unless ``format`` names one. What stands there before is replaced
    whole or not at all.
    Raises ExportError for an unknown format and for a file that can't be written.
    """
    path = Path(path)
    if not path.name:
        raise ExportError(f"{path}: a folder; give the name of a file in it")
    chosen = _find_format(path, format)
    paths = chosen.paths(path)
    with replacing(*paths) as files:
        chosen.write(Elements(graph), *files)
    return paths


def _find_format(path: Path, name: str | None) -> Format:
    for known in FORMATS:
        if name == known.name or (name is None and path.suffix.lower() in known.suffixes):
            return known
    if name is not None:
        raise ExportError(f"{name}: no such format; there are {', '.join(known.name for known in FORMATS)}")
    suffixes = ", ".join(suffix for known in FORMATS for suffix in known.suffixes)
    raise ExportError(f"{path}: the suffix must say the format: {suffixes}")
