"""Find dates: calendar dates ("mercredi 11 août", "en 1968") and relative ones ("hier", "lundi dernier").

What is a calendar date is settled by the annotation guide; the words are in ``ontologies/calendar.ttl`` and
``ontologies/relative-dates.ttl``.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.ontology.calendar import Calendar, load_calendar
from pressgraph.ontology.relative_calendar import RelativeCalendar, load_relative_calendar
from pressgraph.ontology.units import Units, load_units
from pressgraph.periods import Granule, first_and_last_day
from pressgraph.pipeline.date_context import DateContext, PlacedDate
from pressgraph.pipeline.date_reading import DateReader, WrittenDate
from pressgraph.pipeline.doc_pieces import DocPieces
from pressgraph.pipeline.names import register_extensions
from pressgraph.pipeline.relative_dates import Readers, RelativeDate, RelativeDateReader, relative_readers
from pressgraph.pipeline.relative_values import iso_offset, resolve
from pressgraph.pipeline.years import Direction, direction_of, settle_year, year_of_weekday

_NEAR = 45  # days around publication in which a day without a month is looked for
_SAME_LIST = 60  # pieces within which "le 15" takes up the month of the date before


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Everything that the finder of dates knows about French."""

    calendar: Calendar
    relative: RelativeCalendar
    units: Units  #: the numbers of "il y a trois semaines", the hours of "samedi à 20 h"
    readers: Readers  #: of relative dates, by their first word


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text."""

    start: int  #: characters of the doc's text
    end: int  #: characters, exclusive
    value: str | None  #: see :mod:`pressgraph.periods`; None: relative, and nothing settles it
    relative: bool = False  #: told from another day, which the publication date settles
    offset: str | None = None  #: ISO 8601 duration from publication: "-P1D"
    position: str | None = None  #: the part of the period that is meant: start, mid or end
    time: str | None = None  #: "20:30", or morning, noon, afternoon, evening, night, midnight
    until: str | None = None  #: value of the other end, where a range begins


@cache
def load_date_words() -> DateWords:
    """Read the words that came with pressgraph; raises OntologyError when a file can't be used."""
    calendar, relative, units = load_calendar(), load_relative_calendar(), load_units()
    readers = relative_readers(words=relative, calendar=calendar, units=units)
    return DateWords(calendar=calendar, relative=relative, units=units, readers=readers)


def find_dates(doc: Doc, *, words: DateWords, published: date | None = None) -> list[FoundDate]:
    """Return the dates of ``doc`` in order; ``published`` settles what the text leaves out.

    Needs parts of speech, morphology and parse; passes over what lies inside ``doc.ents``.
    """
    text = DocPieces(doc)
    calendar_dates = _calendar_dates(text, calendar=words.calendar, published=published)
    context = DateContext(text, words=words.relative, calendar=words.calendar, units=words.units)
    dates = _with_relative(calendar_dates, text, words=words, context=context, published=published)
    return [
        FoundDate(
            start=text.pieces[day.start].start,
            end=text.pieces[day.stop - 1].end,
            value=day.value,
            relative=day.is_relative,
            offset=day.offset,
            position=day.position,
            time=day.time,
            until=day.until,
        )
        for day in context.complete(dates)
    ]


def _calendar_dates(text: DocPieces, *, calendar: Calendar, published: date | None) -> list[PlacedDate]:
    written = list(_with_months(DateReader(text, calendar=calendar).read(), text, published=published))
    years = {item.year for item in written if item.year}
    settled = (
        _with_year(item, following, text, calendar=calendar, published=published, years=years)
        for item, following in zip_longest(written, written[1:])
    )
    return [PlacedDate(start=item.start, stop=item.stop, value=_iso(item)) for item in settled]


def _with_relative(
    calendar_dates: list[PlacedDate],
    text: DocPieces,
    *,
    words: DateWords,
    context: DateContext,
    published: date | None,
) -> list[PlacedDate]:
    """Add the relative dates; "la veille" counts from the date that stands before it."""
    taken = text.inside(text.doc.ents)
    for day in calendar_dates:
        taken[day.start : day.stop] = [True] * (day.stop - day.start)
    reader = RelativeDateReader(
        text,
        words=words.relative,
        calendar=words.calendar,
        units=words.units,
        readers=words.readers,
        taken=taken,
    )
    dates = [*calendar_dates]
    for item in reader.read():
        anchor = _anchor(item, dates, text) if item.from_before else published
        # "Messe samedi à 18 h 30" announces, and so does "organise samedi": what is over is told in another tense
        announced = Direction.FUTURE if item.weekday or context.clock_behind(item.stop) else Direction.UNKNOWN
        direction = direction_of(text.token(item.start), present=announced)
        if direction is Direction.UNKNOWN and context.clock_behind(item.stop):
            direction = Direction.FUTURE
        insort(
            dates,
            PlacedDate(
                start=item.start,
                stop=item.stop,
                value=resolve(item, published=published, anchor=anchor, direction=direction),
                is_relative=True,
                offset=iso_offset(item),
                position=item.position,
                time=item.day_part,
            ),
            key=lambda day: day.start,
        )
    return dates


