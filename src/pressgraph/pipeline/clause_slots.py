"""Slots that a clause fills: who does what its verb says, to whom, and what it is about."""

from __future__ import annotations

from pressgraph.ontology import Function, Slot
from pressgraph.pipeline.clauses import Clauses, is_bare_participle, is_passive
from pressgraph.pipeline.name_slots import Anchor, Argument, arguments_of
from pressgraph.pipeline.names import Names
from pressgraph.pipeline.noun_phrases import NounPhrases
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.phrases import PhraseIndex


class ClauseSlots:
    """Reads the slots of clauses in one document; each public method is a finder of
    :mod:`~pressgraph.pipeline.slots`.
    """

    def __init__(
        self, doc: ParsedText, names: Names, phrases: PhraseIndex, noun_phrases: NounPhrases, clauses: Clauses
    ) -> None:
        """Prepare for one document."""
        self._doc = doc
        self._names = names
        self._phrases = phrases
        self._noun_phrases = noun_phrases
        self._clauses = clauses

    def subject(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return who does what a verb says."""
        verb = self._head_of(anchor)
        functions = {anchor.entry.subject.function, anchor.entry.object.function}
        # What has no object has no passive: "est entré", "est née" only look like one.
        find = self._clauses.actors if Function.DIRECT_OBJECT in functions else self._clauses.subjects
        return arguments_of(find(verb), 0.9)

    def direct_object(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return what a verb is done to."""
        return arguments_of(self._clauses.objects(self._head_of(anchor)), 0.9)

    def attributive_argument(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return what an adjective or participle is said of."""
        return arguments_of(self._clauses.modified(anchor.start, anchor.end), 0.9)

    def clause_agent(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return who acts in the clause that an adverbial phrase belongs to."""
        pronoun = self._noun_phrases.relative_before(anchor.start)
        if pronoun is not None:
            return arguments_of(self._noun_phrases.antecedent(pronoun), 0.85)
        head = self._head_of(anchor)
        if head.head.lower_ in self._phrases.verb_forms("succeeding"):  # "X succède à Y à la tête de Z"
            return arguments_of(self._clauses.subjects(head.head), 0.85)
        mention = self._noun_phrases.ending_before(anchor.start)
        if mention is not None:
            return arguments_of(self._names.coordinated(mention), 0.85)
        if any(child.dep_ == "cop" for child in head.children):  # "X est à l'affiche de Y"
            return arguments_of(self._clauses.subjects(head), 0.85)
        verb = head.head
        for _ in range(3):
            if verb.lower_ in self._phrases.verb_forms("appointing") and (is_passive(verb) or is_bare_participle(verb)):
                return arguments_of(self._clauses.objects(verb), 0.85)
            if verb.pos_ == "VERB":
                return arguments_of(self._clauses.actors(verb), 0.8)
            verb = verb.head
        return []

    def receiver(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """As in "X a reçu une subvention de Y": who receives what the noun names."""
        return self._subject_of(anchor, "receiving-verbs")

    def performer(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """As in "X a signé hier un accord avec Y": who carries out what the noun names."""
        return self._subject_of(anchor, "performing-verbs")

    def _subject_of(self, anchor: Anchor, verbs: str) -> list[Argument]:
        """Return the subject of the verb that a noun hangs on, where it is one of a word class."""
        verb = self._head_of(anchor).head
        if verb.lower_ not in self._phrases.verb_forms(verbs):
            return []
        return arguments_of(self._clauses.actors(verb), 0.9)

    def clause_theme(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return what the clause that an adverbial phrase belongs to is about."""
        return arguments_of(self._clauses.themes(self._head_of(anchor)), 0.85)

    def _head_of(self, anchor: Anchor) -> Word:
        return self._doc.root(anchor.start, anchor.end)
