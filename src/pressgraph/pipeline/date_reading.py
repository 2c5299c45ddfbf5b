"""Read calendar dates as the text writes them; what it leaves out (most often the year) stays open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pressgraph.ontology.calendar import Calendar
from pressgraph.ontology.phrases import are_glued
from pressgraph.pipeline.doc_pieces import DocPieces

_MOST_DAYS = 8  # in one list, such as "les 1er, 2 et 3 août"
_YEARS_BEHIND_CUE = range(1000, 2101)
_YEARS = range(1500, 2101)
_SHORT_YEARS = range(30, 100)  # "mai 68"; a smaller number is rather a quantity
_DAYS = range(1, 32)
_SENTENCE_ENDS = frozenset(".;!?")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as the text writes it; None is what it leaves out."""

    start: int  #: index of its first piece
    stop: int  #: index of the piece behind it
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  #: 1 is Monday


class DateReader:
    """Reads the dates of one text, from its first piece to its last."""

    def __init__(self, text: DocPieces, *, calendar: Calendar) -> None:
        self._text = text
        self._pieces = text.pieces
        self._calendar = calendar
        self._taken = text.inside(text.doc.ents)
        self._readers: dict[str, Callable[[int], list[WrittenDate]]] = {
            **dict.fromkeys((*calendar.months, *calendar.month_abbreviations), self._month),
            **dict.fromkeys((*calendar.weekdays, *calendar.first_day_words), self._days),
            **dict.fromkeys(calendar.season_words, self._season),
        }

    def read(self) -> Iterator[WrittenDate]:
        """Yield the dates in order."""
        behind = 0
        for index in self._text.places(self._readers):
            if index < behind or self._taken[index]:
                continue
            dates = self._dates_at(index)
            yield from dates
            behind = dates[-1].stop if dates else behind

    def _dates_at(self, index: int) -> list[WrittenDate]:
        piece = self._pieces[index]
        if piece.is_number:
            return self._figures_only(index) or self._days(index) or self._years(index) or self._bare_day(index)
        read = self._readers.get(piece.form)
        return read(index) if read else []

    # -- days -------------------------------------------------------------------------------------------------

    def _days(self, index: int) -> list[WrittenDate]:
        """Read "mercredi 11 août", "les 14 et 15 mars 2009", "du 3 au 5 mai", "samedi 19"."""
        days: list[WrittenDate] = []
        stop = index
        while len(days) < _MOST_DAYS:
            day = self._day(stop)
            if day is None:
                break
            days.append(day)
            month, year, stop = self._month_and_year(day.stop)
            if month:
                last = WrittenDate(start=day.start, stop=stop, year=year, month=month, day=day.day, weekday=day.weekday)
                return [*(_of_month(other, month, year) for other in days[:-1]), last]
            if self._form(day.stop) not in self._calendar.day_joiners:
                break
            stop = day.stop + 1
            while self._form(stop) in self._calendar.day_articles:
                stop += 1
        return days[:1] if days and days[0].weekday else []

    def _day(self, index: int) -> WrittenDate | None:
        """Read the weekday, where there is one, and the number of a day."""
        start = index
        weekday = self._calendar.weekdays.get(self._form(index))
        if weekday:
            index += 1
        if self._form(index) in self._calendar.first_day_words:
            return WrittenDate(start=start, stop=index + 1, day=1, weekday=weekday)
        number = self._number(index)
        if number not in _DAYS or len(self._form(index)) > 2 or self._is_inside_number(index):
            return None
        if index and are_glued(self._pieces, index) and self._pieces[index - 1].is_word:
            return None  # the minutes of "14h30, 1er mai"
        stop = index + 1
        if are_glued(self._pieces, stop) and self._pieces[stop].is_word:
            if number != 1 or self._form(stop) != "er":
                return None
            stop += 1
        return WrittenDate(start=start, stop=stop, day=number, weekday=weekday)

    def _bare_day(self, index: int) -> list[WrittenDate]:
        """Read "le 15", "fixée au 21." where nothing that is counted follows."""
        day = self._day(index)
        article = self._form(index - 1)
        if day is None or index < 2 or self._taken[index - 1] or article not in self._calendar.day_articles:
            return []
        behind = self._form(day.stop)
        if article == "le":
            # "composer le 17" dials a number
            is_date = (not behind[:1].isalnum() or behind == "à") and self._text.token(index - 2).pos_ != "VERB"
        else:
            is_date = behind in _SENTENCE_ENDS and article in ("au", "du")
        return [day] if is_date else []

    # -- months and years -------------------------------------------------------------------------------------

    def _month_and_year(self, index: int) -> tuple[int | None, int | None, int]:
        """Return month, year and where they end; an abbreviated month counts too."""
        form = self._form(index)
        month = self._calendar.months.get(form)
        stop = index + 1
        if month is None:
            month = self._calendar.month_abbreviations.get(form)
            if month is None or self._taken[index]:
                return None, None, index
            if self._form(stop) == "." and self._number(stop + 1) is not None:
                stop += 1
        year, after = self._year_behind_month(stop)
        if year is None and self._form(stop - 1) == ".":
            stop -= 1
        return month, year, after if year else stop

    def _year_behind_month(self, index: int) -> tuple[int | None, int]:
        figures = self._form(index)
        number = self._number(index)
        if number is None:
            if figures == "'" and are_glued(self._pieces, index + 1) and len(self._form(index + 1)) == 2:
                short = self._number(index + 1)
                return (_full_year(short), index + 2) if short is not None else (None, index)
            return None, index
        if self._pieces[index].start - self._pieces[index - 1].end > 1 or self._is_inside_number(index):
            return None, index
        if len(figures) == 4 and number in _YEARS_BEHIND_CUE:
            return number, index + 1
        if len(figures) == 2 and number in _SHORT_YEARS and not self._counts_something(index):
            return _full_year(number), index + 1
        return None, index

    def _month(self, index: int) -> list[WrittenDate]:
        piece = self._pieces[index]
        month, year, stop = self._month_and_year(index)
        if month is None:
            return []
        is_abbreviated = piece.form not in self._calendar.months
        is_name_like = not (piece.text.islower() or piece.text.isupper())
        is_in_compound = (
            are_glued(self._pieces, index)
            and self._form(index - 1) == "-"
            and self._form(index - 2) not in (*self._calendar.months, *self._calendar.month_prefixes)
        )
        if (year is None and (is_abbreviated or is_name_like)) or is_in_compound:
            return []
        return [WrittenDate(start=index, stop=stop, year=year, month=month)]

    def _years(self, index: int) -> list[WrittenDate]:
        """Read "en 1968", "1998-2002", "2018-19", "en '98"."""
        figures, number = self._form(index), self._number(index)
        before = self._form(index - 1)
        if number is None or self._is_inside_number(index) or before in self._calendar.decade_words:
            return []
        if len(figures) == 4 and not self._is_glued_to_word(index):
            has_cue = before in self._calendar.year_cues
            if number in (_YEARS_BEHIND_CUE if has_cue else _YEARS) and not self._counts_something(index):
                return [
                    WrittenDate(start=index, stop=index + 1, year=number),
                    *self._second_year(index + 1, first=number),
                ]
        elif len(figures) == 2 and number in _SHORT_YEARS:
            has_apostrophe = before == "'" and are_glued(self._pieces, index)
            cue = self._form(index - 2) if has_apostrophe else before
            if cue in self._calendar.year_cues and not self._counts_something(index):
                return [WrittenDate(start=index, stop=index + 1, year=_full_year(number))]
        return []

    def _second_year(self, index: int, *, first: int) -> list[WrittenDate]:
        """Read the second half of "2018-19"; of "2018-2019" it is read as a year of its own."""
        number = self._number(index + 1)
        if (
            number is not None
            and self._form(index) in ("-", "/", "–")
            and are_glued(self._pieces, index)
            and are_glued(self._pieces, index + 1)
            and len(self._form(index + 1)) == 2
            and number == (first + 1) % 100
        ):
            return [WrittenDate(start=index + 1, stop=index + 2, year=first + 1)]
        return []

    def _season(self, index: int) -> list[WrittenDate]:
        """Read "saison 97-98"."""
        first = self._number(index + 1)
        if first is None or len(self._form(index + 1)) != 2:
            return []
        second = self._second_year(index + 2, first=_full_year(first))
        return [WrittenDate(start=index + 1, stop=index + 2, year=_full_year(first)), *second] if second else []

    # -- dates in figures -------------------------------------------------------------------------------------

    def _figures_only(self, index: int) -> list[WrittenDate]:
        """Read "28/09/2018", "28.09.18" and "2018-09-28"."""
        parts = [self._number(index + offset) for offset in (0, 2, 4)]
        mark = self._form(index + 1)
        if (
            None in parts
            or mark not in ("/", ".", "-")
            or self._form(index + 3) != mark
            or not all(are_glued(self._pieces, index + offset) for offset in range(1, 5))
            or are_glued(self._pieces, index)
            or are_glued(self._pieces, index + 6)
        ):
            return []
        first, month, last = (part or 0 for part in parts)
        widths = [len(self._form(index + offset)) for offset in (0, 2, 4)]
        day, year = (last, first) if widths[0] == 4 else (first, last)
        if mark == "." and max(widths) != 4:
            return []  # rather a number of some kind: 03.20.12
        if day not in _DAYS or month not in range(1, 13) or sorted(widths)[-1] not in (2, 4):
            return []
        year = year if year > 99 else _full_year(year)
        return [WrittenDate(start=index, stop=index + 5, year=year, month=month, day=day)]

    # -- what stands at a place -------------------------------------------------------------------------------

    def _form(self, index: int) -> str:
        return self._pieces[index].form if 0 <= index < len(self._pieces) else ""

    def _number(self, index: int) -> int | None:
        """Return the number that a short run of figures makes, else None."""
        form = self._form(index)
        return int(form) if form and form[0].isdigit() and len(form) <= 4 else None

    def _is_inside_number(self, index: int) -> bool:
        """Whether the figures are part of a longer number: "12,5", "2.500", "3/4"."""
        pieces = self._pieces
        before = are_glued(pieces, index) and self._form(index - 1) in (",", ".")
        behind = are_glued(pieces, index + 1) and self._form(index + 1) in (",", ".", "%")
        return (before and are_glued(pieces, index - 1) and self._number(index - 2) is not None) or (
            behind
            and (self._form(index + 1) == "%" or are_glued(pieces, index + 2))
            and (self._form(index + 1) == "%" or self._number(index + 2) is not None)
        )

    def _is_glued_to_word(self, index: int) -> bool:
        return any(
            are_glued(self._pieces, place) and self._pieces[other].is_word
            for place, other in ((index, index - 1), (index + 1, index + 1))
        )

    def _counts_something(self, index: int) -> bool:
        """Whether a unit or a noun behind the figures makes them a quantity: "2000 personnes"."""
        stop = index + 1
        if stop >= len(self._pieces) or self._text.is_new_paragraph(stop):
            return False
        behind = self._pieces[stop]
        if not behind.is_word:
            return behind.text in "%€$£°" or (behind.is_number and len(behind.text) == 3)
        token = self._text.token(stop)
        return token.pos_ in ("NOUN", "SYM") and (
            token.text.isupper() or token.text[-1:] in "sx" or self._text.token(index).head == token
        )


def _of_month(date: WrittenDate, month: int, year: int | None) -> WrittenDate:
    return WrittenDate(start=date.start, stop=date.stop, year=year, month=month, day=date.day, weekday=date.weekday)


def _full_year(short: int) -> int:
    """Return the year that two figures stand for, seen from the early 21st century."""
    return 1900 + short if short in _SHORT_YEARS else 2000 + short
