"""The year of a date that names none, settled by the publication date, the weekday and the verb's tense."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

from pressgraph.pipeline.parsed_text import Word

_OTHER_TENSE = 240  # days that a date on the wrong side of its verb's tense counts as farther away
_OTHER_SIDE = 1000  # the same where a word beside it says which side it is on ("depuis", "prochain")
_FUTURE_ENDINGS = ("ra", "ront")
_STEPS_TO_VERB = 12  # heads that are climbed at most


class Direction(Enum):
    """Where a sentence places its date, seen from the day of publication."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


def direction_of(token: Word, *, present: Direction = Direction.UNKNOWN) -> Direction:
    """Return where the verb that governs ``token`` places it; ``present`` is what a present tense says.

    Where that says something, a mere participle ("commencée lundi, la grève continue") ends the search.
    """
    for _ in range(_STEPS_TO_VERB):
        direction = _tense_of(token, present)
        if present is not Direction.UNKNOWN and "Part" in token.features("VerbForm"):
            return direction
        if direction is not Direction.UNKNOWN or token.head == token:
            return direction
        token = token.head
    return Direction.UNKNOWN


def settle_year(
    *,
    month: int,
    day: int | None,
    weekday: int | None,
    published: date,
    direction: Direction,
    is_certain: bool = False,
) -> int | None:
    """Return the year that puts the date nearest to the publication date, or None when none has such a day.

    ``weekday`` is 1 (Monday) to 7, or None; a year in which it fits is preferred to all others. ``direction`` is a
    hint (the verb's tense), or ``is_certain`` where a word beside the date says so.
    """
    candidates = list(_candidates(month, day, range(published.year - 1, published.year + 2)))
    fitting = [candidate for candidate in candidates if weekday in (None, candidate.isoweekday())]

    penalty = _OTHER_SIDE if is_certain else _OTHER_TENSE

    def distance(candidate: date) -> int:
        days = (candidate - published).days
        if day is None and (candidate.year, candidate.month) == (published.year, published.month):
            return 0
        wrong_side = days > 0 if direction is Direction.PAST else days < 0 and direction is Direction.FUTURE
        return abs(days) + (penalty if wrong_side else 0)

    return min(fitting or candidates, key=distance).year if candidates else None


def year_of_weekday(*, month: int, day: int, weekday: int, years: Iterable[int]) -> int | None:
    """Return the one of ``years`` in which the date falls on ``weekday``, None when it is none or several."""
    fitting = {candidate.year for candidate in _candidates(month, day, years) if candidate.isoweekday() == weekday}
    return fitting.pop() if len(fitting) == 1 else None


def _candidates(month: int, day: int | None, years: Iterable[int]) -> Iterable[date]:
    for year in years:
        try:
            yield date(year, month, day or 15)  # a month stands for its middle
        except ValueError:
            continue  # 29 February


def _tense_of(token: Word, present: Direction) -> Direction:
    if token.pos_ not in ("VERB", "AUX"):
        return Direction.UNKNOWN
    auxiliaries = [child for child in token.children_near() if child.pos_ == "AUX"]
    # "est fixée" is present; "a fixé", "est venu" are past
    is_passive = any(child.dep_ == "aux:pass" for child in auxiliaries)
    forms = auxiliaries if is_passive else [token, *auxiliaries]
    if any("Fut" in form.features("Tense") or "Cnd" in form.features("Mood") for form in forms):
        return Direction.FUTURE
    is_participle = "Part" in token.features("VerbForm")
    if is_participle and not auxiliaries:
        # no participle ends like this: the tagger mistakes "signera"
        return Direction.FUTURE if token.lower_.endswith(_FUTURE_ENDINGS) else Direction.UNKNOWN
    if any({"Imp", "Past"} & set(form.features("Tense")) for form in forms):
        return Direction.PAST
    is_present = any("Pres" in form.features("Tense") for form in forms) and not is_participle
    return present if is_present else Direction.UNKNOWN
