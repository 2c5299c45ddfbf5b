"""What an article says, as plain data: the hinge between language and graph.

The pipeline makes :class:`ArticleFacts`; graph, views' tests and scores take them; gold annotations are read into
them. All offsets are characters of the article's text, from 0, end exclusive.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pressgraph.article import Article
from pressgraph.errors import AnnotationError
from pressgraph.identifiers import DEFAULT_BASE, article_iri
from pressgraph.periods import is_date_value


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
#: fields of a date that are written where they say something
_DATE_DETAILS = ("relative", "offset", "position", "time", "until", "event", "event_part")


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
    event_part: str | None = None  #: whole, start or end: which part of that event


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

    def to_json(self) -> dict[str, Any]:
        """Return the facts in the annotation format (one JSON object an article)."""
        return {
            "article": self.iri,
            "source": self.article.source,
            "title": self.article.title,
            "published": self.article.published.isoformat() if self.article.published else None,
            "author": self.article.author,
            "publisher": self.article.publisher,
            "text": self.article.text,
            "entities": [
                {
                    "id": e.id,
                    "type": e.type.value,
                    "name": e.name,
                    "mentions": [self._located(m) for m in e.mentions],
                }
                for e in self.entities
            ],
            "relations": [
                {
                    "subject": r.subject,
                    "predicate": r.predicate,
                    "object": r.object,
                    "start": r.span.start,
                    "end": r.span.end,
                    "modality": r.modality.value,
                    "role": r.role,
                    "confidence": round(r.confidence, 3),
                    "rule": r.rule,
                    "status": r.tenure.status.value if r.tenure and r.tenure.status else None,
                    "since": r.tenure.start if r.tenure else None,
                    "until": r.tenure.end if r.tenure else None,
                    "said_by": r.said_by,
                    "sentence": self.text_of(self.sentence_of(r.span)),
                }
                for r in self.relations
            ],
            "open_relations": [
                {
                    "subject": r.subject,
                    "verb": r.verb,
                    "object": r.object,
                    "start": r.span.start,
                    "end": r.span.end,
                    "subject_mention": self._located(r.subject_span),
                    "object_mention": self._located(r.object_span),
                    "verb_mention": self._located(r.verb_span),
                    "modality": r.modality.value,
                    "sentence": self.text_of(self.sentence_of(r.span)),
                }
                for r in self.open_relations
            ],
            "figures": [
                {
                    **self._located(f.span),
                    "value": _number(f.value),
                    "unit": f.unit,
                    "kind": f.kind.value,
                    "about": f.about,
                    "concerns": f.concerns,
                    "qualifier": f.qualifier,
                    "measure": f.measure,
                    "role": f.role.value if f.role else None,
                    "period": f.period,
                }
                for f in self.figures
            ],
            "quotes": [self._quote_json(q) for q in self.quotes],
            "reported": [self._quote_json(q) for q in self.reported],
            "dates": [
                {
                    **self._located(d.span),
                    "value": d.value,
                    **{k: v for k in _DATE_DETAILS if (v := getattr(d, k))},
                }
                for d in self.dates
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ArticleFacts:
        """Read facts from the annotation format.

        Raises AnnotationError when a field is missing, a value isn't one, a mention's words are not those of the text
        or an entity that something refers to isn't annotated.
        """
        if not isinstance(data, Mapping):
            raise AnnotationError(f"an annotation is a JSON object, not {data!r}")
        name = data.get("article", "annotation")
        try:
            facts = _read_facts(data)
        except KeyError as error:
            raise AnnotationError(f"{name}: the field {error} is missing") from error
        except (TypeError, ValueError, ArithmeticError) as error:
            raise AnnotationError(f"{name}: {error!r}") from error
        unknown = facts._referred() - {e.id for e in facts.entities}
        if unknown:
            raise AnnotationError(f"{name}: {', '.join(sorted(unknown))} is referred to, but isn't annotated")
        return facts

    def _referred(self) -> set[str]:
        """Return the IRIs of the entities that relations, figures and quotes speak of."""
        related: tuple[Relation | OpenRelation, ...] = (*self.relations, *self.open_relations)
        ends = {end for relation in related for end in (relation.subject, relation.object)}
        others = {
            *(figure.concerns for figure in self.figures),
            *(quote.speaker for quote in (*self.quotes, *self.reported)),
            *(relation.said_by for relation in self.relations),
            *(day.event for day in self.dates),
        }
        return ends | {iri for iri in others if iri is not None}

    def _quote_json(self, quote: Quote) -> dict[str, Any]:
        return {
            **self._located(quote.span),
            "speaker": quote.speaker,
            "speaker_text": quote.speaker_text,
            "speaker_mention": self._located(quote.speaker_span) if quote.speaker_span else None,
            "cue": self._located(quote.cue_span) if quote.cue_span else None,
        }

    def _located(self, span: Span) -> dict[str, Any]:
        return {"start": span.start, "end": span.end, "text": self.text_of(span)}


def _read_facts(data: Mapping[str, Any]) -> ArticleFacts:
    text = data["text"]

    def span(item: Mapping[str, Any]) -> Span:
        if not 0 <= item["start"] < item["end"] <= len(text):
            raise ValueError(f"offsets {item['start']}–{item['end']} lie outside the text")
        if "text" in item and text[item["start"] : item["end"]] != item["text"]:
            raise ValueError(f"{item['text']!r} does not stand at {item['start']}–{item['end']}")
        return Span(item["start"], item["end"])

    def quote(item: Mapping[str, Any], kind: QuoteKind) -> Quote:
        return Quote(
            span=span(item),
            kind=kind,
            speaker=item.get("speaker"),
            speaker_text=item.get("speaker_text") or "",
            speaker_span=span(item["speaker_mention"]) if item.get("speaker_mention") else None,
            cue_span=span(item["cue"]) if item.get("cue") else None,
        )

    published = data.get("published")
    article = Article(
        text=text,
        key=data["article"],
        source=data["source"],
        title=data.get("title"),
        published=date.fromisoformat(published) if published else None,
        author=data.get("author"),
        publisher=data.get("publisher"),
    )
    return ArticleFacts(
        article=article,
        entities=tuple(
            Entity(
                id=e["id"],
                type=EntityType(e["type"]),
                name=e["name"],
                mentions=tuple(span(m) for m in e["mentions"]),
            )
            for e in data["entities"]
        ),
        relations=tuple(
            Relation(
                subject=r["subject"],
                predicate=r["predicate"],
                object=r["object"],
                span=span(r),
                modality=Modality(r.get("modality", "asserted")),
                role=r.get("role"),
                confidence=_read_confidence(r.get("confidence", 1.0)),
                rule=r.get("rule"),
                tenure=_read_tenure(r),
                said_by=r.get("said_by"),
            )
            for r in data["relations"]
        ),
        open_relations=tuple(
            OpenRelation(
                subject=r["subject"],
                verb=r["verb"],
                object=r["object"],
                span=span(r),
                subject_span=span(r["subject_mention"]),
                object_span=span(r["object_mention"]),
                verb_span=span(r["verb_mention"]),
                modality=Modality(r["modality"]),
            )
            for r in data.get("open_relations", ())
        ),
        figures=tuple(
            Figure(
                span=span(f),
                value=Decimal(str(f["value"])),
                unit=f["unit"],
                kind=FigureKind(f["kind"]),
                about=f.get("about", ""),
                concerns=f.get("concerns"),
                qualifier=f.get("qualifier"),
                measure=f.get("measure") or "",
                role=FigureRole(f["role"]) if f.get("role") else None,
                period=f.get("period"),
            )
            for f in data["figures"]
        ),
        quotes=tuple(quote(q, QuoteKind.DIRECT) for q in data["quotes"]),
        reported=tuple(quote(q, QuoteKind.INDIRECT) for q in data.get("reported", ())),
        dates=tuple(
            Date(
                span=span(d),
                value=_read_date_value(d["value"], relative=d.get("relative", False)),
                **{k: d[k] for k in _DATE_DETAILS if k in d},
            )
            for d in data["dates"]
        ),
    )


def _read_tenure(relation: Mapping[str, Any]) -> Tenure | None:
    status, start, end = (relation.get(name) for name in ("status", "since", "until"))
    if not (status or start or end):
        return None
    for day in filter(None, (start, end)):
        _read_date_value(day, relative=False)
    return Tenure(status=FunctionStatus(status) if status else None, start=start, end=end)


def _read_confidence(value: float) -> float:
    if not 0 <= value <= 1:
        raise ValueError(f"the confidence {value} isn't between 0 and 1")
    return value


def _read_date_value(value: str | None, *, relative: bool) -> str | None:
    if value is None and relative:
        return None
    if value is None or not is_date_value(value):
        raise ValueError(f"{value!r} is no date such as 2018-09-28, 2018-09, 2018, --09-28, --09 or ---28")
    return value


def write_json_line(facts: ArticleFacts) -> str:
    """Return the facts as one line of JSON, without a line break at its end."""
    return json.dumps(facts.to_json(), ensure_ascii=False)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
