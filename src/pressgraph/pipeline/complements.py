"""What a word's preposition leads to: by the parse for verbs, by the order of the words for nouns."""

from __future__ import annotations

from pressgraph.facts import EntityType
from pressgraph.ontology import Ontology, PartOfSpeech, Slot
from pressgraph.pipeline.clauses import is_participle
from pressgraph.pipeline.name_slots import Anchor, Argument, arguments_of
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.noun_phrases import MODIFIERS, NounPhrases
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.phrases import PhraseIndex

#: how far, in tokens, a complement may stand behind its word when the parse doesn't join them
_COMPLEMENT_REACH = 8
_OBLIQUE_LABELS = {"obl", "obl:mod", "obl:arg", "obl:agent", "nmod", "iobj", "advmod", "xcomp"}
_ENDS_A_CLAUSE = {";", ":", "(", ")", "»", "«"}


class Complements:
    """Finds complements in one document; ``prepositional_adjunct`` and ``adjacent_adjunct`` are finders of
    :mod:`~pressgraph.pipeline.slots`.
    """

    def __init__(self, names: Names, ontology: Ontology, phrases: PhraseIndex, noun_phrases: NounPhrases) -> None:
        """Prepare for the document of ``names``."""
        self._doc: ParsedText = names.doc
        self._names = names
        self._phrases = phrases
        self._words = ontology.words
        self._noun_phrases = noun_phrases

    def prepositional_adjunct(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return what the slot's preposition leads to, or the relative pronoun that stands for it."""
        if anchor.entry.part_of_speech is PartOfSpeech.PREPOSITION:
            return self._coordinated(self._noun_phrases.beginning_at(anchor.end, limit=anchor.end + MODIFIERS), 0.9)
        if anchor.entry.part_of_speech in {PartOfSpeech.NOUN, PartOfSpeech.ADVERB}:
            found = self.behind_noun(anchor, slot.markers) or self._relative(anchor, slot.markers)
            return found or self._implied_body(anchor)
        head = self._head_of(anchor)
        behind = [*head.rights, *(c for c in head.lefts if c.lower_ in self._words("relatives"))]
        marked = [c for c in behind if c.dep_ in _OBLIQUE_LABELS and self._is_marked(c, slot.markers)]
        found = arguments_of((m for child in marked for m in self._noun_phrases.named_by(child)), 0.85)
        found = found or self._where(head, slot.markers) or self._relative(anchor, slot.markers)
        return found or self._behind(anchor.end, slot.markers, head.sent.end)

    def _where(self, verb: Word, markers: frozenset[str]) -> list[Argument]:
        """Return what *où* stands for, where *à* would lead to it: "X, où vit Y"."""
        pronoun = next((child for child in verb.lefts if child.lower_ in self._noun_phrases.where), None)
        if pronoun is None or not markers & self._words("à"):
            return []
        return arguments_of(self._noun_phrases.antecedent(pronoun), 0.85)

    def _relative(self, anchor: Anchor, markers: frozenset[str]) -> list[Argument]:
        """Return what *dont* stands for, where *de* would lead to it: "X, dont Y fait partie"."""
        pronoun = self._noun_phrases.relative_before(anchor.start) if markers & self._words("de") else None
        return arguments_of(self._noun_phrases.antecedent(pronoun), 0.85) if pronoun is not None else []

    def adjacent_adjunct(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return what a preposition right behind a noun leads to."""
        length = self._phrases.match(anchor.end, slot.markers)
        start = anchor.end + length
        mention = self._noun_phrases.beginning_at(start, limit=start + MODIFIERS) if length else None
        return self._coordinated(mention, 0.85)

    def _is_marked(self, token: Word, markers: frozenset[str]) -> bool:
        """Whether a preposition of ``markers`` introduces the phrase of ``token``."""
        mention = self._names.at(token)
        first = mention.start if mention is not None else token.token.left_edge.i
        for i in range(first - 1, max(first - MODIFIERS, -1), -1):
            if self._doc[i].lower_ in markers:
                return True
            if self._doc[i].lower_ not in self._noun_phrases.determiners and self._doc[i].pos_ != "NOUN":
                break
        return any(case.dep_ == "case" and case.lower_ in markers for case in token.children)

    def behind_noun(self, anchor: Anchor, markers: frozenset[str]) -> list[Argument]:
        """Return what a noun's preposition leads to; adjectives may stand between, and another complement before it."""
        end = self._doc[anchor.start].sent.end
        i = anchor.end
        for _ in range(MODIFIERS + 1):
            i = self._past_manner(self._past_party(self._past_time(self._past_parenthesis(i)), markers))
            if i >= end:
                return []
            length = self._phrases.match(i, markers)
            if length:
                mention = self._noun_phrases.beginning_at(i + length, limit=end)
                if mention is not None:
                    return self._coordinated(mention, 0.9)
                if anchor.entry.is_function:
                    return [] if anchor.entry.relation.of_the_whole else self._past_field(i, markers)
            behind = i if anchor.entry.is_function else self._noun_phrases.past_complement(i)
            if behind > i:
                i = behind
                continue
            if length:
                return []
            if not self._is_modifier(self._doc[i]):
                both_behind = anchor.entry.subject.function is anchor.entry.object.function
                return self._behind(anchor.end, markers, end) if both_behind else []
            i += 1
        return []

    def _past_parenthesis(self, index: int) -> int:
        """Return the index behind a parenthesis that begins at ``index``: "maire (UDF) de X"."""
        if index >= len(self._doc) or self._doc[index].text != "(":
            return index
        return next((t.i + 1 for t in self._doc[index : index + 6] if t.text == ")"), index)

    def _past_party(self, index: int, markers: frozenset[str]) -> int:
        """Return the index behind a body named between a function and its complement: "maire UMP de X"."""
        mention = self._names.starting_at(index)
        if mention is None or mention.type is not EntityType.ORGANIZATION:
            return index
        return mention.end if self._phrases.match(mention.end, markers) else index

    def _past_time(self, index: int) -> int:
        """Return the index behind a time that begins at ``index``: "président depuis 2004 de X"."""
        length = self._phrases.match(index, self._words("time-prepositions"))
        i = index + length
        while length and i < len(self._doc) and self._is_time(self._doc[i]):
            i += 1
        return i if i > index + length else index

    def _past_manner(self, index: int) -> int:
        """Return the index behind words that tell how a function is held: "présidente par intérim de X"."""
        lengths = (self._phrases.length_in_class(index, name) for name in ("acting", "honorary"))
        return index + max(lengths, default=0)

    def _is_time(self, token: Word) -> bool:
        return token.pos_ == "NUM" or token.is_digit or token.lower_ in self._words("time-units")

    def _is_modifier(self, token: Word) -> bool:
        if self._names.at(token) is not None:
            return False
        if token.lower_ in self._phrases.verb_forms("copulas"):  # "dont le siège est à X"
            return True
        return token.pos_ in {"ADJ", "ADV", "NUM"} or token.lower_ in self._noun_phrases.status or is_participle(token)

    def _past_field(self, start: int, markers: frozenset[str]) -> list[Argument]:
        """As in "professeur de droit bancaire à l'université X": behind the field that a function is held in."""
        if self._doc[start].lower_ not in self._words("de"):
            return []
        beyond = markers - self._words("de")
        for i in range(start + 1, min(start + MODIFIERS + 2, self._doc[start].sent.end)):
            length = self._phrases.match(i, beyond)
            if length:
                return self._coordinated(self._noun_phrases.beginning_at(i + length, limit=i + MODIFIERS + 2), 0.85)
            if self._doc[i].is_punct or self._doc[i].pos_ in {"VERB", "AUX"} or self._names.at(i) is not None:
                return []
        return []

    def _implied_body(self, anchor: Anchor) -> list[Argument]:
        """Return the body of a function named without it: "X …; son directeur, A, …"."""
        if not anchor.entry.is_function:
            return []
        if anchor.start == 0 or self._doc[anchor.start - 1].lower_ not in self._words("possessives"):
            return []
        sentence = self._doc[anchor.start].sent
        bodies = self._bodies(sentence.start, anchor.start)
        if not bodies and sentence.start > 0:
            before = self._doc[sentence.start - 1].sent
            bodies = self._bodies(before.start, before.end)
        return [Argument(bodies[-1], 0.75)] if len({m.entity for m in bodies}) == 1 else []

    def _bodies(self, start: int, end: int) -> list[Mention]:
        return [m for m in self._names.within(start, end) if m.type is EntityType.ORGANIZATION]

    def _behind(self, start: int, markers: frozenset[str], end: int) -> list[Argument]:
        """Return the first name that a preposition of ``markers`` leads to within reach of ``start``."""
        for i in range(start, min(end, start + _COMPLEMENT_REACH)):
            token = self._doc[i]
            if token.text in _ENDS_A_CLAUSE or (token.pos_ == "VERB" and not is_participle(token)):
                return []
            length = self._phrases.match(i, markers)
            mention = self._noun_phrases.beginning_at(i + length, limit=end) if length else None
            if mention is not None:
                return self._coordinated(mention, 0.75)
        return []

    def _head_of(self, anchor: Anchor) -> Word:
        return self._doc.root(anchor.start, anchor.end)

    def _coordinated(self, mention: Mention | None, certainty: float) -> list[Argument]:
        return arguments_of(self._names.coordinated(mention), certainty) if mention is not None else []
