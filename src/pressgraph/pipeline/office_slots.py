"""Slots of the nouns of an office: "A prend en mai la direction de B", "A succède à C à la tête de B"."""

from __future__ import annotations

from pressgraph.facts import EntityType
from pressgraph.ontology import Slot
from pressgraph.pipeline.clauses import Clauses
from pressgraph.pipeline.name_slots import Anchor, Argument
from pressgraph.pipeline.names import Names
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.phrases import PhraseIndex

#: heads between the noun of an office and the verb that it hangs on
_DEPTH = 3


class OfficeSlots:
    """Finds who takes and who leaves an office; each public method is a finder of
    :mod:`~pressgraph.pipeline.slots`.
    """

    def __init__(self, names: Names, phrases: PhraseIndex, clauses: Clauses) -> None:
        """Prepare for the document of ``names``."""
        self._doc: ParsedText = names.doc
        self._names = names
        self._taking = phrases.verb_forms("office-verbs")
        self._succeeding = phrases.verb_forms("succeeding")
        self._clauses = clauses

    def holder(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the subject of the verb that says what becomes of an office: "A prend [la direction] de B"."""
        verb = self._doc.root(anchor.start, anchor.end)
        for _ in range(_DEPTH):
            if verb.lower_ in self._taking:
                return [Argument(mention, 0.85) for mention in self._clauses.subjects(verb)]
            if verb.pos_ in {"VERB", "AUX"}:
                break
            verb = verb.head
        return []

    def predecessor(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return who held an office before: "A succède à [C] à la tête de B"."""
        verb = self._succession_before(anchor.start)
        if verb is None:
            return []
        people = (m for m in self._names.within(verb.i + 1, anchor.start) if m.type is EntityType.PERSON)
        return [Argument(mention, 0.85) for mention in list(people)[:1]]

    def _succession_before(self, index: int) -> Word | None:
        for token in reversed(list(self._doc[self._doc[index].sent.start : index])):
            if token.lower_ in self._succeeding:
                return token
            if token.pos_ == "VERB":
                return None
        return None
