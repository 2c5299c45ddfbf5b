"""The stretches of a text between quotation marks: characters only, no language.

Marks are paired within their paragraph: « », “ ”, „ “ and the straight " by position. Of nested pairs the outer one
counts. A quote may run over paragraphs: each of them then opens with a mark again, or only the last one closes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CLOSING = {"«": "»", "“": "”", "„": "“”", '"': '"'}  #: opening mark → the marks that close it
_MARKS = frozenset('«»“”„"')
_MARK = re.compile(f"[{''.join(sorted(_MARKS))}]")
#: paragraphs without any mark that a quote may run over; more of them, and its closing mark is a slip
_MOST_UNMARKED = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words between two marks, or the part of them that stands in one paragraph."""

    start: int  #: first character between the marks
    end: int  #: last one, exclusive
    outer_start: int  #: the opening mark
    outer_end: int  #: behind the closing mark
    goes_on: bool = False  #: whether it continues the last stretch of the paragraph before


def find_stretches(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Stretch]:
    """Return the stretches between marks, in order and without overlap; linear in the length of the text.

    ``paragraphs`` are first character and end of each, in order.
    """
    found: list[Stretch] = []
    unclosed: list[Stretch] = []  # what a quote covers that goes on if a later paragraph resumes it
    for start, end in paragraphs:
        marks = _ParagraphMarks(text, start, end, resumable=text[unclosed[0].outer_start] if unclosed else "")
        resumes = marks.closes_at is not None or (marks.reopens and len(unclosed) == 1)
        if resumes:
            while found and found[-1].outer_start > unclosed[0].outer_start:  # nested in the quote that goes on
                found.pop()
            found += unclosed
        if marks.closes_at is not None:
            found.append(_stretch(text, start, marks.closes_at, goes_on=True))
        reopened = start if resumes and marks.reopens else None
        found += (_stretch(text, opening, closing, goes_on=opening == reopened) for opening, closing in marks.pairs)
        if marks.unclosed is not None:
            unclosed = [_stretch(text, marks.unclosed, end, goes_on=marks.unclosed == reopened)]
        elif marks.is_empty and 0 < len(unclosed) <= _MOST_UNMARKED:
            unclosed.append(_stretch(text, start, end, goes_on=True))
        else:
            unclosed = []
    return [stretch for stretch in found if stretch.start < stretch.end]


def _stretch(text: str, opening: int, closing: int, *, goes_on: bool) -> Stretch:
    """Return the stretch from a mark or the beginning of a paragraph to a mark or the end, without outer white
    space.
    """
    start = opening + (text[opening] in _MARKS)
    words = text[start:closing]
    return Stretch(
        start=start + len(words) - len(words.lstrip()),
        end=closing - (len(words) - len(words.rstrip())),
        outer_start=opening,
        outer_end=closing + (text[closing : closing + 1] in _MARKS),
        goes_on=goes_on,
    )


class _ParagraphMarks:
    """The outermost pairs of marks of one paragraph, the mark that it leaves open, and how it goes on with a quote."""

    def __init__(self, text: str, start: int, end: int, *, resumable: str) -> None:
        """Pair the marks; ``resumable`` is the opening mark of a quote that may go on here, or empty."""
        self._text = text
        self._stack: list[int] = []
        self._open_kinds: Counter[str] = Counter()
        pairs: list[tuple[int, int]] = []
        #: whether a mark opens the paragraph while a quote goes on
        self.reopens = bool(resumable) and text[start] in _MARKS
        #: where the quote that goes on is closed, when no mark reopened it
        self.closes_at: int | None = None
        self.is_empty = True
        for index in self._marks(start, end):
            mark = text[index]
            if self.is_empty and resumable and not self.reopens and self._closes(resumable, index, end):
                self.closes_at = index
            elif (kind := self._open_kind(mark)) is not None:
                pairs.append((self._pop(kind), index))
            elif mark in _CLOSING or (index == start and self.reopens):
                self._stack.append(index)
                self._open_kinds[_opening_of(mark)] += 1
            self.is_empty = False
        self.unclosed = self._stack[0] if self._stack else None
        self.pairs = _outermost(pairs)

    def _marks(self, start: int, end: int) -> Iterator[int]:
        return (m.start() for m in _MARK.finditer(self._text, start, end) if not self._is_inch_sign(m.start()))

    def _is_inch_sign(self, index: int) -> bool:
        straight = self._text[index] == '"'
        return straight and not self._open_kinds['"'] and index > 0 and self._text[index - 1].isdigit()

    def _closes(self, opening: str, index: int, end: int) -> bool:
        """Whether the first mark of a paragraph closes what ``opening`` opened before; the straight one shows it by
        the spaces.
        """
        mark = self._text[index]
        if mark not in _CLOSING[_opening_of(opening)]:
            return False
        glued_behind = index + 1 < end and self._text[index + 1].isalnum()
        return mark != '"' or (not self._text[index - 1].isspace() and not glued_behind)

    def _open_kind(self, mark: str) -> str | None:
        """Return the kind of open mark that ``mark`` closes."""
        return next(
            (opening for opening, closing in _CLOSING.items() if mark in closing and self._open_kinds[opening]), None
        )

    def _pop(self, kind: str) -> int:
        """Return the last open mark of a kind; what was opened since and never closed is dropped."""
        while True:
            opening = self._stack.pop()
            opened = _opening_of(self._text[opening])
            self._open_kinds[opened] -= 1
            if opened == kind:
                return opening


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    outermost: list[tuple[int, int]] = []
    for opening, closing in sorted(pairs):
        if not outermost or opening > outermost[-1][1]:
            outermost.append((opening, closing))
    return outermost


def _opening_of(mark: str) -> str:
    """Return the mark that opens a quote; a paragraph may resume one with the closing mark: » … »."""
    return {"»": "«", "”": "“"}.get(mark, mark)
