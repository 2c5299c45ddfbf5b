"""What an article says, as plain data: the hinge between language and graph.

The pipeline makes :class:`ArticleFacts`; graph, views' tests and scores take them; gold annotations are read into
them (:mod:`pressgraph.annotations`). All offsets are characters of the article's text, from 0, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pressgraph.article import Article
from pressgraph.identifiers import DEFAULT_BASE, article_iri


class EntityType(StrEnum):
    """The four kinds of named things; the value is the local name of the schema.org class."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    EVENT = "Event"

    @classmethod
    def from_label(cls, label: str) -> EntityType:
        """Return the type of an annotation guide's or language model's label ("PER", "ORG", "LOC", "EVT")."""
        return _LABELS[label]

    @property
    def label(self) -> str:
        """The annotation guide's label: PER, ORG, LOC or EVT."""
        return _LABEL_OF[self]


_LABELS = {
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "LOC": EntityType.PLACE,
    "EVT": EntityType.EVENT,
}
_LABEL_OF = {kind: label for label, kind in _LABELS.items()}


class Modality(StrEnum):
    """How a relation is stated; only asserted and planned ones become plain triples."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    CONDITIONAL = "conditional"  #: unconfirmed: rumour, press conditional, wish, question
    PLANNED = "planned"

    @property
    def is_fact(self) -> bool:
        """Whether a relation of this modality is stored as a plain triple."""
        return self in (Modality.ASSERTED, Modality.PLANNED)


class FunctionStatus(StrEnum):
    """How a function is held otherwise than simply today."""

    FORMER = "former"
    FUTURE = "future"  #: given, but not taken up yet
    ACTING = "acting"  #: for the time being
    HONORARY = "honorary"


class FigureKind(StrEnum):
    """What sort of quantity a figure is."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    MEASURE = "measure"
    DURATION = "duration"
    AGE = "age"


class FigureRole(StrEnum):
    """The part of a figure in what is told."""

    RISE = "rise"
    FALL = "fall"
    TOTAL = "total"
    SHARE = "share"
    FROM = "from"  #: what something was before a change
    TO = "to"  #: what it is after it


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the article's text."""

    start: int  #: characters from 0
    end: int  #: characters, exclusive

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class GeographicLocation:
    """Where a gazetteer says that a place lies."""

    iri: str  #: of the place in the gazetteer, e.g. https://sws.geonames.org/2995469/
    latitude: Decimal  #: degrees north, WGS 84
    longitude: Decimal  #: degrees east, WGS 84
    country: str  #: ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A named thing and every place where the article names it."""

    id: str  #: IRI
    type: EntityType
    name: str  #: the fullest form in the article
    mentions: tuple[Span, ...]  #: in order of the text
    subclass: str | None = None  #: IRI of a narrower class that the text shows, e.g. schema:City
    location: GeographicLocation | None = None  #: of a place that a gazetteer knows


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """How and when a function is held, as far as the sentence says so."""

    status: FunctionStatus | None = None
    start: str | None = None  #: ISO 8601: 2004, 2004-03, 2004-03-01
    end: str | None = None  #: ISO 8601


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation between two entities of the article, with what shows it."""

    subject: str  #: entity IRI
    predicate: str  #: property IRI
    object: str  #: entity IRI
    span: Span  #: from the first to the last word that shows it: both mentions and the trigger
    subject_span: Span | None = None
    object_span: Span | None = None
    trigger_span: Span | None = None  #: the word that expresses the relation
    modality: Modality = Modality.ASSERTED
    role: str | None = None  #: the function as the text words it: "présidente"
    confidence: float = 1.0  #: 0 to 1
    rule: str | None = None  #: IRI of the lexical entry, or of the model, that found it
    tenure: Tenure | None = None  #: of a function, where the sentence says more than that it is held
    said_by: str | None = None  #: IRI of the entity in whose reported speech it is stated


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRelation:
    """What one entity does to another by a verb that no relation of the ontology covers; found only on request."""

    subject: str  #: entity IRI
    verb: str  #: its infinitive
    object: str  #: entity IRI
    span: Span  #: from the first to the last word that shows it: both mentions and the verb
    subject_span: Span
    object_span: Span
    verb_span: Span
    modality: Modality = Modality.ASSERTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity."""

    span: Span
    value: Decimal  #: in base magnitude: 8 milliards is 8000000000
    unit: str  #: ISO 4217 code, "%", symbol, "year" … or the counted noun's singular
    kind: FigureKind
    about: str = ""  #: the words of the article that say what the figure is of
    concerns: str | None = None  #: IRI of the entity that it belongs to, when the sentence tells
    qualifier: str | None = None  #: "about", "more than", "less than", "per year" … when the text says so
    measure: str = ""  #: the thing measured or counted, without article: "chiffre d'affaires"
    role: FigureRole | None = None  #: its part in what is told, when the text says so
    period: str | None = None  #: value of the date that it holds for, as in :class:`Date`


