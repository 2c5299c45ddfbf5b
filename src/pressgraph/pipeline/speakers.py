"""Noun phrases that may name a speaker, read forwards from a verb or preposition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from pressgraph.facts import EntityType
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.speech_words import SpeechWords

_NOUN_TAGS = {"NOUN", "PROPN", "X"}
_CLAUSE_ENDS = {";", ":", "«", "“"}
#: tokens read in search of a name; a sentence that goes on longer names no speaker
_REACH = 30

#: tokens between a writing and its author: "le dernier rapport annuel de la X"
_AUTHOR_REACH = 4


class Kind(Enum):
    """How the text refers to a speaker."""

    NAME = auto()
    NOUN = auto()  #: "le maire"
    LATTER = auto()  #: "celui-ci", "ce dernier": the person named last
    CONCERNED = auto()  #: "l'intéressé", "le même": the person that the text is about
    FIRST = auto()  #: "le premier" of two
    SECOND = auto()  #: "le second" of two
    PRONOUN = auto()  #: "il", "elle"
    VAGUE = auto()  #: "on", "ils": nobody in particular


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that refer to a speaker."""

    kind: Kind
    start: int  #: token index
    end: int  #: token index, exclusive
    head: int  #: token index of the noun or pronoun
    mention: Mention | None = None


def is_verb(token: Word) -> bool:
    """Whether the token is a verb or auxiliary."""
    return token.pos_ in {"VERB", "AUX"}


def is_finite(token: Word) -> bool:
    """Whether the token is a conjugated verb."""
    return is_verb(token) and "VerbForm=Fin" in token.morph


