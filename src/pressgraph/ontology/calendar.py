"""The French words of the calendar, read from ``ontologies/calendar.ttl`` into immutable Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.turtle import PG, SKOS, TIME
from pressgraph.ontology.word_lists import WordGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Months, weekdays and the words that stand beside dates; every word in lower case."""

    months: Mapping[str, int]  #: name → 1 to 12
    month_abbreviations: Mapping[str, int]  #: count only beside a day or a year
    weekdays: Mapping[str, int]  #: name → 1 (Monday) to 7
    first_day_words: frozenset[str]
    day_joiners: frozenset[str]
    day_articles: frozenset[str]
    month_prefixes: frozenset[str]
    past_words: frozenset[str]
    future_words: frozenset[str]
    year_cues: frozenset[str]
    season_words: frozenset[str]
    decade_words: frozenset[str]


@cache
def load_calendar(path: Path | None = None) -> Calendar:
    """Read the calendar's words (by default from the file that came with pressgraph).

    Raises OntologyError when the file can't be read or a word list is missing.
    """
    source = WordGraph(path or ontologies_folder() / "calendar.ttl")

    def names(kind: str, *labels: str) -> Mapping[str, int]:
        numbered = source.labelled(TIME + kind, lambda subject: int(source.one(subject, PG + "ordinal")), *labels)
        return MappingProxyType({label.lower(): number for label, number in numbered})

    return Calendar(
        months=names("MonthOfYear"),
        month_abbreviations=names("MonthOfYear", SKOS + "hiddenLabel"),
        weekdays=names("DayOfWeek"),
        **source.lists_of(Calendar),
    )