class EventPart(StrEnum):
    """Which part of an event a date tells."""

    WHOLE = "whole"
    START = "start"
    END = "end"


class QuoteKind(StrEnum):
    """How somebody's words are given."""

    DIRECT = "direct"  #: in quotation marks
    INDIRECT = "indirect"  #: in the article's own words: "X affirme que …", "selon X, …"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody says."""

    span: Span  #: the words between the marks, or the reported clause
    kind: QuoteKind = QuoteKind.DIRECT
    speaker: str | None = None  #: entity IRI
    speaker_text: str = ""  #: the words that name the speaker
    speaker_span: Span | None = None  #: what stands for the speaker there: a name, "le maire", "-t-elle"
    cue_span: Span | None = None  #: the reporting verb or phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A calendar date, or a day or period that is told relative to another day."""

    span: Span
    #: ISO 8601 / XSD: 2018-09-28, 2018-09, 2018, --09-28 (year unknown), --09, ---28; of periods that these have no
    #: form for, see :mod:`pressgraph.periods`; None: relative, and nothing settles it
    value: str | None
    relative: bool = False  #: whether it is told from another day: "hier", "lundi dernier", "fin d'année"
    offset: str | None = None  #: of a relative one, ISO 8601 duration from the day of publication: "-P1D"
    position: str | None = None  #: the part of the period that is meant: start, mid, end
    time: str | None = None  #: time of day: "20:30", or morning, noon, afternoon, evening, night, midnight
    until: str | None = None  #: value of the other end, where a range begins: of "3" in "du 3 au 5 mai 2019"
    event: str | None = None  #: IRI of the event that it tells the time of
    event_part: EventPart | None = None  #: which part of that event


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFacts:
    """Everything that one article says."""

    article: Article
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    open_relations: tuple[OpenRelation, ...] = ()  #: apart from the typed ones, and only when they were asked for
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()  #: direct speech
    reported: tuple[Quote, ...] = ()  #: indirect speech
    dates: tuple[Date, ...] = ()
    sentences: tuple[Span, ...] = ()  #: in order, without overlap
    base: str = DEFAULT_BASE  #: under which IRIs were made

    @property
    def iri(self) -> str:
        """The article's IRI, which is also the name of its graph."""
        return article_iri(self.article.key, base=self.base)

    def text_of(self, span: Span) -> str:
        """Return the words of the article that ``span`` covers."""
        return self.article.text[span.start : span.end]

    def sentence_of(self, span: Span) -> Span:
        """Return the sentence in which ``span`` lies, or the stretch of sentences from its first to its last.

        Where sentences aren't known, it is the span itself.
        """
        first = bisect_right(self.sentences, span.start, key=lambda sentence: sentence.start) - 1
        last = bisect_right(self.sentences, span.end - 1, key=lambda sentence: sentence.start) - 1
        if first < 0 or span.start >= self.sentences[first].end:
            return span
        return Span(self.sentences[first].start, max(self.sentences[last].end, span.end))
