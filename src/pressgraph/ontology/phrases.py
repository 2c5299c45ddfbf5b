"""Text cut into pieces, and tables of words and phrases that are looked up in it.

The cut does not depend on a tokenizer: a piece is a run of letters, a run of figures or one other sign, so that
"d'euros", "d’euros", "M€", "40%" and "soixante -huit" all come apart the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

_PIECE = re.compile(r"[0-9]+|[^\W\d_]+|[^\w\s]|_")


class Piece(NamedTuple):
    """A run of letters, a run of figures or one other sign."""

    start: int  #: characters from the beginning of the text
    end: int  #: characters, exclusive
    text: str  #: as written
    form: str  #: in lower case, the apostrophe straight

    @property
    def is_number(self) -> bool:
        """Whether this is a run of figures."""
        return "0" <= self.text[0] <= "9"

    @property
    def is_word(self) -> bool:
        """Whether this is a run of letters."""
        return self.text[0].isalpha()


def split_pieces(text: str) -> list[Piece]:
    """Cut ``text`` into pieces; white space belongs to none."""
    return [
        Piece(match.start(), match.end(), written := match[0], "'" if written == "’" else written.lower())
        for match in _PIECE.finditer(text)
    ]


def are_glued(pieces: Sequence[Piece], index: int) -> bool:
    """Whether nothing stands between the piece at ``index`` and the one before it."""
    return 0 < index < len(pieces) and pieces[index - 1].end == pieces[index].start


class Found(NamedTuple, Generic[Value]):
    """What a table says about a place in the text."""

    value: Value
    stop: int  #: index of the first piece behind the phrase


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Value]):
    forms: tuple[str, ...]
    glued: tuple[bool, ...]  #: for each piece, whether it must stand right behind the one before
    value: Value


class PhraseTable(Generic[Value]):
    """Phrases and what each of them means; finds the longest one at a place, or the longest one that ends there."""

    def __init__(self, phrases: Iterable[tuple[str, Value]], *, exact: bool = False) -> None:
        """Make a table of ``phrases``; ``exact`` ones are told apart by upper and lower case."""
        self._exact = exact
        # by the first and by the last two forms: "de" alone ends hundreds of phrases
        self._by_start: dict[tuple[str, ...], list[_Entry[Value]]] = {}
        self._by_end: dict[tuple[str, ...], list[_Entry[Value]]] = {}
        for phrase, value in phrases:
            pieces = split_pieces(phrase)
            forms = tuple(self._form(piece) for piece in pieces)
            glued = tuple(
                piece.is_number and before.is_word and before.end == piece.start for before, piece in pairwise(pieces)
            )
            entry = _Entry(forms, (False, *glued), value)
            self._by_start.setdefault(forms[:2], []).append(entry)
            self._by_end.setdefault(forms[-2:], []).append(entry)
        for entries in (*self._by_start.values(), *self._by_end.values()):
            entries.sort(key=lambda entry: -len(entry.forms))
        self.first_forms = frozenset(forms[0] for forms in self._by_start)  #: where none stands, nothing is found
        self._last_forms = frozenset(forms[-1] for forms in self._by_end)

    def find(self, pieces: Sequence[Piece], index: int) -> Found[Value] | None:
        """Return the longest phrase that begins at ``index``."""
        if index >= len(pieces):
            return None
        first = self._form(pieces[index])
        if first not in self.first_forms:
            return None
        if index + 1 < len(pieces):
            for entry in self._by_start.get((first, self._form(pieces[index + 1])), ()):
                if self._stands_at(entry, pieces, index):
                    return Found(entry.value, index + len(entry.forms))
        single = self._by_start.get((first,))
        return Found(single[0].value, index + 1) if single else None

    def find_before(self, pieces: Sequence[Piece], stop: int) -> Value | None:
        """Return the longest phrase whose last piece is the one before ``stop``."""
        if not 0 < stop <= len(pieces):
            return None
        last = self._form(pieces[stop - 1])
        if last not in self._last_forms:
            return None
        if stop > 1:
            for entry in self._by_end.get((self._form(pieces[stop - 2]), last), ()):
                start = stop - len(entry.forms)
                if start >= 0 and self._stands_at(entry, pieces, start):
                    return entry.value
        single = self._by_end.get((last,))
        return single[0].value if single else None

    def _form(self, piece: Piece) -> str:
        return piece.text if self._exact else piece.form

    def _stands_at(self, entry: _Entry[Value], pieces: Sequence[Piece], index: int) -> bool:
        if index + len(entry.forms) > len(pieces):
            return False
        return all(
            self._form(pieces[index + offset]) == form
            and (offset == 0 or pieces[index + offset].start - pieces[index + offset - 1].end <= 1)
            and (not glued or are_glued(pieces, index + offset))
            for offset, (form, glued) in enumerate(zip(entry.forms, entry.glued, strict=True))
        )


def phrase_set(phrases: Iterable[str]) -> PhraseTable[bool]:
    """Return a table that only says whether one of ``phrases`` stands at a place."""
    return PhraseTable((phrase, True) for phrase in phrases)
