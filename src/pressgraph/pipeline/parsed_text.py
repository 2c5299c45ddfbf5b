"""A parsed document as plain Python objects, read off spaCy once and shared by all components.

spaCy builds a token anew for each look at it and finds its strings, children and sentence again. The components behind
the parser look at each token dozens of times, so that this would be most of their work.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise, repeat
from typing import Any, TypeVar

import numpy
from spacy.tokens import Doc, Span, Token

from pressgraph.ontology.phrases import Piece, split_pieces

Made = TypeVar("Made")

_KEY = "pressgraph_parsed_text"
_COLUMNS = ["ORTH", "LOWER", "POS", "DEP", "MORPH", "IDX", "SENT_START", "IS_PUNCT", "SPACY", "HEAD"]
#: how spaCy writes that a token has no features
_NO_FEATURES = "_"
_NEAR = 30  # tokens to either side


class Word:
    """A token: a word, a sign or white space; attributes are called as spaCy calls them."""

    __slots__ = (
        "children",
        "dep_",
        "head",
        "i",
        "idx",
        "is_punct",
        "is_sent_start",
        "lower_",
        "morph",
        "pos_",
        "sent",
        "source",
        "text",
    )

    source: ParsedText
    sent: Sentence

    def __init__(
        self,
        source: ParsedText,
        i: int,
        text: str,
        lower: str,
        pos: str,
        dep: str,
        morph: str,
        idx: int,
        is_punct: bool,
        is_sent_start: bool,
    ) -> None:
        """Take what belongs to the token alone."""
        self.source = source
        self.i = i
        self.text = text
        self.lower_ = lower
        self.pos_ = pos
        self.dep_ = dep
        self.morph = morph  #: features as in "Number=Sing|Tense=Pres"
        self.idx = idx  #: first character of the doc's text
        self.is_punct = is_punct
        self.is_sent_start = is_sent_start
        self.head = self  #: stays so at the root
        self.children: Sequence[Word] = ()  #: in the order of the text

    @property
    def is_space(self) -> bool:
        """Whether the token is white space."""
        return self.text.isspace()

    @property
    def is_digit(self) -> bool:
        """Whether the token is a run of figures."""
        return self.text.isdigit()

    @property
    def is_alpha(self) -> bool:
        """Whether the token is a run of letters."""
        return self.text.isalpha()

    @property
    def is_lower(self) -> bool:
        """Whether all letters are small."""
        return self.text.islower()

    @property
    def lefts(self) -> list[Word]:
        """The dependents before the word."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Word]:
        """The dependents behind the word."""
        return [child for child in self.children if child.i > self.i]

    @property
    def token(self) -> Token:
        """The word as spaCy has it, for what few ask."""
        return self.source.doc[self.i]

    @property
    def ent_type_(self) -> str:
        """The label of the entity to which the token belongs, else nothing."""
        return self.token.ent_type_

    def features(self, name: str) -> Sequence[str]:
        """Return the values of a feature: ["Past"] for Tense."""
        return _features(self.morph).get(name, ())

    def children_near(self) -> Iterator[Word]:
        """Yield the dependents in the neighbourhood: a sentence of a hostile text can be as long as the text."""
        return (child for child in self.children if abs(child.i - self.i) <= _NEAR)


class Sentence:
    """A sentence of the parser."""

    __slots__ = ("end", "source", "start")

    def __init__(self, source: ParsedText, start: int, end: int) -> None:
        """Span the words from ``start`` to before ``end``."""
        self.source = source
        self.start = start  #: token index
        self.end = end  #: token index, exclusive

    def __iter__(self) -> Iterator[Word]:
        """Yield the words."""
        return iter(self.source[self.start : self.end])


