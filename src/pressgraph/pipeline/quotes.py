"""Direct speech and who speaks.

Takes a parsed document with names; gives ``doc._.quotes``. Finding (:func:`find_quotes`) is apart from writing.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.facts import EntityType
from pressgraph.ontology import Ontology, load_ontology
from pressgraph.pipeline.cast import Cast
from pressgraph.pipeline.names import Mention, Names, register_extensions
from pressgraph.pipeline.speakers import Kind, PhraseReader, is_finite
from pressgraph.pipeline.speech_cues import Cue, CueFinder
from pressgraph.pipeline.speech_layout import Gap, QuotedWords, SpeechLayout, SpeechSentence
from pressgraph.pipeline.speech_words import SpeechWords


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


class _QuoteSearch:
    """The search in one document: sentence by sentence, since each speaker may be the next quote's too."""

    def __init__(self, doc: Doc, names: Names, words: SpeechWords) -> None:
        self._doc = doc
        self._names = names
        self._words = words
        self._layout = SpeechLayout(doc)
        self._reader = PhraseReader(doc, names, words, self._layout.lower)
        self._cast = Cast(doc, names, self._layout, self._reader, words)
        self._cues = CueFinder(doc, names, self._reader, words, self._layout.lower)
        self._found: list[FoundQuote] = []

    def find(self) -> list[FoundQuote]:
        with_quotes = {sentence.paragraph for sentence in self._layout.sentences if sentence.quotes}
        for number, sentence in enumerate(self._layout.sentences):
            for position in range(len(sentence.quotes)):
                self._attribute(number, position)
            if not sentence.quotes and sentence.paragraph in with_quotes:
                self._note_subject(sentence)
        return self._found

    def _note_subject(self, sentence: SpeechSentence) -> None:
        """Note whom a sentence without quotes is about, when its subject is a pronoun or a function."""
        subject = self._reader.sentence_subject(sentence.start, sentence.gaps[-1].end)
        if subject is not None and subject.kind is not Kind.NAME:
            mention = self._cast.resolve(subject, before=subject.start)
            if mention is not None:
                self._cast.note(subject.start, mention)

    def _attribute(self, number: int, position: int) -> None:
        sentence = self._layout.sentences[number]
        quote = sentence.quotes[position]
        cue = (
            self._cues.behind(sentence.gaps[position + 1])
            or self._cues.inside(quote)
            or self._cues.before(sentence.gaps[position])
        )
        if cue is not None:
            self._keep(quote, cue)
        elif self._stands_alone(sentence, position):
            self._attribute_alone(number, quote)
        else:
            cue = self._cues.weak_before(sentence.gaps[position])
            if cue is not None:
                self._keep(quote, cue)

    def _stands_alone(self, sentence: SpeechSentence, position: int) -> bool:
        return not self._has_words(sentence.gaps[position]) and not self._has_words(sentence.gaps[position + 1])

    def _has_words(self, gap: Gap) -> bool:
        return any(token.is_alpha for token in self._doc[gap.start : gap.end])

    def _attribute_alone(self, number: int, quote: QuotedWords) -> None:
        """Attribute a quote without words of the article in its sentence: by the sentences around it."""
        if quote.stretch.goes_on and self._found:
            self._add(quote, self._found[-1].speaker, self._found[-1].speaker_text, None)
            return
        if not self._is_speech(quote):
            return
        mention = self._led_in(number) or self._led_out(number) or self._cast.antecedent(quote.start, None)
        if mention is not None:
            self._cast.note(quote.start, mention)
            self._add(quote, mention, self._names.span(mention).text, None)

    def _led_in(self, number: int) -> Mention | None:
        """Return who is announced by the colon that ends the paragraph before."""
        if not number or self._layout.sentences[number - 1].paragraph == self._layout.sentences[number].paragraph:
            return None
        before = self._layout.sentences[number - 1].gaps[-1]
        cue = self._cues.before(before) if self._cues.ends_with_colon(before) else None
        return self._cast.resolve(cue.speaker, before=cue.speaker.start) if cue and cue.speaker else None

    def _led_out(self, number: int) -> Mention | None:
        """Return the person whom the next sentence begins with, when the quote opens its paragraph; a headline's is named later."""
        sentence = self._layout.sentences[number]
        if number + 1 >= len(self._layout.sentences) or self._cast.somebody_in_paragraph(sentence.start):
            return None
        following = self._layout.sentences[number + 1]
        if following.paragraph == sentence.paragraph or self._cast.nobody_before(sentence.start):
            subject = self._reader.sentence_subject(following.start, following.gaps[0].end)
            if subject is not None and subject.kind is Kind.NAME and subject.mention is not None:
                return subject.mention if subject.mention.type is EntityType.PERSON else None
        return None

    def _is_speech(self, quote: QuotedWords) -> bool:
        """Whether quoted words that nobody is said to speak are a sentence rather than a title."""
        return any(is_finite(token) for token in self._doc[quote.start : quote.end])

    def _keep(self, quote: QuotedWords, cue: Cue) -> None:
        reference = cue.speaker
        if reference is not None:
            mention = self._cast.resolve(reference, before=min(quote.start, reference.start))
        else:
            mention = self._cast.antecedent(quote.start, None)
        if mention is not None:
            self._cast.note(quote.start, mention)
            text = self._names.span(mention).text
        elif reference is not None:
            text = self._doc[reference.start : reference.end].text
        else:
            return
        self._add(quote, mention, text, cue)

    def _add(self, quote: QuotedWords, speaker: Mention | None, text: str, cue: Cue | None) -> None:
        words = self._doc[cue.start : cue.end] if cue is not None else None
        self._found.append(
            FoundQuote(
                start=quote.stretch.start,
                end=quote.stretch.end,
                speaker=speaker,
                speaker_text=text,
                cue_start=words.start_char if words is not None else None,
                cue_end=words.end_char if words is not None else None,
            )
        )


@Language.factory(
    "pressgraph_quotes",
    requires=["doc.ents", "token.dep", "token.head", "token.pos", "token.morph"],
    assigns=["doc._.quotes"],
)
def make_quotes(nlp: Language, name: str) -> QuoteComponent:
    """Create the component with the ontology that came with pressgraph."""
    return QuoteComponent(nlp, load_ontology())


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
