"""The pieces of a spaCy doc's text, with the way from a piece to its token."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from functools import cached_property

import numpy
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token

from pressgraph.ontology.phrases import Piece, split_pieces

_REACH = 30  # tokens to either side
# what is read off a doc once and kept with it
_CUT = "pressgraph_pieces"
_HEADS = "pressgraph_heads"


class DocPieces:
    """A doc's text cut into pieces."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.string, self.pieces = _cut(doc)

    def __len__(self) -> int:
        return len(self.pieces)

    def places(self, forms: Container[str]) -> list[int]:
        """Return where a number in figures or one of ``forms`` stands: all else needs no look."""
        return [index for index, piece in enumerate(self.pieces) if piece.form in forms or "0" <= piece.form[0] <= "9"]

    def token(self, index: int) -> Token:
        """Return the token in which the piece at ``index`` begins."""
        return self.doc[bisect_right(self._token_starts, self.pieces[index].start) - 1]

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

    @cached_property
    def _token_starts(self) -> list[int]:
        starts: list[int] = self.doc.to_array("IDX").tolist()
        return starts


def children_near(token: Token) -> Iterator[Token]:
    """Yield the dependents of ``token`` in its neighbourhood.

    A sentence of a hostile text can be as long as the text: a window keeps reading linear.
    """
    doc = token.doc
    first = max(token.i - _REACH, 0)
    for index in numpy.flatnonzero(_heads(doc)[first : token.i + _REACH + 1] == token.i).tolist():
        if first + index != token.i:
            yield doc[first + index]


def _cut(doc: Doc) -> tuple[str, list[Piece]]:
    """Return the text of ``doc`` and its pieces; the finders of dates and figures share them."""
    cut: tuple[str, list[Piece]] | None = doc.user_data.get(_CUT)
    if cut is None:
        text = doc.text
        cut = doc.user_data[_CUT] = (text, split_pieces(text))
    return cut


def _heads(doc: Doc) -> NDArray[numpy.int64]:
    """Return each token's head by index; read off the parse once."""
    heads: NDArray[numpy.int64] | None = doc.user_data.get(_HEADS)
    if heads is None:
        offsets = doc.to_array("HEAD").astype("int64")
        heads = doc.user_data[_HEADS] = numpy.arange(len(doc)) + offsets
    return heads