class ParsedText(list[Word]):
    """The words of a document, in order."""

    def __init__(self, doc: Doc) -> None:
        """Read a parsed ``doc``; what changes in it afterwards isn't seen."""
        self.doc = doc
        self._made: dict[Callable[[ParsedText], Any], Any] = {}
        orths, lowers, tags, labels, morphs, starts, opens, signs, blanks, heads = _columns(doc)
        string = doc.vocab.strings.__getitem__
        super().__init__(
            map(
                Word,
                repeat(self),
                range(len(doc)),
                _decoded(orths, string),
                _decoded(lowers, string),
                _decoded(tags, string),
                _decoded(labels, string),
                _decoded(morphs, lambda number: string(number).removeprefix(_NO_FEATURES)),
                starts,
                map(bool, signs),
                map((1).__eq__, opens),
            )
        )
        #: what is written
        self.text = "".join(word.text + " " if blank else word.text for word, blank in zip(self, blanks, strict=True))
        self._link(heads)
        self._part()

    def _link(self, heads: Sequence[int]) -> None:
        """Join words and their heads, which are given by their distance."""
        dependents: dict[int, list[Word]] = {}
        for word, offset in zip(self, heads, strict=True):
            if offset:
                place = word.i + offset
                word.head = self[place]
                if place in dependents:
                    dependents[place].append(word)
                else:
                    dependents[place] = word.head.children = [word]

    def _part(self) -> None:
        """Give each word its sentence."""
        bounds = [0, *(word.i for word in self if word.is_sent_start and word.i), len(self)]
        for start, end in pairwise(bounds):
            sentence = Sentence(self, start, end)
            for word in self[start:end]:
                word.sent = sentence

    def once(self, build: Callable[[ParsedText], Made]) -> Made:
        """Return what ``build`` makes of the text; all who ask share it."""
        if build not in self._made:
            self._made[build] = build(self)
        made: Made = self._made[build]
        return made

    @cached_property
    def lower(self) -> list[str]:
        """Each word in lower case."""
        return [word.lower_ for word in self]

    @cached_property
    def starts(self) -> list[int]:
        """The first character of each word."""
        return [word.idx for word in self]

    @cached_property
    def pieces(self) -> list[Piece]:
        """The text cut into pieces, which the finders of dates and figures go by."""
        return split_pieces(self.text)

    def at(self, character: int) -> Word:
        """Return the word to which a character belongs."""
        return self[bisect_right(self.starts, character) - 1]

    def written(self, start: int, end: int) -> str:
        """Return what is written from the word at ``start`` to the one before ``end``."""
        if end <= start:
            return ""
        first, last = self.characters(start, end)
        return self.text[first:last]

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters, the second exclusive, from the word at ``start`` to the one before ``end``."""
        return self[start].idx, self[end - 1].idx + len(self[end - 1].text)

    def root(self, start: int, end: int) -> Word:
        """Return the word between two token indices that the others hang on."""
        return self[start] if end == start + 1 else self[self.span(start, end).root.i]

    def span(self, start: int, end: int) -> Span:
        """Return the words between two token indices as spaCy has them."""
        return self.doc[start:end]


def parsed_text(doc: Doc) -> ParsedText:
    """Return the words of a parsed ``doc``; all who ask share one reading."""
    found: ParsedText | None = doc.user_data.get(_KEY)
    if found is None:
        found = doc.user_data[_KEY] = ParsedText(doc)
    return found


def _columns(doc: Doc) -> list[list[int]]:
    """Return the attributes of all tokens, one list for each."""
    columns: list[list[int]] = doc.to_array(list(_COLUMNS)).T.tolist()
    *others, heads = columns
    return [*others, numpy.array(heads, dtype="uint64").astype("int64").tolist()]  # a head before its word is negative


def _decoded(column: Sequence[int], string: Callable[[int], str]) -> Iterator[str]:
    """Return the strings that the numbers of a column stand for; each is looked up once."""
    strings = {number: string(number) for number in set(column)}
    return map(strings.__getitem__, column)


@cache
def _features(morph: str) -> dict[str, list[str]]:
    """Cut "Gender=Fem,Masc|Number=Sing" up; there are a few hundred such descriptions."""
    pairs = (feature.split("=") for feature in morph.split("|") if feature)
    return {name: values.split(",") for name, values in pairs}
