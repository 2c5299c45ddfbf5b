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
from pressgraph.pipeline.speakers import Kind, PhraseReader, Reference
from pressgraph.pipeline.speech_cues import Cue, CueFinder
from pressgraph.pipeline.speech_layout import QuotedWords, SpeechLayout, SpeechSentence
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
        for number, sentence in enumerate(self._layout.sentences):
            for position in range(len(sentence.quotes)):
                self._attribute(number, sentence, position)
        return self._found

    def _attribute(self, number: int, sentence: SpeechSentence, position: int) -> None:
        quote = sentence.quotes[position]
        cue = (
            self._cues.behind(sentence.gaps[position + 1])
            or self._cues.inside(quote)
            or self._cues.before(sentence.gaps[position])
        )
        if cue is not None:
            self._keep(quote, cue)
            return
        cue = self._cues.weak_before(sentence.gaps[position])
        if cue is not None:
            self._keep(quote, cue)
            return
        self._keep(quote, None)

    def _keep(self, quote: QuotedWords, cue: Cue | None) -> None:
        reference = cue.speaker if cue is not None else None
        if reference is not None:
            mention = self._cast.resolve(reference, before=min(quote.start, reference.start))
        else:
            mention = self._cast.antecedent(quote.start, None)
        if mention is not None:
            self._cast.note_speaker(quote.start, mention)
            text = self._names.span(mention).text
        elif reference is not None:
            text = self._doc[reference.start : reference.end].text
        else:
            text = ""
        self._found.append(
            FoundQuote(
                start=quote.stretch.start,
                end=quote.stretch.end,
                speaker=mention,
                speaker_text=text,
                cue_start=self._doc[cue.start].idx if cue else None,
                cue_end=self._doc[cue.end - 1].idx + len(self._doc[cue.end - 1]) if cue else None,
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
