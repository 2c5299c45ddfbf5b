"""Tell times of day ("à 20 h 30", "vers 16 heures") from what lasts ("en 2 h 21", "dix heures d'affilée")."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from pressgraph.ontology.units import Units
from pressgraph.pipeline.doc_pieces import DocPieces
from pressgraph.pipeline.numbers import Number

_HOURS_OF_DAY = 24
_MINUTES = 60


class Hours(NamedTuple):
    """A number of hours that was read."""

    stop: int  #: index of the piece behind it
    minutes: Decimal | None  #: how long it lasts; None for a time of day


class ClockReader:
    """Reads hours in one text."""

    def __init__(self, text: DocPieces, *, units: Units) -> None:
        self._text = text
        self._pieces = text.pieces
        self._words = units.words
        self._names = units.names

    def read(self, number: Number) -> Hours | None:
        """Read what follows ``number`` as hours; None when it isn't, or is an ordinary duration in full words."""
        stop = number.stop
        if self._form(stop) in self._words.hour_letters:
            return self._with_letter(number)
        if self._form(stop) in self._words.hour_nouns and self._is_time_of_day(number):
            minutes = self._pieces[stop + 1] if stop + 1 < len(self._pieces) else None
            return Hours(stop + 2 if minutes and minutes.is_number else stop + 1, None)
        return None

    def _with_letter(self, number: Number) -> Hours | None:
        if not number.is_plain or number.value > 100:
            return None
        stop = number.stop + 1
        minutes = Decimal(0)
        has_minutes = self._pieces[stop - 1].end + 1 >= self._start(stop) and len(self._form(stop)) == 2
        if has_minutes and self._pieces[stop].is_number:
            minutes = Decimal(self._form(stop))
            stop += 1
        before = self._form(number.start - 1)
        is_lasting = (
            number.value > _HOURS_OF_DAY
            or before in self._words.lasting_words
            or (before == ":" and self._form(number.start - 2) in self._words.lasting_words)  # Durée : 1 h 40
            or (minutes and before == "," and self._is_in_brackets(number.start))  # (France, 1993, 1 h 27)
        )
        return Hours(stop, number.value * _MINUTES + minutes if is_lasting else None)

    def _is_time_of_day(self, number: Number) -> bool:
        stop = number.stop + 1
        if number.value > _HOURS_OF_DAY or number.value != int(number.value):
            return False
        if self._words.day_parts.find(self._pieces, stop):
            return True
        if stop < len(self._pieces) and self._pieces[stop].is_number and len(self._form(stop)) == 2:
            return True
        if self._form(stop) in self._words.of_words or self._has_rate(stop):
            return False  # à deux heures de route
        if self._words.clock_words.find_before(self._pieces, number.start):
            return number.is_plain or self._form(number.start - 1) not in self._words.lasting_words
        return number.is_plain and not self._form(number.start - 1).isalnum() and number.start > 0

    def _has_rate(self, index: int) -> bool:
        return self._form(index) in self._words.rate_words and bool(self._names.find(self._pieces, index + 1))

    def _is_in_brackets(self, index: int) -> bool:
        for place in range(index - 1, max(index - 12, -1), -1):
            if self._form(place) in ("(", ")"):
                return self._form(place) == "("
        return False

    def _form(self, index: int) -> str:
        return self._pieces[index].form if 0 <= index < len(self._pieces) else ""

    def _start(self, index: int) -> int:
        return self._pieces[index].start if index < len(self._pieces) else -1
