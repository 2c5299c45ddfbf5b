"""The pieces of a spaCy doc's text, with the way from a piece to its token."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable
from functools import cached_property
from itertools import chain

from spacy.tokens import Doc, Span

from pressgraph.pipeline.parsed_text import ParsedText, Word, parsed_text


class DocPieces:
    """A doc's text cut into pieces."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words = parsed_text(doc)
        self.string, self.pieces = self.words.text, self.words.pieces

    def __len__(self) -> int:
        return len(self.pieces)

    def places(self, forms: Container[str]) -> list[int]:
        """Return where a number in figures or one of ``forms`` stands: all else needs no look."""
        found = (at for form, at in self.words.once(_places).items() if form in forms or "0" <= form[0] <= "9")
        return sorted(chain.from_iterable(found))

    def token(self, index: int) -> Word:
        """Return the token in which the piece at ``index`` begins."""
        return self.words.at(self.pieces[index].start)

    def text(self, start: int, stop: int) -> str:
        """Return the words from the piece at ``start`` to the one before ``stop``."""
        return self.string[self.pieces[start].start : self.pieces[stop - 1].end]

    def is_new_paragraph(self, index: int) -> bool:
        """Whether a line break stands between the piece at ``index`` and the one before it."""
        return index == 0 or "\n" in self.string[self.pieces[index - 1].end : self.pieces[index].start]

    def are_in_one_paragraph(self, first: int, second: int) -> bool:
        """Whether no line break stands between the pieces at ``first`` and ``second``."""
        places = (self.pieces[first].start, self.pieces[second].start)
        return len({bisect_right(self._line_breaks, place) for place in places}) == 1

    def inside(self, spans: Iterable[Span]) -> list[bool]:
        """Say of each piece whether one of ``spans`` covers it."""
        covered = [False] * len(self.pieces)
        starts = [piece.start for piece in self.pieces]
        for span in spans:
            index = bisect_right(starts, span.start_char - 1)
            while index < len(starts) and starts[index] < span.end_char:
                covered[index] = True
                index += 1
        return covered

    @cached_property
    def _line_breaks(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.string)]


def _places(text: ParsedText) -> dict[str, list[int]]:
    """Return where each form stands."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, piece in enumerate(text.pieces):
        places[piece.form].append(index)
    return places
