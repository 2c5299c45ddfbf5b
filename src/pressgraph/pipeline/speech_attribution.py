"""Who says the quoted or reported words: by a cue in the sentence, by the quotes beside it, by the text around it."""

from __future__ import annotations

from dataclasses import dataclass

from pressgraph.facts import EntityType
from pressgraph.pipeline.cast import Cast, Speaker
from pressgraph.pipeline.names import Mention
from pressgraph.pipeline.parsed_text import ParsedText
from pressgraph.pipeline.reported_speech import ReportedWords
from pressgraph.pipeline.speakers import Kind, Reference
from pressgraph.pipeline.speech_cues import Cue, CueFinder
from pressgraph.pipeline.speech_layout import FULL_STOPS, Gap, QuotedWords, SpeechLayout, SpeechSentence
from pressgraph.pipeline.speech_subjects import SubjectFinder
from pressgraph.pipeline.speech_words import SpeechWords

#: sentences below a quoted headline in which the speaker is named
_LEAD_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks, and by which words the article says so."""

    speaker: Speaker
    cue: Cue | None  #: None when the text around attributes the quote


class Attributor:
    """The search for speakers in one document: quote by quote, since each speaker may be the next quote's too."""

    def __init__(
        self,
        doc: ParsedText,
        layout: SpeechLayout,
        subjects: SubjectFinder,
        cues: CueFinder,
        cast: Cast,
        words: SpeechWords,
    ) -> None:
        """Search ``doc`` as ``layout`` lays it out; ``cast`` remembers who appears."""
        self._doc = doc
        self._layout = layout
        self._subjects = subjects
        self._cues = cues
        self._cast = cast
        self._words = words
        self._interviewed: Speaker | None = None
        #: the quotes so far, in order
        self.attributed: list[tuple[QuotedWords, Attribution | None]] = []

    def attribute(self, number: int, position: int) -> Attribution | None:
        """Attribute a quote of a sentence, by their numbers; calls follow the text."""
        attribution = self._find(number, position)
        self.attributed.append((self._layout.sentences[number].quotes[position], attribution))
        return attribution

    def attribute_report(self, report: ReportedWords) -> Attribution | None:
        """Attribute indirect speech; None when its words could mean several or nobody."""
        reference = report.cue.speaker
        if reference is None:
            return None
        speaker = self._cast.resolve(reference, before=reference.start)
        if reference.kind is Kind.NOUN and (speaker is None or speaker.mention is None):
            speaker = Speaker(None, self._doc.written(reference.start, reference.end))
        if speaker is None or (reference.kind is Kind.PRONOUN and speaker.mention is None):
            return None
        self._cast.note(reference.start, speaker)
        return Attribution(speaker, report.cue)

    def _find(self, number: int, position: int) -> Attribution | None:
        sentence = self._layout.sentences[number]
        quote = sentence.quotes[position]
        before, behind = sentence.gaps[position], sentence.gaps[position + 1]
        cue = (
            self._cues.behind(behind)
            or self._cues.inside(quote)
            or self._cues.agent(before, behind)
            or self._cue_before(quote, before)
            or self._cues.labelled(behind)
        )
        if cue is not None and (cue.speaker is not None or not self._cast.nobody_before(quote.start)):
            return self._by_cue(quote, cue)
        if cue is not None or not (self._has_words(before) or self._has_words(behind)):
            return self._by_context(number, quote)
        return self._by_neighbour(sentence, position) or self._by_clause(sentence, position)

    def _has_words(self, gap: Gap) -> bool:
        return any(token.is_alpha for token in self._doc[gap.start : gap.end])

    def _cue_before(self, quote: QuotedWords, gap: Gap) -> Cue | None:
        if self._cues.names_a_title(gap, quote):
            return None
        cue = self._cues.before(gap)
        if cue is None or self._is_woven_in(quote):
            return cue
        # what may be a title is speech behind a colon only when a person or body stands before it
        return cue if self._cues.ends_with_colon(gap) and cue.names_a_speaker else None

    def _by_neighbour(self, sentence: SpeechSentence, position: int) -> Attribution | None:
        """Return the attribution of the quote that this one is joined to: "il dénonce « … » et « … »"."""
        if position and self._cues.joins(sentence.gaps[position]):
            return self.attributed[-1][1]
        if position + 1 < len(sentence.quotes) and self._cues.joins(sentence.gaps[position + 1]):
            cue = self._cues.behind(sentence.gaps[position + 2])
            return self._by_cue(sentence.quotes[position], cue) if cue is not None else None
        return None

    def _by_clause(self, sentence: SpeechSentence, position: int) -> Attribution | None:
        """Return the subject of a clause that goes on in the quote: "la Ville, elle, « découvre le sujet »"."""
        quote, gap = sentence.quotes[position], sentence.gaps[position]
        goes_on = self._is_woven_in(quote) and (self._cues.leads_on(gap) or self._cues.is_predicate(gap, quote))
        if self._cues.names_a_title(gap, quote) or not (goes_on or self._layout.is_clause(quote)):
            return None
        cue = self._cues.weak_before(gap)
        if cue is not None and cue.speaker is not None and cue.speaker.kind is not Kind.VAGUE:
            return self._by_cue(quote, cue)
        return self._earlier(sentence, position)

    def _earlier(self, sentence: SpeechSentence, position: int) -> Attribution | None:
        """Return the attribution of the quote before in the same sentence: "« … », dit X, où l'on fait « … »"."""
        return self.attributed[-1][1] if position and sentence.quotes[position - 1] is self.attributed[-1][0] else None

    def _by_context(self, number: int, quote: QuotedWords) -> Attribution | None:
        """Attribute a quote without words of the article in its sentence: by the sentences around it."""
        if quote.stretch.goes_on and self.attributed:
            return self.attributed[-1][1]
        labelled = self._cues.labelled(self._gap_behind(number))
        if labelled is not None:
            return self._by_cue(quote, labelled)
        speaker = self._in_interview(number, quote)
        if speaker is None and (self._layout.is_clause(quote) or self._answers(number)):
            speaker = self._led_in(number) or self._led_out(number)
            if speaker is None and not self._is_headline(number, quote):
                speaker = self._cast.antecedent(quote.start, None)
        if speaker is None:
            return None
        self._cast.note(quote.start, speaker)
        return Attribution(speaker, None)

    def _answers(self, number: int) -> bool:
        """Whether a quote answers the article's own question right before it: "Et le prix ? « Secret d'usine. »"."""
        before = self._layout.sentences[number - 1] if number else None
        if before is None or before.paragraph != self._layout.sentences[number].paragraph:
            return False
        return self._cues.is_question(before.start, self._layout.sentences[number].start)

    def _gap_behind(self, number: int) -> Gap:
        """Return the first words of the next sentence."""
        following = self._layout.sentences[number + 1 : number + 2]
        return following[0].gaps[0] if following else Gap(0, 0)

    def _in_interview(self, number: int, quote: QuotedWords) -> Speaker | None:
        """Return who answers, when the quote opens a paragraph behind an interviewer's: always the same person."""
        sentence = self._layout.sentences[number]
        if not number or sentence.start != self._layout.paragraph_bounds(sentence.start)[0]:
            return None
        start, end = self._layout.paragraph_bounds(self._layout.sentences[number - 1].start)
        asked = self._interviewed is not None or self._cues.asks(start, end)
        if self._layout.is_quoted(start) or not asked or not self._layout.fills_paragraph(quote):
            return None
        if self._interviewed is None:
            self._interviewed = self._cast.antecedent(start, None)
        return self._interviewed

    def _led_in(self, number: int) -> Speaker | None:
        """Return who is announced by the colon that ends the paragraph before."""
        if not number or self._layout.sentences[number - 1].paragraph == self._layout.sentences[number].paragraph:
            return None
        before = self._layout.sentences[number - 1].gaps[-1]
        cue = self._cues.before(before) if self._cues.ends_with_colon(before) else None
        return self._cast.resolve(cue.speaker, before=cue.speaker.start) if cue and cue.speaker else None

    def _led_out(self, number: int) -> Speaker | None:
        """Return the person whom the next sentence begins with, when the paragraph has named nobody before the quote.

        Below a quoted headline or cross-head, the first person of the next paragraph speaks.
        """
        sentence = self._layout.sentences[number]
        if self._cast.somebody_in_paragraph(sentence.start):
            return None
        is_headline = self._is_headline(number, sentence.quotes[0])
        for following in self._layout.sentences[number + 1 : number + 1 + (_LEAD_SENTENCES if is_headline else 1)]:
            if following.paragraph != sentence.paragraph and not is_headline:
                return None
            subject = self._subjects.of_sentence(following.start, following.gaps[0].end)
            mention = subject.mention if subject is not None else None
            if mention is not None and mention.type is EntityType.PERSON:
                return self._cast.speaker(mention)
        return None

    def _is_headline(self, number: int, quote: QuotedWords) -> bool:
        """Whether a quote is a paragraph of its own without a full stop, or stands before anybody is named."""
        sentence = self._layout.sentences[number]
        alone = self._layout.fills_paragraph(quote)
        unended = self._doc[quote.end - 1].text not in FULL_STOPS
        return (alone and unended) or self._cast.nobody_before(sentence.start)

    def _is_woven_in(self, quote: QuotedWords) -> bool:
        """Whether the quoted words go on with the article's sentence, or are one themselves: a title is neither."""
        exclaims = self._doc[quote.end - 1].text in FULL_STOPS
        return exclaims or self._doc[quote.start].text[0].islower() or self._layout.is_clause(quote)

    def _by_cue(self, quote: QuotedWords, cue: Cue) -> Attribution | None:
        reference = cue.speaker
        if self._cues.is_titled(cue):
            return None
        if reference is None:
            speaker = self._cast.antecedent(quote.start, None)
        else:
            speaker = self._same_again(reference) or self._resolved(reference, quote, cue)
        if speaker is None:
            return None
        self._cast.note(quote.start, speaker)
        return Attribution(speaker, cue)

    def _resolved(self, reference: Reference, quote: QuotedWords, cue: Cue) -> Speaker:
        """Return whom the words of a cue mean, or the words when that isn't safe."""
        before = min(quote.start, reference.start)
        speaker = self._cast.resolve(reference, before=before, other_than=self._answered(reference, cue))
        return speaker or Speaker(None, self._doc.written(reference.start, reference.end))

    def _same_again(self, reference: Reference) -> Speaker | None:
        """Return the last speaker when the words say that the same one goes on: "ajoute le même"."""
        words = self._layout.lower[reference.start : reference.end]
        if not self.attributed or not self._words.same_person.length(words, 0):
            return None
        attribution = self.attributed[-1][1]
        return attribution.speaker if attribution is not None else None

    def _answered(self, reference: Reference, cue: Cue) -> Mention | None:
        """Return the last speaker when the words say that somebody else answers: "réplique-t-il", "l'intéressé"."""
        if not self.attributed or not (self._cues.is_reply(cue) or reference.kind is Kind.CONCERNED):
            return None
        attribution = self.attributed[-1][1]
        return attribution.speaker.mention if attribution is not None else None
