"""What attributes a quote: a reporting verb behind, before or inside it, a phrase such as "selon X", a colon."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Token

from pressgraph.pipeline.names import Names
from pressgraph.pipeline.speakers import Kind, PhraseReader, Reference, is_finite, name_reference
from pressgraph.pipeline.speech_layout import Gap, QuotedWords
from pressgraph.pipeline.speech_words import SpeechWords

_REFLEXIVES = {"se", "s'", "me", "m'", "nous", "vous"}
_CLITICS = {*_REFLEXIVES, "lui", "leur", "l'", "le", "la", "les", "y", "en", "ne", "n'", "qu'", "que"}
_BEFORE_INFINITIVE = {"à", "de", "d'"}
_LEADING_ON = {"que", "qu'", ","}
_BEFORE_INVERSION = {",", "comme"}
_INVERSION = {"-t", "-"}
_PUNCTUATION = {",", "-", "–", "—", ".", "!", "?", "…", "...", ")", "»", "”", '"'}
#: tokens before the noun of "Le mot est de X", behind a quote
_LABEL_REACH = 3
#: tokens between "qualifié" and a quote that "par X" follows
_AGENT_REACH = 4
#: tokens of the longest verb group: "n'a-t-il pas tout de suite tenu à rappeler"
_GROUP_REACH = 12
#: verbs before a quote that are tried, the last first
_VERBS_TRIED = 8
#: tokens between two quotes of one speaker: "ou encore de"
_JOINT_REACH = 6
#: tokens between "intitulée" or "la banderole" and the opening mark
_TITLE_REACH = 5
#: tokens of an incise inside the marks that are read: ", explique avec un sourire la directrice du musée,"
_INCISE_REACH = 25


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute a quote, and whom they name."""

    start: int  #: token index
    end: int  #: token index, exclusive
    speaker: Reference | None  #: None when the words before must tell


@dataclass(frozen=True, slots=True)
class _VerbGroup:
    """A verb with its auxiliaries, pronouns and adverbs: "n'a-t-il pas tenu à rappeler"."""

    start: int
    end: int
    is_reporting: bool
    pronoun: Reference | None  #: the inverted subject


