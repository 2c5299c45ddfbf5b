"""The French words of the calendar, read from ``ontologies/calendar.ttl`` into immutable Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from rdflib import RDF, SKOS, Namespace
from rdflib.term import Node

from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.word_lists import PG, WordGraph

TIME = Namespace("http://www.w3.org/2006/time#")


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
    words = WordGraph(path or ontologies_folder() / "calendar.ttl")

    def names(kind: Node, *labels: Node) -> Mapping[str, int]:
        return MappingProxyType(
            {
                label.lower(): int(words.one(subject, PG.ordinal))
                for subject in words.graph.subjects(RDF.type, kind)
                for label in words.labels(subject, *labels)
            }
        )

    return Calendar(
        months=names(TIME.MonthOfYear, SKOS.prefLabel, SKOS.altLabel),
        month_abbreviations=names(TIME.MonthOfYear, SKOS.hiddenLabel),
        weekdays=names(TIME.DayOfWeek, SKOS.prefLabel, SKOS.altLabel),
        first_day_words=words.list_of("firstDayWords"),
        day_joiners=words.list_of("dayJoiners"),
        day_articles=words.list_of("dayArticles"),
        month_prefixes=words.list_of("monthPrefixes"),
        past_words=words.list_of("pastWords"),
        future_words=words.list_of("futureWords"),
        year_cues=words.list_of("yearCues"),
        season_words=words.list_of("seasonWords"),
        decade_words=words.list_of("decadeWords"),
    )
