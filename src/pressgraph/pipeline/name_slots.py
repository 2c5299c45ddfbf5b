"""Slots of constructions that have no word of their own: a parenthesis, a name beside a word, a name in a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pressgraph.ontology import LexicalEntry, Slot
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.parsed_text import ParsedText


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word or phrase of the lexicon where it stands in a document."""

    entry: LexicalEntry
    start: int  #: token index
    end: int  #: token index, exclusive


@dataclass(frozen=True, slots=True)
class Argument:
    """A mention that fills a slot."""

    mention: Mention
    certainty: float  #: 0 to 1


def arguments_of(mentions: Iterable[Mention], certainty: float) -> list[Argument]:
    """Return ``mentions`` as arguments that are equally sure."""
    return [Argument(mention, certainty) for mention in mentions]


class NameSlots:
    """Finds names by where they stand in one document; each method is a finder of :mod:`~pressgraph.pipeline.slots`."""

    def __init__(self, doc: ParsedText, names: Names) -> None:
        """Prepare for one document."""
        self._doc = doc
        self._names = names

    def in_parentheses(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the name inside a parenthesis: "Cholet (Maine-et-Loire)"."""
        mention = self._names.starting_at(anchor.start + 1)
        if mention is None or mention.end >= len(self._doc):
            return []
        return [Argument(mention, 0.85)] if self._doc[mention.end].text in {")", ",", ";", "-", "–"} else []

    def preceding(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the name right before a word, a comma left out: "la Foire de printemps, à Lyon"."""
        comma = anchor.start > 0 and self._doc[anchor.start - 1].text == ","
        mention = self._names.ending_at(anchor.start - comma)
        return [Argument(mention, 0.8)] if mention is not None else []

    def following(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the name right behind a word: "la députée LFI"."""
        mention = self._names.starting_at(anchor.end)
        return [Argument(mention, 0.85)] if mention is not None else []

    def holding(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the name that the anchor covers."""
        mention = self._names.starting_at(anchor.start)
        return [Argument(mention, 0.85)] if mention is not None else []

    def held(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return what the article names apart by words that end the holder's name: "Festival de Cannes" → "Cannes"."""
        endings = {self._doc.written(i, anchor.end).strip('« »"“”') for i in range(anchor.start + 1, anchor.end)}
        return [Argument(e.mentions[0], 0.85) for e in self._names.entities if e.name in endings]
