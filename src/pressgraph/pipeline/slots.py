"""Where French puts the arguments of a word: one finder per grammatical function.

What is regular in French (passive, relative clause, participle, apposition, title, support verb) is said here once,
for all words of the lexicon. The parse is used where it is good (clauses, in :mod:`~pressgraph.pipeline.clauses`);
right around a noun the surface order is surer than the parse, so noun slots are read from neighbouring tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Doc, Token

from pressgraph.facts import EntityType
from pressgraph.ontology import Function, Ontology, PartOfSpeech, Slot
from pressgraph.pipeline.clauses import Clauses, is_bare_participle, is_participle, is_passive
from pressgraph.pipeline.name_slots import Anchor, Argument, NameSlots
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.noun_phrases import MODIFIERS, NounPhrases
from pressgraph.pipeline.phrases import PhraseIndex

#: how far, in tokens, a complement may stand behind its word when the parse doesn't join them
_COMPLEMENT_REACH = 8
_OBLIQUE_LABELS = {"obl", "obl:mod", "obl:arg", "obl:agent", "nmod", "iobj", "advmod", "xcomp"}
_ENDS_A_CLAUSE = {";", ":", "(", ")", "»", "«"}
_SEPARATORS = {",", "(", "–", "—", "-"}


Finder = Callable[[Anchor, Slot], list[Argument]]


class SlotFinder:
    """Finds the mentions that fill the slots of anchors in one document.

    Anchors are to be asked for in the order of the text: "maire de A et président de B" needs the first function's
    holder.
    """

    def __init__(self, doc: Doc, names: Names, ontology: Ontology, phrases: PhraseIndex) -> None:
        """Prepare for one document."""
        self._doc = doc
        self._names = names
        self._phrases = phrases
        self._words = ontology.words
        self._noun_phrases = NounPhrases(doc, names, ontology)
        self._clauses = Clauses(doc, names, self._noun_phrases, ontology.words("par"))
        #: end of a function's phrase → who holds it
        self._holders: dict[int, list[Argument]] = {}
        name_slots = NameSlots(doc, names)
        self._finders: Mapping[Function, Finder] = {
            Function.SUBJECT: self._subject,
            Function.DIRECT_OBJECT: self._direct_object,
            Function.PREPOSITIONAL_ADJUNCT: self._prepositional_adjunct,
            Function.COPULATIVE_ARGUMENT: self._copulative_argument,
            Function.ATTRIBUTIVE_ARGUMENT: self._attributive_argument,
            Function.POSSESSIVE_ADJUNCT: self._possessor,
            Function.CLAUSE_AGENT: self._clause_agent,
            Function.PARENTHESIS_HOST: self._parenthesis_host,
            Function.PARENTHESIS_CONTENT: name_slots.in_parentheses,
            Function.PRECEDING_NAME: name_slots.preceding,
            Function.FOLLOWING_NAME: name_slots.following,
            Function.NAME_HOLDER: name_slots.holding,
            Function.NAME_PART: name_slots.held,
        }

    def find(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the mentions that fill ``slot`` of ``anchor``, the surest first."""
        return self._finders[slot.function](anchor, slot)

    # Verbs

    def _subject(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        verb = self._head_of(anchor)
        functions = {anchor.entry.subject.function, anchor.entry.object.function}
        # What has no object has no passive: "est entré", "est née" only look like one.
        find = self._clauses.actors if Function.DIRECT_OBJECT in functions else self._clauses.subjects
        return _arguments(find(verb), 0.9)

    def _direct_object(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        return _arguments(self._clauses.objects(self._head_of(anchor)), 0.9)

    def _attributive_argument(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        return _arguments(self._clauses.modified(anchor.start, anchor.end), 0.9)

    def _clause_agent(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return who acts in the clause that an adverbial phrase belongs to."""
        pronoun = self._relative_before(anchor)
        if pronoun is not None:
            return _arguments(self._noun_phrases.antecedent(pronoun), 0.85)
        mention = self._noun_phrases.ending_before(anchor.start)
        if mention is not None:
            return self._coordinated(mention, 0.85)
        verb = self._head_of(anchor).head
        for _ in range(3):
            if verb.lower_ in self._phrases.verb_forms("appointing") and (is_passive(verb) or is_bare_participle(verb)):
                return _arguments(self._clauses.objects(verb), 0.85)
            if verb.pos_ == "VERB":
                return _arguments(self._clauses.actors(verb), 0.8)
            verb = verb.head
        return []

    # Complements

    def _prepositional_adjunct(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        if anchor.entry.part_of_speech is PartOfSpeech.PREPOSITION:
            return self._coordinated(self._noun_phrases.beginning_at(anchor.end, limit=anchor.end + MODIFIERS), 0.9)
        if anchor.entry.part_of_speech in {PartOfSpeech.NOUN, PartOfSpeech.ADVERB}:
            return self._behind_noun(anchor, slot.markers) or self._implied_body(anchor)
        head = self._head_of(anchor)
        marked = [c for c in head.rights if c.dep_ in _OBLIQUE_LABELS and self._is_marked(c, slot.markers)]
        found = _arguments((m for child in marked for m in self._noun_phrases.named_by(child)), 0.85)
        return found or self._behind(anchor.end, slot.markers, head.sent.end)

    def _is_marked(self, token: Token, markers: frozenset[str]) -> bool:
        """Whether a preposition of ``markers`` introduces the phrase of ``token``."""
        mention = self._names.at(token)
        first = mention.start if mention is not None else token.left_edge.i
        for i in range(first - 1, max(first - MODIFIERS, -1), -1):
            if self._doc[i].lower_ in markers:
                return True
            if self._doc[i].lower_ not in self._noun_phrases.determiners and self._doc[i].pos_ != "NOUN":
                break
        return any(case.dep_ == "case" and case.lower_ in markers for case in token.children)

    def _behind_noun(self, anchor: Anchor, markers: frozenset[str]) -> list[Argument]:
        """Return what a noun's preposition leads to; adjectives may stand between, and another complement before it."""
        end = self._doc[anchor.start].sent.end
        i = anchor.end
        for _ in range(MODIFIERS + 1):
            i = self._past_time(self._past_parenthesis(i))
            if i >= end:
                return []
            length = self._phrases.match(i, markers)
            if length:
                mention = self._noun_phrases.beginning_at(i + length, limit=end)
                if mention is not None:
                    return self._coordinated(mention, 0.9)
                return self._past_field(anchor, i, markers)
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

    def _past_time(self, index: int) -> int:
        """Return the index behind a time that begins at ``index``: "président depuis 2004 de X"."""
        length = self._phrases.match(index, self._words("time-prepositions"))
        i = index + length
        while length and i < len(self._doc) and self._is_time(self._doc[i]):
            i += 1
        return i if i > index + length else index

    def _is_time(self, token: Token) -> bool:
        return token.pos_ == "NUM" or token.is_digit or token.lower_ in self._words("time-units")

    def _is_modifier(self, token: Token) -> bool:
        if self._names.at(token) is not None:
            return False
        if token.lower_ in self._phrases.verb_forms("copulas"):  # "dont le siège est à X"
            return True
        return token.pos_ in {"ADJ", "ADV", "NUM"} or token.lower_ in self._noun_phrases.status or is_participle(token)

    def _past_field(self, anchor: Anchor, start: int, markers: frozenset[str]) -> list[Argument]:
        """As in "professeur de droit bancaire à l'université X": behind the field that a function is held in."""
        if not anchor.entry.is_function or self._doc[start].lower_ not in self._words("de"):
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
        """Return the body of a function named without it: "X, dont le président, A, …", "son directeur, A, …"."""
        if not anchor.entry.is_function:
            return []
        pronoun = self._relative_before(anchor)
        if pronoun is not None:
            return _arguments(self._noun_phrases.antecedent(pronoun), 0.85)
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

    def _relative_before(self, anchor: Anchor) -> Token | None:
        """Return the *dont* that a noun or phrase belongs to, when one stands close before it."""
        first = max(self._doc[anchor.start].sent.start, anchor.start - MODIFIERS)
        return next((token for token in self._doc[first : anchor.start] if token.lower_ == "dont"), None)

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

    # Nouns said of something

    def _copulative_argument(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        phrase_end = self._phrase_end(anchor)
        found = self._titled(anchor)
        if not found and self._is_definite(anchor):  # "X, le maire, et la présidente de Y, Z": Z is who presides
            found = self._right_apposition(anchor, phrase_end)
        found = (
            found
            or self._left_apposition(anchor)
            or self._right_apposition(anchor, phrase_end)
            or self._predicated(anchor)
        )
        if found:
            self._holders[phrase_end] = found
        return found

    def _phrase_end(self, anchor: Anchor) -> int:
        """Return where the noun's phrase ends: behind its complement when it has one."""
        slots = (anchor.entry.subject, anchor.entry.object)
        complements = (a.mention.end for s in slots if s.markers for a in self._behind_noun(anchor, s.markers))
        return max(complements, default=anchor.end)

    def _titled(self, anchor: Anchor) -> list[Argument]:
        """As in "le président Simon", "la journaliste Anne Roux": a person's name right behind the function."""
        i = anchor.end
        while i < len(self._doc) and self._names.at(i) is None:
            if self._doc[i].lower_ not in self._noun_phrases.titles and self._doc[i].pos_ != "ADJ":
                break
            i += 1
        mention = self._names.starting_at(i)
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
            if before in self._holders:
                return self._holders[before]
        if previous.lower_ == "et":
            i = self._past_other_function(i - 1)
            previous = self._doc[i - 1]
        mention = self._noun_phrases.ending_before(i) if previous.text in _SEPARATORS else None
        return [Argument(mention, 0.9)] if mention is not None and self._suits(mention, anchor) else []

    def _is_definite(self, anchor: Anchor) -> bool:
        start = self._noun_phrase_start(anchor)
        return self._doc[start].lower_ in self._words("definite-articles")

    def _past_other_function(self, index: int) -> int:
        """Return the index behind the comma before a noun that ends at ``index``: "X, brancardier et …"."""
        first = max(self._doc[index].sent.start, index - MODIFIERS - 1)
        for i in range(index - 1, first, -1):
            if self._doc[i].text == ",":
                return i + 1 if i + 1 < index else index
            if self._names.at(i) is not None or self._doc[i].pos_ not in {"NOUN", "ADJ", "ADP", "DET"}:
                break
        return index

    def _noun_phrase_start(self, anchor: Anchor) -> int:
        first = self._doc[anchor.start].sent.start
        i = anchor.start
        while i > first and self._names.at(i - 1) is None and self._opens_noun_phrase(self._doc[i - 1]):
            i -= 1
        return i

    def _opens_noun_phrase(self, token: Token) -> bool:
        before_nouns = self._noun_phrases.determiners | self._noun_phrases.status | self._words("as")
        return token.lower_ in before_nouns or token.pos_ in {"ADJ", "ADV"}

    def _right_apposition(self, anchor: Anchor, phrase_end: int) -> list[Argument]:
        """As in "La présidente de Y, X, …", "le patron de Y X", "Président : X"."""
        sentence = self._doc[anchor.start].sent
        separator = self._doc[phrase_end].text if phrase_end < sentence.end else ""
        start = phrase_end + 1 if separator in _SEPARATORS | {":"} else phrase_end
        mention = self._noun_phrases.beginning_at(start, limit=min(start + 3, sentence.end))
        if mention is None or mention.type is not EntityType.PERSON or not self._suits(mention, anchor):
            return []
        if separator == "," and self._opens_function(mention):
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
            return _arguments(self._clauses.subjects(noun), 0.9)
        verb = noun.head
        for _ in range(2):
            if verb.lower_ in self._phrases.verb_forms("copulas"):
                return _arguments(self._clauses.subjects(verb), 0.85)
            if verb.lower_ in self._phrases.verb_forms("appointing"):
                return self._appointed(verb, noun)
            verb = verb.head
        return []

    def _appointed(self, verb: Token, noun: Token) -> list[Argument]:
        if is_passive(verb) or is_bare_participle(verb):
            return _arguments(self._clauses.objects(verb), 0.9)
        objects = (child for child in verb.children if child.dep_ == "obj" and child is not noun)
        return _arguments((m for child in objects for m in self._noun_phrases.named_by(child)), 0.8)

    def _possessor(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """As in "fils de A" by the preposition; "son fils" by the one person named before it in the sentence."""
        found = self._behind_noun(anchor, slot.markers)
        if found or anchor.start == 0 or self._doc[anchor.start - 1].lower_ not in self._words("possessives"):
            return found
        relatives = self._titled(anchor) or self._right_apposition(anchor, anchor.end)
        others = {argument.mention.entity for argument in relatives}
        first = self._doc[anchor.start].sent.start
        people = [m for m in self._names.within(first, anchor.start) if m.type is EntityType.PERSON]
        people = [m for m in people if m.entity not in others]
        if len({m.entity for m in people}) == 1:
            return [Argument(people[-1], 0.8)]
        joined = self._doc[anchor.start - 2].lower_ == "et" if anchor.start > 1 else False
        before = self._noun_phrases.ending_before(anchor.start - 1 - joined)
        return [Argument(before, 0.7)] if before is not None and before in people else []

    def _parenthesis_host(self, anchor: Anchor, slot: Slot) -> list[Argument]:
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

    def _head_of(self, anchor: Anchor) -> Token:
        return self._doc[anchor.start : anchor.end].root

    def _coordinated(self, mention: Mention | None, certainty: float) -> list[Argument]:
        return _arguments(self._names.coordinated(mention), certainty) if mention is not None else []


def _arguments(mentions: Iterable[Mention], certainty: float) -> list[Argument]:
    return [Argument(mention, certainty) for mention in mentions]
