"""The same dispatch in three papers: articles whose text is nearly that of an earlier one are marked.

``pg:nearDuplicateOf`` leads from such an article to the earliest with its text, which itself is marked by nothing: with
``FILTER NOT EXISTS { ?article pg:nearDuplicateOf ?earlier }`` a query counts each text once. The marks stand in a graph
of their own, ``pg:nearDuplicates``, so that they depend on what the store holds and not on when it was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from pyoxigraph import Quad

from pressgraph.graph.article_graph import graph_name
from pressgraph.graph.likeness import BAND, SIZE, likeness
from pressgraph.graph.store import NEAR_DUPLICATES, Store
from pressgraph.graph.terms import term

#: share of their runs of three words that two texts have in common: a dispatch cut to half has 0.48, two articles about
#: one event, each in its own words, have less than 0.1
LEAST_LIKENESS = 0.4

_SKETCHES = """
SELECT ?article ?sketch (MIN(?day) AS ?published) {
  GRAPH ?article { ?article pg:textSketch ?sketch OPTIONAL { ?article schema:datePublished ?day } }
} GROUP BY ?article ?sketch
"""


def mark_near_duplicates(store: Store) -> int:
    """Mark the articles of ``store`` whose text is nearly that of an earlier one; returns how many there are.

    Earlier is what was published earlier; articles without a date come last, and of one day the IRI decides. Takes
    time in proportion to the number of articles, and replaces the marks of an earlier call.
    Raises StoreError when the disk refuses.
    """
    rows = sorted(
        (str(row["published"] or "9999"), str(row["article"]), str(row["sketch"])) for row in store.rows(_SKETCHES)
    )
    firsts = find_near_duplicates([bytes.fromhex(sketch) for _, _, sketch in rows])
    marks = [
        Quad(graph_name(rows[copy][1]), term("pg:nearDuplicateOf"), graph_name(rows[first][1]), NEAR_DUPLICATES)
        for copy, first in firsts.items()
    ]
    store.replace(NEAR_DUPLICATES, old=store.quads_of(NEAR_DUPLICATES), new=marks)
    return len(marks)


def find_near_duplicates(sketches: Sequence[bytes]) -> dict[int, int]:
    """Return for each text that is nearly an earlier one which that is, both by their places in ``sketches``.

    Only texts that are nearly none before them are compared with, so that likeness doesn't creep along a chain.
    """
    earlier = _find_candidates(sketches)
    firsts: dict[int, int] = {}
    for place in sorted(earlier):
        candidates = sorted({firsts.get(candidate, candidate) for candidate in earlier[place]})
        best = max(candidates, key=lambda candidate: likeness(sketches[candidate], sketches[place]))
        if likeness(sketches[best], sketches[place]) >= LEAST_LIKENESS:
            firsts[place] = best
    return firsts


def _find_candidates(sketches: Sequence[bytes]) -> dict[int, set[int]]:
    """Return for each text the nearest earlier ones with which it has a band of its sketch in common.

    One for each band, however many have the band in common: texts of one mould (weather, results) take no longer.
    """
    candidates: dict[int, set[int]] = defaultdict(set)
    matrix = np.frombuffer(b"".join(sketches), dtype=np.uint8).reshape(-1, SIZE)
    for start in range(0, SIZE - BAND + 1, BAND):
        band = matrix[:, start : start + BAND].astype(np.uint32) @ (1 << 8 * np.arange(BAND, dtype=np.uint32))
        order = np.argsort(band, kind="stable")
        for place in np.flatnonzero(np.diff(band[order]) == 0):
            candidates[int(order[place + 1])].add(int(order[place]))
    return candidates
