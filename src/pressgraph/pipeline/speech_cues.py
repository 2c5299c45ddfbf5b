"""What attributes a quote: a reporting verb behind, before or inside it, a phrase such as "selon X", a colon."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from pressgraph.facts import EntityType
from pressgraph.pipeline.names import Names
from pressgraph.pipeline.parsed_text import Word
from pressgraph.pipeline.speakers import Kind, PhraseReader, Reference, is_finite, is_verb, name_reference
from pressgraph.pipeline.speech_layout import Gap, QuotedWords
from pressgraph.pipeline.speech_subjects import SubjectFinder
from pressgraph.pipeline.speech_verbs import VerbReader
from pressgraph.pipeline.speech_words import SpeechWords

#: parts of speech with which a judgement or a complement begins, but seldom a name
_JUDGING_TAGS = {"ADJ", "ADP", "ADV", "VERB", "AUX"}
_PUNCTUATION = {",", "-", "–", "—", ".", "!", "?", "…", "...", ")", "»", "”", '"'}
#: tokens before and behind the noun of "Le mot est de X", behind a quote
_LABEL_REACH = 6
#: tokens between "qualifié" and a quote that "par X" follows
_AGENT_REACH = 4
#: tokens of a negated infinitive: "ne pas céder"
_NEGATED_REACH = 3
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

    @property
    def names_a_speaker(self) -> bool:
        """Whether the words name somebody, not a place or event, which speaks only where a verb says so."""
        if self.speaker is None:
            return False
        mention = self.speaker.mention
        return mention is None or mention.type in {EntityType.PERSON, EntityType.ORGANIZATION}


class CueFinder:
    """Finds cues in the gaps around a quote."""

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
            group = self._verbs.group(index, quote.end)
            if group is None or not group.is_reporting:
                continue
            speaker = group.pronoun or self._reader.forwards(group.end, min(quote.end, group.end + _INCISE_REACH))
            if speaker is not None and (group.pronoun or self._closes_incise(speaker, quote)):
                return Cue(group.start, group.end, speaker)
        return None

    def weak_before(self, gap: Gap) -> Cue | None:
        """Return the subject of the clause that leads to a quote without a reporting verb: "X s'en prend à « … »"."""
        start = self._subjects.clause_start(gap.end - 1, gap.start)
        if gap.end > start and self._lower[gap.end - 1] in self._words.subject_relatives:
            subject = self._subjects.antecedent(gap.end - 1, start)
            return Cue(subject.start, subject.end, subject) if subject is not None else None
        for index in range(gap.end - 1, start - 1, -1):
            token = self._doc[index]
            if is_finite(token) and self._names.at(index) is None:
                subject = self._subjects.of_verb(token, start)
                return Cue(index, index + 1, subject) if subject is not None else None
        subject = self._subjects.backwards(gap.end, start)
        return Cue(subject.start, subject.end, subject) if subject is not None else None

    def is_reply(self, cue: Cue) -> bool:
        """Whether a cue's verb says that the quote answers somebody."""
        return any(word in self._words.reply_forms for word in self._lower[cue.start : cue.end])

    def labelled(self, gap: Gap) -> Cue | None:
        """Return the cue of a sentence that names the quote before it: "Le mot est de X", "tel est son commentaire"."""
        for index in range(gap.start, min(gap.end, gap.start + _LABEL_REACH)):
            if self._lower[index] not in self._words.utterances:
                continue
            before = range(gap.start, index)
            if any(self._lower[i] in self._words.possessives for i in before) and any(
                is_verb(self._doc[i]) for i in before
            ):
                return Cue(index, index + 1, None)
            reach = range(index + 1, min(gap.end, index + _LABEL_REACH))
            mention = next((m for i in reach if (m := self._names.at(i)) is not None), None)
            is_label = any(is_verb(self._doc[i]) for i in reach)
            if mention is not None and is_label and self._reader.is_governed(mention):
                return Cue(index, index + 1, name_reference(mention))
        return None

    def agent(self, before: Gap, behind: Gap) -> Cue | None:
        """Return the cue of words around a quote: "jugée « … » par la présidente"."""
        start = self._skip_punctuation(behind.start, behind.end)
        if start >= behind.end or self._lower[start] not in self._words.agent_markers:
            return None
        for index in range(before.end - 1, max(before.start, before.end - _AGENT_REACH) - 1, -1):
            is_participle = self._verbs.is_past_participle(index) or self._doc[index].pos_ == "ADJ"
            if self._verbs.is_reporting(index) and is_participle:
                speaker = self._reader.forwards(start + 1, behind.end)
                return Cue(index, index + 1, speaker) if speaker is not None else None
        return None

    def is_predicate(self, gap: Gap, quote: QuotedWords) -> bool:
        """Whether the verb right before a quote has it for its predicate: "n'a « rien à déclarer »", "ira « pêcher »".

        Without denial only an infinitive is: "est « la maison du peuple »" may be a name.
        """
        last = gap.end - 1
        if last > gap.start and self._lower[last] in self._words.before_infinitive:
            last -= 1  # "appelle à « ne pas céder »"
        verb = next((i for i in range(last, max(gap.start, last - 3), -1) if is_verb(self._doc[i])), None)
        if verb is None:
            return False
        before = self._lower[self._subjects.group_start(verb, gap.start) : verb]
        is_denied = any(word in self._words.negative_particles for word in before)
        opening = range(quote.start, min(quote.end, quote.start + _NEGATED_REACH))
        verb_at = next((i for i in opening if is_verb(self._doc[i])), quote.start)
        return is_denied or (verb == last and self._verbs.is_infinitive(verb_at))

    def leads_on(self, gap: Gap) -> bool:
        """Whether a gap leaves its clause open: "tient que « … »", "créé en 1994, « pour … »"."""
        return gap.end > gap.start and self._lower[gap.end - 1] in self._words.clause_openers

    def is_titled(self, cue: Cue) -> bool:
        """Whether a thing speaks, not a person: "une pancarte disait"."""
        speaker = cue.speaker
        return (
            speaker is not None and speaker.kind is Kind.NOUN and self._lower[speaker.head] in self._words.titling_words
        )

    def asks(self, start: int, end: int) -> bool:
        """Whether the words between two tokens are an interviewer's: a question, or words to who answers it."""
        addresses = any(self._lower[index] in self._words.address_words for index in range(start, end))
        return addresses or self.is_question(start, end)

    def is_question(self, start: int, end: int) -> bool:
        """Whether the words between two tokens end with a question mark."""
        last = next((token for token in reversed(self._doc[start:end]) if not token.is_space), None)
        return last is not None and last.text == "?"

    def joins(self, gap: Gap) -> bool:
        """Whether a gap only joins two quotes: ", et", "mais aussi"."""
        return gap.end - gap.start <= _JOINT_REACH and not any(
            is_finite(token) for token in self._doc[gap.start : gap.end]
        )

    def names_a_title(self, gap: Gap, quote: QuotedWords) -> bool:
        """Whether the words right before a quote make it a title, a slogan or a name: "intitulée", "sur le thème
        de".
        """
        if gap.end > gap.start and self._lower[gap.end - 1] in self._words.named_by:
            return True
        first = self._doc[quote.start]
        # "juge le projet « inutile et coûteux »", "promet un plan « d'ici juin »": no name begins so
        judges = first.is_lower and first.pos_ in _JUDGING_TAGS
        before = range(max(gap.start, gap.end - _TITLE_REACH), gap.end)
        if any(self._lower[i] in self._words.titled_things for i in before) and not judges:
            return True
        leads_on = self._lower[gap.end - 1 : gap.end] and self._lower[gap.end - 1] in self._words.before_infinitive
        return not (leads_on and judges) and any(self._lower[i] in self._words.titling_words for i in before)

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
        speaker = self._reader.source(end, stop)
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
        return any(self._verbs.is_reporting(index) for index in range(start, stop))

    def _inverted(self, start: int, stop: int) -> Cue | None:
        group = self._verbs.group(start, stop)
        if group is None:
            return self._unknown_verb(start, stop)
        if group.pronoun is not None and group.pronoun.kind is not Kind.VAGUE:
            return Cue(group.start, group.end, group.pronoun)
        if group.pronoun is not None:
            body = self._speaking_body(group.end, stop)
            return Cue(group.start, group.end, body or group.pronoun)
        speaker = self._reader.forwards(group.end, stop)
        if speaker is None or not (group.is_reporting or (_can_speak(speaker) and is_finite(self._doc[group.start]))):
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
        return Cue(index, index + 1, speaker) if speaker is not None and _can_speak(speaker) else None

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
            if self._verbs.is_reporting(index) and is_finite(self._doc[index]):
                subject = self._subjects.of_verb(self._doc[index], start)
                return Cue(index, index + 1, subject) if subject is not None else None
        return None

    def _closes_incise(self, speaker: Reference, quote: QuotedWords) -> bool:
        """Whether the speaker's phrase stands before a sign that ends the incise."""
        stop = min(quote.end, speaker.end + _INCISE_REACH)
        return any(self._doc[i].text in {",", ".", ":", "!", "?", "–", "—", "-"} for i in range(speaker.end, stop))

    def _last_reporting_verb(self, gap: Gap) -> Cue | None:
        verbs = (i for i in range(gap.end - 1, gap.start - 1, -1) if self._verbs.is_reporting(i))
        for index in islice(verbs, _VERBS_TRIED):
            token = self._doc[index]
            if not self._governs(index, gap.end):
                continue
            speaker = self._speaker_of(token, gap) if self._verbs.reads_as_verb(token) else None
            if speaker is not None:
                is_nobody = self._lower[speaker.start] in self._words.indefinite
                if is_nobody and self._lower[index] in self._words.perception_forms:
                    return None  # "on voit « … »" tells what is seen
                body = self._body_before(gap.start, index) if is_nobody else None
                return Cue(index, index + 1, body or speaker)
        return None

    def _governs(self, verb: int, stop: int) -> bool:
        """Whether nothing but what the verb reports stands between it and the quote.

        A second verb must be within its clause, "assure que X « rouvrira »", or be announced by a colon.
        """
        group = self._verbs.group(verb, stop)
        behind = group.end if group is not None else verb + 1
        second = next((i for i in range(behind, stop) if is_finite(self._doc[i])), None)
        return second is None or any(
            self._lower[i] in self._words.complementizers or self._doc[i].text == ":" for i in range(verb + 1, second)
        )

    def _speaker_of(self, verb: Word, gap: Gap) -> Reference | None:
        """Return who speaks by ``verb``, which stands before the quote: agent, inverted subject or subject."""
        behind = verb.i + 1
        if behind < gap.end and self._lower[behind] in self._words.agent_markers and self._verbs.is_passive(verb):
            return self._reader.forwards(behind + 1, gap.end)
        group = self._verbs.group(verb.i, gap.end)
        if group is not None and group.pronoun is not None:
            return group.pronoun
        first = self._subjects.group_start(verb.i, gap.start)
        if group is not None and (first == gap.start or self._lower[first - 1] in self._words.inversion_openers):
            inverted = self._reader.forwards(group.end, gap.end)
            if inverted is not None and inverted.kind is Kind.NAME:
                return inverted
        return self._subjects.of_verb(verb, gap.start)

    def ends_with_colon(self, gap: Gap) -> bool:
        """Whether a colon is the last sign of a gap."""
        words = [token for token in self._doc[max(gap.start, gap.end - 3) : gap.end] if not token.is_space]
        return bool(words) and words[-1].text == ":"

    def _colon(self, gap: Gap) -> Cue:
        """Return the cue of a colon: whoever the words before it are about."""
        colon = next(i for i in range(gap.end - 1, gap.start - 1, -1) if self._doc[i].text == ":")
        for index in range(colon - 1, max(gap.start, colon - _INCISE_REACH) - 1, -1):
            if self._lower[index] in self._words.utterances and index + 1 < colon:
                author = self._reader.forwards(index + 2, colon) if self._doc[index + 1].pos_ == "ADP" else None
                if author is not None:
                    return Cue(index, index + 1, author)
            if is_finite(self._doc[index]):
                subject = self._subjects.of_verb(self._doc[index], gap.start)
                if subject is not None and subject.kind is not Kind.VAGUE:
                    return Cue(index, index + 1, subject if self._means_somebody(subject) else None)
        phrase = self._reader.forwards(gap.start, colon)
        return Cue(colon, colon + 1, phrase if phrase is not None and self._means_somebody(phrase) else None)

    def _means_somebody(self, reference: Reference) -> bool:
        """Whether a reference isn't a mere thing: "une seule consigne"."""
        is_noun = reference.kind is Kind.NOUN
        return not is_noun or self._words.is_speaker_noun(self._lower, reference.head)


def _can_speak(reference: Reference) -> bool:
    """Whether a reference names a person or body, who may speak by a verb that doesn't mean to say."""
    return reference.mention is not None and reference.mention.type in {EntityType.PERSON, EntityType.ORGANIZATION}
