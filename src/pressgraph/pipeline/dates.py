"""Find calendar dates: "mercredi 11 août", "janvier 2020", "en 1968", "du 3 au 5 mai 2019".

What is a date is settled by the annotation guide; the words of the calendar are in ``ontologies/calendar.ttl``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.ontology.calendar import Calendar, load_calendar
from pressgraph.ontology.phrases import Piece, are_glued, split_pieces
from pressgraph.pipeline.doc_pieces import DocPieces
from pressgraph.pipeline.years import Direction, direction_of, settle_year, year_of_weekday

_MOST_DAYS = 8  # days in one list, such as "les 1er, 2 et 3 août"
_YEARS = range(1000, 2101)
_YEARS_WITHOUT_CUE = range(1500, 2101)
_TWO_FIGURE_CENTURY = 1900  # what "mai 68" leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A calendar date in a text."""

    start: int  #: characters of the doc's text
    end: int  #: characters, exclusive
    value: str  #: ISO 8601 / XSD: 2018-09-28, 2018-09, 2018, --09-28 (year unknown), --09, ---28 (month unknown)


@dataclass(frozen=True, slots=True)
class _Date:
    """A date as it is read, before its year is settled."""

    start: int  #: index of its first piece
    stop: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


def find_dates(doc: Doc, *, calendar: Calendar, published: date | None = None) -> list[FoundDate]:
    """Return the calendar dates of ``doc`` in order; ``published`` settles the years that the text leaves out.

    Reads tokens, morphology and parse, and skips what lies inside ``doc.ents``.
    """
    found = _DateReader(doc, calendar=calendar).read()
    settled = _settle_years(found, doc, calendar=calendar, published=published)
    pieces = DocPieces.of(doc).pieces
    return [
        FoundDate(start=pieces[item.start].start, end=pieces[item.stop - 1].end, value=_iso(item))
        for item in settled
    ]
