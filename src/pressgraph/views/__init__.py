"""From the store to a picture: takes SPARQL rows, gives a networkx.MultiDiGraph and, from that, a graph file.

A view is one file ``ontologies/queries/views/NAME.rq``; an export format is one function and one line in
:mod:`pressgraph.views.writers`.
"""

from pressgraph.views.catalogue import find_view, read_views
from pressgraph.views.filters import NetworkFilters
from pressgraph.views.network import build_network
from pressgraph.views.rows import RowSource
from pressgraph.views.writers import FORMATS, Format, write_network

__all__ = [
    "FORMATS",
    "Format",
    "NetworkFilters",
    "RowSource",
    "build_network",
    "find_view",
    "read_views",
    "write_network",
]
