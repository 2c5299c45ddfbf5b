"""From the store to a picture: takes SPARQL rows, gives a networkx.MultiDiGraph and, from that, a graph file.

A view is one file ``ontologies/queries/views/NAME.rq``; an export format is one function and one line in
:mod:`pressgraph.views.writers`; a measure of nodes is one of each in :mod:`pressgraph.views.measures`.
"""

from pressgraph.views.catalogue import find_view, read_views
from pressgraph.views.filters import NetworkFilters
from pressgraph.views.measures import MEASURES, add_measures
from pressgraph.views.network import build_network
from pressgraph.views.rows import RowSource
from pressgraph.views.selection import ego_network, top_network
from pressgraph.views.slices import Slice, add_spells, slice_networks
from pressgraph.views.streaming import RowElements
from pressgraph.views.writers import FORMATS, Format, find_format, write_network

__all__ = [
    "FORMATS",
    "MEASURES",
    "Format",
    "NetworkFilters",
    "RowElements",
    "RowSource",
    "Slice",
    "add_measures",
    "add_spells",
    "build_network",
    "ego_network",
    "find_format",
    "find_view",
    "read_views",
    "slice_networks",
    "top_network",
    "write_network",
]
