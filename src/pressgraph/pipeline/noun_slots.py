"""Who or what a noun is said of (apposition on either side, title, copula, support verb), and whose it is."""

from __future__ import annotations

from pressgraph.facts import EntityType
from pressgraph.ontology import Function, Ontology, Slot
from pressgraph.pipeline.apposition import Appositions
from pressgraph.pipeline.clauses import Clauses, is_bare_participle, is_passive
from pressgraph.pipeline.complements import Complements
from pressgraph.pipeline.name_slots import Anchor, Argument, arguments_of
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.noun_phrases import NounPhrases
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.phrases import PhraseIndex

_SEPARATORS = {",", "(", "–", "—", "-"}


class NounSlots:
    """Finds what nouns are said of in one document; ``copulative_argument``, ``possessor`` and ``parenthesis_host``
    are finders of :mod:`~pressgraph.pipeline.slots`.

    Anchors are to be asked for in the order of the text: "maire de A et président de B" needs the first function's
    holder.
    """

    def __init__(
        self,
        names: Names,
        ontology: Ontology,
        phrases: PhraseIndex,
        *,
        noun_phrases: NounPhrases,
        clauses: Clauses,
        complements: Complements,
        appositions: Appositions,
    ) -> None:
        """Prepare for the document of ``names``."""
        self._doc: ParsedText = names.doc
        self._names = names
        self._phrases = phrases
        self._words = ontology.words
        self._noun_phrases = noun_phrases
        self._clauses = clauses
        self._complements = complements
        self._appositions = appositions
        #: end of a function's phrase → who holds it
        self._holders: dict[int, list[Argument]] = {}

    def copulative_argument(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return what a noun is said of, and keep it as the holder of what the noun says."""
        phrase_end = self._phrase_end(anchor)
        found = self._titled(anchor)
        if not found and self._is_definite(anchor):  # "X, le maire, et la présidente de Y, Z": Z is who presides
            found = self._right_apposition(anchor, phrase_end)
        found = (
            found
            or self._left_apposition(anchor)
            or self._right_apposition(anchor, phrase_end)
            or self._predicated(anchor)
            or self._opening(anchor, phrase_end)
        )
        if len(found) == 1 and self._is_definite(anchor) and "Number=Plur" in self._doc[anchor.start].morph:
            return []  # "les agents du Parc, Anne Roux": she is none of them, or one of others
        if found:
            self._holders[phrase_end] = found
        return found

    def _phrase_end(self, anchor: Anchor) -> int:
        """Return where the noun's phrase ends: behind its complement when it has one."""
        marked = (slot for slot in (anchor.entry.subject, anchor.entry.object) if slot.markers)
        arguments = (a for slot in marked for a in self._complements.behind_noun(anchor, slot.markers))
        end = max((argument.mention.end for argument in arguments), default=anchor.end)
        return end if end > anchor.end else self._party_end(anchor.end)

    def _party_end(self, index: int) -> int:
        """Return where a party behind a function, and the place behind it, end: "députée [LR de Y]"."""
        party = self._names.starting_at(index)
        if party is None or party.type is not EntityType.ORGANIZATION:
            return index
        length = self._phrases.match(party.end, self._words("de"))
        start = party.end + length
        place = self._noun_phrases.beginning_at(start, limit=start + 4) if length else None
        return place.end if place is not None else party.end

    def _titled(self, anchor: Anchor) -> list[Argument]:
        """As in "le président Simon", "la journaliste Anne Roux": a person's name right behind the function."""
        i = anchor.end
        while i < len(self._doc) and self._names.at(i) is None:
            if self._doc[i].lower_ not in self._noun_phrases.titles and self._doc[i].pos_ != "ADJ":
                break
            i += 1
        mention = self._names.starting_at(i)
        if mention is not None and mention.type is EntityType.ORGANIZATION:  # "le député LR Jean Roux"
            mention = self._names.starting_at(mention.end) or mention
        return self._coordinated(mention, 0.9) if mention is not None and self._suits(mention, anchor) else []

    def _suits(self, mention: Mention, anchor: Anchor) -> bool:
        """Whether the mention's type is one that the entry's noun can be said of."""
        entry = anchor.entry
        return mention.type in (entry.domain if entry.subject.function is Function.COPULATIVE_ARGUMENT else entry.range)

    def _left_apposition(self, anchor: Anchor) -> list[Argument]:
        """As in "X, [ancienne] présidente de Y", "X (présidente de Y)", "X, maire de A et présidente de B"."""
        i = self._noun_phrase_start(anchor)
        if i == self._doc[anchor.start].sent.start:
            return []
        previous = self._doc[i - 1]
        if previous.lower_ in {"et", "puis", ","}:
            before = i - 2 if previous.lower_ == "puis" and self._doc[i - 2].text == "," else i - 1
            held = [a for a in self._holders.get(before, ()) if self._suits(a.mention, anchor)]
            if held:
                return held
        mention = self._noun_phrases.ending_before(i) if previous.text in _SEPARATORS else None
        if mention is not None and self._suits(mention, anchor):
            is_plural = "Number=Plur" in self._doc[anchor.start].morph  # "A et B, députés de Y"
            return self._coordinated(mention, 0.9) if is_plural else [Argument(mention, 0.9)]
        embedded = previous.pos_ in {"ADP", "NOUN"} and self._doc[i].pos_ != "ADV"  # "le fils [du fondateur de Y]"
        known = self._doc[i].lower_ in self._words("definite-articles") | self._words("possessives")
        known = known or (previous.lower_ in {"et", "puis"} and self._doc[i].lower_ in self._noun_phrases.determiners)
        mention = self._appositions.person_before(i) if not embedded and not known else None
        return [Argument(mention, 0.8)] if mention is not None and self._suits(mention, anchor) else []

    def _is_definite(self, anchor: Anchor) -> bool:
        start = self._noun_phrase_start(anchor)
        return self._doc[start].lower_ in self._words("definite-articles")

    def _opening(self, anchor: Anchor, phrase_end: int) -> list[Argument]:
        """As in "Directrice de Y, une école de Z, X …": the subject of the sentence that the noun opens."""
        opens = self._noun_phrase_start(anchor) == self._doc[anchor.start].sent.start
        subjects = self._clauses.subject_behind(phrase_end) if opens else []
        return arguments_of((m for m in subjects if self._suits(m, anchor)), 0.8)

    def _noun_phrase_start(self, anchor: Anchor) -> int:
        first = self._doc[anchor.start].sent.start
        i = anchor.start
        while i > first and self._names.at(i - 1) is None and self._opens_noun_phrase(self._doc[i - 1]):
            i -= 1
        return i

    def _opens_noun_phrase(self, token: Word) -> bool:
        before_nouns = self._noun_phrases.determiners | self._noun_phrases.status | self._words("as")
        return token.lower_ in before_nouns or token.pos_ in {"ADJ", "ADV"}

    def _right_apposition(self, anchor: Anchor, phrase_end: int) -> list[Argument]:
        """As in "La présidente de Y, X, …", "le patron de Y X", "Président : X"."""
        sentence = self._doc[anchor.start].sent
        separator = self._doc[phrase_end].text if phrase_end < sentence.end else ""
        start = phrase_end + 1 if separator in _SEPARATORS | {":"} else phrase_end
        mention = self._noun_phrases.beginning_at(start, limit=min(start + 3, sentence.end))
        if mention is None or not self._suits(mention, anchor):
            return []
        if mention.type is not EntityType.PERSON and not (self._is_definite(anchor) and phrase_end > anchor.end):
            return []
        if separator == "," and anchor.entry.is_function and self._opens_function(mention):
            return []
        return self._coordinated(mention, 0.85)

    def _opens_function(self, mention: Mention) -> bool:
        """Whether a name has a function of its own behind it: "X, maire de A, Y, maire de B"."""
        if mention.end + 1 >= len(self._doc) or self._doc[mention.end].text not in {",", "("}:
            return False
        return any(entry.is_function for entry, _ in self._phrases.entries_at(mention.end + 1))

    def _predicated(self, anchor: Anchor) -> list[Argument]:
        """As in "X est / devient / a été élue présidente", "on a nommé X présidente"."""
        noun = self._head_of(anchor)
        if any(child.dep_ == "cop" for child in noun.children):
            return arguments_of(self._clauses.subjects(noun), 0.9)
        verb = noun.head
        for _ in range(2):
            if self._phrases.is_copula(verb):
                return arguments_of(self._clauses.subjects(verb), 0.85)
            if verb.lower_ in self._phrases.verb_forms("appointing"):
                return self._appointed(verb, noun)
            verb = verb.head
        return []

    def _appointed(self, verb: Word, noun: Word) -> list[Argument]:
        if is_passive(verb) or is_bare_participle(verb):
            return arguments_of(self._clauses.objects(verb), 0.9)
        objects = (child for child in verb.children if child.dep_ == "obj")
        return arguments_of((m for child in objects for m in self._noun_phrases.named_by(child)), 0.8)

    def possessor(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return whose a noun is: "fils de A" by its preposition; "son fils" by the one name before it."""
        found = self._complements.behind_noun(anchor, slot.markers) or self._bequeather(anchor)
        if found or anchor.start == 0 or self._doc[anchor.start - 1].lower_ not in self._words("possessives"):
            return found
        relatives = self._titled(anchor) or self._right_apposition(anchor, anchor.end) or self._left_apposition(anchor)
        others = {argument.mention.entity for argument in relatives}
        first = self._doc[anchor.start].sent.start
        types = anchor.entry.domain if slot is anchor.entry.subject else anchor.entry.range
        owners = [m for m in self._names.within(first, anchor.start) if m.type in types and m.entity not in others]
        if self._doc[anchor.start - 1].lower_ in self._words("plural-possessives"):  # "A et B …, leur fils C"
            couple = self._names.coordinated(owners[-1]) if owners else ()
            return arguments_of(couple, 0.75) if len(couple) > 1 else []
        if len({m.entity for m in owners}) == 1:
            return [Argument(owners[-1], 0.8)]
        joined = self._doc[anchor.start - 2].lower_ == "et" if anchor.start > 1 else False
        before = self._noun_phrases.ending_before(anchor.start - 1 - joined)
        return [Argument(before, 0.7)] if before is not None and before in owners else []

    def _bequeather(self, anchor: Anchor) -> list[Argument]:
        """As in "A laisse un fils, B": the subject of the verb whose object the noun is."""
        noun = self._head_of(anchor)
        verb = noun.head
        if verb.lower_ not in self._phrases.verb_forms("bequeathing") or not noun.dep_.startswith("obj"):
            return []
        return arguments_of((m for m in self._clauses.subjects(verb) if m.type is EntityType.PERSON), 0.8)

    def parenthesis_host(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """As in "X (LR)", "X, maire de A (LR)", "la députée (LR) X"."""
        mention = self._names.ending_at(anchor.start)
        if mention is not None:
            return [Argument(mention, 0.85)]
        held = self._holders.get(anchor.start)
        if held:
            return held
        closing = next((t.i for t in self._doc[anchor.start : anchor.start + 5] if t.text == ")"), anchor.start)
        mention = self._names.starting_at(closing + 1)
        follows_noun = anchor.start > 0 and self._doc[anchor.start - 1].pos_ in {"NOUN", "ADJ"}
        if mention is None or not follows_noun or mention.type is not EntityType.PERSON:
            return []
        return [Argument(mention, 0.8)]

    def _head_of(self, anchor: Anchor) -> Word:
        return self._doc.root(anchor.start, anchor.end)

    def _coordinated(self, mention: Mention | None, certainty: float) -> list[Argument]:
        return arguments_of(self._names.coordinated(mention), certainty) if mention is not None else []
