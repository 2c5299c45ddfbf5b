"""The French words for relative days and periods, read from ``ontologies/relative-dates.ttl``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dateutil.easter import easter

from pressgraph.errors import OntologyError
from pressgraph.ontology.phrases import PhraseTable
from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.turtle import PG, Node
from pressgraph.ontology.word_lists import WordGraph
from pressgraph.periods import Granule


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A holiday on a fixed day or on one counted from Easter."""

    month_day: tuple[int, int] | None = None  #: month and day
    days_after_easter: int | None = None

    def in_year(self, year: int) -> date:
        """Return its day in a year; raises ValueError outside the Gregorian calendar."""
        if self.month_day:
            return date(year, *self.month_day)
        return easter(year) + timedelta(days=self.days_after_easter or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeCalendar:
    """What the reader of relative dates knows; words in lower case, holidays as they are written."""

    days: PhraseTable[int]  #: days from publication
    neighbours: PhraseTable[int]  #: days from the day told of before
    weekday_shifts: PhraseTable[int]  #: "en huit"
    day_parts: PhraseTable[str]  #: morning, noon, afternoon, evening, night, midnight
    periods: PhraseTable[Granule]
    positions: Mapping[str, str]  #: word → start, mid, end
    ranks: PhraseTable[int]  #: of a quarter or half-year in its year; -1 is the last
    holidays: PhraseTable[Holiday]
    holiday_cues: PhraseTable[bool]
    last_words: frozenset[str]
    next_words: frozenset[str]
    this_words: frozenset[str]
    pointing_endings: frozenset[str]
    ago_words: PhraseTable[bool]
    ahead_words: PhraseTable[bool]
    roughly: PhraseTable[bool]
    later_words: PhraseTable[bool]
    earlier_words: PhraseTable[bool]
    period_articles: frozenset[str]
    period_joiners: frozenset[str]
    habitual_words: frozenset[str]
    range_starts: frozenset[str]
    range_links: PhraseTable[bool]
    range_dashes: frozenset[str]
    complement_words: frozenset[str]
    rate_complements: frozenset[str]
    weekday_joiners: frozenset[str]
    here_endings: frozenset[str]
    between_words: frozenset[str]
    between_links: PhraseTable[bool]
    time_links: PhraseTable[bool]


@cache
def load_relative_calendar(path: Path | None = None) -> RelativeCalendar:
    """Read the words (by default from the file that came with pressgraph).

    Raises OntologyError when the file can't be read or lacks something that an entry needs.
    """
    source = WordGraph(path or ontologies_folder() / "relative-dates.ttl")

    def number(predicate: str) -> Callable[[Node], int]:
        return lambda subject: int(source.one(subject, PG + predicate))

    def code(subject: Node) -> str:
        return source.one(subject, PG + "code")

    return RelativeCalendar(
        days=PhraseTable(source.labelled(PG + "RelativeDay", number("days"))),
        neighbours=PhraseTable(source.labelled(PG + "NeighbouringDay", number("days"))),
        weekday_shifts=PhraseTable(source.labelled(PG + "WeekdayShift", number("days"))),
        day_parts=PhraseTable(source.labelled(PG + "DayPart", code)),
        periods=PhraseTable(source.labelled(PG + "Period", lambda subject: Granule(code(subject)))),
        positions=MappingProxyType(dict(source.labelled(PG + "PositionInPeriod", code))),
        ranks=PhraseTable(source.labelled(PG + "RankOfPeriod", number("code"))),
        holidays=PhraseTable(source.labelled(PG + "Holiday", lambda subject: _holiday(source, subject)), exact=True),
        **source.lists_of(RelativeCalendar),
    )


def _holiday(source: WordGraph, subject: Node) -> Holiday:
    fixed = source.value(subject, PG + "monthDay")
    if fixed is None:
        return Holiday(days_after_easter=int(source.one(subject, PG + "daysAfterEaster")))
    try:
        day = date.fromisoformat(f"2000{fixed.removeprefix('-')}")
    except ValueError as error:
        raise OntologyError(f"{source.path}: {subject}: {fixed} is no day such as --12-25") from error
    return Holiday(month_day=(day.month, day.day))
