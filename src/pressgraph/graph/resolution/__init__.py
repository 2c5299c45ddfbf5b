"""Takes a store, gives which of its entities are one: explained, reversible, in a graph of their own.

The articles' graphs stay as they are. ``resolve`` writes the graph ``pg:resolution``: ``owl:sameAs`` from each lesser
entity to the one that stands for it, and a node for each merge, undecided pair, split and likely homonym with its
reasons. Queries ask ``pg:canonical(?entity, ?article)``.
"""

from __future__ import annotations

from pressgraph.graph.canonical import RESOLUTION
from pressgraph.graph.resolution.decisions import Decisions, read_decisions
from pressgraph.graph.resolution.resolve import Merge, Part, Resolution, find_resolution
from pressgraph.graph.resolution.writing import resolution_quads
from pressgraph.graph.store import Store

__all__ = ["Decisions", "Merge", "Part", "Resolution", "find_resolution", "read_decisions", "resolve"]


def resolve(store: Store, *, decisions: Decisions | None = None) -> Resolution:
    """Decide anew which entities of ``store`` are one and write it, in place of what was decided before.

    Raises StoreError when the disk refuses.
    """
    resolution = find_resolution(store, decisions)
    store.replace(RESOLUTION, old=store.quads_of(RESOLUTION), new=resolution_quads(resolution))
    return resolution
