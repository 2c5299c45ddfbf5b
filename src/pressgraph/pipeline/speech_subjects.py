"""The subject of a verb of speech, on its left: by the parse where it can be trusted, else by the words themselves."""

from __future__ import annotations

from collections.abc import Iterator

from pressgraph.facts import EntityType
from pressgraph.pipeline.names import Names
from pressgraph.pipeline.parsed_text import Word
from pressgraph.pipeline.speakers import PhraseReader, Reference, is_finite, name_reference
from pressgraph.pipeline.speech_words import SpeechWords

#: tokens read in search of a subject
_REACH = 30
#: tokens between a body and its verb: "la CGT ne l'a"
_BESIDE = 3
#: tokens before a relative pronoun in which its noun stands: "le syndicat des marins, qui"
_ANTECEDENT_REACH = 8
#: verbs that one may depend on: "a tenu à pouvoir dire"
_CHAIN = 4
_SUBJECTS = ("nsubj", "expl")
_CLAUSE_STARTS = {":", ";"}
_OWN_CLAUSES = {"ccomp", "advcl", "parataxis", "acl:relcl"}


class SubjectFinder:
    """Finds subjects in the article's own words."""

    def __init__(self, names: Names, reader: PhraseReader, words: SpeechWords) -> None:
        """Search the document of ``names``, whose phrases ``reader`` reads."""
        self._doc = names.doc
        self._names = names
        self._reader = reader
        self._words = words
        self._lower = reader.lower

    def of_verb(self, verb: Word, start: int) -> Reference | None:
        """Return the subject of ``verb``, which stands behind ``start``."""
        start = self.clause_start(verb.i, start)
        first = self.group_start(verb.i, start)
        if first > start and self._lower[first - 1] in self._words.subject_relatives:
            return self.antecedent(first - 1, start)
        for clause_verb in self._clause_verbs(verb):
            for child in reversed(list(clause_verb.children_near())):
                if child.dep_.startswith("nsubj") and start <= child.i < verb.i:
                    found = self._of_subject(child, verb.i, start)
                    if found is not None:
                        return found
        return self.backwards(verb.i, start) or self._last_subject(verb.i, start) or self._opening(verb.i, start)

    def group_start(self, index: int, start: int) -> int:
        """Return the first token of the verb group that the token ends: "n'a pas voulu" begins with "n'"."""
        while index > start and (
            self._doc[index - 1].pos_ in {"AUX", "VERB", "ADV"} or self._lower[index - 1] in self._words.clitics
        ):
            index -= 1
            if self._lower[index] in self._words.complementizers:
                return index + 1
        return index

    def of_sentence(self, start: int, stop: int) -> Reference | None:
        """Return the first subject between two tokens."""
        for index in range(start, min(stop, start + _REACH)):
            mention = self._names.at(index)
            if mention is not None and not self._reader.is_governed(mention):
                return name_reference(mention)
            if mention is None and self._doc[index].dep_.startswith("nsubj"):
                return self._of_subject(self._doc[index], stop, start)
        return None

    def antecedent(self, relative: int, start: int) -> Reference | None:
        """Return what a relative pronoun stands for: the phrase right before it."""
        before = relative - 1
        if before > start and self._doc[before].text == ",":
            before -= 1
        mention = self._names.at(before)
        if mention is not None and (mention.type is EntityType.PERSON or not self._reader.is_governed(mention)):
            return name_reference(mention)
        for index in range(before - 1, max(start, before - _ANTECEDENT_REACH) - 1, -1):
            phrase = self._reader.noun_phrase(index, relative)
            if phrase is not None and not (index > start and self._reader.is_preposition(index - 1)):
                return self._reader.forwards(index, relative)
        return self.backwards(relative, start)

    def backwards(self, stop: int, start: int) -> Reference | None:
        """Return the name or pronoun nearest to the left of ``stop`` that no preposition governs.

        What a relative clause between commas names is skipped: "X, qui dirige la maison Y, parle".
        """
        other: Reference | None = None  # a body or place farther off: its mention may be an apposition's
        index = self._before_insertion(stop - 1, start)
        least = max(start, stop - _REACH)
        while index >= least:
            mention = self._names.at(index)
            if mention is not None:
                inserted = mention.start > 0 and self._doc[mention.start - 1].text == "("
                if mention.start >= start and not inserted and not self._reader.is_governed(mention):
                    if mention.type is EntityType.PERSON or stop - mention.end <= _BESIDE:
                        return name_reference(mention)
                    other = other or name_reference(mention)
                index = mention.start - 1
                continue
            pronoun = self._reader.pronoun(index) if self._doc[index].dep_.startswith(_SUBJECTS) else None
            if pronoun is not None:
                return other or pronoun
            index -= 1
        return other

    def _before_insertion(self, index: int, start: int) -> int:
        """Return the index before the relative clause that a comma at ``index`` closes, else ``index``."""
        if index <= start or self._doc[index].text != ",":
            return index
        has_verb = False
        for position in range(index - 1, max(start, index - _REACH), -1):
            has_verb = has_verb or is_finite(self._doc[position])
            if self._lower[position] in self._words.relatives and has_verb:
                opening = position - 1 - self._reader.is_preposition(position - 1)
                return opening - 1 if self._doc[opening].text == "," else index
        return index

    def clause_start(self, index: int, start: int) -> int:
        """Return the token behind the last colon or semicolon before ``index``."""
        return next((i + 1 for i in range(index - 1, start - 1, -1) if self._doc[i].text in _CLAUSE_STARTS), start)

    def _clause_verbs(self, verb: Word) -> Iterator[Word]:
        """Yield the verb, and those that it depends on as infinitive, participle or auxiliary: "a tenu à dire"."""
        token = verb
        for _ in range(_CHAIN):
            yield token
            if token.head is token or token.head.pos_ not in {"VERB", "AUX", "ADJ"} or token.dep_ in _OWN_CLAUSES:
                return
            token = token.head

    def _last_subject(self, stop: int, start: int) -> Reference | None:
        """Return the subject nearest to the left of ``stop`` that isn't a relative clause's."""
        for index in range(stop - 1, max(start, stop - _REACH) - 1, -1):
            token = self._doc[index]
            if token.dep_.startswith("nsubj") and self._lower[index] not in self._words.relatives:
                return self._of_subject(token, stop, start)
        return None

    def _opening(self, stop: int, start: int) -> Reference | None:
        """Return the phrase that opens the clause, when it means somebody: "le gardien du musée, à Brigny, dit"."""
        phrase = self._reader.forwards(start, stop)
        if phrase is None or phrase.mention is not None:
            return phrase
        return phrase if self._words.is_speaker_noun(self._lower, phrase.head) else None

    def _of_subject(self, subject: Word, stop: int, start: int) -> Reference | None:
        mention = self._names.at(subject)
        if mention is not None:
            return name_reference(mention) if not self._reader.is_governed(mention) else None
        pronoun = self._reader.pronoun(subject.i)
        if pronoun is not None:
            return pronoun if self._lower[subject.i] not in self._words.own_voice else None
        if self._lower[subject.i] in self._words.relatives:
            return self.antecedent(subject.i, start)
        if subject.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"}:
            return self._reader.forwards(max(start, subject.token.left_edge.i), stop)
        return None
