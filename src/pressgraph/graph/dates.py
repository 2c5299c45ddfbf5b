"""Dates as OWL-Time: instants, intervals, and the first and last day that a query can compare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from pressgraph.facts import Date, EventPart, Tenure
from pressgraph.graph.terms import term, text_literal, typed_literal
from pressgraph.periods import first_and_last_day

#: property (with its prefix) and value of one triple
Property = tuple[str, NamedNode | Literal]


class _DateForm(NamedTuple):
    """One way to write a date, and what becomes of it."""

    pattern: str
    whole: str  #: makes a whole date of it, for checking
    predicate: str
    datatype: str


_DATE_FORMS = (
    _DateForm(r"\d{4}-\d\d-\d\d", "{}", "time:inXSDDate", "date"),
    _DateForm(r"\d{4}-\d\d", "{}-01", "time:inXSDgYearMonth", "gYearMonth"),
    _DateForm(r"\d{4}", "{}-01-01", "time:inXSDgYear", "gYear"),
    _DateForm(r"--\d\d-\d\d", "2000-{}", "pg:value", "gMonthDay"),
    _DateForm(r"--\d\d", "2000-{}-01", "pg:value", "gMonth"),
)
_POSITIONS = {"start": "pg:startOfPeriod", "mid": "pg:middleOfPeriod", "end": "pg:endOfPeriod"}


def date_literal(day: date) -> Literal:
    """Return the day as xsd:date."""
    return typed_literal(day.isoformat(), "date")


def date_properties(day: Date) -> Iterator[Property]:
    """Yield what is said of the node of a date: its type, value and what the words tell besides."""
    yield from _value_properties(day.value)
    if day.relative:
        yield "pg:relative", typed_literal("true", "boolean")
    if day.offset:
        yield "pg:offset", typed_literal(day.offset, "duration")
    if day.position:
        yield "pg:position", term(_POSITIONS[day.position])
    if day.time and ":" in day.time:
        yield "pg:timeOfDay", typed_literal(f"{day.time}:00", "time")
    elif day.time:
        yield "pg:partOfDay", term(f"pg:{day.time}")


def interval_properties(first: NamedNode, last: NamedNode, *, begins: str, ends: str) -> Iterator[Property]:
    """Yield what is said of the node of a range between the nodes of two dates with these values."""
    yield "rdf:type", term("time:ProperInterval")
    yield "time:hasBeginning", first
    yield "time:hasEnd", last
    first_days, last_days = first_and_last_day(begins), first_and_last_day(ends)
    if first_days and last_days:
        yield "pg:firstDay", date_literal(first_days[0])
        yield "pg:lastDay", date_literal(last_days[1])


def tenure_properties(tenure: Tenure) -> Iterator[Property]:
    """Yield what is said of the node of the time for which a function is held, its first and last date apart."""
    yield "rdf:type", term("time:ProperInterval")
    first_days = first_and_last_day(tenure.start) if tenure.start else None
    last_days = first_and_last_day(tenure.end) if tenure.end else None
    if first_days:
        yield "pg:firstDay", date_literal(first_days[0])
    if last_days:
        yield "pg:lastDay", date_literal(last_days[1])


def event_properties(day: Date) -> Iterator[Property]:
    """Yield what is said of the event that ``day`` tells the time of."""
    first = first_and_last_day(day.value or "")
    last = first_and_last_day(day.until or day.value or "")
    if first and day.event_part is not EventPart.END:
        yield "schema:startDate", date_literal(first[0])
    if last and day.event_part is not EventPart.START:
        yield "schema:endDate", date_literal(last[1])


def period_properties(value: str) -> Iterator[Property]:
    """Yield what is said of the node of a figure that holds for the date with this value."""
    _, literal = _dated(value)
    yield "pg:period", literal
    if days := first_and_last_day(value):
        yield "pg:firstDay", date_literal(days[0])
        yield "pg:lastDay", date_literal(days[1])


def _value_properties(value: str | None) -> Iterator[Property]:
    if value is None:
        yield "rdf:type", term("time:TemporalEntity")
        return
    predicate, literal = _dated(value)
    days = first_and_last_day(value)
    is_period = predicate == "pg:value" and days is not None  # 2018-W39, which XML Schema has no type for
    yield "rdf:type", term("time:ProperInterval" if is_period else "time:Instant")
    yield predicate, literal
    if days:
        yield "pg:firstDay", date_literal(days[0])
        yield "pg:lastDay", date_literal(days[1])


def _dated(value: str) -> tuple[str, Literal]:
    """Return property and literal for a value; what XML Schema has no type for stays a string."""
    for form in _DATE_FORMS:
        if re.fullmatch(form.pattern, value, re.ASCII):
            try:
                date.fromisoformat(form.whole.format(value.removeprefix("--")))
            except ValueError:  # 2018-02-31
                break
            return form.predicate, typed_literal(value, form.datatype)
    return "pg:value", text_literal(value)
