"""What people say: direct speech in quotation marks and indirect speech, each with who speaks.

Takes a parsed document with names; gives ``doc._.quotes`` (direct) and ``doc._.reported`` (indirect). Finding
(:func:`find_quotes`) is apart from writing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.facts import QuoteKind
from pressgraph.ontology import Ontology, load_ontology
from pressgraph.pipeline.cast import Cast
from pressgraph.pipeline.names import Mention, Names, register_extensions
from pressgraph.pipeline.reported_speech import ReportFinder
from pressgraph.pipeline.speakers import PhraseReader
from pressgraph.pipeline.speech_attribution import Attribution, Attributor
from pressgraph.pipeline.speech_cues import CueFinder
from pressgraph.pipeline.speech_headlines import HeadlineQuotes
from pressgraph.pipeline.speech_layout import QuotedWords, SpeechLayout, SpeechSentence
from pressgraph.pipeline.speech_subjects import SubjectFinder
from pressgraph.pipeline.speech_verbs import VerbReader
from pressgraph.pipeline.speech_words import SpeechWords


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuote:
    """Speech, attributed to a speaker; offsets are characters of ``doc.text``, end exclusive."""

    kind: QuoteKind
    start: int  #: the first word between the marks, or of what is reported
    end: int
    speaker: Mention | None  #: a mention of the entity that speaks, None when it is no named one
    speaker_text: str  #: its name, or the words for a speaker without one: "le maire"
    speaker_start: int | None  #: the words that stand for the speaker here: a name, "le maire", "-t-elle"
    speaker_end: int | None
    cue_start: int | None  #: the reporting verb or phrase, None when the context attributes the quote
    cue_end: int | None


def find_quotes(doc: Doc, names: Names, words: SpeechWords) -> list[FoundQuote]:
    """Return what ``doc`` attributes to somebody, direct and indirect, in order; linear in its length."""
    return sorted(_QuoteSearch(names, words).find(), key=lambda found: (found.start, found.end))


class _QuoteSearch:
    """The search in one document, sentence by sentence."""

    def __init__(self, names: Names, words: SpeechWords) -> None:
        self._doc = text = names.doc
        self._layout = text.once(SpeechLayout)
        reader = PhraseReader(text, names, words, self._layout.lower)
        verbs = VerbReader(names, reader, words)
        self._subjects = SubjectFinder(names, reader, words)
        self._cast = Cast(text, names, self._layout, reader, words)
        cues = CueFinder(names, reader, self._subjects, verbs, words)
        self._attributor = Attributor(text, self._layout, self._subjects, cues, self._cast, words)
        self._reports = ReportFinder(names, reader, self._subjects, verbs, words)

    def find(self) -> Iterator[FoundQuote]:
        """Yield direct speech, then indirect speech."""
        with_quotes = {sentence.paragraph for sentence in self._layout.sentences if sentence.quotes}
        reported: list[FoundQuote] = []
        for number, sentence in enumerate(self._layout.sentences):
            cues = {self._cue_start(self._attributor.attribute(number, i)) for i in range(len(sentence.quotes))}
            reported.extend(self._reported(sentence, cues))
            if not sentence.quotes and sentence.paragraph in with_quotes:
                subject = self._subjects.of_sentence(sentence.start, sentence.gaps[-1].end)
                if subject is not None:
                    self._cast.note_subject(subject)
        HeadlineQuotes(self._doc, self._layout).attribute(self._attributor.attributed)
        for quote, attribution in self._shared():
            if attribution is not None:
                yield self._found(QuoteKind.DIRECT, quote.stretch.start, quote.stretch.end, attribution)
        yield from reported

    def _cue_start(self, attribution: Attribution | None) -> int | None:
        return attribution.cue.start if attribution is not None and attribution.cue is not None else None

    def _reported(self, sentence: SpeechSentence, cues: set[int | None]) -> Iterator[FoundQuote]:
        """Yield the indirect speech of a sentence, but for what the cue of a quote reports with it."""
        for report in self._reports.find(sentence):
            attribution = self._attributor.attribute_report(report) if report.cue.start not in cues else None
            if attribution is not None:
                start, end = self._doc.characters(report.start, report.end)
                yield self._found(QuoteKind.INDIRECT, start, end, attribution)

    def _shared(self) -> Iterator[tuple[QuotedWords, Attribution | None]]:
        """Yield all quotes, the parts of one that runs over paragraphs with the attribution that has a cue."""
        runs: list[list[tuple[QuotedWords, Attribution | None]]] = []
        for quote, attribution in self._attributor.attributed:
            if quote.stretch.goes_on and runs:
                runs[-1].append((quote, attribution))
            else:
                runs.append([(quote, attribution)])
        for run in runs:
            attributions = [attribution for _, attribution in run if attribution is not None]
            best = next((a for a in attributions if a.cue is not None), attributions[0] if attributions else None)
            yield from ((quote, best) for quote, _ in run)

    def _found(self, kind: QuoteKind, start: int, end: int, attribution: Attribution) -> FoundQuote:
        cue, mention = attribution.cue, attribution.speaker.mention
        naming = cue.speaker if cue is not None and cue.speaker is not None else mention
        speaker = self._doc.characters(naming.start, naming.end) if naming is not None else (None, None)
        words = self._doc.characters(cue.start, cue.end) if cue is not None else (None, None)
        return FoundQuote(
            kind=kind,
            start=start,
            end=end,
            speaker=mention,
            speaker_text=attribution.speaker.text,
            speaker_start=speaker[0],
            speaker_end=speaker[1],
            cue_start=words[0],
            cue_end=words[1],
        )


@Language.factory(
    "pressgraph_quotes",
    default_config={"ontologies": []},
    requires=["doc.ents", "doc._.names", "token.dep", "token.head", "token.pos", "token.morph"],
    assigns=["doc._.quotes", "doc._.reported"],
)
def make_quotes(nlp: Language, name: str, ontologies: list[str]) -> QuoteComponent:
    """Create the component; ``ontologies`` are folders with a user's own Turtle files."""
    return QuoteComponent(nlp, load_ontology(*ontologies))


class QuoteComponent:
    """Writes ``doc._.quotes`` and ``doc._.reported``."""

    def __init__(self, nlp: Language, ontology: Ontology) -> None:
        """Compile the words of speech once."""
        register_extensions()
        self._words = SpeechWords(ontology, nlp.tokenizer)

    def __call__(self, doc: Doc) -> Doc:
        """Find the speech of ``doc``."""
        found = find_quotes(doc, doc._.names, self._words)
        doc._.quotes = [quote for quote in found if quote.kind is QuoteKind.DIRECT]
        doc._.reported = [quote for quote in found if quote.kind is QuoteKind.INDIRECT]
        return doc
