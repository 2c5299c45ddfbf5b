"""Where French puts the arguments of a word: one finder per grammatical function.

What is regular in French (passive, relative clause, participle, apposition, title, support verb) is said here once, for all
words of the lexicon. The parse is used where it is good (subjects, objects, clauses); right around a noun the surface order
is surer than the parse, so noun slots are read from neighbouring tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pressgraph.facts import EntityType
from pressgraph.ontology import Function, LexicalEntry, Ontology, Slot
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.phrases import PhraseIndex

#: how far, in tokens, a complement may stand behind its word when the parse doesn't join them
_COMPLEMENT_REACH = 8
#: how many adjectives and adverbs may stand between a noun and its complement, or a comma and the noun in apposition
_MODIFIERS = 4

_SUBJECT_LABELS = {"nsubj", "nsubj:pass"}
_OBJECT_LABELS = {"obj"}
_OBLIQUE_LABELS = {"obl", "obl:mod", "obl:arg", "obl:agent", "nmod", "iobj", "advmod", "xcomp"}
_QUE = {"que", "qu'", "qu’"}
_QUI = {"qui", "lequel", "laquelle", "lesquels", "lesquelles"}


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


Finder = Callable[[Anchor, Slot], list[Argument]]


class SlotFinder:
    """Finds the mentions that fill the slots of anchors in one document."""

    def __init__(self, doc: Doc, names: Names, ontology: Ontology, phrases: PhraseIndex) -> None:
        """Prepare for one document."""
        self._doc = doc
        self._names = names
        self._phrases = phrases
        self._words = ontology.words
        self._bodies = ontology.words("body-nouns") | ontology.words("place-nouns") | ontology.words("event-nouns")
        self._titles = ontology.words("civil-titles")
        self._determiners = ontology.words("determiners")
        self._status = ontology.words("former") | ontology.words("future")
        #: end of a function phrase → who holds it, for "maire de A et président de B"
        self._holders: dict[int, list[Argument]] = {}
        self._finders: Mapping[Function, Finder] = {
            Function.SUBJECT: self._subject,
            Function.DIRECT_OBJECT: self._direct_object,
            Function.PREPOSITIONAL_ADJUNCT: self._prepositional_adjunct,
            Function.COPULATIVE_ARGUMENT: self._copulative_argument,
            Function.ATTRIBUTIVE_ARGUMENT: self._attributive_argument,
            Function.POSSESSIVE_ADJUNCT: self._possessor,
            Function.CLAUSE_AGENT: self._clause_agent,
            Function.PARENTHESIS_HOST: self._parenthesis_host,
            Function.PARENTHESIS_CONTENT: self._parenthesis_content,
            Function.PRECEDING_NAME: self._preceding_name,
            Function.NAME_HOLDER: self._name_holder,
            Function.NAME_PART: self._name_part,
        }

    def find(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the mentions that fill ``slot`` of ``anchor``, the surest first."""
        finder = self._finders.get(slot.function)
        return finder(anchor, slot) if finder else []

    # Noun phrases

    def noun_phrase(self, start: int, *, limit: int) -> Mention | None:
        """Return the mention that a noun phrase beginning at ``start`` names: "[la société X]", "[M. X]", "[X]"."""
        steps = 0
        for i in range(start, min(limit, len(self._doc))):
            mention = self._names.starting_at(i)
            if mention is not None:
                return mention
            token = self._doc[i]
            if token.is_sent_start and i > start or token.is_space:
                return None
            steps += token.lower_ not in self._determiners
            known = (
                token.lower_ in self._determiners
                or token.lower_ in self._bodies
                or token.lower_ in self._titles
                or token.pos_ in {"ADJ", "NUM"}
                or (steps > 1 and token.lower_ in {"de", "d'", "d’", "du"})
                or token.text in {"«", '"', "“"}
            )
            introduces = token.pos_ in {"NOUN", "PROPN"} and self._names.starting_at(self._past_quote(i + 1)) is not None
            if not (known or introduces) or steps > _MODIFIERS + 1:
                return None
        return None

    def _past_quote(self, index: int) -> int:
        is_quote = index < len(self._doc) and self._doc[index].text in {"«", '"', "“"}
        return index + 1 if is_quote else index

    def _named_by(self, token: Token, *, depth: int = 0) -> list[Mention]:
        """Return the mentions that the phrase headed by ``token`` stands for, coordinated ones included."""
        mention = self._names.at(token)
        if mention is not None:
            return list(self._names.coordinated(mention))
        if depth > 2:
            return []
        if token.lower_ in _QUI | _QUE | {"dont", "où"}:
            antecedent = self._antecedent(token)
            return antecedent if antecedent else []
        if token.pos_ not in {"NOUN", "PROPN"}:
            return []
        appositions = [
            child
            for child in token.children
            if child.dep_ in {"appos", "flat:name", "nmod", "amod"} and child.i > token.i and child.i - token.i <= 6
        ]
        for child in appositions:
            mention = self._names.at(child)
            is_generic = token.lower_ in self._bodies or token.lower_ in self._titles
            if mention is not None and (is_generic or child.dep_ in {"appos", "flat:name"}):
                return list(self._names.coordinated(mention))
        following = self.noun_phrase(token.i, limit=token.i + 5) if token.lower_ in self._bodies else None
        return list(self._names.coordinated(following)) if following else []

    def _antecedent(self, pronoun: Token) -> list[Mention]:
        """Return what a relative pronoun stands for: the name right before it, or the noun that its clause modifies."""
        before = pronoun.i
        while before > 0 and (self._doc[before - 1].is_punct or self._doc[before - 1].pos_ == "ADP"):
            before -= 1
        mention = self._names.ending_at(before)
        if mention is not None:
            return list(self._names.coordinated(mention))
        clause = next((t for t in (pronoun.head, pronoun.head.head) if t.dep_ == "acl:relcl"), None)
        return self._named_by(clause.head, depth=1) if clause is not None else []

    # Verbs

    def _subject(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        verb = self._head_of(anchor)
        if is_passive(verb) or _is_bare_participle(verb):
            return self._agent(verb)
        return [Argument(m, 0.9) for m in self._grammatical_subject(verb)]

    def _direct_object(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        verb = self._head_of(anchor)
        if is_passive(verb):
            return [Argument(m, 0.9) for m in self._grammatical_subject(verb)]
        if _is_bare_participle(verb):
            return self._modified(anchor)
        found = [Argument(m, 0.9) for child in verb.children if child.dep_ in _OBJECT_LABELS for m in self._named_by(child)]
        if found:
            return found
        mention = self.noun_phrase(anchor.end, limit=anchor.end + _MODIFIERS + 2)
        return self._all(mention, 0.75)

    def _grammatical_subject(self, verb: Token, *, depth: int = 0) -> list[Mention]:
        """Return the subject of a clause; an infinitive or coordinated verb has that of the verb it hangs on."""
        for child in verb.children:
            if child.dep_ in _SUBJECT_LABELS:
                return self._named_by(child)
        if depth > 3:
            return []
        if verb.dep_ in {"conj", "xcomp", "ccomp", "advcl"} and verb.head is not verb:
            shares = verb.dep_ != "ccomp" and (verb.dep_ != "advcl" or "VerbForm=Part" in str(verb.morph) or "VerbForm=Inf" in str(verb.morph))
            return self._grammatical_subject(verb.head, depth=depth + 1) if shares else []
        if verb.dep_ == "acl:relcl":
            return self._named_by(verb.head)
        mention = self._names.ending_at(_left_edge_of_verb(verb))
        return [mention] if mention is not None else []

    def _agent(self, verb: Token) -> list[Argument]:
        """Return who does it in a passive: the complement with *par*."""
        by = self._words("par")
        found = [
            Argument(m, 0.9)
            for child in verb.children
            if any(case.dep_ == "case" and case.lower_ in by for case in child.children)
            for m in self._named_by(child)
        ]
        return found or self._behind(verb.i + 1, by, verb.sent.end)

    def _modified(self, anchor: Anchor) -> list[Argument]:
        """Return what a participle or adjective is said of: the name before it, or the subject that it opens for."""
        first = self._doc[anchor.start]
        start = anchor.start
        while start > first.sent.start and (self._doc[start - 1].pos_ in {"ADV", "AUX"} or self._doc[start - 1].lower_ in self._status):
            start -= 1
        left = self._skip_back(start, commas=True)
        mention = self._names.ending_at(left)
        if mention is not None:
            return self._all(mention, 0.9)
        if start == first.sent.start or self._doc[start - 1].text in {",", "«"}:
            opened = self._subject_after(anchor)
            if opened:
                return opened
        if first.dep_ in {"acl", "amod", "appos"}:
            return [Argument(m, 0.8) for m in self._named_by(first.head)]
        copula = next((child for child in first.children if child.dep_ in {"cop", "aux:pass"}), None)
        if copula is not None or first.dep_ == "ROOT":
            return [Argument(m, 0.85) for m in self._grammatical_subject(first)]
        return []

    def _subject_after(self, anchor: Anchor) -> list[Argument]:
        """Return the subject of the clause that a participle at the head of the sentence opens: "Née à Lyon, X …"."""
        sentence = self._doc[anchor.start].sent
        for i in range(anchor.end, min(sentence.end, anchor.end + 20)):
            if self._doc[i].text == ",":
                mention = self.noun_phrase(i + 1, limit=i + 5)
                if mention is not None:
                    return self._all(mention, 0.8)
        return []

    # Complements

    def _prepositional_adjunct(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        head = self._head_of(anchor)
        if anchor.entry.part_of_speech == "preposition":
            return self._all(self.noun_phrase(anchor.end, limit=anchor.end + _MODIFIERS), 0.9)
        if anchor.entry.part_of_speech in {"noun", "adverb"}:
            return self._behind_noun(anchor, slot.markers) or self._implied_body(anchor)
        found = []
        for child in head.children:
            if child.dep_ in _OBLIQUE_LABELS and child.i > head.i and self._is_marked(child, slot.markers):
                found += [Argument(m, 0.85) for m in self._named_by(child)]
        return found or self._behind(anchor.end, slot.markers, head.sent.end)

    def _is_marked(self, token: Token, markers: frozenset[str]) -> bool:
        mention = self._names.at(token)
        first = mention.start if mention is not None else token.left_edge.i
        for i in range(first - 1, max(first - 4, -1), -1):
            if self._doc[i].lower_ in markers:
                return True
            if self._doc[i].lower_ not in self._determiners and self._doc[i].lower_ not in self._bodies:
                break
        return any(case.dep_ == "case" and case.lower_ in markers for case in token.children)

    def _behind_noun(self, anchor: Anchor, markers: frozenset[str]) -> list[Argument]:
        """Return what a noun's preposition leads to; adjectives may stand between, other complements may come first."""
        end = self._doc[anchor.start].sent.end
        modifiers = 0
        i = anchor.end
        while i < end and modifiers <= _MODIFIERS:
            token = self._doc[i]
            length = self._phrases.match(i, markers)
            if length:
                mention = self.noun_phrase(i + length, limit=end)
                return self._all(mention, 0.9)
            if token.pos_ not in {"ADJ", "ADV", "NUM"} and token.lower_ not in self._status and not _is_participle(token):
                return self._later_complement(anchor, markers) if _has_two_complements(anchor.entry) else []
            modifiers += 1
            i += 1
        return []

    def _implied_body(self, anchor: Anchor) -> list[Argument]:
        """Return the body of a function named without it: "X, dont le président, A, …", "son directeur, A, …"."""
        if not anchor.entry.is_function or anchor.start == 0:
            return []
        sentence = self._doc[anchor.start].sent
        for i in range(anchor.start - 1, max(sentence.start, anchor.start - 4) - 1, -1):
            if self._doc[i].lower_ == "dont":
                return [Argument(m, 0.85) for m in self._antecedent(self._doc[i])]
        if self._doc[anchor.start - 1].lower_ not in self._words("possessives"):
            return []
        bodies = [m for m in self._names.within(sentence.start, anchor.start) if m.type is EntityType.ORGANIZATION]
        if not bodies and sentence.start > 0:
            before = self._doc[sentence.start - 1].sent
            bodies = [m for m in self._names.within(before.start, before.end) if m.type is EntityType.ORGANIZATION]
        return [Argument(bodies[-1], 0.75)] if len({m.entity for m in bodies}) == 1 else []

    def _later_complement(self, anchor: Anchor, markers: frozenset[str]) -> list[Argument]:
        return self._behind(anchor.end, markers, self._doc[anchor.start].sent.end)

    def _behind(self, start: int, markers: frozenset[str], end: int) -> list[Argument]:
        """Return the first name that a preposition of ``markers`` leads to within reach of ``start``."""
        for i in range(start, min(end, start + _COMPLEMENT_REACH)):
            token = self._doc[i]
            if token.text in {";", ":", "(", ")", "»", "«"} or (token.pos_ == "VERB" and not _is_participle(token)):
                return []
            length = self._phrases.match(i, markers)
            if length:
                mention = self.noun_phrase(i + length, limit=end)
                if mention is not None:
                    return self._all(mention, 0.75)
        return []

    # Nouns said of something

    def _copulative_argument(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        phrase_end = self._phrase_end(anchor)
        found = (
            self._title(anchor)
            or self._left_apposition(anchor)
            or self._right_apposition(anchor, phrase_end)
            or self._predicated(anchor)
        )
        if found:
            self._holders[phrase_end] = found
        return found

    def _phrase_end(self, anchor: Anchor) -> int:
        """Return where the noun's phrase ends: behind its complement when it has one."""
        complements = [
            argument.mention
            for slot in (anchor.entry.subject, anchor.entry.object)
            if slot.function in {Function.PREPOSITIONAL_ADJUNCT, Function.POSSESSIVE_ADJUNCT} and slot.markers
            for argument in self._behind_noun(anchor, slot.markers)
        ]
        return max((mention.end for mention in complements), default=anchor.end)

    def _title(self, anchor: Anchor) -> list[Argument]:
        """"le président Simon", "la journaliste Anne Roux": a person's name right behind the function."""
        i = anchor.end
        while i < len(self._doc) and (self._doc[i].lower_ in self._titles or self._doc[i].pos_ == "ADJ") and not self._names.at(i):
            i += 1
        mention = self._names.starting_at(i)
        return self._all(mention, 0.9) if mention is not None and mention.type in self._argument_types(anchor) else []

    def _argument_types(self, anchor: Anchor) -> frozenset[EntityType]:
        entry = anchor.entry
        return entry.domain if entry.subject.function is Function.COPULATIVE_ARGUMENT else entry.range

    def _left_apposition(self, anchor: Anchor) -> list[Argument]:
        """"X, [ancienne] présidente de Y", "X (présidente de Y)", "X, maire de A et présidente de B"."""
        i = self._noun_phrase_start(anchor)
        if i == self._doc[anchor.start].sent.start:
            return []
        previous = self._doc[i - 1]
        if previous.lower_ in {"et", "puis"} or previous.text == ",":
            before = i - 1 - (previous.lower_ == "puis" and self._doc[i - 2].text == ",")
            if before in self._holders:
                return self._holders[before]
        if previous.text not in {",", "(", "–", "—", "-"}:
            return []
        mention = self._names.ending_at(self._skip_back(i, commas=True))
        if mention is None or mention.type not in self._argument_types(anchor):
            return []
        return [Argument(mention, 0.9)]

    def _noun_phrase_start(self, anchor: Anchor) -> int:
        i = anchor.start
        floor = self._doc[anchor.start].sent.start
        while i > floor:
            token = self._doc[i - 1]
            if self._names.at(token) or not (
                token.lower_ in self._determiners
                or token.lower_ in self._status
                or token.pos_ in {"ADJ", "ADV"}
                or token.lower_ in self._words("as")
            ):
                break
            i -= 1
        return i

    def _skip_back(self, index: int, *, commas: bool) -> int:
        """Step back over commas, dashes, a parenthesis and an age: "X (LR), 53 ans, …" → right behind X."""
        i = index
        while i > 0:
            token = self._doc[i - 1]
            if token.text == ")":
                opening = next((j for j in range(i - 2, max(i - 10, -1), -1) if self._doc[j].text == "("), None)
                if opening is None:
                    return i
                i = opening
            elif commas and token.text in {",", "(", "–", "—", "-", "»", '"'}:
                i -= 1
            elif token.lower_ in {"ans", "an"} and i > 1 and self._doc[i - 2].pos_ in {"NUM", "NOUN", "ADJ"} and not self._names.at(i - 2):
                i -= 2
            else:
                return i
        return i

    def _right_apposition(self, anchor: Anchor, phrase_end: int) -> list[Argument]:
        """"La présidente de Y, X, …", "le patron de Y X", "Président : X"."""
        i = phrase_end
        sentence = self._doc[anchor.start].sent
        if i < sentence.end and self._doc[i].text in {",", ":", "(", "–", "—"}:
            separator = self._doc[i].text
            i += 1
        else:
            separator = ""
        mention = self.noun_phrase(i, limit=min(i + 3, sentence.end))
        if mention is None or mention.type not in self._argument_types(anchor) or mention.type is not EntityType.PERSON:
            return []
        if separator == "," and self._belongs_to_next_phrase(mention):
            return []
        return self._all(mention, 0.85)

    def _belongs_to_next_phrase(self, mention: Mention) -> bool:
        """Whether a name behind a comma opens a phrase of its own: "X, maire de A, Y, maire de B"."""
        after = mention.end
        if after + 1 >= len(self._doc) or self._doc[after].text not in {",", "("}:
            return False
        return self._doc[after + 1].pos_ in {"NOUN"} or self._doc[after].text == "("

    def _predicated(self, anchor: Anchor) -> list[Argument]:
        """"X est / devient / a été élue présidente", "on a nommé X présidente", "comme président"."""
        noun = self._head_of(anchor)
        if any(child.dep_ == "cop" for child in noun.children):
            return [Argument(m, 0.9) for m in self._grammatical_subject(noun)]
        verb = noun.head
        copulas, appointing = self._phrases.verb_forms("copulas"), self._phrases.verb_forms("appointing")
        for _ in range(2):
            if verb.lower_ in copulas:
                return [Argument(m, 0.85) for m in self._grammatical_subject(verb)]
            if verb.lower_ in appointing:
                if is_passive(verb):
                    return [Argument(m, 0.9) for m in self._grammatical_subject(verb)]
                if _is_bare_participle(verb):
                    return self._modified(Anchor(anchor.entry, verb.i, verb.i + 1))
                objects = [m for c in verb.children if c.dep_ in _OBJECT_LABELS and c is not noun for m in self._named_by(c)]
                return [Argument(m, 0.8) for m in objects]
            verb = verb.head
        return []

    def _possessor(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """"fils de A" by the preposition; "son fils" by the nearest person before it in the sentence."""
        found = self._behind_noun(anchor, slot.markers)
        if found:
            return found
        determiner = self._doc[anchor.start - 1] if anchor.start else None
        if determiner is None or determiner.lower_ not in self._words("possessives"):
            return []
        sentence = self._doc[anchor.start].sent
        argument = {a.mention.entity for a in self._title(anchor) or self._right_apposition(anchor, anchor.end)}
        people = [
            m
            for m in self._names.within(sentence.start, anchor.start)
            if m.type is EntityType.PERSON and m.entity not in argument
        ]
        if len({m.entity for m in people}) == 1:
            return [Argument(people[-1], 0.8)]
        before = self._names.ending_at(self._skip_back(anchor.start - 1, commas=True))
        if self._doc[anchor.start - 2].lower_ == "et":
            before = self._names.ending_at(anchor.start - 2)
        return [Argument(before, 0.7)] if before is not None and before in people else []

    def _attributive_argument(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        return self._modified(anchor)

    def _clause_agent(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return who acts in the clause that an adverbial phrase belongs to."""
        for i in range(anchor.start - 1, max(self._doc[anchor.start].sent.start, anchor.start - 4) - 1, -1):
            if self._doc[i].lower_ == "dont":
                return [Argument(m, 0.85) for m in self._antecedent(self._doc[i])]
        mention = self._names.ending_at(self._skip_back(anchor.start, commas=True))
        if mention is not None:
            return self._all(mention, 0.85)
        verb = self._head_of(anchor).head
        for _ in range(3):
            if verb.pos_ == "VERB":
                if is_passive(verb) or _is_bare_participle(verb):
                    return self._agent(verb)
                return [Argument(m, 0.8) for m in self._grammatical_subject(verb)]
            verb = verb.head
        return []

    # Constructions without a word of their own

    def _parenthesis_host(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        mention = self._names.ending_at(anchor.start)
        if mention is not None:
            return [Argument(mention, 0.85)]
        held = self._holders.get(anchor.start, [])
        if held:
            return held
        following = anchor.start + 1
        while following < len(self._doc) and self._doc[following].text != ")" and following < anchor.start + 5:
            following += 1
        mention = self._names.starting_at(following + 1)
        is_title = self._doc[anchor.start - 1].pos_ in {"NOUN", "ADJ"} if anchor.start else False
        return [Argument(mention, 0.8)] if mention is not None and is_title and mention.type is EntityType.PERSON else []

    def _parenthesis_content(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        mention = self._names.starting_at(anchor.start + 1)
        if mention is None or mention.end >= len(self._doc) or self._doc[mention.end].text not in {")", ",", ";", "-", "–"}:
            return []
        return [Argument(mention, 0.85)]

    def _preceding_name(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        comma = self._doc[anchor.start - 1].text == "," if anchor.start else False
        mention = self._names.ending_at(anchor.start - comma)
        return [Argument(mention, 0.8)] if mention is not None else []

    def _name_holder(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        mention = self._names.starting_at(anchor.start)
        return [Argument(mention, 0.85)] if mention is not None else []

    def _name_part(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return what the article names apart by words that end the holder's name: "Festival de Cannes" → "Cannes"."""
        words = self._doc[anchor.start : anchor.end].text.strip('« »"“”').split()
        endings = {" ".join(words[i:]) for i in range(1, len(words))}
        named = (e for e in self._names.entities if e.name in endings)
        return [Argument(entity.mentions[0], 0.85) for entity in named]

    def _head_of(self, anchor: Anchor) -> Token:
        return self._doc[anchor.start : anchor.end].root

    def _all(self, mention: Mention | None, certainty: float) -> list[Argument]:
        return [Argument(m, certainty) for m in self._names.coordinated(mention)] if mention is not None else []


def is_passive(verb: Token) -> bool:
    """Whether the verb has a passive auxiliary or subject."""
    return any(child.dep_ in {"aux:pass", "nsubj:pass"} for child in verb.children)


def _has_two_complements(entry: LexicalEntry) -> bool:
    """Whether both arguments stand behind prepositions: "la participation de A à B"."""
    return entry.subject.function is entry.object.function is Function.PREPOSITIONAL_ADJUNCT


def _is_participle(token: Token) -> bool:
    return "VerbForm=Part" in str(token.morph)


def _is_bare_participle(verb: Token) -> bool:
    """Whether the verb is a past participle without auxiliary: "fondée par", "installé à"."""
    if "VerbForm=Part" not in str(verb.morph) or "Tense=Pres" in str(verb.morph):
        return False
    return not any(child.dep_.startswith("aux") for child in verb.children)


def _left_edge_of_verb(verb: Token) -> int:
    """Return the index of the first token of the verb's cluster (clitics, negation, auxiliaries)."""
    i = verb.i
    while i > verb.sent.start and verb.doc[i - 1].pos_ in {"AUX", "PRON", "ADV"} and verb.doc[i - 1].dep_ not in _SUBJECT_LABELS:
        i -= 1
    return i


def candidates(arguments: list[Argument], types: frozenset[EntityType]) -> Iterator[Argument]:
    """Yield the arguments whose mention is of one of ``types``."""
    return (argument for argument in arguments if argument.mention.type in types)
