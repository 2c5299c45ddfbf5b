"""Paragraphs, and the stretches of text between quotation marks: characters only, no language.

Marks are paired within their paragraph: « », “ ”, „ “ and the straight " by position. Of nested pairs the outer one counts.
A quote may run over paragraphs, each of which then opens with a mark again, or the last of which closes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_CLOSING = {"«": "»", "“": "”", "„": "“”", '"': '"'}  #: opening mark → the marks that close it
_MARKS = frozenset("«»“”„\"")
#: what ends a line after which the next one may begin a paragraph without a blank line between them
_LINE_ENDS = frozenset(".!?…:»”\"")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words between two marks, or the part of them that stands in one paragraph."""

    start: int  #: first character between the marks
    end: int  #: last one, exclusive
    outer_start: int  #: the opening mark
    outer_end: int  #: behind the closing mark
    paragraph: int  #: index
    goes_on: bool = False  #: whether it continues the last stretch of the paragraph before


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return where each paragraph begins and ends, in characters.

    A blank line parts paragraphs; so does a line break after the end of a sentence when a capital, a mark or a dash follows.
    """
    paragraphs: list[tuple[int, int]] = []
    open_from: int | None = None
    end = offset = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if not words:
            if open_from is not None:
                paragraphs.append((open_from, end))
            open_from = None
        else:
            start = offset + len(line) - len(line.lstrip())
            if open_from is not None and text[end - 1] in _LINE_ENDS and not words[0].islower():
                paragraphs.append((open_from, end))
                open_from = None
            open_from = start if open_from is None else open_from
            end = start + len(words)
        offset += len(line)
    if open_from is not None:
        paragraphs.append((open_from, end))
    return paragraphs


def find_stretches(text: str, paragraphs: list[tuple[int, int]]) -> list[Stretch]:
    """Return the stretches between marks, in order and without overlap; linear in the length of the text."""
    found: list[Stretch] = []
    unclosed: int | None = None  # the mark that the paragraph before leaves open
    goes_on = False  # whether the quote that it opens had begun before
    for number, (start, end) in enumerate(paragraphs):
        marks = _ParagraphMarks(text, start, end, reopened=unclosed is not None)
        if unclosed is not None and marks.resumes:
            while found and found[-1].outer_start > unclosed:  # nested in the quote that turns out to go on
                found.pop()
            before = paragraphs[number - 1][1]
            found.append(_stretch(text, unclosed, before, number - 1, goes_on=goes_on, closed=False))
        resumes = unclosed is not None and marks.resumes
        for position, (opening, closing) in enumerate(marks.pairs):
            found.append(_stretch(text, opening, closing, number, goes_on=resumes and position == 0, closed=True))
        goes_on = resumes and not marks.pairs
        unclosed = marks.unclosed
    return [stretch for stretch in found if stretch.start < stretch.end]


def _stretch(text: str, opening: int, closing: int, paragraph: int, *, goes_on: bool, closed: bool) -> Stretch:
    """Return the stretch between two positions without the white space at its ends."""
    start = opening + (text[opening] in _MARKS)
    words = text[start:closing]
    return Stretch(
        start=start + len(words) - len(words.lstrip()),
        end=closing - (len(words) - len(words.rstrip())),
        outer_start=opening,
        outer_end=closing + closed,
        paragraph=paragraph,
        goes_on=goes_on,
    )


class _ParagraphMarks:
    """The outermost pairs of marks of one paragraph, and the mark that it leaves open."""

    def __init__(self, text: str, start: int, end: int, *, reopened: bool) -> None:
        self._stack: list[int] = []
        self._open_kinds: Counter[str] = Counter()
        self._text = text
        self.pairs: list[tuple[int, int]] = []
        #: whether a quote of the paragraph before goes on: a mark opens the paragraph, or one closes what nothing opened
        self.resumes = reopened and text[start] in _MARKS
        for index in self._marks(start, end):
            mark = text[index]
            closes = next((o for o in self._candidates(mark) if self._open_kinds[o]), None)
            if closes is not None:
                self._close(closes, index)
            elif mark in _CLOSING or (index == start and reopened):
                self._stack.append(index)
                self._open_kinds[_opening_of(mark)] += 1
            elif reopened and not self.pairs and not self.resumes:
                self.resumes = True
                self.pairs.append((start, index))
        self.unclosed = self._stack[0] if self._stack else None
        self.pairs = self._outermost()

    def _marks(self, start: int, end: int) -> Iterator[int]:
        return (
            i
            for i in range(start, end)
            if self._text[i] in _MARKS and not (self._text[i] == '"' and self._is_inch_sign(i))
        )

    def _is_inch_sign(self, index: int) -> bool:
        return not self._open_kinds['"'] and index > 0 and self._text[index - 1].isdigit()

    def _candidates(self, mark: str) -> Iterator[str]:
        return (opening for opening, closing in _CLOSING.items() if mark in closing)

    def _close(self, kind: str, index: int) -> None:
        """Pair ``index`` with the last open mark of its kind; what was opened since and never closed is dropped."""
        while True:
            opening = self._stack.pop()
            opened = _opening_of(self._text[opening])
            self._open_kinds[opened] -= 1
            if opened == kind:
                self.pairs.append((opening, index))
                return

    def _outermost(self) -> list[tuple[int, int]]:
        outermost: list[tuple[int, int]] = []
        for opening, closing in sorted(self.pairs, key=lambda pair: (pair[0], -pair[1])):
            if not outermost or opening > outermost[-1][1]:
                outermost.append((opening, closing))
        return outermost


def _opening_of(mark: str) -> str:
    """Return the mark that opens a quote; a paragraph may resume one with the closing mark: » … »."""
    return {"»": "«", "”": "“"}.get(mark, mark)
