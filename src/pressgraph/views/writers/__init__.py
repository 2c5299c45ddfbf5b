"""Elements of a graph → file. A format is one function and one line in ``FORMATS``.

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
from pressgraph.replacing import replacing, replacing_binary
from pressgraph.views.writers.dot import write_dot
from pressgraph.views.writers.elements import Elements, NetworkElements
from pressgraph.views.writers.gexf import write_gexf
from pressgraph.views.writers.graphml import write_graphml, write_yed
from pressgraph.views.writers.json_graphs import write_cytoscape, write_node_link
from pressgraph.views.writers.pajek import write_pajek
from pressgraph.views.writers.picture import write_png, write_svg
from pressgraph.views.writers.tables import write_neo4j, write_tables

if TYPE_CHECKING:
    import networkx

__all__ = ["FORMATS", "Elements", "Format", "find_format", "write_network"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a graph down."""

    name: str
    suffixes: tuple[str, ...]  #: lower case, with the dot
    write: Callable[..., None]  #: takes Elements and one open file a part
    parts: tuple[str, ...] = ("",)  #: several files: what stands before the suffix in the name of each
    is_binary: bool = False  #: whether it takes a file of bytes, not of text
    has_time: bool = False  #: whether it can say in which slices of time an edge holds

    def paths(self, path: Path) -> tuple[Path, ...]:
        """Return the files that an export to ``path`` writes."""
        return tuple(path.with_suffix(f"{part}{path.suffix}") for part in self.parts)


FORMATS = (
    Format("yed", (".yed.graphml",), write_yed),
    Format("graphml", (".graphml",), write_graphml),
    Format("gexf", (".gexf",), write_gexf, has_time=True),
    Format("cytoscape", (".cyjs",), write_cytoscape),
    Format("node-link", (".json",), write_node_link),
    Format("dot", (".dot", ".gv"), write_dot),
    Format("pajek", (".net",), write_pajek),
    Format("neo4j", (".neo4j.csv",), write_neo4j, parts=(".nodes", ".relationships")),
    Format("csv", (".csv",), write_tables, parts=(".nodes", ".edges")),
    Format("svg", (".svg",), write_svg, is_binary=True),
    Format("png", (".png",), write_png, is_binary=True),
)


def write_network(
    graph: networkx.MultiDiGraph | Elements, path: str | Path, *, format: str | None = None
) -> tuple[Path, ...]:
    """Write ``graph`` and return the files written: one, or the two of a pair of tables.

    The suffix of ``path`` picks the format unless ``format`` names one. What stands there before is replaced
    whole or not at all.
    Raises ExportError for an unknown format, a graph too large for a picture, and a file that can't be written.
    """
    path = Path(path)
    if not path.name:
        raise ExportError(f"{path}: a folder; give the name of a file in it")
    chosen = find_format(path, format)
    paths = chosen.paths(path)
    elements = graph if isinstance(graph, Elements) else NetworkElements(graph)
    if chosen.is_binary:
        with replacing_binary(path) as file:
            chosen.write(elements, file)
    else:
        with replacing(*paths) as files:
            chosen.write(elements, *files)
    return paths


def find_format(path: Path, name: str | None = None) -> Format:
    """Return the format called ``name``, or else the one of the suffix; raises ExportError when there is none."""
    for known in FORMATS:
        if name == known.name or (name is None and path.name.lower().endswith(known.suffixes)):
            return known
    if name is not None:
        raise ExportError(f"{name}: no such format; there are {', '.join(known.name for known in FORMATS)}")
    suffixes = ", ".join(suffix for known in FORMATS for suffix in known.suffixes)
    raise ExportError(f"{path}: the suffix must say the format: {suffixes}")