class PhraseReader:
    """Finds references to speakers in the article's own words."""

    def __init__(self, doc: ParsedText, names: Names, words: SpeechWords, lower: list[str]) -> None:
        """Read ``doc``, whose lower-case tokens are ``lower``."""
        self._doc = doc
        self._names = names
        self._words = words
        self.lower = self._lower = lower

    def pronoun(self, index: int) -> Reference | None:
        """Return the subject pronoun at ``index``: "il", "-elle", "on"."""
        if self._lower[index] in self._words.person_pronouns:
            return Reference(Kind.PRONOUN, index, index + 1, index)
        if self._lower[index] in self._words.vague_pronouns:
            return Reference(Kind.VAGUE, index, index + 1, index)
        return None

    def forwards(self, start: int, stop: int) -> Reference | None:
        """Return the first noun phrase from ``start`` that no preposition governs, by its name when it has one.

        "vendredi matin la présidente de la Métropole, Anne Roux" gives Anne Roux, "le maire de Vignolles" the maire.
        """
        best: Reference | None = None
        governed: Reference | None = None  # a name that may be what the preposition governs, or stand behind it
        body: Reference | None = None  # a body named right behind the noun: it or its delegate may be meant
        index, stop = start, min(stop, start + _REACH)
        while index < stop:
            mention = self._names.at(index)
            if mention is not None:
                if best is None or mention.type is EntityType.PERSON:
                    return name_reference(mention)
                body = body or (name_reference(mention) if self._follows_noun(best, mention) else None)
                index = max(mention.end, index + 1)
                continue
            if self._ends_clause(index):
                break
            pointing = self._pointing(index) if best is None else None
            if pointing is not None:
                return pointing
            noun = self.noun_phrase(index, stop) if best is None else None
            if noun is not None:
                best, index = noun, noun.end
            elif self._lower[index] == "(":
                index = self._behind_parenthesis(index, stop)
            elif self.is_preposition(index):
                index, person = self._behind_governed(index + 1, stop)
                if person is not None and best is not None:
                    return name_reference(person)
                governed = name_reference(person) if person is not None and governed is None else governed
            else:
                index += 1
        if best is not None and body is not None and not self._words.is_person_noun(self._lower, best.head):
            return body  # "le syndicat CFTC"; but "le délégué CFTC" speaks himself
        return best or governed

    def source(self, start: int, stop: int) -> Reference | None:
        """Return whom "selon" names: the first noun phrase, or the author of a writing: "une étude de l'Insee"."""
        phrase = self.forwards(start, stop)
        if phrase is None or phrase.kind is not Kind.NOUN or self._lower[phrase.head] not in self._words.sources:
            return phrase
        reach = range(phrase.end, min(stop, phrase.end + _AUTHOR_REACH))
        author = next((mention for i in reach if (mention := self._names.at(i)) is not None), None)
        return name_reference(author) if author is not None else phrase

    def _pointing(self, index: int) -> Reference | None:
        """Return the phrase at ``index`` that points back without a noun: "celui-ci", "le premier"."""
        for kind, phrases in (
            (Kind.LATTER, self._words.latter),
            (Kind.CONCERNED, self._words.concerned),
            (Kind.FIRST, self._words.first_of_two),
            (Kind.SECOND, self._words.second_of_two),
        ):
            length = phrases.length(self._lower, index)
            behind = self._doc[index + length : index + length + 1]
            is_complete = kind in {Kind.LATTER, Kind.CONCERNED}
            if length and (is_complete or not any(token.pos_ in {"NOUN", "PROPN"} for token in behind)):
                return Reference(kind, index, index + length, index + length - 1)
        return None

    def is_governed(self, mention: Mention) -> bool:
        """Whether a preposition stands before the mention, its title or its article."""
        index = mention.start - 1
        nouns = 0
        while index >= max(0, mention.start - 6):
            nouns += self._doc[index].pos_ == "NOUN" and self._lower[index] not in self._words.titles
            if self.is_preposition(index):
                return True
            of_phrase = self._doc[index].pos_ in {"DET", "NOUN", "ADJ"} or self._lower[index] in self._words.titles
            if nouns > 1 or not of_phrase or self._names.at(index) is not None:
                return False
            index -= 1
        return False

    def titles_before(self, mention: Mention) -> Iterator[str]:
        """Yield the forms of address right before a name, the nearest first."""
        index = mention.start - 1
        while index >= 0 and self._lower[index] in self._words.titles:
            yield self._lower[index]
            index -= 1

    def noun_phrase(self, index: int, stop: int) -> Reference | None:
        """Return the phrase of a determiner and a common noun at ``index``, unless it names a time."""
        if self._doc[index].pos_ != "DET":
            return None
        head = index + 1
        while head < min(stop, index + 4) and self._doc[head].pos_ in {"ADJ", "NUM", "DET"}:
            head += 1
        if head >= stop or not self._may_be_noun(head):
            head -= 1  # "la petite": what seems an adjective is the noun
        if head == index or self._names.at(head) is not None:
            return None
        if head + 1 < stop and self._is_mistaken_noun(head + 1):
            head += 1
        if self._lower[head] in self._words.moments:
            return None
        return Reference(Kind.NOUN, index, head + 1, head)

    def _may_be_noun(self, index: int) -> bool:
        """Whether the token is a noun, or the tagger may have taken it for a participle: "la nouvelle élue"."""
        token = self._doc[index]
        return self._names.at(index) is None and (
            token.pos_ in _NOUN_TAGS or (token.pos_ == "VERB" and not is_finite(token))
        )

    def _is_mistaken_noun(self, index: int) -> bool:
        """Whether a word behind what seems to be the noun is the noun: "un fin connaisseur", "la nouvelle élue".

        The tagger takes the one for a verb, the other for an adjective.
        """
        token = self._doc[index]
        if self._names.at(index) is not None or not self._words.is_person_noun(self._lower, index):
            return False
        ended = index + 1 < len(self._doc) and self._doc[index + 1].text in {",", "."}
        seems_adjective = token.pos_ != "NOUN" and self._lower[index] in self._words.person_nouns
        return ended and (is_finite(token) or seems_adjective)

    def _follows_noun(self, noun: Reference, mention: Mention) -> bool:
        """Whether the mention is the name of the noun phrase: "le syndicat CFTC"."""
        between = [token for token in self._doc[noun.end : mention.start] if token.pos_ not in {"ADJ", "VERB"}]
        apposed = mention.end < len(self._doc) and self._doc[mention.end].text == ","
        return not between or (apposed and [token.text for token in between] == [","])

    def _ends_clause(self, index: int) -> bool:
        token = self._doc[index]
        if self._lower[index] in self._words.relatives or token.text in _CLAUSE_ENDS:
            return True
        return is_finite(token) or token.pos_ in {"SCONJ", "CCONJ"}

    def is_preposition(self, index: int) -> bool:
        """Whether the token is a preposition, alone or melted with an article."""
        return self._doc[index].pos_ == "ADP" or self._lower[index] in self._words.contracted

    def _behind_parenthesis(self, index: int, stop: int) -> int:
        while index < stop and self._doc[index].text != ")":
            index += 1
        return index + 1

    def _behind_governed(self, index: int, stop: int) -> tuple[int, Mention | None]:
        """Return the index behind the phrase that a preposition governs, and the person's name right behind its noun.

        That name may be the noun's ("au maire Paul Arnoux") or the subject's ("au téléphone Paul Arnoux"). Behind a
        noun without a determiner it is the subject's ("en préambule Paul Arnoux") and isn't read here.
        """
        determined = self._lower[index - 1] in self._words.contracted
        had_noun = False
        while index < stop:
            mention = self._names.at(index)
            if mention is not None:
                apposed = had_noun and mention.type is EntityType.PERSON
                if apposed and not determined:
                    return index, None
                return mention.end, mention if apposed else None
            token = self._doc[index]
            if token.pos_ == "NOUN" and not had_noun:
                had_noun = True
            elif not self._goes_on(token, had_noun=had_noun):
                break
            determined = determined or token.pos_ == "DET"
            index += 1
        return index, None

    def _goes_on(self, token: Word, *, had_noun: bool) -> bool:
        """Whether the token belongs to a governed phrase whose noun has come or is to come."""
        if had_noun:
            return token.pos_ == "ADJ" or token.lower_ in self._words.titles
        return token.pos_ in {"DET", "ADJ", "NUM"} or token.lower_ in self._words.titles


def name_reference(mention: Mention) -> Reference:
    """Return the reference by a name."""
    return Reference(Kind.NAME, mention.start, mention.end, mention.end - 1, mention)
