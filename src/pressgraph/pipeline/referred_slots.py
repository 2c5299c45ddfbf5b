"""Slots whose argument stands in another clause: filled with what a pronoun, a noun or a function refers to.

The finders are those of :mod:`~pressgraph.pipeline.slots`; only the phrases that they read name more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pressgraph.facts import EntityType
from pressgraph.ontology import Function, Ontology, PartOfSpeech, Slot
from pressgraph.pipeline.bodies import Bodies
from pressgraph.pipeline.name_slots import Anchor, Argument
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.noun_phrases import NounPhrases
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.phrases import PhraseIndex
from pressgraph.pipeline.referents import Referents
from pressgraph.pipeline.slots import SlotFinder
from pressgraph.pipeline.speech_words import SpeechWords

#: how sure an antecedent is beside a name in the clause itself
_CERTAINTY = 0.85
#: words beside which an argument may be referred to; prepositions and signs stand right at names
CAN_REFER = {PartOfSpeech.VERB, PartOfSpeech.NOUN, PartOfSpeech.ADJECTIVE, PartOfSpeech.ADVERB}
#: slots in which a phrase that refers back can stand
_REFERRING = {
    Function.SUBJECT,
    Function.DIRECT_OBJECT,
    Function.PREPOSITIONAL_ADJUNCT,
    Function.COPULATIVE_ARGUMENT,
    Function.ATTRIBUTIVE_ARGUMENT,
    Function.CLAUSE_AGENT,
    Function.CLAUSE_THEME,
    Function.RECEIVER,
    Function.PERFORMER,
    Function.OFFICE_HOLDER,
}

#: slots of words that are said of a person, and may open a sentence or stand behind "ce"
_DESCRIBING = {Function.COPULATIVE_ARGUMENT, Function.ATTRIBUTIVE_ARGUMENT}


class ReferringPhrases(NounPhrases):
    """Noun phrases that also name what they refer to."""

    def __init__(
        self, doc: ParsedText, names: Names, ontology: Ontology, referents: Referents, types: frozenset[EntityType]
    ) -> None:
        """Follow references to things of ``types`` only."""
        super().__init__(doc, names, ontology)
        self._referents = referents
        self._types = types
        #: what has been referred to; names that stand beside it in its own sentence aren't meant
        self.antecedents: set[Mention] = set()

    def named_by(self, token: Word, *, depth: int = 0) -> list[Mention]:
        """Return what the phrase headed by ``token`` names, else the one thing that it refers to."""
        return super().named_by(token, depth=depth) or self._referred(token)

    def beginning_at(self, start: int, *, limit: int) -> Mention | None:
        """Return the name of a noun phrase that begins at ``start``, else the one thing that it refers to."""
        mention = super().beginning_at(start, limit=limit)
        if mention is not None or start >= min(limit, len(self._doc) - 1):
            return mention
        head = start + (self._doc[start].lower_ in self.determiners)
        return next(iter(self._referred(self._doc[head])), None)

    def _referred(self, token: Word) -> list[Mention]:
        mention = self._referents.of_word(token, self._types)
        if mention is None or mention.type not in self._types:
            return []
        self.antecedents.add(mention)
        return [mention]


@dataclass(frozen=True, slots=True)
class Filling:
    """A word of the lexicon in a document with what fills its two slots."""

    anchor: Anchor
    subjects: list[Argument]
    objects: list[Argument]

    @property
    def is_complete(self) -> bool:
        """Whether both slots are filled."""
        return bool(self.subjects and self.objects)

    @property
    def is_half(self) -> bool:
        """Whether one slot is filled: a relation between two references isn't sure enough."""
        return bool(self.subjects) is not bool(self.objects) and self.anchor.entry.part_of_speech in CAN_REFER


