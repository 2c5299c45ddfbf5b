"""Indirect speech: what somebody says in the article's words: "X affirme que …", "selon X, …", "X a annoncé vouloir …".

Without quotation marks only the grammar shows it, so that denials, questions, hypotheses and unconfirmed reports
("aurait déclaré que") are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pressgraph.pipeline.names import Names
from pressgraph.pipeline.parsed_text import Word
from pressgraph.pipeline.speakers import Kind, PhraseReader, Reference, is_finite
from pressgraph.pipeline.speech_cues import Cue
from pressgraph.pipeline.speech_layout import SpeechSentence
from pressgraph.pipeline.speech_subjects import SubjectFinder
from pressgraph.pipeline.speech_verbs import VerbGroup, VerbReader
from pressgraph.pipeline.speech_words import SpeechWords

#: tokens between a verb and its clause: "a indiqué jeudi soir à la presse, lors d'une réunion, que"
_CLAUSE_REACH = 15
#: tokens between the verb that governs an infinitive and it: "a fait officiellement savoir"
_GOVERNOR_REACH = 4
#: words that make a clause
_LEAST_CONTENT = 3
_CLOSING = {".", "!", "?", "…", "...", ";", ":", "(", "–", "—"}
_FINAL_SIGNS = {".", "!", "…", "...", ",", ":"}
_DASHES = {"-", "–", "—"}
_COMMAS = {",", "–", "—"}
#: tokens of the longest dateline
_DATELINE_REACH = 15


@dataclass(frozen=True, slots=True)
class ReportedWords:
    """What somebody says, and the words that say who."""

    start: int  #: token index
    end: int  #: token index, exclusive
    cue: Cue


class ReportFinder:
    """Finds indirect speech in the article's own words."""

    def __init__(
        self, names: Names, reader: PhraseReader, subjects: SubjectFinder, verbs: VerbReader, words: SpeechWords
    ) -> None:
        """Search the document of ``names`` with what reads its phrases, subjects and verbs."""
        self._doc = names.doc
        self._names = names
        self._reader = reader
        self._subjects = subjects
        self._verbs = verbs
        self._words = words
        self._lower = reader.lower

    def find(self, sentence: SpeechSentence) -> Iterator[ReportedWords]:
        """Yield what is reported in a sentence, in order; what is reported within a report isn't."""
        end = sentence.gaps[-1].end
        if end <= sentence.start or self._asks(sentence.start, end):
            return
        start = behind = self._opening(sentence.start, end)
        for gap in sentence.gaps:
            for index in range(gap.start, gap.end):
                if index < behind:
                    continue
                found = None
                if self._lower[index] in self._words.stating_forms:
                    found = self._by_verb(index, start, gap.end, end)
                if found is None and not sentence.quotes:  # a quote takes "selon X" and "…, dit X, …" for itself
                    found = self._by_incise(index, start, end) or self._by_attribution(index, start, end)
                if found is not None:
                    yield found
                    behind = found.end

    def _opening(self, start: int, end: int) -> int:
        """Return the first word of a sentence, behind a news agency's dateline: "LYON, 3 mai (AFP) - "."""
        for index in range(start + 1, min(end, start + _DATELINE_REACH)):
            if self._doc[index].text in _DASHES and self._doc[index - 1].text in {")", "."}:
                start = index + 1
        while start < end and (self._doc[start].is_punct or self._doc[start].is_space):
            start += 1
        return start

    def _asks(self, start: int, end: int) -> bool:
        return any(token.text == "?" for token in self._doc[max(start, end - 2) : end])

    def _by_verb(self, index: int, start: int, stop: int, end: int) -> ReportedWords | None:
        """Return what the verb at ``index`` reports: its clause, or its infinitive."""
        token = self._doc[index]
        if self._names.at(index) is not None or not self._states(token, start):
            return None
        if self._lower[index] in self._words.infinitive_forms and (opening := self._infinitive(index, stop)):
            return self._report(token, opening, start, self._own_end(opening, end))
        if self._lower[index] not in self._words.that_forms and not self._is_told(index, start):
            return None
        opening = self._clause(index, stop)
        return self._report(token, opening, start, end) if opening is not None else None

    def _report(self, verb: Word, opening: int, start: int, end: int) -> ReportedWords | None:
        speaker = self._subjects.of_verb(verb, start)
        if speaker is None or not self._is_safe(speaker):
            return None
        return self._reported(opening, self._content_end(opening, end), Cue(verb.i, verb.i + 1, speaker))

    def _reported(self, start: int, end: int, cue: Cue) -> ReportedWords | None:
        words = sum(token.is_alpha for token in self._doc[start:end])
        return ReportedWords(start, end, cue) if words >= _LEAST_CONTENT else None

    def _states(self, verb: Word, start: int) -> bool:
        """Whether a verb tells that something is said: neither denied nor unconfirmed nor a mere possibility."""
        first = self._subjects.group_start(verb.i, start)
        if self._is_doubted(max(start, first - 1), verb.i + 1):
            return False
        if any(self._lower[i] in self._words.hypotheses for i in range(start, min(start + 2, verb.i))):
            return False
        if self._verbs.is_infinitive(verb.i):
            return self._is_governed(verb.i, start)
        if self._verbs.is_past_participle(verb.i):
            return any(token.pos_ == "AUX" for token in self._doc[first : verb.i]) and not self._verbs.is_passive(verb)
        return is_finite(verb)

    def _is_doubted(self, start: int, end: int) -> bool:
        """Whether the words of a verb group deny, suppose or leave open: "n'a pas dit", "si X dit", "aurait dit"."""
        doubting = self._words.doubting
        return any(word.lower_ in doubting or "Mood=Cnd" in word.morph for word in self._doc[start:end])

    def _is_governed(self, infinitive: int, start: int) -> bool:
        """Whether an infinitive is told as done: "tient à préciser", "a fait savoir"."""
        before = range(max(start, infinitive - _GOVERNOR_REACH), infinitive)
        return any(self._lower[i] in self._words.telling_forms for i in before)

    def _is_told(self, index: int, start: int) -> bool:
        return self._lower[index] in self._words.told_infinitives and self._is_governed(index, start)

    def _clause(self, verb: int, stop: int) -> int | None:
        """Return the first token behind the "que" that opens the clause of a verb."""
        for index in range(verb + 1, min(stop, verb + _CLAUSE_REACH)):
            token = self._doc[index]
            if self._lower[index] in self._words.complementizers:
                # Farther off, "que" may be a relative pronoun: "répond au courrier que"
                return index + 1 if index == verb + 1 or token.pos_ == "SCONJ" else None
            if is_finite(token) or token.text in _CLOSING or not self._is_circumstance(index):
                return None
        return None

    def _is_circumstance(self, index: int) -> bool:
        """Whether a token between verb and clause may tell when, where or to whom: no object, which "que" might follow
        as a relative pronoun.
        """
        if self._reader.is_preposition(index):
            return self._lower[index] in self._words.circumstance_prepositions | self._words.before_infinitive
        has_object = self._doc[index].pos_ == "DET" and not self._reader.is_preposition(index - 1)
        return not has_object or self._reader.noun_phrase(index, index + _GOVERNOR_REACH) is None  # "ce matin"

    def _infinitive(self, verb: int, stop: int) -> int | None:
        """Return the first token of the infinitive right behind a verb, with its negation: "ne pas vouloir"."""
        for index in range(verb + 1, min(stop, verb + _GOVERNOR_REACH + 1)):
            if self._verbs.is_infinitive(index):
                is_incise = self._doc[verb - 1].text in _COMMAS and self._names.at(index + 1) is not None
                return verb + 1 if not is_incise else None  # ", croit savoir X,"
            if self._lower[index] not in self._words.clitics and self._doc[index].pos_ != "ADV":
                return None
        return None

    def _by_incise(self, index: int, start: int, end: int) -> ReportedWords | None:
        """Return the sentence around an incise that begins at ``index``: "Le site, assure la maire, rouvrira."."""
        if index <= start + 1 or self._doc[index - 1].text not in _COMMAS or self._doc[index - 2].token.is_quote:
            return None
        group = self._verbs.group(index, end)
        if group is None or not any(word in self._words.that_forms for word in self._lower[index : group.end]):
            return None
        has_verb = group.pronoun is not None or any(map(is_finite, self._doc[index : group.end]))
        if not has_verb or self._is_doubted(index, group.end):
            return None
        speaker = group.pronoun or self._reader.forwards(group.end, end)
        if speaker is None or not self._is_safe(speaker) or not self._is_inverted(group, speaker, end):
            return None
        start = self._subjects.clause_start(index, start)
        around = (*self._doc[start:index], *self._doc[speaker.end : end])
        if speaker.kind is Kind.NOUN and not any(is_finite(token) for token in around):
            return None  # "La ministre, née à Brigny, soutient l'université."
        return self._reported(start, self._content_end(start, end), Cue(group.start, group.end, speaker))

    def _is_inverted(self, group: VerbGroup, speaker: Reference, end: int) -> bool:
        """Whether a speaker stands behind the verb as its subject does, not as its object."""
        if group.pronoun is not None:
            return True
        if self._lower[group.start] in self._words.clitics:
            return False
        between = self._doc[group.end : speaker.start]
        is_next = all(token.pos_ == "DET" for token in between)
        if is_next and speaker.end < end and self._doc[speaker.end].text in _COMMAS:
            return True
        if self._has_subject(group):
            return False
        if speaker.kind is Kind.NOUN:
            return is_next and self._lower[speaker.start] in self._words.named_by
        comma = next((token.i for token in between if token.text in _COMMAS), None)
        # "a annoncé jeudi le directeur du site, X"
        return comma is None or any(word in self._words.named_by for word in self._lower[group.end : comma])

    def _has_subject(self, group: VerbGroup) -> bool:
        """Whether the parse gives a verb group behind a comma a subject on its left."""
        children = (child for verb in self._doc[group.start : group.end] for child in verb.children_near())
        return any(child.dep_.startswith("nsubj") and child.i < group.start for child in children)

    def _by_attribution(self, index: int, start: int, end: int) -> ReportedWords | None:
        """Return what "selon X" at ``index`` attributes: the words behind it where it opens, else the sentence."""
        if self._lower[index] not in self._words.reporting_attributions.first_words:
            return None
        length = self._words.reporting_attributions.length(self._lower, index)
        if not length:
            return None
        speaker = self._reader.source(index + length, self._phrase_end(index + length, end))
        if speaker is None or not self._is_safe(speaker):
            return None
        cue = Cue(index, index + length, speaker)
        start = self._subjects.clause_start(index, start)
        comma = next((i for i in range(speaker.end, end) if self._doc[i].text == ","), None)
        if not any(token.is_alpha for token in self._doc[start:index]):
            return self._reported(comma + 1, self._content_end(comma + 1, end), cue) if comma is not None else None
        is_last = comma is None or self._lower[comma + 1] in self._words.relatives
        stop = self._content_end(start, index if is_last else end)
        return self._reported(start, stop, cue) if any(map(is_finite, self._doc[start:stop])) else None

    def _phrase_end(self, start: int, end: int) -> int:
        """Return the end of a noun phrase, a name in apposition to it included.

        "selon le maire, X, …"; but "selon le maire, X viendra" and "selon nos informations, X, …" without X.
        """
        comma = next((i for i in range(start, end) if self._doc[i].text == ","), end)
        name = self._names.starting_at(comma + 1) if comma < end else None
        if name is None or self._doc.written(name.end, name.end + 1) != ",":
            return comma
        phrase = self._reader.forwards(start, comma)
        return name.end if phrase is not None and phrase.kind is Kind.NOUN and self._is_safe(phrase) else comma

    def _is_safe(self, speaker: Reference) -> bool:
        """Whether words mean somebody in particular who can say something."""
        if speaker.kind is Kind.VAGUE:
            return False
        return speaker.kind is not Kind.NOUN or self._words.is_speaker_noun(self._lower, speaker.head)

    def _own_end(self, start: int, end: int) -> int:
        """Return the end of an infinitive's words: before the comma behind which another clause has its own subject."""
        for index in range(start, end - 1):
            following = self._doc[index + 1]
            if self._doc[index].text == "," and following.pos_ in {"DET", "PROPN", "NOUN", "PRON", "CCONJ"}:
                comma = next((i for i in range(index + 1, end) if self._doc[i].text == ","), end)
                is_relative = self._lower[index + 1] in self._words.relatives
                if not is_relative and any(is_finite(token) for token in self._doc[index + 1 : comma]):
                    return index
        return end

    def _content_end(self, start: int, end: int) -> int:
        """Return the end of what is said: before the sentence's last sign, or where the article takes over."""
        for index in range(start, end):
            takes_over = self._doc[index].text == "," and self._words.content_ends.length(self._lower, index + 1)
            if takes_over or self._doc[index].text == ";":
                end = index
                break
        while end > start and (self._doc[end - 1].is_space or self._doc[end - 1].text in _FINAL_SIGNS):
            end -= 1
        return end
