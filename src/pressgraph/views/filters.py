"""Which part of a view to keep."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from pressgraph.facts import Modality
from pressgraph.identifiers import fold

#: what is stored as fact
FACTS: tuple[Modality, ...] = tuple(modality for modality in Modality if modality.is_fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFilters:
    """Which rows, edges and nodes of a view become part of the network. The default keeps all that is fact.

    Names are compared without regard to case and accents.
    """

    #: entity types or narrower classes ("Person", "City") to keep; all when empty; articles always stay
    types: Collection[str] = ()
    #: relations to keep, each by IRI, local name ("headOf") or label ("dirige"); all when empty
    relations: Collection[str] = ()
    #: how a relation must be stated; rows without modality (co-mentions) stay
    modalities: Collection[Modality] = FACTS
    papers: Collection[str] = ()  #: publishers of the articles to keep; all when empty
    minimum_weight: float = 0.0  #: of an edge, in what the view counts
    minimum_confidence: float = 0.0  #: of a statement, 0 to 1; rows without confidence stay
    published_from: date | None = None  #: first day; with it, undated articles are left out
    published_to: date | None = None  #: last day, inclusive; with it, undated articles are left out
    #: whether a type, relation or paper that occurs nowhere is no error
    may_be_absent: bool = False
    #: whether an article whose text an earlier one holds counts, too
    keep_reprints: bool = False
    keep_isolated: bool = False  #: whether nodes without any edge stay

    def admits_date(self, published: str | None) -> bool:
        """Whether an article of this date (ISO 8601) lies in the period."""
        if self.published_from is None and self.published_to is None:
            return True
        if published is None:
            return False
        day = published[:10]
        return (self.published_from is None or day >= self.published_from.isoformat()) and (
            self.published_to is None or day <= self.published_to.isoformat()
        )

    def admits_statement(self, modality: str, confidence: float | None) -> bool:
        """Whether a row of this modality ("" when it has none) and confidence counts."""
        return (not modality or modality in self.modalities) and (
            confidence is None or confidence >= self.minimum_confidence
        )

    def admits_types(self, types: Collection[str]) -> bool:
        """Whether an entity of these types stays."""
        return not self.types or _any_equal(self.types, types)

    def admits_paper(self, publisher: str) -> bool:
        """Whether the articles of this publisher stay."""
        return not self.papers or _any_equal(self.papers, [publisher])

    def admits_relation(self, names: Collection[str]) -> bool:
        """Whether a relation that has these names (IRI, local name, label) stays."""
        return not self.relations or _any_equal(self.relations, names)


def _any_equal(wanted: Collection[str], offered: Collection[str]) -> bool:
    return not {fold(name) for name in wanted}.isdisjoint(fold(name) for name in offered)
