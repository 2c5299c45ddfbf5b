"""Pairs of what stands in one context: counted after one scan, where SPARQL would join the table with itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from pressgraph.views.gathering import Row

#: a member's side, then its IRI
_Member = tuple[str, str]


def pair_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """Turn rows of members and contexts into rows of pairs, in an order that doesn't hang on theirs.

    Two members of one context become one pair, however often they stand in it; where rows tell ``side``, only members
    of different sides do. What shows the pair is the surest row of each member: one row when both are of the same
    article, else two, of which the second adds an article and a sentence, but no weight.
    """
    contexts: dict[str, dict[_Member, Row]] = {}
    for row in rows:
        members = contexts.setdefault(row["context"], {})
        member = (str(row.get("side") or ""), row["member"])
        known = members.get(member)
        if known is None or _rank(row) < _rank(known):
            members[member] = row
    for context in sorted(contexts):
        members = contexts.pop(context)
        for one, other in combinations(sorted(members), 2):
            if not one[0] or one[0] != other[0]:
                yield from _pair(one[1], members[one], other[1], members[other])


def _pair(source: str, one: Row, target: str, other: Row) -> Iterator[Row]:
    confidences = [row["confidence"] for row in (one, other) if row.get("confidence") is not None]
    for row, weight in ((one, 1), (other, 0)):
        if weight or row["article"] != one["article"]:
            yield {
                **row,
                "source": source,
                "target": target,
                "weight": weight,
                "confidence": min(confidences, default=None),
                "predicate": None,
                "modality": None,
            }


def _rank(row: Row) -> tuple[float, str, str, str]:
    """Return what sorts the surest and then the oldest row first."""
    confidence = row.get("confidence") or 0.0
    return (-confidence, row.get("published") or "9999", row["article"], row.get("sentence") or "")
