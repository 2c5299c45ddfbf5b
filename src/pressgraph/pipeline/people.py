"""What the text shows of each person and body: woman or man, and the nouns that it is called by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pressgraph.facts import EntityType
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.speakers import PhraseReader, Reference, is_finite
from pressgraph.pipeline.speech_words import SpeechWords

_FEMININE_WORDS = {"la", "une", "sa", "cette", "elle", "-elle", "celle-ci", "l'intéressée"}
_MASCULINE_WORDS = {"le", "un", "cet", "ce", "il", "lui", "-il", "celui-ci", "l'intéressé"}
_CONTRACTED = {"du", "au"}
_TITLE_VOTES = 5
_FIRST_NAME_VOTES = 4
_NOUN_VOTES = {"Fem": 2, "Masc": 1}  # "le maire" may be a woman, "la présidente" no man
#: tokens between a noun and the name in apposition to it: "le maire de Vignolles et conseiller régional, Paul Arnoux"
_APPOSITION_REACH = 14


class People:
    """Gender and functions of the people of a document, and the nouns of its bodies."""

    def __init__(self, doc: ParsedText, names: Names, reader: PhraseReader, words: SpeechWords) -> None:
        """Look around every mention once."""
        self._doc = doc
        self._names = names
        self._reader = reader
        self._words = words
        self._lower = reader.lower
        self._votes: dict[int, Counter[str]] = defaultdict(Counter)
        self._holders: dict[str, set[int]] = defaultdict(set)
        for mention in names.mentions:
            if mention.type is EntityType.PERSON:
                self._look_around_person(mention)
            elif mention.type is EntityType.ORGANIZATION:
                self._look_around_body(mention)

    def gender_of(self, mention: Mention) -> str | None:
        """Return "Fem" or "Masc" when the text shows it."""
        votes = (+self._votes.get(mention.entity, Counter())).most_common()
        if not votes or (len(votes) > 1 and votes[0][1] == votes[1][1]):
            return None
        return votes[0][0]

    def fits(self, mention: Mention, gender: str | None) -> bool:
        """Whether words of ``gender`` may mean the entity; only people have one."""
        return mention.type is not EntityType.PERSON or gender is None or self.gender_of(mention) in {None, gender}

    def body_fits(self, mention: Mention, gender: str | None) -> bool:
        """Whether a pronoun of ``gender`` may mean a body: by the article before its name, else its first noun."""
        before = self._lower[mention.start - 1] if mention.start else ""
        shown = "Fem" if before in _FEMININE_WORDS else "Masc" if before in _MASCULINE_WORDS | _CONTRACTED else None
        shown = shown or _gender(self._doc[mention.start])
        return gender is None or shown in {None, gender}

    def called(self, noun: int) -> frozenset[int]:
        """Return the entities that the article calls by the noun at a token: the holders of the function."""
        return frozenset(self._holders.get(self._key(noun), ()))

    def gender_of_words(self, reference: Reference) -> str | None:
        """Return the grammatical gender of a pronoun or noun phrase."""
        for word in (self._lower[reference.start], self._doc.written(reference.start, reference.end).lower()):
            if word in _FEMININE_WORDS:
                return "Fem"
            if word in _MASCULINE_WORDS:
                return "Masc"
        return _gender(self._doc[reference.head])

    def _key(self, noun: int) -> str:
        """Return what a function is called whoever holds it: its entry, else the noun."""
        length, entry = self._words.functions.match(self._lower, noun)
        return entry if length else self._lower[noun]

    def _look_around_person(self, mention: Mention) -> None:
        votes = self._votes[mention.entity]
        first_name = self._lower[mention.start]
        votes["Fem"] += _FIRST_NAME_VOTES * (first_name in self._words.women_first_names)
        votes["Masc"] += _FIRST_NAME_VOTES * (first_name in self._words.men_first_names)
        for title in self._reader.titles_before(mention):
            votes["Fem"] += _TITLE_VOTES * (title in self._words.women_titles)
            votes["Masc"] += _TITLE_VOTES * (title in self._words.men_titles)
        for noun in self._nouns_of(mention):
            self._holders[self._key(noun.i)].add(mention.entity)
            gender = _gender_of_determiner(noun) or _gender(noun)
            if gender:
                votes[gender] += _NOUN_VOTES[gender]

    def _look_around_body(self, mention: Mention) -> None:
        """Note the noun before a body's name, and the one that its name begins with: "la société X", "le rectorat"."""
        if mention.start > 0 and self._doc[mention.start - 1].pos_ == "NOUN":
            self._holders[self._key(mention.start - 1)].add(mention.entity)
        if mention.end - mention.start > 1:
            self._holders[self._key(mention.start)].add(mention.entity)

    def _nouns_of(self, mention: Mention) -> Iterator[Word]:
        """Yield the words that say who a person is, on either side of the name."""
        for noun in (self._noun_before(mention), self._noun_behind(mention)):
            if noun is not None:
                yield noun

    def _noun_before(self, mention: Mention) -> Word | None:
        """Return the noun that the name is the apposition of: "le maire de Vignolles, Paul Arnoux"."""
        index = mention.start - 1
        while index > 0 and self._lower[index] in self._words.titles:
            index -= 1
        has_comma = index > 0 and self._doc[index].text == ","
        noun: Word | None = None
        for position in range(index - has_comma, max(-1, index - _APPOSITION_REACH), -1):
            token = self._doc[position]
            if token.is_space or is_finite(token) or token.text in ",;:.":
                return None
            if token.pos_ == "NOUN":
                noun = token
            elif noun is not None and token.pos_ == "DET" and not self._reader.is_preposition(position):
                if not (position and self._reader.is_preposition(position - 1)):
                    return noun
            elif not has_comma and not self._within_phrase(position):
                return noun
        return None

    def _within_phrase(self, index: int) -> bool:
        """Whether a noun phrase may go on to the left over the token: an adjective, a preposition, a name."""
        token = self._doc[index]
        named = self._names.at(token) is not None
        return named or token.pos_ in {"ADJ", "DET", "NUM"} or self._reader.is_preposition(index)

    def _noun_behind(self, mention: Mention) -> Word | None:
        """Return the noun or participle of the apposition behind a name: ", conservatrice en chef", ", né à Brest"."""
        if mention.end + 1 >= len(self._doc) or self._doc[mention.end].text != ",":
            return None
        for token in self._doc[mention.end + 1 : mention.end + 5]:
            if token.pos_ in {"NOUN", "VERB"}:
                return None if is_finite(token) else token
            if token.pos_ not in {"DET", "ADJ", "ADV", "NUM"}:
                return None
        return None


def _gender(token: Word) -> str | None:
    genders = token.features("Gender")
    return genders[0] if len(genders) == 1 and genders[0] in _NOUN_VOTES else None


def _gender_of_determiner(noun: Word) -> str | None:
    for index in range(noun.i - 1, max(-1, noun.i - 4), -1):
        word = noun.source[index].lower_
        if word in _FEMININE_WORDS:
            return "Fem"
        if word in _MASCULINE_WORDS:
            return "Masc"
    return None
