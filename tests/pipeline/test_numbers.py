"""What reading French numbers promises: any number comes back, however it is written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from pressgraph.ontology.phrases import split_pieces
from pressgraph.ontology.units import load_units
from pressgraph.pipeline.numbers import Number, read_number

LARGEST = 10**12


def read(text: str) -> Number | None:
    return read_number(split_pieces(text), 0, units=load_units())


def value_of(text: str) -> Decimal | None:
    number = read(text)
    return number.value if number else None


@given(st.integers(min_value=0, max_value=LARGEST))
def test_any_integer_in_words_comes_back(integer: int) -> None:
    assert value_of(num2words(integer, lang="fr")) == integer


@given(st.integers(min_value=0, max_value=10**6), st.sampled_from(["fr_BE", "fr_CH"]))
def test_belgian_and_swiss_words_come_back(integer: int, language: str) -> None:
    assert value_of(num2words(integer, lang=language)) == integer


@given(
    st.integers(min_value=0, max_value=LARGEST),
    st.integers(min_value=0, max_value=99),
    st.sampled_from(["", " ", "\u00a0", "\u202f", "\u2009", ".", "'", "’"]),
    st.booleans(),
)
def test_any_format_of_a_number_comes_back(whole: int, hundredths: int, separator: str, has_decimals: bool) -> None:
    text = f"{whole:,}".replace(",", separator) + (f",{hundredths:02}" if has_decimals else "")
    assert value_of(text) == Decimal(f"{whole}.{hundredths:02}" if has_decimals else whole)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("quatre-vingt-dix-sept", "97"),
        ("quatre vingt dix sept", "97"),
        ("septante", "70"),
        ("huitante", "80"),
        ("nonante-cinq", "95"),
        ("soixante et onze", "71"),
        ("soixante-et-onze", "71"),
        ("cent un", "101"),
        ("mille", "1000"),
        ("onze cents", "1100"),
        ("deux mille dix-huit", "2018"),
        ("un million deux cent mille", "1200000"),
        ("1,3 milliard", "1300000000"),
        ("12 mille", "12000"),
        ("une quinzaine", "15"),
        ("une petite vingtaine", "20"),
        ("trois douzaines", "36"),
        ("une dizaine de milliers", "10000"),
        ("une centaine de millions", "100000000"),
        ("sept et demi", "7.5"),
        ("un million et demi", "1500000"),
        ("un demi-million", "500000"),
        ("3,5 Md d'euros", "3500000000"),
        ("soixante -huit", "68"),
        ("4 ,10", "4.10"),
        ("QUATRE-VINGTS", "80"),
    ],
)
def test_hard_ones(text: str, value: str) -> None:
    assert value_of(text) == Decimal(value)


@pytest.mark.parametrize("text", ["million", "cents", "vingt-et-unième", "deux-roues", "9" * 100_000, "Paris", "-"])
def test_what_is_no_number(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [("vingt trente", "vingt"), ("12 000 15 000", "12 000"), ("deux et quatre", "deux"), ("1,2,3", "1")],
)
def test_a_number_ends_where_another_begins(text: str, words: str) -> None:
    pieces = split_pieces(text)
    number = read(text)
    assert number is not None
    assert text[: pieces[number.stop - 1].end] == words


def test_a_long_run_of_number_words_is_read_to_its_end() -> None:
    number = read("cent " * 10_000)
    assert number is not None
    assert number.value == 100
