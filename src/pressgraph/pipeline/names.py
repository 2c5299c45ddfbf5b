"""The names of a document as the later components see them: entities, their mentions, and which token belongs to
which.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Span

from pressgraph.facts import EntityType
from pressgraph.pipeline.parsed_text import Word, parsed_text

#: what the components share through ``doc._``
_DOCUMENT_ATTRIBUTES = (
    "names",
    "relations",
    "open_relations",
    "figures",
    "dates",
    "event_dates",
    "quotes",
    "reported",
    "published",
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the document names an entity."""

    start: int  #: token index
    end: int  #: token index, exclusive
    entity: int  #: index of the entity that it names
    type: EntityType


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """A named thing of the document."""

    type: EntityType
    name: str  #: the fullest form
    mentions: tuple[Mention, ...]  #: in order


class Names:
    """Every mention of a document, found by token."""

    def __init__(self, doc: Doc, entities: Sequence[NamedEntity]) -> None:
        """Index the mentions of ``entities``; they don't overlap."""
        self.doc = parsed_text(doc)
        self.entities = tuple(entities)
        self.mentions = tuple(sorted((m for e in entities for m in e.mentions), key=lambda m: m.start))
        self._starts = [mention.start for mention in self.mentions]
        self._at = {i: mention for mention in self.mentions for i in range(mention.start, mention.end)}
        self._coordinated = self._find_coordinations()

    def at(self, token: Word | int) -> Mention | None:
        """Return the mention that ``token`` belongs to."""
        return self._at.get(token if isinstance(token, int) else token.i)

    def ending_at(self, index: int) -> Mention | None:
        """Return the mention whose last token is right before ``index``."""
        mention = self._at.get(index - 1)
        return mention if mention is not None and mention.end == index else None

    def starting_at(self, index: int) -> Mention | None:
        """Return the mention whose first token is ``index``."""
        mention = self._at.get(index)
        return mention if mention is not None and mention.start == index else None

    def within(self, start: int, end: int) -> Iterator[Mention]:
        """Yield the mentions that lie wholly between two token indices."""
        for mention in self.mentions[bisect_left(self._starts, start) :]:
            if mention.start >= end:
                return
            if mention.end <= end:
                yield mention

    def coordinated(self, mention: Mention) -> tuple[Mention, ...]:
        """Return ``mention`` with those that are coordinated with it: "A, B et C"."""
        return self._coordinated.get(mention, (mention,))

    def span(self, mention: Mention) -> Span:
        """Return the mention's words."""
        return self.doc.span(mention.start, mention.end)

    def _find_coordinations(self) -> dict[Mention, tuple[Mention, ...]]:
        groups: dict[Mention, tuple[Mention, ...]] = {}
        chain: list[Mention] = []
        closed = False
        for previous, mention in zip((None, *self.mentions), self.mentions, strict=False):
            joint = self._joint(previous, mention) if previous is not None else None
            if joint is None or closed:
                _close(chain, groups, closed=closed)
                chain, closed = [], False
            if joint is not None and not chain and previous is not None:
                chain = [previous]
            if joint is None:
                chain = [mention]
            else:
                chain.append(mention)
                closed = joint == "and"
        _close(chain, groups, closed=closed)
        return groups

    def _joint(self, left: Mention, right: Mention) -> str | None:
        """Return how two neighbouring mentions are coordinated: by a comma, by *et*, or not."""
        if left.type is not right.type or right.start - left.end > 8:
            return None
        between = self._past_share([token for token in self.doc[left.end : right.start] if not token.is_space])
        if not 0 < len(between) <= 4 or any(t.is_sent_start for t in (*between, self.doc[right.start])):
            return None
        first, *rest = between
        parts = {token.pos_ for token in rest}
        if first.text == ",":
            return "comma" if parts <= {"DET", "ADP"} else None
        if any("Poss=Yes" in str(token.morph) for token in rest):  # "A et son adjoint B"
            return None
        # "la foncière A et le maraîcher B", but "maire de A et patron de B"; behind a comma, a noun tells what A is
        if any(token.pos_ == "ADP" and before.pos_ in {"NOUN", "ADJ"} for before, token in pairwise(rest)):
            return None
        return "and" if first.lower_ in {"et", "ou"} and parts <= {"DET", "ADP", "NOUN", "ADJ"} else None

    def _past_share(self, tokens: list[Word]) -> list[Word]:
        """Return the tokens behind a parenthesis with figures: "A (40 %), B (25 %) et C"."""
        closing = next((i for i, token in enumerate(tokens) if token.text == ")"), 0)
        has_figures = any(token.is_digit or token.pos_ == "NUM" for token in tokens[1:closing])
        return tokens[closing + 1 :] if closing and tokens[0].text == "(" and has_figures else tokens


def _close(chain: list[Mention], groups: dict[Mention, tuple[Mention, ...]], *, closed: bool) -> None:
    """Keep a chain of mentions that ends with *et*, or is long: two names with a comma between may be an apposition."""
    if len(chain) > (1 if closed else 2):
        for mention in chain:
            groups[mention] = tuple(chain)


def register_extensions() -> None:
    """Declare the document attributes that the components share; calling it again changes nothing."""
    for name in _DOCUMENT_ATTRIBUTES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def entities_from(doc: Doc, clusters: Iterable[Sequence[Span]]) -> tuple[NamedEntity, ...]:
    """Build entities from groups of spans that name the same thing; a span's label is its type (PER, ORG, LOC, EVT)."""
    found = []
    for number, spans in enumerate(clusters):
        kind = EntityType.from_label(spans[0].label_)
        mentions = tuple(Mention(s.start, s.end, number, kind) for s in sorted(spans))
        found.append(NamedEntity(kind, max((s.text for s in spans), key=len), mentions))
    return tuple(found)
