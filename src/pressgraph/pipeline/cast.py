"""The people of an article as the search of speakers needs them: man or woman, function, and who was spoken of last."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pressgraph.facts import EntityType
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.speakers import Kind, PhraseReader, Reference, is_finite
from pressgraph.pipeline.speech_layout import SpeechLayout
from pressgraph.pipeline.speech_words import SpeechWords

_FEMININE_WORDS = {"la", "une", "sa", "cette", "elle", "-elle", "celle-ci", "l'intéressée"}
_MASCULINE_WORDS = {"le", "un", "cet", "ce", "il", "lui", "-il", "celui-ci", "l'intéressé"}
#: determiners of somebody whom the reader knows already
_DEFINITE = {"le", "la", "l'", "ce", "cet", "cette"}
#: how far back, in paragraphs and in mentions, a pronoun may find its person
_PARAGRAPHS_BACK = 3
_MENTIONS_BACK = 40
#: sentences that nobody is farther away than
_FARTHEST = 100.0
#: what makes a person less likely to be meant, in sentences of distance
_PARAGRAPH_COST = 1.0
_GOVERNED_COST = 1.5
_UNKNOWN_GENDER_COST = 1.0
_TITLE_VOTES = 5
_FIRST_NAME_VOTES = 4


class Cast:
    """Who the people of a document are, and whom a pronoun or a function means."""

    def __init__(self, doc: Doc, names: Names, layout: SpeechLayout, reader: PhraseReader, words: SpeechWords) -> None:
        """Gather what the text shows of each person."""
        self._doc = doc
        self._names = names
        self._layout = layout
        self._reader = reader
        self._words = words
        self._own_words = [m for m in names.mentions if not layout.is_quoted(m.start)]
        self._own_starts = [m.start for m in self._own_words]
        self._votes: dict[int, Counter[str]] = defaultdict(Counter)
        self._holders: dict[str, set[int]] = defaultdict(set)
        self._functions: dict[int, set[str]] = defaultdict(set)
        for mention in names.mentions:
            if mention.type is EntityType.PERSON:
                self._look_around_person(mention)
            elif mention.type is EntityType.ORGANIZATION:
                self._look_around_body(mention)
        #: who spoke or was the subject under another word than a name, in the order of the text: (token index, mention)
        self._noted: list[tuple[int, Mention]] = []

    def note(self, index: int, mention: Mention) -> None:
        """Remember that ``mention`` speaks or is spoken of at the token ``index``; calls come in the order of the text."""
        self._noted.append((index, mention))

    def nobody_before(self, index: int) -> bool:
        """Whether no person has been named yet."""
        return not self._recent(index, EntityType.PERSON)

    def somebody_in_paragraph(self, before: int) -> bool:
        """Whether a person has been named or has spoken in the paragraph."""
        recent = self._recent(before, EntityType.PERSON)
        return bool(recent) and self._paragraph(recent[0][0].start) == self._paragraph(before)

    def gender_of(self, mention: Mention) -> str | None:
        """Return "Fem" or "Masc" when the text shows it."""
        votes = self._votes.get(mention.entity)
        if not votes:
            return None
        (first, most), *others = votes.most_common()
        return None if others and others[0][1] == most else first

    def resolve(self, reference: Reference, *, before: int, other_than: Mention | None = None) -> Mention | None:
        """Return the person or body that ``reference`` means at the token ``before``, or None when it isn't safe.

        ``other_than`` is somebody whom a pronoun can't mean: who has just been answered.
        """
        if reference.kind is Kind.NAME:
            return reference.mention
        if reference.kind is Kind.VAGUE:
            return None
        if reference.kind in {Kind.FIRST, Kind.SECOND}:
            return self._of_two(before, second=reference.kind is Kind.SECOND)
        gender = self._gender_of_words(reference)
        if reference.kind is Kind.NOUN:
            return self._holder_of(reference, gender, before)
        return self.antecedent(before, gender, other_than=other_than)

    def antecedent(self, before: int, gender: str | None, *, other_than: Mention | None = None) -> Mention | None:
        """Return the person whom a pronoun of ``gender`` at the token ``before`` means: the most salient one."""
        best: Mention | None = None
        least = _FARTHEST
        for mention, noted in self._recent(before, EntityType.PERSON):
            if other_than is not None and mention.entity == other_than.entity:
                continue
            distance = self._distance(mention, noted=noted, before=before, gender=gender)
            if distance is not None and distance <= least:  # the first of a sentence is its subject
                best, least = mention, distance
        return best or self._protagonist(gender, other_than)

    def _distance(self, mention: Mention, *, noted: bool, before: int, gender: str | None) -> float | None:
        """Return how far a person is from a pronoun, in sentences: farther in a paragraph before, under a preposition, and
        when nothing shows whether they are a woman or a man; None when they can't be meant.
        """
        known = self.gender_of(mention)
        if gender is not None and known not in {None, gender}:
            return None
        sentences = self._layout.sentence_of[before] - self._layout.sentence_of[mention.start]
        paragraphs = self._paragraph(before) - self._paragraph(mention.start)
        if paragraphs > _PARAGRAPHS_BACK:
            return None
        governed = not noted and self._reader.is_governed(mention)
        unknown = gender is not None and known is None
        return (
            sentences
            + _PARAGRAPH_COST * paragraphs
            + _GOVERNED_COST * governed
            + _UNKNOWN_GENDER_COST * unknown
        )

    def _protagonist(self, gender: str | None, other_than: Mention | None) -> Mention | None:
        """Return the person whom the article is about: named more often than any other."""
        people = [
            e
            for number, e in enumerate(self._names.entities)
            if e.type is EntityType.PERSON and self._fits(e.mentions[0], gender)
            if other_than is None or number != other_than.entity
        ]
        people.sort(key=lambda e: -len(e.mentions))
        if not people or len(people) > 1 and len(people[1].mentions) == len(people[0].mentions):
            return None
        return people[0].mentions[0]

    def _recent(self, before: int, kind: EntityType) -> list[tuple[Mention, bool]]:
        """Return who was named or noted before a token, the last first, each with whether it was noted there."""
        stop = bisect_left(self._own_starts, before)
        named = [(m.start, m, False) for m in self._own_words[max(0, stop - _MENTIONS_BACK) : stop] if m.type is kind]
        noted = [(i, m, True) for i, m in self._noted[-_MENTIONS_BACK:] if i < before and m.type is kind]
        ordered = sorted([*named, *noted], key=lambda event: -event[0])
        return [(mention, was_noted) for _, mention, was_noted in ordered]

    def _of_two(self, before: int, *, second: bool) -> Mention | None:
        """Return the first or second of the people whom the last sentence with two of them names."""
        people: list[Mention] = []
        sentence = -1
        for mention, noted in self._recent(before, EntityType.PERSON):
            if noted:
                continue
            if self._layout.sentence_of[mention.start] != sentence:
                if len({m.entity for m in people}) > 1:
                    break
                people, sentence = [], self._layout.sentence_of[mention.start]
            people.insert(0, mention)
        others = [m for m in people if m.entity != people[0].entity]
        if not others:
            return None
        return others[0] if second else people[0]

    def _holder_of(self, reference: Reference, gender: str | None, before: int) -> Mention | None:
        if self._layout.lower[reference.start] not in _DEFINITE:
            return None
        key = self._key(reference.head)
        holders = self._holders.get(key, set())
        if not holders:
            return self._described(reference.head, gender, before)
        recent = [m for kind in EntityType for m, _ in self._recent(before, kind)]
        fitting = [m for m in recent if m.entity in holders and self._fits(m, gender)]
        if fitting and len({m.entity for m in fitting}) == 1:
            return fitting[0]
        if len(holders) == 1:
            (entity,) = holders
            mention = self._names.entities[entity].mentions[0]
            return mention if self._fits(mention, gender) else None
        return None

    def _described(self, noun: int, gender: str | None, before: int) -> Mention | None:
        """Return whom a noun describes that nobody was introduced by: "la vieille dame", "l'armement".

        Only when the sentences before leave no choice: the one fitting name of the paragraph, else of the paragraph before.
        """
        if not self._is_person_noun(noun) and self._layout.lower[noun] not in self._words.body_nouns:
            return None
        is_body = self._layout.lower[noun] in self._words.body_nouns
        kind = EntityType.ORGANIZATION if is_body else EntityType.PERSON
        paragraph = self._paragraph(before)
        for back in (0, 1):
            here = [
                m
                for m, _ in self._recent(before, kind)
                if self._paragraph(m.start) == paragraph - back and self._fits(m, gender)
            ]
            if here:
                return here[0] if len({m.entity for m in here}) == 1 else None
        return None

    def _is_person_noun(self, noun: int) -> bool:
        return self._layout.lower[noun] in self._words.person_nouns or bool(
            self._words.functions.length(self._layout.lower, noun)
        )

    def _fits(self, mention: Mention, gender: str | None) -> bool:
        if mention.type is not EntityType.PERSON:
            return True
        return gender is None or self.gender_of(mention) in {None, gender}

    def _gender_of_words(self, reference: Reference) -> str | None:
        phrase = self._doc[reference.start : reference.end]
        for word in (phrase[0].lower_, phrase.text.lower()):
            if word in _FEMININE_WORDS:
                return "Fem"
            if word in _MASCULINE_WORDS:
                return "Masc"
        return _gender(self._doc[reference.head])

    def _paragraph(self, index: int) -> int:
        return self._layout.sentences[self._layout.sentence_of[index]].paragraph

    def _key(self, noun: int) -> str:
        """Return what a function is called whoever holds it: its entry, else the noun."""
        length, entry = self._words.functions.match(self._layout.lower, noun)
        return entry if length else self._layout.lower[noun]

    def _look_around_person(self, mention: Mention) -> None:
        votes = self._votes[mention.entity]
        first_name = self._layout.lower[mention.start]
        votes["Fem"] += _FIRST_NAME_VOTES * (first_name in self._words.women_first_names)
        votes["Masc"] += _FIRST_NAME_VOTES * (first_name in self._words.men_first_names)
        for title in self._reader.titles_before(mention):
            votes["Fem"] += _TITLE_VOTES * (title in self._words.women_titles)
            votes["Masc"] += _TITLE_VOTES * (title in self._words.men_titles)
        for noun in self._nouns_of(mention):
            self._hold(noun, mention)
            gender = _gender_of_determiner(noun) or _gender(noun)
            if gender:
                votes[gender] += 2 if gender == "Fem" else 1
        self._votes[mention.entity] = +votes

    def _look_around_body(self, mention: Mention) -> None:
        """Note the noun right before a body's name, and the noun that its name begins with: "la société X", "le rectorat"."""
        if mention.start > 0 and self._doc[mention.start - 1].pos_ == "NOUN":
            self._hold(self._doc[mention.start - 1], mention)
        if mention.end - mention.start > 1:
            self._hold(self._doc[mention.start], mention)

    def _hold(self, noun: Token, mention: Mention) -> None:
        key = self._key(noun.i)
        self._holders[key].add(mention.entity)
        self._functions[mention.entity].add(key)

    def _nouns_of(self, mention: Mention) -> Iterator[Token]:
        """Yield the nouns that say who a person is, on either side of the name."""
        before = self._noun_before(mention)
        if before is not None:
            yield before
        yield from self._words_behind(mention)

    def _noun_before(self, mention: Mention) -> Token | None:
        """Return the noun that the name is the apposition of: "le maire de Vignolles, Paul Arnoux"."""
        index = mention.start - 1
        while index > 0 and self._layout.lower[index] in self._words.titles:
            index -= 1
        has_comma = index > 0 and self._doc[index].text == ","
        noun: Token | None = None
        for position in range(index - has_comma, max(-1, index - 14), -1):
            token = self._doc[position]
            if token.is_space or is_finite(token) or token.text in ",;:.":
                return None
            if token.pos_ == "NOUN":
                noun = token
            elif noun is not None and token.pos_ == "DET" and not self._preposition_at(position):
                if not self._preposition_at(position - 1):
                    return noun
            elif not has_comma and token.pos_ not in {"ADJ", "DET", "NUM"} and self._names.at(token) is None:
                if not self._preposition_at(position):
                    return noun
        return None

    def _preposition_at(self, index: int) -> bool:
        return index >= 0 and (self._doc[index].pos_ == "ADP" or self._layout.lower[index] in {"du", "au", "des", "aux"})

    def _words_behind(self, mention: Mention) -> list[Token]:
        """Return the first noun or participle of the apposition behind a name: ", conservatrice en chef", ", né à Brest"."""
        if mention.end + 1 >= len(self._doc) or self._doc[mention.end].text != ",":
            return []
        for token in self._doc[mention.end + 1 : mention.end + 5]:
            if token.pos_ in {"NOUN", "VERB"} or token.pos_ == "ADJ" and token.text.lower().startswith("né"):
                return [token] if not is_finite(token) else []
            if token.pos_ not in {"DET", "ADJ", "ADV", "NUM"}:
                return []
        return []


def _gender(token: Token) -> str | None:
    genders = token.morph.get("Gender")
    return genders[0] if len(genders) == 1 and genders[0] in {"Fem", "Masc"} else None


def _gender_of_determiner(noun: Token) -> str | None:
    for index in range(noun.i - 1, max(-1, noun.i - 4), -1):
        word = noun.doc[index].lower_
        if word in _FEMININE_WORDS:
            return "Fem"
        if word in _MASCULINE_WORDS:
            return "Masc"
    return None