def _anchor(item: RelativeDate, dates: Sequence[PlacedDate], text: DocPieces) -> date | None:
    """Return the day from which "la veille" or "dix ans plus tard" counts: that of the date before it."""
    before = bisect_left(dates, item.start, key=lambda day: day.start) - 1
    if before < 0 or not text.are_in_one_paragraph(dates[before].start, item.start):
        return None
    days = first_and_last_day(dates[before].value or "")
    is_exact = days is not None and (days[0] == days[1] or item.granule is Granule.YEAR)
    return days[0] if days and is_exact else None


def _with_year(
    item: WrittenDate,
    following: WrittenDate | None,
    text: DocPieces,
    *,
    calendar: Calendar,
    published: date | None,
    years: Collection[int],
) -> WrittenDate:
    """Fill in the year where the text or the publication date settles it."""
    if item.year or not item.month:
        return item
    year = _shared_year(item, following, text, calendar=calendar)
    if year is None and published:
        told = _told_direction(item, text, calendar=calendar)
        year = settle_year(
            month=item.month,
            day=item.day,
            weekday=item.weekday,
            published=published,
            direction=told or direction_of(text.token(item.start)),
            is_certain=told is not None,
        )
    elif year is None and item.day and item.weekday:
        year = year_of_weekday(month=item.month, day=item.day, weekday=item.weekday, years=years)
    return replace(item, year=year)


def _with_months(written: Iterator[WrittenDate], text: DocPieces, *, published: date | None) -> Iterator[WrittenDate]:
    """Give days without a month the one that weekday and publication, or the date before, tell.

    A bare "le 15" that stays without a month is dropped: nothing shows that it is a date.
    """
    before: WrittenDate | None = None
    for item in written:
        complete = _with_month(item, before, text, published) if item.day and not item.month else item
        if complete.day and not (complete.month or complete.weekday):
            continue
        if complete.day:
            before = complete
        yield complete


def _with_month(item: WrittenDate, before: WrittenDate | None, text: DocPieces, published: date | None) -> WrittenDate:
    if not item.weekday and before and item.start - before.stop <= _SAME_LIST:
        return replace(item, month=before.month, year=before.year)
    return _nearest_day(item, text, published) if published else item


def _nearest_day(item: WrittenDate, text: DocPieces, published: date) -> WrittenDate:
    """Fill in month and year of the nearest such day (of the week, too) around publication, if there is one."""
    direction = direction_of(text.token(item.start))
    for days in range(_NEAR + 1):
        for candidate in (published - timedelta(days), published + timedelta(days)):
            is_wrong_side = candidate > published if direction is Direction.PAST else candidate < published
            if candidate.day != item.day or item.weekday not in (None, candidate.isoweekday()):
                continue
            if item.weekday or direction is Direction.UNKNOWN or not is_wrong_side:
                return replace(item, year=candidate.year, month=candidate.month)
    return item


def _shared_year(
    item: WrittenDate, following: WrittenDate | None, text: DocPieces, *, calendar: Calendar
) -> int | None:
    """Return the year that a range or list names once, at its end: "entre le 1er mai et le 30 septembre 2009"."""
    if following is None or following.year is None or following.month is None or item.month is None:
        return None
    between = [piece.form for piece in text.pieces[item.stop : following.start]]
    joining = calendar.day_joiners | calendar.day_articles
    if not between or len(between) > 3 or not all(form in joining for form in between):
        return None
    is_ordered = (item.month, item.day or 0) <= (following.month, following.day or 31)
    return following.year if is_ordered else None


def _told_direction(item: WrittenDate, text: DocPieces, *, calendar: Calendar) -> Direction | None:
    """Return whether a word beside the date places it in the past or the future."""
    before = item.start - 1
    while before > 0 and text.pieces[before].form in calendar.day_articles:
        before -= 1
    beside = {text.pieces[place].form for place in (before, item.stop) if 0 <= place < len(text.pieces)}
    if beside & calendar.past_words:
        return Direction.PAST
    return Direction.FUTURE if beside & calendar.future_words else None


def _iso(item: WrittenDate) -> str:
    year = f"{item.year:04}" if item.year else "-" if item.month or item.day else ""
    month = f"-{item.month:02}" if item.month else "-" if item.day else ""
    return f"{year}{month}{f'-{item.day:02}' if item.day else ''}"


def write_spans(doc: Doc, key: str, found: Sequence[tuple[int, int, str]]) -> None:
    """Write ``doc.spans[key]`` from character offsets and labels, widened to whole tokens."""
    spans = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in found)
    doc.spans[key] = [span for span in spans if span is not None]


@Language.factory(
    "pressgraph_dates",
    requires=["token.pos", "token.morph", "token.dep", "token.head", "doc.ents"],
    assigns=["doc.spans", "doc._.dates"],
)
def make_dates(nlp: Language, name: str) -> DateComponent:
    """Make the component that finds dates."""
    return DateComponent(load_date_words())


class DateComponent:
    """Writes ``doc._.dates``, and the calendar dates among them into ``doc.spans["dates"]``, the others into
    ``doc.spans["relative_dates"]``; reads ``doc._.published`` (a date or None).
    """

    def __init__(self, words: DateWords) -> None:
        """Declare the attributes and keep the words."""
        register_extensions()
        self._words = words

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of ``doc``."""
        found = find_dates(doc, words=self._words, published=doc._.published)
        for key, is_relative in (("dates", False), ("relative_dates", True)):
            spans = [(item.start, item.end, item.value or "") for item in found if item.relative is is_relative]
            write_spans(doc, key, spans)
        doc._.dates = tuple(found)
        return doc
