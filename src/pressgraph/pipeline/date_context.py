"""What stands around a date: the part of the period that is meant, the time of day, the other end of a range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from pressgraph.ontology.calendar import Calendar
from pressgraph.ontology.phrases import PhraseTable
from pressgraph.ontology.relative_calendar import RelativeCalendar
from pressgraph.ontology.units import Units
from pressgraph.pipeline.doc_pieces import DocPieces

_HOURS = range(25)
_MINUTES = range(60)
_MOST_JOINERS = 3  # pieces between "début" and "mai"
_ARTICLES = 2  # between "entre" and "1er mai", between "au" and "5 juin"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedDate:
    """A date with its place in the text."""

    start: int  #: index of its first piece
    stop: int  #: index of the piece behind it
    value: str | None  #: see :mod:`pressgraph.periods`; None: relative, and nothing settles it
    is_relative: bool = False
    offset: str | None = None  #: ISO 8601 duration from publication: "-P1D"
    position: str | None = None  #: start, mid or end of the period
    time: str | None = None  #: "20:30", "evening"
    until: str | None = None  #: value of the range's other end


class DateContext:
    """Reads what stands around the dates of one text."""

    def __init__(self, text: DocPieces, *, words: RelativeCalendar, calendar: Calendar, units: Units) -> None:
        self._text = text
        self._pieces = text.pieces
        self._words = words
        self._articles = calendar.day_articles
        self._hours = units.words.hour_letters | units.words.hour_nouns

    def complete(self, dates: Sequence[PlacedDate]) -> Iterator[PlacedDate]:
        """Yield ``dates``, which are in order, each with what stands around it."""
        for day, following in zip_longest(dates, dates[1:]):
            completed = self._with_time(self._with_position(day))
            yield replace(completed, until=self._end_of_range(day, following))

    def _with_position(self, day: PlacedDate) -> PlacedDate:
        """Read "fin 2020", "début mai", "mi-mars"; a day has no such part."""
        if day.position or not day.value or len(day.value) > len("2018-09"):
            return day
        before = day.start - 1
        while self._form(before) in self._words.period_joiners and day.start - before <= _MOST_JOINERS:
            before -= 1
        return replace(day, position=self._words.positions.get(self._form(before)))

    # -- time of day ------------------------------------------------------------------------------------------

    def _with_time(self, day: PlacedDate) -> PlacedDate:
        """Read "à 20 h 30" and "soir" right behind a day."""
        if day.time:
            return day
        part = self._words.day_parts.find(self._pieces, day.stop)
        return replace(day, time=part.value if part else self.clock_behind(day.stop))

    def clock_behind(self, index: int) -> str | None:
        """Return the time of the clock that a link leads to: "20:30" for ", à partir de 20 h 30"."""
        at = index
        for _ in range(2):
            link = self._words.time_links.find(self._pieces, at)
            at = link.stop if link else at
        return self._clock_time(at) if at > index else None

    def _clock_time(self, index: int) -> str | None:
        """Return "20:30" for "20 h 30", "20h30", "20 heures"."""
        hour = self._number(index)
        if hour not in _HOURS or self._form(index + 1) not in self._hours:
            return None
        minute = self._number(index + 2)
        is_minute = minute in _MINUTES and len(self._form(index + 2)) == 2
        return f"{hour:02}:{minute if is_minute else 0:02}"

    def _number(self, index: int) -> int | None:
        form = self._form(index)
        return int(form) if form.isdigit() and len(form) <= 2 else None

    # -- ranges -----------------------------------------------------------------------------------------------

    def _end_of_range(self, day: PlacedDate, following: PlacedDate | None) -> str | None:
        """Return the value of ``following`` where the two are the ends of a range: "du 3 au 5 mai"."""
        if following is None or not day.value or not following.value:
            return None
        if not self._text.are_in_one_paragraph(day.start, following.start):
            return None
        opening = self._form(self._skip_articles(day.start - 1, step=-1))
        own = self._form(day.start - 1)
        if self._joins(self._words.range_links, day, following):
            return following.value if {opening, own} & self._words.range_starts else None
        if self._joins(self._words.between_links, day, following):
            return following.value if opening in self._words.between_words else None
        is_dash = day.stop + 1 == following.start and self._form(day.stop) in self._words.range_dashes
        return following.value if is_dash else None

    def _joins(self, links: PhraseTable[bool], day: PlacedDate, following: PlacedDate) -> bool:
        link = links.find(self._pieces, day.stop)
        return link is not None and self._skip_articles(link.stop, step=1) == following.start

    def _skip_articles(self, index: int, *, step: int) -> int:
        for _ in range(_ARTICLES):
            if self._form(index) in self._articles - self._words.range_starts:
                index += step
        return index

    def _form(self, index: int) -> str:
        return self._pieces[index].form if 0 <= index < len(self._pieces) else ""
