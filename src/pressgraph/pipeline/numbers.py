"""French numbers, in figures and in words, read off the pieces of a text.

"56 000", "2.700.000", "1,5", "1,3 milliard", "quatre-vingt-dix-sept", "un million deux cent mille", "une
quinzaine", "sept et demi". The words are text2num's affair; where a number ends is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from text_to_num import text2num

from pressgraph.ontology.phrases import Piece, are_glued
from pressgraph.ontology.units import QuantityWords, Units

_LONGEST_RUN_OF_FIGURES = 15  # beyond, it is an identifier, and no number that a journalist writes
_LONGEST_RUN_OF_WORDS = 40  # pieces, hyphens included: numbers below 10^12 need 35
_MOST_MULTIPLIERS = 3  # "une dizaine de milliers de milliards"
_HALF = Decimal("0.5")
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as it stands in the text."""

    value: Decimal  #: with its multipliers: "1,3 milliard" is 1300000000
    start: int  #: index of its first piece
    stop: int  #: index of the piece behind it
    in_words: bool = False
    is_plain: bool = False  #: a single run of figures, as years and numbers of things are written
    has_point: bool = False  #: a decimal point instead of the French comma: may be a time or a version
    is_rounded: bool = False  #: "une quinzaine"
    scale: Decimal = Decimal(1)  #: its multipliers alone; another number may share them ("11 à 13 millions")


def read_number(pieces: Sequence[Piece], index: int, *, units: Units) -> Number | None:
    """Return the number that begins with the piece at ``index``, as long as it goes, or None."""
    if pieces[index].is_number:
        number = _read_figures(pieces, index)
    elif pieces[index].form in units.words.number_words:
        number = _read_words(pieces, index, words=units.words)
    else:
        return None
    return _with_multipliers(number, pieces, units=units) if number else None


def has_gap(pieces: Sequence[Piece], index: int) -> bool:
    """Whether exactly one character (white space) parts the piece at ``index`` from the one before it."""
    return 0 < index < len(pieces) and pieces[index].start - pieces[index - 1].end == 1


def _read_figures(pieces: Sequence[Piece], index: int) -> Number | None:
    figures = pieces[index].text
    if len(figures) > _LONGEST_RUN_OF_FIGURES:
        return None
    stop = index + 1
    if len(figures) <= 3 and figures[0] != "0":
        figures, stop = _read_groups(pieces, index)
    is_plain = stop == index + 1
    decimals, stop, has_point = _read_decimals(pieces, stop)
    return Number(
        value=Decimal(f"{figures}{decimals}"),
        start=index,
        stop=stop,
        is_plain=is_plain and not decimals,
        has_point=has_point,
    )


def _read_groups(pieces: Sequence[Piece], index: int) -> tuple[str, int]:
    """Read groups of three figures, parted by white space, points or apostrophes, the same throughout."""
    figures, stop, separator = pieces[index].text, index + 1, None
    while len(figures) < _LONGEST_RUN_OF_FIGURES:
        if has_gap(pieces, stop) and pieces[stop].is_number:
            found, group = " ", stop
        elif (
            are_glued(pieces, stop)
            and are_glued(pieces, stop + 1)
            and pieces[stop].form in (".", "'")
            and pieces[stop + 1].is_number
        ):
            found, group = pieces[stop].form, stop + 1
        else:
            break
        if len(pieces[group].text) != 3 or separator not in (None, found):
            break
        separator = found
        figures += pieces[group].text
        stop = group + 1
    return figures, stop


def _read_decimals(pieces: Sequence[Piece], stop: int) -> tuple[str, int, bool]:
    """Read a comma or point and the figures behind it: "4,10", in tokenised text also "4 ,10" and "4 , 10 %"."""
    if stop + 1 >= len(pieces) or not pieces[stop + 1].is_number:
        return "", stop, False
    mark, figures = pieces[stop].form, pieces[stop + 1].text
    glued_before, glued_behind = are_glued(pieces, stop), are_glued(pieces, stop + 1)
    is_list = stop + 3 < len(pieces) and pieces[stop + 2].form == mark and pieces[stop + 3].is_number
    if is_list or len(figures) > _LONGEST_RUN_OF_FIGURES:
        return "", stop, False
    # French puts no space before a comma: where there is one, the text was cut into words before it came to us
    if mark == "," and ((glued_before and glued_behind) or (has_gap(pieces, stop) and len(figures) <= 2)):
        return f".{figures}", stop + 2, False
    if mark == "." and glued_before and glued_behind and len(figures) <= 2:
        return f".{figures}", stop + 2, True
    return "", stop, False


