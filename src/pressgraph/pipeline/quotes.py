"""Direct speech and who speaks.

Takes a parsed document with names; gives ``doc._.quotes``. Finding (:func:`find_quotes`) is apart from writing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.facts import EntityType
from pressgraph.ontology import Ontology, load_ontology
from pressgraph.pipeline.cast import Cast, Speaker
from pressgraph.pipeline.names import Mention, Names, register_extensions
from pressgraph.pipeline.speakers import Kind, PhraseReader, Reference, is_finite
from pressgraph.pipeline.speech_cues import Cue, CueFinder
from pressgraph.pipeline.speech_layout import Gap, QuotedWords, SpeechLayout, SpeechSentence
from pressgraph.pipeline.speech_words import SpeechWords

#: sentences below a quoted headline in which the speaker is named
_LEAD_SENTENCES = 4
_FULL_STOPS = frozenset({".", "!", "?", "…", "..."})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuote:
    """Direct speech, attributed to a speaker."""

    start: int  #: characters of ``doc.text``: the first word between the marks
    end: int  #: characters, exclusive
    speaker: Mention | None  #: a mention of the entity that speaks, None when it is no named one
    speaker_text: str  #: its name, or the words for a speaker without one: "le maire"
    cue_start: int | None  #: characters: the reporting verb or phrase, None when the context attributes the quote
    cue_end: int | None  #: characters, exclusive


def find_quotes(doc: Doc, names: Names, words: SpeechWords) -> list[FoundQuote]:
    """Return the quotes of ``doc`` that the article attributes to somebody, in order; linear in its length."""
    return _QuoteSearch(doc, names, words).find()


@dataclass(frozen=True, slots=True)
class _Attribution:
    """Who speaks, and by which words the article says so."""

    speaker: Speaker
    cue: Cue | None


class _QuoteSearch:
    """The search in one document: sentence by sentence, since each speaker may be the next quote's too."""

    def __init__(self, doc: Doc, names: Names, words: SpeechWords) -> None:
        self._doc = doc
        self._layout = SpeechLayout(doc)
        self._reader = PhraseReader(doc, names, words, self._layout.lower)
        self._cast = Cast(doc, names, self._layout, self._reader, words)
        self._cues = CueFinder(doc, names, self._reader, words, self._layout.lower)
        self._interviewed: Speaker | None = None
        self._attributed: list[tuple[QuotedWords, _Attribution | None]] = []

    def find(self) -> list[FoundQuote]:
        with_quotes = {sentence.paragraph for sentence in self._layout.sentences if sentence.quotes}
        for number, sentence in enumerate(self._layout.sentences):
            for position, quote in enumerate(sentence.quotes):
                self._attributed.append((quote, self._attribute(number, position)))
            if not sentence.quotes and sentence.paragraph in with_quotes:
                subject = self._reader.sentence_subject(sentence.start, sentence.gaps[-1].end)
                if subject is not None:
                    self._cast.note_subject(subject)
        return [self._found(quote, attribution) for quote, attribution in self._shared() if attribution is not None]

    def _attribute(self, number: int, position: int) -> _Attribution | None:
        sentence = self._layout.sentences[number]
        quote = sentence.quotes[position]
        before, behind = sentence.gaps[position], sentence.gaps[position + 1]
        cue = (
            self._cues.behind(behind)
            or self._cues.inside(quote)
            or self._cues.agent(before, behind)
            or self._cue_before(quote, before)
        )
        if cue is not None and (cue.speaker is not None or not self._cast.nobody_before(quote.start)):
            return self._by_cue(quote, cue)
        if cue is not None or not (self._has_words(before) or self._has_words(behind)):
            return self._by_context(number, quote)
        return self._by_neighbour(sentence, position) or self._by_clause(quote, before)

    def _has_words(self, gap: Gap) -> bool:
        return any(token.is_alpha for token in self._doc[gap.start : gap.end])

    def _cue_before(self, quote: QuotedWords, gap: Gap) -> Cue | None:
        if self._cues.names_a_title(gap):
            return None
        cue = self._cues.before(gap)
        return cue if self._is_woven_in(quote) or self._cues.ends_with_colon(gap) else None

    def _by_neighbour(self, sentence: SpeechSentence, position: int) -> _Attribution | None:
        """Return the attribution of the quote that this one is joined to: "il dénonce « … » et « … »"."""
        if position and self._cues.joins(sentence.gaps[position]):
            return self._attributed[-1][1]
        if position + 1 < len(sentence.quotes) and self._cues.joins(sentence.gaps[position + 1]):
            cue = self._cues.behind(sentence.gaps[position + 2])
            return self._by_cue(sentence.quotes[position], cue) if cue is not None else None
        return None

    def _by_clause(self, quote: QuotedWords, gap: Gap) -> _Attribution | None:
        """Return the subject of a clause that goes on in the quote: "la Ville, elle, « découvre le sujet »"."""
        goes_on = self._is_woven_in(quote) and (self._cues.leads_on(gap) or self._cues.is_predicate(gap))
        if not self._cues.names_a_title(gap) and (goes_on or self._is_clause(quote)):
            cue = self._cues.weak_before(gap)
            return self._by_cue(quote, cue) if cue is not None else None
        return None

    def _by_context(self, number: int, quote: QuotedWords) -> _Attribution | None:
        """Attribute a quote without words of the article in its sentence: by the sentences around it."""
        if quote.stretch.goes_on and self._attributed:
            return self._attributed[-1][1]
        labelled = self._cues.labelled(self._gap_behind(number))
        if labelled is not None:
            return self._by_cue(quote, labelled)
        speaker = self._in_interview(number, quote)
        if speaker is None and self._is_clause(quote):
            speaker = self._led_in(number) or self._led_out(number)
            if speaker is None and not self._is_headline(number, quote):
                speaker = self._cast.antecedent(quote.start, None)
        if speaker is None:
            return None
        self._cast.note(quote.start, speaker)
        return _Attribution(speaker, None)

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
        if self._layout.is_quoted(start) or not self._cues.asks(start, end):
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
            subject = self._reader.sentence_subject(following.start, following.gaps[0].end)
            mention = subject.mention if subject is not None else None
            if mention is not None and mention.type is EntityType.PERSON:
                return self._cast.speaker(mention)
        return None

    def _is_headline(self, number: int, quote: QuotedWords) -> bool:
        """Whether a quote is a paragraph of its own without a full stop, or stands before anybody is named."""
        sentence = self._layout.sentences[number]
        start, end = self._layout.paragraph_bounds(sentence.start)
        alone = end - start <= quote.end - quote.start + 2
        unended = self._doc[quote.end - 1].text not in _FULL_STOPS
        return (alone and unended) or self._cast.nobody_before(sentence.start)

    def _is_clause(self, quote: QuotedWords) -> bool:
        """Whether the quoted words hold a conjugated verb; titles and scare quotes seldom do."""
        return any(is_finite(token) for token in self._doc[quote.start : quote.end])

    def _is_woven_in(self, quote: QuotedWords) -> bool:
        """Whether the quoted words go on with the article's sentence, or are one themselves: a title is neither."""
        exclaims = self._doc[quote.end - 1].text in _FULL_STOPS
        return exclaims or self._doc[quote.start].text[0].islower() or self._is_clause(quote)

    def _by_cue(self, quote: QuotedWords, cue: Cue) -> _Attribution | None:
        reference = cue.speaker
        if self._cues.is_titled(cue):
            return None
        if reference is None:
            speaker = self._cast.antecedent(quote.start, None)
        else:
            before = min(quote.start, reference.start)
            answered = self._answered(reference, cue)
            speaker = self._cast.resolve(reference, before=before, other_than=answered) or Speaker(
                None, self._doc[reference.start : reference.end].text
            )
        if speaker is None:
            return None
        self._cast.note(quote.start, speaker)
        return _Attribution(speaker, cue)

    def _answered(self, reference: Reference, cue: Cue) -> Mention | None:
        """Return the last speaker when the words say that somebody else answers: "réplique-t-il", "l'intéressé"."""
        if not self._attributed or not (self._cues.is_reply(cue) or reference.kind is Kind.CONCERNED):
            return None
        attribution = self._attributed[-1][1]
        return attribution.speaker.mention if attribution is not None else None

    def _shared(self) -> Iterator[tuple[QuotedWords, _Attribution | None]]:
        """Yield all quotes, the parts of one that runs over paragraphs with the attribution that has a cue."""
        runs: list[list[tuple[QuotedWords, _Attribution | None]]] = []
        for quote, attribution in self._attributed:
            if quote.stretch.goes_on and runs:
                runs[-1].append((quote, attribution))
            else:
                runs.append([(quote, attribution)])
        for run in runs:
            attributions = [attribution for _, attribution in run if attribution is not None]
            best = next((a for a in attributions if a.cue is not None), attributions[0] if attributions else None)
            yield from ((quote, best) for quote, _ in run)

    def _found(self, quote: QuotedWords, attribution: _Attribution) -> FoundQuote:
        cue = attribution.cue
        words = self._doc[cue.start : cue.end] if cue is not None else None
        return FoundQuote(
            start=quote.stretch.start,
            end=quote.stretch.end,
            speaker=attribution.speaker.mention,
            speaker_text=attribution.speaker.text,
            cue_start=words.start_char if words is not None else None,
            cue_end=words.end_char if words is not None else None,
        )


@Language.factory(
    "pressgraph_quotes",
    default_config={"ontologies": []},
    requires=["doc.ents", "doc._.names", "token.dep", "token.head", "token.pos", "token.morph"],
    assigns=["doc._.quotes"],
)
def make_quotes(nlp: Language, name: str, ontologies: list[str]) -> QuoteComponent:
    """Create the component; ``ontologies`` are folders with a user's own Turtle files."""
    return QuoteComponent(nlp, load_ontology(*ontologies))


class QuoteComponent:
    """Writes ``doc._.quotes``."""

    def __init__(self, nlp: Language, ontology: Ontology) -> None:
        """Compile the words of speech once."""
        register_extensions()
        self._words = SpeechWords(ontology, nlp.tokenizer)

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes of ``doc``."""
        doc._.quotes = find_quotes(doc, doc._.names, self._words)
        return doc
