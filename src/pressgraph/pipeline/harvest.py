"""From an annotated document to :class:`ArticleFacts`: tokens become characters of the article's own text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pressgraph.article import Article
from pressgraph.facts import (
    ArticleFacts,
    Date,
    Entity,
    EntityType,
    Figure,
    FigureRole,
    OpenRelation,
    Quote,
    Relation,
    Span,
)
from pressgraph.identifiers import DEFAULT_BASE, article_iri, entity_iri
from pressgraph.pipeline.gazetteer import load_gazetteer
from pressgraph.pipeline.kinds import narrower_class
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.places import locate_places

if TYPE_CHECKING:
    from pressgraph.pipeline.figures import FoundFigure
    from pressgraph.pipeline.open_relations import FoundOpenRelation
    from pressgraph.pipeline.quotes import FoundQuote
    from pressgraph.pipeline.relations import FoundRelation


#: marks that close something, or part the words of one sentence
_NEVER_FIRST = set(",;:).»”?!…")


class Harvester:
    """Turns what the components left on a document into facts about its article."""

    def __init__(self, doc: Doc, article: Article, *, base: str, generic_names: frozenset[str]) -> None:
        """Prepare for one document, whose text is the article's body, character for character.

        ``generic_names`` are the words, in lower case, that name a body only together with its place ("métropole").
        """
        self._doc = doc
        self._article = article
        self._base = base
        self._generic_names = generic_names
        self._names: Names = doc._.names
        self._gazetteer = load_gazetteer()
        self._entities = self._identified(self._described())
        self._iris = [entity.id for entity in self._entities]

    def facts(self) -> ArticleFacts:
        """Return the facts; every offset counts characters of the article's text."""
        return ArticleFacts(
            article=self._article,
            entities=tuple(self._entities),
            relations=tuple(self._relation(found) for found in self._doc._.relations or ()),
            open_relations=tuple(self._open_relation(found) for found in self._doc._.open_relations or ()),
            figures=tuple(self._figure(found) for found in self._doc._.figures or ()),
            quotes=tuple(self._quote(found) for found in self._doc._.quotes or ()),
            reported=tuple(self._quote(found) for found in self._doc._.reported or ()),
            dates=tuple(self._dates()),
            sentences=tuple(self._sentences()),
            base=self._base,
        )

    def _described(self) -> tuple[Entity, ...]:
        """Return the entities with class and location, their number in the document as a provisional id."""
        text = self._article.text
        bare = (
            Entity(
                id=str(number),
                type=entity.type,
                name=self._doc_text(max(entity.mentions, key=self._fullness)),
                mentions=tuple(self._mention_span(m) for m in entity.mentions),
            )
            for number, entity in enumerate(self._names.entities)
        )
        narrowed = [replace(entity, subclass=narrower_class(entity, text=text)) for entity in bare]
        return locate_places(narrowed, text=text, gazetteer=self._gazetteer)

    def _identified(self, entities: Iterable[Entity]) -> list[Entity]:
        """Return the entities with their IRIs; a name that means nothing outside its article gets one of the article's
        own, and of two places of one name each has its own.
        """
        within = article_iri(self._article.key, base=self._base)
        taken: Counter[str] = Counter()
        found = []
        for entity in entities:
            name, is_local = entity.name, self._is_local(entity)
            if entity.type is EntityType.PLACE and len(self._gazetteer.find(name)) > 1:
                is_local = entity.location is None
                name = f"{name} {entity.location.iri.strip('/').rsplit('/', 1)[-1]}" if entity.location else name
            iri = entity_iri(entity.type.value, name, within=within if is_local else None, base=self._base)
            taken[iri] += 1
            if taken[iri] > 1:
                iri = f"{entity_iri(entity.type.value, name, within=within, base=self._base)}-{taken[iri]}"
            found.append(replace(entity, id=iri))
        return found

    def _is_local(self, entity: Entity) -> bool:
        """Whether the name alone doesn't tell who is meant: a bare surname or first name, "la Métropole"."""
        words = entity.name.split()
        if entity.type is EntityType.PERSON:
            return len(words) == 1 or all(len(word.strip(".")) == 1 for word in words[:-1])
        return entity.name.lower().replace("’", "'") in self._generic_names

    def _fullness(self, mention: Mention) -> tuple[int, bool, int]:
        text = self._doc_text(mention)
        # Of two forms of one length, one with lower-case letters reads better than capitals.
        return len(text), not text.isupper(), -mention.start

    def _doc_text(self, mention: Mention) -> str:
        span = self._mention_span(mention)
        return " ".join(self._article.text[span.start : span.end].split())

    def _mention_span(self, mention: Mention) -> Span:
        return self._token_span(mention.start, mention.end)

    def _token_span(self, start: int, end: int) -> Span:
        span = self._doc[start:end]
        return self._shifted(span.start_char, span.end_char)

    def _shifted(self, start: int, end: int) -> Span:
        return Span(start + self._article.body_start, end + self._article.body_start)

    def _relation(self, found: FoundRelation) -> Relation:
        parts = [found.subject.start, found.object.start, found.trigger_start]
        ends = [found.subject.end, found.object.end, found.trigger_end]
        return Relation(
            subject=self._iris[found.subject.entity],
            predicate=found.entry.relation.iri,
            object=self._iris[found.object.entity],
            span=self._token_span(min(parts), max(ends)),
            subject_span=self._mention_span(found.subject),
            object_span=self._mention_span(found.object),
            trigger_span=self._token_span(found.trigger_start, found.trigger_end),
            modality=found.modality,
            role=found.role,
            confidence=found.confidence,
            rule=found.entry.iri,
            tenure=found.tenure,
            said_by=self._iris[found.said_by.entity] if found.said_by is not None else None,
        )

    def _open_relation(self, found: FoundOpenRelation) -> OpenRelation:
        subject, object_ = self._mention_span(found.subject), self._mention_span(found.object)
        verb = self._token_span(found.verb, found.verb + 1)
        return OpenRelation(
            subject=self._iris[found.subject.entity],
            verb=found.infinitive,
            object=self._iris[found.object.entity],
            span=Span(min(subject.start, object_.start, verb.start), max(subject.end, object_.end, verb.end)),
            subject_span=subject,
            object_span=object_,
            verb_span=verb,
            modality=found.modality,
        )

    def _figure(self, found: FoundFigure) -> Figure:
        return Figure(
            span=self._shifted(found.start, found.end),
            value=found.value,
            unit=found.unit,
            kind=found.kind,
            about=found.about,
            concerns=self._iris[found.concerns] if found.concerns is not None else None,
            qualifier=found.qualifier,
            measure=found.measure,
            role=FigureRole(found.role) if found.role else None,
            period=found.period,
        )

    def _quote(self, found: FoundQuote) -> Quote:
        return Quote(
            span=self._shifted(found.start, found.end),
            kind=found.kind,
            speaker=self._iris[found.speaker.entity] if found.speaker is not None else None,
            speaker_text=found.speaker_text,
            speaker_span=self._shifted_if_any(found.speaker_start, found.speaker_end),
            cue_span=self._shifted_if_any(found.cue_start, found.cue_end),
        )

    def _shifted_if_any(self, start: int | None, end: int | None) -> Span | None:
        return self._shifted(start, end) if start is not None and end is not None else None

    def _dates(self) -> Iterator[Date]:
        events = {found.date: found for found in self._doc._.event_dates or ()}
        for number, found in enumerate(self._doc._.dates or ()):
            event = events.get(number)
            yield Date(
                span=self._shifted(found.start, found.end),
                value=found.value,
                relative=found.relative,
                offset=found.offset,
                position=found.position,
                time=found.time,
                until=found.until,
                event=self._iris[event.entity] if event is not None else None,
                event_part=event.part if event is not None else None,
            )

    def _sentences(self) -> list[Span]:
        """Return the sentences without the white space around them.

        The parser sometimes cuts one at a quotation mark or an abbreviation: what goes on in lower case, or with a
        mark that can't begin a sentence, belongs to the sentence before it.
        """
        found: list[Span] = []
        for sentence in self._doc.sents:
            text = sentence.text
            start = sentence.start_char + len(text) - len(text.lstrip())
            end = start + len(text.strip())
            if end == start:
                continue
            goes_on = found and (text.lstrip()[0].islower() or text.lstrip()[0] in _NEVER_FIRST)
            if goes_on and "\n" not in self._doc.text[found[-1].end : start]:
                start = found.pop().start
            found.append(Span(start, end))
        return [self._shifted(span.start, span.end) for span in found]


def harvest(doc: Doc, article: Article, *, base: str = DEFAULT_BASE, generic_names: frozenset[str]) -> ArticleFacts:
    """Return what ``doc`` says about ``article``."""
    return Harvester(doc, article, base=base, generic_names=generic_names).facts()