def _read_words(pieces: Sequence[Piece], index: int, *, words: QuantityWords) -> Number | None:
    if pieces[index].form in words.not_first_number_words:
        return None
    run, ends = _run_of_number_words(pieces, index, words=words)
    # the longest beginning that is a number: "vingt trente" is two
    for length in range(len(run), 0, -1):
        try:
            value = text2num(" ".join(run[:length]), "fr")
        except ValueError:
            continue
        stop = ends[length - 1]
        if are_glued(pieces, stop) and pieces[stop].form == "-" and are_glued(pieces, stop + 1):
            return None  # vingt-et-unième, deux-roues
        return Number(value=Decimal(value), start=index, stop=stop, in_words=True)
    return None


def _run_of_number_words(pieces: Sequence[Piece], index: int, *, words: QuantityWords) -> tuple[list[str], list[int]]:
    """Return number words in a row, hyphens left out, and for each the index of the piece behind it."""
    run, ends = [pieces[index].form], [index + 1]
    stop = index + 1
    while stop < len(pieces) and stop - index < _LONGEST_RUN_OF_WORDS:
        following = stop + 1 if pieces[stop].form == "-" else stop
        is_et = following < len(pieces) and pieces[following].form == "et"
        joined_by_et = is_et and run[-1] in words.tens_before_and
        if joined_by_et:
            following += 2 if following + 1 < len(pieces) and pieces[following + 1].form == "-" else 1
        allowed = words.behind_and if joined_by_et else words.number_words
        if following >= len(pieces) or pieces[following].form not in allowed:
            break
        if pieces[following].start - pieces[stop - 1].end > (6 if joined_by_et else 2):
            break
        run += ["et", pieces[following].form] if joined_by_et else [pieces[following].form]
        stop = following + 1
        ends += [stop - 2, stop] if joined_by_et else [stop]
    return run, ends


def _with_multipliers(number: Number, pieces: Sequence[Piece], *, units: Units) -> Number:
    """Add what multiplies the number from behind: "milliard", "dizaine de milliers", "million et demi"."""
    words = units.words
    found = units.multipliers.find(pieces, number.stop - 1)
    if number.in_words and found and found.value.factor >= _MILLION:  # "deux millions": read as one number
        number = replace(number, scale=found.value.factor)
    number = _with_half(number, pieces, words=words)
    for _ in range(_MOST_MULTIPLIERS):
        stop = number.stop
        if number.is_rounded and stop < len(pieces) and pieces[stop].form in words.of_words:
            stop += 2 if stop + 1 < len(pieces) and pieces[stop + 1].form == "'" else 1
        elif number.in_words and number.value == 1 and _is_adjective(pieces, stop, words=words):
            stop += 1  # une bonne dizaine
        found = units.multipliers.find(pieces, stop)
        if not found or pieces[stop].start - pieces[stop - 1].end > 1:
            break
        factor = found.value.factor
        number = replace(
            number,
            value=number.value * factor,
            stop=found.stop,
            scale=number.scale * factor,
            is_plain=False,
            is_rounded=number.is_rounded or found.value.is_collective,
        )
        number = _with_half(number, pieces, words=words)
    return _with_sign(number, pieces, units=units)


def _with_half(number: Number, pieces: Sequence[Piece], *, words: QuantityWords) -> Number:
    """Add "et demi" right behind a number or multiplier; a half joined to a unit ("demi-heure") halves one."""
    stop = number.stop
    if stop + 1 < len(pieces) and pieces[stop].form == "et" and pieces[stop + 1].form in words.half_words:
        return replace(number, value=number.value + number.scale * _HALF, stop=stop + 2, is_plain=False)
    if (
        number.value == 1
        and stop + 2 < len(pieces)
        and pieces[stop].form in words.half_words
        and pieces[stop + 1].form == "-"
    ):
        return replace(number, value=_HALF, stop=stop + 2, is_plain=False)
    return number


def _with_sign(number: Number, pieces: Sequence[Piece], *, units: Units) -> Number:
    """Add a short multiplier that stands apart from its currency: "3,5 Md d'euros"."""
    stop = number.stop
    factor = units.scale_signs.get(pieces[stop].text) if stop + 2 < len(pieces) else None
    if factor is None or pieces[stop + 1].form not in units.words.of_words or pieces[stop + 2].form != "'":
        return number
    return replace(number, value=number.value * factor, scale=factor, stop=stop + 1, is_plain=False)


def _is_adjective(pieces: Sequence[Piece], index: int, *, words: QuantityWords) -> bool:
    return index < len(pieces) and pieces[index].form in words.adjectives_before_noun