class CueFinder:
    """Finds cues in the gaps around a quote."""

    def __init__(self, doc: Doc, names: Names, reader: PhraseReader, words: SpeechWords, lower: list[str]) -> None:
        """Search ``doc``, whose lower-case tokens are ``lower``."""
        self._doc = doc
        self._names = names
        self._reader = reader
        self._words = words
        self._lower = lower

    def behind(self, gap: Gap) -> Cue | None:
        """Return the cue at the beginning of a gap: "», explique X", "», selon X"."""
        start = self._skip_punctuation(gap.start, gap.end)
        if start >= gap.end:
            return None
        return self._attribution(start, gap.end) or self._inverted(start, gap.end) or self._subject_first(start, gap)

    def before(self, gap: Gap) -> Cue | None:
        """Return the cue of the quote that follows a gap: "X assure que «", "selon X, «", "X : «"."""
        return (
            self._attribution_within(gap)
            or self._last_reporting_verb(gap)
            or (self._colon(gap) if self.ends_with_colon(gap) else None)
        )

    def inside(self, quote: QuotedWords) -> Cue | None:
        """Return the cue of an incise between the marks: "« Non, répond-elle. … »"."""
        for index in range(quote.start + 1, quote.end):
            if self._doc[index - 1].text not in {",", "-", "–", "—", "!", "?", "…"}:
                continue
            if self._names.at(index) is not None:
                continue
            group = self._verb_group(index, quote.end)
            if group is None or not group.is_reporting:
                continue
            speaker = group.pronoun or self._reader.forwards(group.end, min(quote.end, group.end + _INCISE_REACH))
            if speaker is not None and (group.pronoun or self._closes_incise(speaker, quote)):
                return Cue(group.start, group.end, speaker)
        return None

    def weak_before(self, gap: Gap) -> Cue | None:
        """Return the subject of the clause that leads to a quote without a reporting verb: "X s'en prend à « … »"."""
        for index in range(gap.end - 1, gap.start - 1, -1):
            token = self._doc[index]
            if is_finite(token) and self._names.at(index) is None:
                subject = self._reader.subject_of(token, gap.start)
                return Cue(index, index + 1, subject) if subject is not None else None
        subject = self._reader.backwards(gap.end, gap.start)
        return Cue(subject.start, subject.end, subject) if subject is not None else None

    def is_reply(self, cue: Cue) -> bool:
        """Whether a cue's verb says that the quote answers somebody."""
        return any(word in self._words.reply_forms for word in self._lower[cue.start : cue.end])

    def labelled(self, gap: Gap) -> Cue | None:
        """Return the cue of a sentence that names the quote before it: "Le mot est de X"."""
        for index in range(gap.start, min(gap.end, gap.start + _LABEL_REACH)):
            if self._lower[index] in self._words.utterances:
                reach = range(index + 1, min(gap.end, index + _LABEL_REACH + 3))
                mention = next((m for i in reach if (m := self._names.at(i)) is not None), None)
                is_label = any(self._doc[i].pos_ in {"AUX", "VERB"} for i in reach)
                if mention is not None and is_label and self._reader.is_governed(mention):
                    return Cue(index, index + 1, name_reference(mention))
        return None

    def agent(self, before: Gap, behind: Gap) -> Cue | None:
        """Return the cue of words around a quote: "jugée « … » par la présidente"."""
        start = self._skip_punctuation(behind.start, behind.end)
        if start >= behind.end or self._lower[start] != "par":
            return None
        for index in range(before.end - 1, max(before.start, before.end - _AGENT_REACH) - 1, -1):
            if self._is_reporting(index) and "VerbForm=Part" in str(self._doc[index].morph):
                speaker = self._reader.forwards(start + 1, behind.end)
                return Cue(index, index + 1, speaker) if speaker is not None else None
        return None

    def is_predicate(self, gap: Gap) -> bool:
        """Whether a denied verb right before a quote has it for its object: "n'a « rien à déclarer »"."""
        last = gap.end - 1
        verb = next(
            (i for i in range(last, max(gap.start, last - 3), -1) if self._doc[i].pos_ in {"AUX", "VERB"}), None
        )
        return verb is not None and verb > gap.start and self._lower[verb - 1] in {"n'", "ne"}

    def leads_on(self, gap: Gap) -> bool:
        """Whether a gap leaves its clause open: "tient que « … »", "créé en 1994, « pour … »"."""
        return gap.end > gap.start and self._lower[gap.end - 1] in _LEADING_ON

    def is_titled(self, cue: Cue) -> bool:
        """Whether a thing speaks, not a person: "une pancarte disait"."""
        speaker = cue.speaker
        return (
            speaker is not None and speaker.kind is Kind.NOUN and self._lower[speaker.head] in self._words.titled_things
        )

    def asks(self, start: int, end: int) -> bool:
        """Whether the words between two tokens are an interviewer's: a question, or words to who answers it."""
        if end > start and self._doc[end - 1].text == "?":
            return True
        return any(self._lower[index] in self._words.address_words for index in range(start, end))

    def joins(self, gap: Gap) -> bool:
        """Whether a gap only joins two quotes: ", et", "mais aussi"."""
        return gap.end - gap.start <= _JOINT_REACH and not any(
            is_finite(token) for token in self._doc[gap.start : gap.end]
        )

    def names_a_title(self, gap: Gap) -> bool:
        """Whether the words right before a quote make it a title, a slogan or a name: "intitulée", "sur le thème
        de".
        """
        before = range(max(gap.start, gap.end - _TITLE_REACH), gap.end)
        return any(self._lower[index] in self._words.titled_things for index in before)

    def _skip_punctuation(self, index: int, stop: int) -> int:
        while index < stop and (self._doc[index].text in _PUNCTUATION or self._doc[index].is_space):
            index += 1
        return index

    def _attribution(self, index: int, stop: int) -> Cue | None:
        length = self._words.attributions.length(self._lower, index)
        viewpoint = not length and self._words.viewpoints.length(self._lower, index)
        if not length and not viewpoint:
            return None
        end = index + (length or int(viewpoint))
        speaker = self._reader.forwards(end, stop)
        if speaker is None or (viewpoint and speaker.kind is not Kind.NAME):
            return None
        return Cue(index, end, speaker)

    def _attribution_within(self, gap: Gap) -> Cue | None:
        """Return the last attribution in the gap; "pour" only where it opens it."""
        for index in range(gap.end - 1, gap.start - 1, -1):
            if self._words.attributions.length(self._lower, index):
                return self._attribution(index, gap.end)
        first = self._skip_punctuation(gap.start, gap.end)
        if first < gap.end and self._words.viewpoints.length(self._lower, first):
            return self._attribution(first, gap.end) if not self._has_reporting_verb(first, gap.end) else None
        return None

    def _has_reporting_verb(self, start: int, stop: int) -> bool:
        return any(self._is_reporting(index) for index in range(start, stop))

    def _is_reporting(self, index: int) -> bool:
        return self._lower[index] in self._words.reporting_forms and self._names.at(index) is None

    def _inverted(self, start: int, stop: int) -> Cue | None:
        group = self._verb_group(start, stop)
        if group is None:
            return self._unknown_verb(start, stop)
        if group.pronoun is not None and group.pronoun.kind is not Kind.VAGUE:
            return Cue(group.start, group.end, group.pronoun)
        if group.pronoun is not None:
            body = self._speaking_body(group.end, stop)
            return Cue(group.start, group.end, body or group.pronoun)
        speaker = self._reader.forwards(group.end, stop)
        if speaker is None or not (
            group.is_reporting or (speaker.kind is Kind.NAME and is_finite(self._doc[group.start]))
        ):
            return None
        return Cue(group.start, group.end, speaker)

    def _unknown_verb(self, index: int, stop: int) -> Cue | None:
        """Return the cue of a word that the tagger doesn't know for a verb, between quote and name: "», esquive X"."""
        if index + 1 >= stop or self._names.at(index) is not None or not self._doc[index].is_lower:
            return None
        behind_comma = index > 0 and self._doc[index - 1].text == ","
        if not behind_comma or self._doc[index].pos_ not in {"NOUN", "ADJ", "PROPN", "X"}:
            return None
        if self._names.at(index + 1) is None and self._doc[index + 1].pos_ != "DET":
            return None
        speaker = self._reader.forwards(index + 1, stop)
        return Cue(index, index + 1, speaker) if speaker is not None and speaker.kind is Kind.NAME else None

    def _speaking_body(self, index: int, stop: int) -> Reference | None:
        """Return who "on" is: "indique-t-on à la préfecture"."""
        length = self._words.speaker_places.length(self._lower, index)
        return self._reader.forwards(index + length, stop) if length else None

    def _body_before(self, start: int, stop: int) -> Reference | None:
        """Return who "on" is: "à la préfecture, on assure"."""
        for index in range(start, stop):
            length = self._words.speaker_places.length(self._lower, index)
            if length:
                return self._reader.forwards(index + length, stop)
        return None

    def _subject_first(self, start: int, gap: Gap) -> Cue | None:
        """Return the cue of "« … », il poursuit" or "« … », le maire a répondu"."""
        for index in range(start, min(gap.end, start + 12)):
            if self._doc[index].text in {",", ";", ":"}:
                return None
            if self._is_reporting(index) and is_finite(self._doc[index]):
                subject = self._reader.subject_of(self._doc[index], start)
                return Cue(index, index + 1, subject) if subject is not None else None
        return None

    def _verb_group(self, start: int, stop: int) -> _VerbGroup | None:
        """Return the verb group that begins at ``start``."""
        has_verb = is_reporting = False
        pronoun: Reference | None = None
        index, stop = start, min(stop, start + _GROUP_REACH)
        while index < stop and self._names.at(index) is None:
            token = self._doc[index]
            if self._lower[index] in _INVERSION:
                pass
            elif self._is_reporting(index):
                has_verb = is_reporting = True
            elif token.pos_ in {"VERB", "AUX"}:
                has_verb = True
            elif has_verb and self._lower[index].startswith("-") and self._reader.pronoun(index):
                pronoun = self._reader.pronoun(index)
            elif not self._belongs_to_group(index, stop, started=has_verb):
                break
            index += 1
        return _VerbGroup(start, index, is_reporting, pronoun) if has_verb else None

    def _belongs_to_group(self, index: int, stop: int, *, started: bool) -> bool:
        token = self._doc[index]
        follows_verb = index + 1 < stop and (
            self._doc[index + 1].pos_ in {"VERB", "AUX"} or self._is_reporting(index + 1)
        )
        if self._lower[index] in _CLITICS:
            return not started or (follows_verb and self._lower[index - 1] in _BEFORE_INFINITIVE)
        if self._lower[index] in _BEFORE_INFINITIVE:
            object_first = (
                index + 2 < stop and self._lower[index + 1] in _CLITICS and self._doc[index + 2].pos_ == "VERB"
            )
            return started and (follows_verb or object_first)
        return started and token.pos_ == "ADV"

    def _closes_incise(self, speaker: Reference, quote: QuotedWords) -> bool:
        """Whether the speaker's phrase stands before a sign that ends the incise."""
        stop = min(quote.end, speaker.end + _INCISE_REACH)
        return any(self._doc[i].text in {",", ".", ":", "!", "?", "–", "—", "-"} for i in range(speaker.end, stop))

    def _last_reporting_verb(self, gap: Gap) -> Cue | None:
        verbs = (i for i in range(gap.end - 1, gap.start - 1, -1) if self._is_reporting(i))
        for index in islice(verbs, _VERBS_TRIED):
            token = self._doc[index]
            speaker = self._speaker_of(token, gap) if self._reads_as_verb(token) else None
            if speaker is not None:
                body = self._body_before(gap.start, index) if self._lower[speaker.start] == "on" else None
                return Cue(index, index + 1, body or speaker)
        return None

    def _reads_as_verb(self, token: Token) -> bool:
        """Whether a form of a reporting verb is one here, neither a noun nor a mere adjective: "annoncé un peu
        partout".
        """
        before = self._doc[max(0, token.i - 3) : token.i]
        if "VerbForm=Part" in str(token.morph) and "Tense=Past" in str(token.morph):
            has_agent = self._lower[token.i + 1 : token.i + 2] == ["par"]
            return has_agent or any(word.pos_ == "AUX" for word in before)
        if token.pos_ in {"VERB", "AUX"}:
            return True
        follows = before[-1].pos_ if len(before) else ""
        return token.pos_ in {"ADJ", "NOUN"} and follows not in {"DET", "ADP", "ADJ", "NUM"}

    def _speaker_of(self, verb: Token, gap: Gap) -> Reference | None:
        """Return who speaks by ``verb``, which stands before the quote: agent, inverted subject or subject."""
        behind = verb.i + 1
        if behind < gap.end and self._lower[behind] == "par" and self._is_passive(verb):
            return self._reader.forwards(behind + 1, gap.end)
        group = self._verb_group(verb.i, gap.end)
        if group is not None and group.pronoun is not None:
            return group.pronoun
        first = verb.i
        while first > gap.start and (
            self._doc[first - 1].pos_ in {"AUX", "VERB"} or self._lower[first - 1] in _CLITICS
        ):
            first -= 1
        if group is not None and (first == gap.start or self._lower[first - 1] in _BEFORE_INVERSION):
            inverted = self._reader.forwards(group.end, gap.end)
            if inverted is not None and inverted.kind is Kind.NAME:
                return inverted
        return self._reader.subject_of(verb, gap.start)

    def _is_passive(self, verb: Token) -> bool:
        """Whether a participle has no "avoir" before it: "qualifié par X", but not "a répondu par une boutade"."""
        before = self._lower[max(0, verb.i - 3) : verb.i]
        return "VerbForm=Part" in str(verb.morph) and not any(word in self._words.having_forms for word in before)

    def ends_with_colon(self, gap: Gap) -> bool:
        """Whether a colon is the last sign of a gap."""
        words = [token for token in self._doc[max(gap.start, gap.end - 3) : gap.end] if not token.is_space]
        return bool(words) and words[-1].text == ":"

    def _colon(self, gap: Gap) -> Cue:
        """Return the cue of a colon: whoever the words before it are about."""
        colon = next(i for i in range(gap.end - 1, gap.start - 1, -1) if self._doc[i].text == ":")
        speaker: Reference | None = None
        for index in range(colon - 1, max(gap.start, colon - _INCISE_REACH) - 1, -1):
            if self._lower[index] in self._words.utterances and index + 1 < colon:
                speaker = self._reader.forwards(index + 2, colon) if self._doc[index + 1].pos_ == "ADP" else None
                if speaker is not None:
                    return Cue(index, index + 1, speaker)
            if is_finite(self._doc[index]):
                speaker = self._reader.subject_of(self._doc[index], gap.start)
                if speaker is not None and speaker.kind is not Kind.VAGUE:
                    return Cue(index, index + 1, speaker)
        return Cue(colon, colon + 1, self._reader.forwards(gap.start, colon))
