"""The annotation format: the facts of an article as one JSON object, written and read back.

``pressgraph annotate`` writes one object a line; gold annotations have the same form. Every ``start`` and ``end``
counts characters of the article's text, from 0, end exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pressgraph.article import Article
from pressgraph.errors import AnnotationError
from pressgraph.facts import (
    ArticleFacts,
    Date,
    Entity,
    EntityType,
    EventPart,
    Figure,
    FigureKind,
    FigureRole,
    FunctionStatus,
    Modality,
    OpenRelation,
    Quote,
    QuoteKind,
    Relation,
    Span,
    Tenure,
)
from pressgraph.periods import is_date_value

#: fields of a date that are written where they say something
_DATE_DETAILS = ("relative", "offset", "position", "time", "until", "event")


def write_json_line(facts: ArticleFacts) -> str:
    """Return the facts as one line of JSON, without a line break at its end."""
    return json.dumps(to_json(facts), ensure_ascii=False)


def to_json(facts: ArticleFacts) -> dict[str, Any]:
    """Return the facts in the annotation format (one JSON object an article)."""
    article = facts.article
    return {
        "article": facts.iri,
        "source": article.source,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "author": article.author,
        "publisher": article.publisher,
        "text": article.text,
        "entities": [_entity_json(facts, entity) for entity in facts.entities],
        "relations": [_relation_json(facts, relation) for relation in facts.relations],
        "open_relations": [_open_relation_json(facts, relation) for relation in facts.open_relations],
        "figures": [_figure_json(facts, figure) for figure in facts.figures],
        "quotes": [_quote_json(facts, quote) for quote in facts.quotes],
        "reported": [_quote_json(facts, quote) for quote in facts.reported],
        "dates": [_date_json(facts, day) for day in facts.dates],
    }


def from_json(data: Mapping[str, Any]) -> ArticleFacts:
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
    unknown = _referred(facts) - {e.id for e in facts.entities}
    if unknown:
        raise AnnotationError(f"{name}: {', '.join(sorted(unknown))} is referred to, but isn't annotated")
    return facts


def _referred(facts: ArticleFacts) -> set[str]:
    """Return the IRIs of the entities that relations, figures, quotes and dates speak of."""
    related: tuple[Relation | OpenRelation, ...] = (*facts.relations, *facts.open_relations)
    ends = {end for relation in related for end in (relation.subject, relation.object)}
    others = {
        *(figure.concerns for figure in facts.figures),
        *(quote.speaker for quote in (*facts.quotes, *facts.reported)),
        *(relation.said_by for relation in facts.relations),
        *(day.event for day in facts.dates),
    }
    return ends | {iri for iri in others if iri is not None}


# ---- writing ---------------------------------------------------------------------------------------------------


def _entity_json(facts: ArticleFacts, entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type.value,
        "name": entity.name,
        "mentions": [_located(facts, span) for span in entity.mentions],
    }


def _relation_json(facts: ArticleFacts, relation: Relation) -> dict[str, Any]:
    tenure = relation.tenure or Tenure()
    return {
        "subject": relation.subject,
        "predicate": relation.predicate,
        "object": relation.object,
        "start": relation.span.start,
        "end": relation.span.end,
        "modality": relation.modality.value,
        "role": relation.role,
        "confidence": round(relation.confidence, 3),
        "rule": relation.rule,
        "sentence": facts.text_of(facts.sentence_of(relation.span)),
        **_told(
            status=tenure.status.value if tenure.status else None,
            since=tenure.start,
            until=tenure.end,
            said_by=relation.said_by,
            subject_mention=_located_or_none(facts, relation.subject_span),
            object_mention=_located_or_none(facts, relation.object_span),
            trigger=_located_or_none(facts, relation.trigger_span),
        ),
    }


def _open_relation_json(facts: ArticleFacts, relation: OpenRelation) -> dict[str, Any]:
    return {
        "subject": relation.subject,
        "verb": relation.verb,
        "object": relation.object,
        "start": relation.span.start,
        "end": relation.span.end,
        "subject_mention": _located(facts, relation.subject_span),
        "object_mention": _located(facts, relation.object_span),
        "verb_mention": _located(facts, relation.verb_span),
        "modality": relation.modality.value,
        "sentence": facts.text_of(facts.sentence_of(relation.span)),
    }


def _figure_json(facts: ArticleFacts, figure: Figure) -> dict[str, Any]:
    return {
        **_located(facts, figure.span),
        "value": _number(figure.value),
        "unit": figure.unit,
        "kind": figure.kind.value,
        "about": figure.about,
        "concerns": figure.concerns,
        "qualifier": figure.qualifier,
        **_told(measure=figure.measure, role=figure.role.value if figure.role else None, period=figure.period),
    }


def _quote_json(facts: ArticleFacts, quote: Quote) -> dict[str, Any]:
    return {
        **_located(facts, quote.span),
        "speaker": quote.speaker,
        "speaker_text": quote.speaker_text,
        **_told(
            speaker_mention=_located_or_none(facts, quote.speaker_span), cue=_located_or_none(facts, quote.cue_span)
        ),
    }


def _date_json(facts: ArticleFacts, day: Date) -> dict[str, Any]:
    details = {name: getattr(day, name) for name in _DATE_DETAILS}
    details["event_part"] = day.event_part.value if day.event_part else None
    return {**_located(facts, day.span), "value": day.value, **_told(**details)}


def _told(**fields: Any) -> dict[str, Any]:
    """Return the fields that say something: those beyond the format are left out where they don't."""
    return {name: value for name, value in fields.items() if value}


def _located(facts: ArticleFacts, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": facts.text_of(span)}


def _located_or_none(facts: ArticleFacts, span: Span | None) -> dict[str, Any] | None:
    return _located(facts, span) if span is not None else None


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


# ---- reading ---------------------------------------------------------------------------------------------------


def _read_facts(data: Mapping[str, Any]) -> ArticleFacts:
    text = data["text"]

    def span(item: Mapping[str, Any]) -> Span:
        if not 0 <= item["start"] < item["end"] <= len(text):
            raise ValueError(f"offsets {item['start']}–{item['end']} lie outside the text")
        if "text" in item and text[item["start"] : item["end"]] != item["text"]:
            raise ValueError(f"{item['text']!r} does not stand at {item['start']}–{item['end']}")
        return Span(item["start"], item["end"])

    def optional_span(item: Mapping[str, Any], name: str) -> Span | None:
        return span(item[name]) if item.get(name) else None

    def quote(item: Mapping[str, Any], kind: QuoteKind) -> Quote:
        return Quote(
            span=span(item),
            kind=kind,
            speaker=item.get("speaker"),
            speaker_text=item.get("speaker_text") or "",
            speaker_span=optional_span(item, "speaker_mention"),
            cue_span=optional_span(item, "cue"),
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
                subject_span=optional_span(r, "subject_mention"),
                object_span=optional_span(r, "object_mention"),
                trigger_span=optional_span(r, "trigger"),
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
                event_part=EventPart(d["event_part"]) if d.get("event_part") else None,
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