class ReferredSlots:
    """Fills the slots of one document that no name in the clause fills."""

    def __init__(
        self,
        doc: ParsedText,
        names: Names,
        ontology: Ontology,
        phrases: PhraseIndex,
        words: SpeechWords,
        bodies: Bodies,
        holders: Iterable[tuple[str, int, int]],
    ) -> None:
        """Prepare for one document.

        ``holders`` are the functions that it states with names: IRI of the function, person, body (entities).
        """
        self._doc = doc
        self._names = names
        self._ontology = ontology
        self._phrases = phrases
        self._bodies = bodies
        self._possessives = ontology.words("possessives")
        self._contracted = ontology.words("contracted-articles")
        self._former = ontology.words("former")
        self._husbands = ontology.words("husbands")
        self._wives = ontology.words("wives")
        self._referents = Referents(doc, names, ontology, words)
        self._finders: dict[frozenset[EntityType], tuple[SlotFinder, ReferringPhrases]] = {}
        self._has_body = {(function, person) for function, person, _ in holders}
        self._held: dict[str, set[int]] = defaultdict(set)
        for function, _, body in holders:
            self._held[function].add(body)

    def complete(self, filling: Filling) -> Filling:
        """Return a half filling with its empty slot filled by reference, where that is safe."""
        anchor, entry = filling.anchor, filling.anchor.entry
        if not filling.subjects:
            subjects = self._meant(anchor, entry.subject, entry.domain, filling.objects)
            return replace(filling, subjects=subjects)
        objects = self._meant(anchor, entry.object, entry.range, filling.subjects)
        return replace(filling, objects=[a for a in objects if self._bodies.is_of(a.mention, entry.range_classes)])

    def _meant(
        self, anchor: Anchor, slot: Slot, types: frozenset[EntityType], others: list[Argument]
    ) -> list[Argument]:
        return self._referred(anchor, slot, types, others) or self._implied_body(anchor, others, types)

    def _referred(
        self, anchor: Anchor, slot: Slot, types: frozenset[EntityType], others: list[Argument]
    ) -> list[Argument]:
        """Return what fills a slot by reference; nothing when that fills the other slot already."""
        if slot.function is Function.POSSESSIVE_ADJUNCT:
            found = self._possessor(anchor, types, others)
        elif slot.function in _REFERRING:
            found = self._followed(anchor, slot, types)
        else:
            return []
        taken = {other.mention.entity for other in others}
        return [] if any(a.mention.entity in taken for a in found) else found

    def _followed(self, anchor: Anchor, slot: Slot, types: frozenset[EntityType]) -> list[Argument]:
        antecedents = []
        if self._referents.has_reference(anchor.start):
            finder, phrases = self._finder(types)
            antecedents = [a for a in finder.find(anchor, slot) if a.mention in phrases.antecedents]
        if not antecedents and slot.function in _DESCRIBING and EntityType.PERSON in types:
            described = self._referents.described(anchor.start)
            return [Argument(described, _CERTAINTY)] if described is not None else []
        return [Argument(a.mention, a.certainty * _CERTAINTY) for a in antecedents[:1]]

    def _implied_body(self, anchor: Anchor, holders: list[Argument], types: frozenset[EntityType]) -> list[Argument]:
        """Return the body of a function that is named without it: "le président, A, …", "la fondatrice, A, …"."""
        entry = anchor.entry
        if any((entry.iri, holder.mention.entity) in self._has_body for holder in holders):
            return []
        start = min(anchor.start, *(holder.mention.start for holder in holders))
        before = self._doc[anchor.start - 1].lower_ if anchor.start else ""
        if before in self._former or (before in self._contracted and start < anchor.start):
            return []  # "l'ancien patron": of which of them? "X, adjoint au maire": somebody else's function
        held = self._held[entry.iri].union(holder.mention.entity for holder in holders)
        mention = self._referents.body_of(entry.iri, anchor.start, anchor.end, before=start, other_than=held)
        return [Argument(mention, _CERTAINTY)] if mention is not None and mention.type in types else []

    def _possessor(self, anchor: Anchor, types: frozenset[EntityType], others: list[Argument]) -> list[Argument]:
        determiner = self._doc[anchor.start - 1] if anchor.start else None
        if determiner is None or determiner.lower_ not in self._possessives:
            return []
        other = others[0].mention if others else None
        noun = self._doc[anchor.start].lower_
        gender = "Fem" if noun in self._husbands else "Masc" if noun in self._wives else None
        mention = self._referents.possessor(determiner, types, gender=gender, other_than=other)
        return [Argument(mention, _CERTAINTY)] if mention is not None else []

    def _finder(self, types: frozenset[EntityType]) -> tuple[SlotFinder, ReferringPhrases]:
        if types not in self._finders:
            phrases = ReferringPhrases(self._doc, self._names, self._ontology, self._referents, types)
            finder = SlotFinder(self._doc, self._names, self._ontology, self._phrases, noun_phrases=phrases)
            self._finders[types] = finder, phrases
        return self._finders[types]
