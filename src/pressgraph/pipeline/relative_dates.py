"""Read days and periods that are told from the day of publication: "hier", "lundi dernier", "fin d'année", "à Pâques".

What is read here says what the words mean; which day that is, :mod:`~pressgraph.pipeline.relative_values` works out.
What happens every week ("le lundi", "du lundi au vendredi") or at no known time ("ces derniers jours") is nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from pressgraph.ontology.calendar import Calendar
from pressgraph.ontology.phrases import are_glued
from pressgraph.ontology.relative_calendar import Holiday, RelativeCalendar
from pressgraph.ontology.units import Units
from pressgraph.periods import Granule
from pressgraph.pipeline.doc_pieces import DocPieces
from pressgraph.pipeline.numbers import read_number

_MOST_JOINERS = 4  # pieces between "fin" and "année"
_MOST_UNITS = 1000  # "il y a 2 000 ans" is history, not a date
_HABIT = 3  # so many weekdays in a row are opening days


class Side(Enum):
    """Where the words place a day or period, seen from publication."""

    LAST = -1
    THIS = 0
    NEXT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeDate:
    """A day or period told from another day, as the text words it."""

    start: int  #: index of its first piece
    stop: int  #: index of the piece behind it
    granule: Granule
    offset: int | None = None  #: so many granules after publication
    from_before: bool = False  #: the offset counts from the day told of before, not from publication
    weekday: int | None = None  #: 1 is Monday
    shift: int = 0  #: days to add: "lundi en huit"
    rank: int | None = None  #: of a quarter or half-year in its year; -1 is the last
    holiday: Holiday | None = None
    side: Side | None = None  #: None: the verb's tense tells
    position: str | None = None  #: start, mid, end
    day_part: str | None = None  #: morning, noon, afternoon, evening, night, midnight


#: reads what begins at a piece
Reader = Callable[["RelativeDateReader", int], RelativeDate | None]
#: by the lower-case form of the first piece
Readers = Mapping[str, tuple[Reader, ...]]


class RelativeDateReader:
    """Reads the relative dates of one text; pieces that are ``taken`` (names, calendar dates) are passed over."""

    def __init__(
        self,
        text: DocPieces,
        *,
        words: RelativeCalendar,
        calendar: Calendar,
        units: Units,
        readers: Readers,
        taken: Sequence[bool],
    ) -> None:
        self._text = text
        self._pieces = text.pieces
        self._words = words
        self._weekdays = calendar.weekdays
        self._units = units
        self._taken = taken
        self._readers = readers

    def read(self) -> Iterator[RelativeDate]:
        """Yield the relative dates in order."""
        behind = 0
        for index in self._text.places(self._readers):
            if index < behind or self._taken[index]:
                continue
            found = self._at(index)
            if found and not any(self._taken[index : found.stop]):
                yield found
                behind = found.stop

    def _at(self, index: int) -> RelativeDate | None:
        piece = self._pieces[index]
        readers = self._readers.get(piece.form, ())
        found = next((found for read in readers if (found := read(self, index))), None)
        return found or (self._later(index) if piece.is_number else None)

    # -- days -------------------------------------------------------------------------------------------------

    def _day(self, index: int) -> RelativeDate | None:
        """Read "hier", "demain soir"."""
        found = self._words.days.find(self._pieces, index)
        if found is None:
            return None
        return self._with_part(RelativeDate(start=index, stop=found.stop, granule=Granule.DAY, offset=found.value))

    def _neighbouring_day(self, index: int) -> RelativeDate | None:
        """Read "la veille" and "le lendemain", unless they say of what ("la veille du match")."""
        found = self._words.neighbours.find(self._pieces, index)
        if found is None or self._form(found.stop) in self._words.complement_words:
            return None
        day = RelativeDate(start=index, stop=found.stop, granule=Granule.DAY, offset=found.value, from_before=True)
        return self._with_part(day)

    def _weekday(self, index: int) -> RelativeDate | None:
        """Read "lundi", "samedi soir", "mardi dernier", "lundi en huit"."""
        day = self._with_side(
            self._with_part(
                RelativeDate(
                    start=index, stop=index + 1, granule=Granule.DAY, weekday=self._weekdays[self._form(index)]
                )
            )
        )
        shift = self._words.weekday_shifts.find(self._pieces, day.stop)
        if shift:
            return replace(day, stop=shift.stop, shift=shift.value, side=Side.NEXT)
        if day.side is None and (self._is_habitual(index) or self._form(day.stop) == ":"):
            return None
        return day

    def _is_habitual(self, index: int) -> bool:
        """Whether the weekday stands for all such days: "le lundi", "lundi, mardi et jeudi de 9 h à 12 h"."""
        if self._form(index - 1) in self._words.habitual_words:
            return True
        first, last, days = index, index, 1
        while self._form(first - 1) in self._words.weekday_joiners and self._form(first - 2) in self._weekdays:
            first, days = first - 2, days + 1
        while self._form(last + 1) in self._words.weekday_joiners and self._form(last + 2) in self._weekdays:
            last, days = last + 2, days + 1
        return days >= _HABIT or (days > 1 and self._form(first - 1) in self._words.habitual_words)

    def _holiday(self, index: int) -> RelativeDate | None:
        """Read "à Pâques", "avant Noël"; in "le marché de Noël" no date is told."""
        found = self._words.holidays.find(self._pieces, index)
        if found is None or not self._words.holiday_cues.find_before(self._pieces, index):
            return None
        day = RelativeDate(start=index, stop=found.stop, granule=Granule.DAY, holiday=found.value)
        return self._with_side(day)

    # -- periods ----------------------------------------------------------------------------------------------

    def _this(self, index: int) -> RelativeDate | None:
        """Read "ce lundi", "cette semaine", "ce mois-ci", "ce soir"; "cette année-là" is another time."""
        at = index + 1
        if self._form(at) in self._weekdays:
            day = RelativeDate(
                start=at, stop=at + 1, granule=Granule.DAY, weekday=self._weekdays[self._form(at)], side=Side.THIS
            )
            return None if self._points_away(day.stop) else self._with_part(day)
        if part := self._words.day_parts.find(self._pieces, at):
            if self._points_away(part.stop):
                return None
            return RelativeDate(start=index, stop=part.stop, granule=Granule.DAY, offset=0, day_part=part.value)
        period = self._words.periods.find(self._pieces, at)
        if period is None or period.value is Granule.DAY or self._points_away(period.stop):
            return None
        here = self._form(period.stop) == "-" and self._form(period.stop + 1) in self._words.here_endings
        return RelativeDate(start=index, stop=period.stop + (2 if here else 0), granule=period.value, side=Side.THIS)

    def _points_away(self, index: int) -> bool:
        return self._form(index) == "-" and self._form(index + 1) in self._words.pointing_endings

    def _period(self, index: int) -> RelativeDate | None:
        """Read "semaine prochaine", "an dernier", "été prochain" behind an article."""
        found = self._words.periods.find(self._pieces, index)
        before = self._form(index - 1)
        if before == "'":
            before = self._form(index - 2)
        if found is None or found.value is Granule.DAY or before not in self._words.period_articles:
            return None
        period = self._with_side(RelativeDate(start=index, stop=found.stop, granule=found.value))
        return period if period.side else None

    def _position(self, index: int) -> RelativeDate | None:
        """Read "fin d'année", "début de semaine prochaine", "fin du mois"."""
        at = index + 1
        while self._form(at) in self._words.period_joiners and at - index <= _MOST_JOINERS:
            at += 1
        found = self._words.periods.find(self._pieces, at) if at > index + 1 else None
        if found is None or found.value is Granule.DAY:
            return None
        period = self._with_side(
            RelativeDate(
                start=index,
                stop=found.stop,
                granule=found.value,
                position=self._words.positions[self._form(index)],
            )
        )
        if period.side is None and (self._points_away(period.stop) or self._has_complement(period.stop)):
            return None
        return period

    def _ranked(self, index: int) -> RelativeDate | None:
        """Read "premier trimestre", "second semestre"; with a year behind, that is a calendar date."""
        rank = self._words.ranks.find(self._pieces, index)
        period = self._words.periods.find(self._pieces, rank.stop) if rank else None
        if rank is None or period is None or period.value not in (Granule.QUARTER, Granule.HALF):
            return None
        if self._form(period.stop).isdigit() or self._points_away(period.stop):
            return None
        return RelativeDate(start=index, stop=period.stop, granule=period.value, rank=rank.value)

    def _has_complement(self, index: int) -> bool:
        """Whether the period is one of something else: "fin de semaine de la mode", "fin d'année 2018"."""
        return self._form(index) in self._words.complement_words or self._form(index).isdigit()

    # -- so long ago ------------------------------------------------------------------------------------------

    def _ago(self, index: int) -> RelativeDate | None:
        """Read "il y a trois semaines", "voilà dix ans"."""
        found = self._words.ago_words.find(self._pieces, index)
        return self._counted(index, found.stop, sign=-1) if found else None

    def _ahead(self, index: int) -> RelativeDate | None:
        """Read "dans deux mois", "d'ici à trois ans"."""
        found = self._words.ahead_words.find(self._pieces, index)
        return self._counted(index, found.stop, sign=1) if found else None

    def _later(self, index: int) -> RelativeDate | None:
        """Read "trois jours plus tard", "deux ans auparavant"."""
        counted = self._counted(index, index, sign=1)
        if counted is None:
            return None
        for table, sign in ((self._words.later_words, 1), (self._words.earlier_words, -1)):
            if found := table.find(self._pieces, counted.stop):
                return replace(counted, stop=found.stop, offset=sign * (counted.offset or 0), from_before=True)
        return None

    def _counted(self, start: int, index: int, *, sign: int) -> RelativeDate | None:
        """Return a number of periods at ``index``; "il y a deux jours de fête" tells no date."""
        if rough := self._words.roughly.find(self._pieces, index):
            index = rough.stop
        number = read_number(self._pieces, index, units=self._units) if index < len(self._pieces) else None
        if number is None or number.value != int(number.value) or not 0 < number.value < _MOST_UNITS:
            return None
        at = number.stop
        while self._form(at) in (*self._units.words.of_words, "'"):
            at += 1
        period = self._words.periods.find(self._pieces, at)
        if (
            period is None
            or period.value.is_season
            or self._form(period.stop) in self._words.complement_words | self._words.rate_complements
        ):
            return None
        return RelativeDate(start=start, stop=period.stop, granule=period.value, offset=sign * int(number.value))

    # -- what stands behind -----------------------------------------------------------------------------------

    def _with_part(self, day: RelativeDate) -> RelativeDate:
        """Take in a part of the day: "hier soir", "mardi dans la soirée"."""
        part = self._words.day_parts.find(self._pieces, day.stop)
        return replace(day, stop=part.stop, day_part=part.value) if part else day

    def _with_side(self, period: RelativeDate) -> RelativeDate:
        """Take in "dernier" or "prochain", which may be said twice as well as not at all."""
        behind = self._form(period.stop)
        if are_glued(self._pieces, period.stop):
            return period
        if behind in self._words.last_words:
            return replace(period, stop=period.stop + 1, side=Side.LAST)
        if behind in self._words.next_words:
            return replace(period, stop=period.stop + 1, side=Side.NEXT)
        return period

    def _form(self, index: int) -> str:
        return self._pieces[index].form if 0 <= index < len(self._pieces) else ""


def relative_readers(*, words: RelativeCalendar, calendar: Calendar, units: Units) -> Readers:
    """Return which readers to try where a piece stands; made once, as there are hundreds of words."""
    reader = RelativeDateReader
    found: dict[str, list[Reader]] = {}
    for forms, read in (
        (words.days.first_forms, reader._day),
        (words.neighbours.first_forms, reader._neighbouring_day),
        (words.holidays.first_forms, reader._holiday),
        (words.this_words, reader._this),
        (calendar.weekdays, reader._weekday),
        (words.positions, reader._position),
        (words.periods.first_forms, reader._period),
        (words.ranks.first_forms, reader._ranked),
        (words.ago_words.first_forms, reader._ago),
        (words.ahead_words.first_forms, reader._ahead),
        (units.words.number_words, reader._later),
    ):
        for form in forms:
            found.setdefault(form.lower(), []).append(read)
    return {form: tuple(readers) for form, readers in found.items()}
