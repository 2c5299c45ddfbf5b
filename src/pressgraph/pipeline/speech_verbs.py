"""Verbs of speech with what belongs to them: auxiliaries, pronouns, adverbs, the infinitive that they lead to."""

from __future__ import annotations

from dataclasses import dataclass

from pressgraph.pipeline.names import Names
from pressgraph.pipeline.parsed_text import Word
from pressgraph.pipeline.speakers import PhraseReader, Reference, is_verb
from pressgraph.pipeline.speech_words import SpeechWords

#: what stands before a noun or adjective that only looks like a verb
_BEFORE_NOUNS = {"DET", "ADP", "ADJ", "NUM"}
#: tokens of the longest verb group: "n'a-t-il pas tout de suite tenu à rappeler"
_GROUP_REACH = 12
#: tokens between an auxiliary and its participle
_AUXILIARY_REACH = 3


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries, pronouns and adverbs: "n'a-t-il pas tenu à rappeler"."""

    start: int  #: token index
    end: int  #: token index, exclusive
    is_reporting: bool
    pronoun: Reference | None  #: the inverted subject


class VerbReader:
    """Reads verb groups in the article's own words."""

    def __init__(self, names: Names, reader: PhraseReader, words: SpeechWords) -> None:
        """Read the document of ``names``, whose pronouns ``reader`` knows."""
        self._doc = names.doc
        self._names = names
        self._reader = reader
        self._words = words
        self._lower = reader.lower

    def is_reporting(self, index: int) -> bool:
        """Whether the token is a form of a reporting verb, and no part of a name."""
        return self._lower[index] in self._words.reporting_forms and self._names.at(index) is None

    def is_past_participle(self, index: int) -> bool:
        """Whether the tagger takes the token for a past participle."""
        morph = self._doc[index].morph
        return "VerbForm=Part" in morph and "Tense=Past" in morph

    def is_infinitive(self, index: int) -> bool:
        """Whether the tagger takes the token for an infinitive."""
        return "VerbForm=Inf" in self._doc[index].morph

    def reads_as_verb(self, token: Word) -> bool:
        """Whether a form of a reporting verb is one here, neither a noun nor a mere adjective: "annoncé un peu
        partout".
        """
        before = self._doc[max(0, token.i - _AUXILIARY_REACH) : token.i]
        behind = self._lower[token.i + 1 : token.i + 2]
        if self.is_past_participle(token.i):
            has_agent = bool(behind) and behind[0] in self._words.agent_markers
            # "écrit que": a participle without auxiliary has no such clause, the present tense has
            has_clause = bool(behind) and behind[0] in self._words.complementizers
            return has_agent or has_clause or any(word.pos_ == "AUX" for word in before)
        if is_verb(token):
            return True
        follows = before[-1].pos_ if len(before) else ""
        return token.pos_ in {"ADJ", "NOUN"} and follows not in _BEFORE_NOUNS

    def is_passive(self, verb: Word) -> bool:
        """Whether a participle has no "avoir" before it: "qualifié par X", but not "a répondu par une boutade"."""
        before = self._lower[max(0, verb.i - _AUXILIARY_REACH) : verb.i]
        return "VerbForm=Part" in verb.morph and not any(word in self._words.having_forms for word in before)

    def group(self, start: int, stop: int) -> VerbGroup | None:
        """Return the verb group that begins at ``start``."""
        has_verb = is_reporting = False
        pronoun: Reference | None = None
        index, stop = start, min(stop, start + _GROUP_REACH)
        while index < stop and self._names.at(index) is None:
            if self.is_reporting(index):
                has_verb = is_reporting = True
            elif is_verb(self._doc[index]):
                has_verb = True
            elif has_verb and self._lower[index].startswith("-") and self._reader.pronoun(index):
                pronoun = self._reader.pronoun(index)
            elif self._lower[index] not in self._words.inversion_links and not self._belongs(
                index, stop, started=has_verb
            ):
                break
            index += 1
        return VerbGroup(start, index, is_reporting, pronoun) if has_verb else None

    def _belongs(self, index: int, stop: int, *, started: bool) -> bool:
        """Whether a clitic, adverb or preposition stands inside the group."""
        if self._lower[index] in self._words.clitics:
            between = started and self._lower[index - 1] in self._words.before_infinitive
            return not started or (between and self._is_verb(index + 1, stop))
        if self._lower[index] in self._words.before_infinitive:
            object_first = index + 2 < stop and self._lower[index + 1] in self._words.clitics
            leads_on = self._is_verb(index + 1, stop) or (object_first and self._doc[index + 2].pos_ == "VERB")
            return started and leads_on
        return started and self._doc[index].pos_ == "ADV"

    def _is_verb(self, index: int, stop: int) -> bool:
        return index < stop and (is_verb(self._doc[index]) or self.is_reporting(index))
