"""The statements of one article: ArticleFacts → quads of its named graph.

Pure and deterministic: no clock, no counter, no blank node. Equal facts give equal quads in the same order.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from decimal import Decimal
from itertools import zip_longest
from types import MappingProxyType

from pyoxigraph import NamedNode, Quad

from pressgraph.errors import AnnotationError
from pressgraph.facts import (
    ArticleFacts,
    Date,
    Entity,
    EntityType,
    Figure,
    FigureKind,
    FigureRole,
    GeographicLocation,
    OpenRelation,
    Quote,
    Relation,
    Span,
    Tenure,
)
from pressgraph.graph.article_graph import ArticleGraph
from pressgraph.graph.dates import (
    date_literal,
    date_properties,
    event_properties,
    interval_properties,
    period_properties,
    tenure_properties,
)
from pressgraph.graph.likeness import sketch
from pressgraph.graph.software import own_version, software_agent
from pressgraph.graph.terms import decimal_literal, iri_node, term, text_literal, typed_literal
from pressgraph.identifiers import slug

_FIGURE_ROLES = {
    FigureRole.RISE: "pg:rise",
    FigureRole.FALL: "pg:fall",
    FigureRole.TOTAL: "pg:total",
    FigureRole.SHARE: "pg:share",
    FigureRole.FROM: "pg:startValue",
    FigureRole.TO: "pg:endValue",
}
_NOTHING: Mapping[str, str] = MappingProxyType({})


def statements(
    facts: ArticleFacts, *, unit_iris: Mapping[str, str] = _NOTHING, models: Mapping[str, str] = _NOTHING
) -> list[Quad]:
    """Return the quads of the article's graph, each once.

    ``unit_iris`` leads from a figure's unit ("EUR", "km") to the IRI of its QUDT unit or currency; ``models``
    from the name of each language model that took part to its version.
    Raises AnnotationError when a span lies outside the article's text or a number is out of its bounds.
    """
    writer = _Writer(facts, unit_iris)
    writer.add_article(models)
    for entity in facts.entities:
        writer.add_entity(entity)
    for relation in facts.relations:
        writer.add_relation(relation)
    for open_relation in facts.open_relations:
        writer.add_open_relation(open_relation)
    for figure in facts.figures:
        writer.add_figure(figure)
    for quote in facts.quotes:
        writer.add_quote(quote)
    for report in facts.reported:
        writer.add_reported_speech(report)
    for day, following in zip_longest(facts.dates, facts.dates[1:]):
        writer.add_date(day, following)
    return list(writer.quads)


class _Writer(ArticleGraph):
    """Every ``add_`` method writes one kind of fact."""

    def __init__(self, facts: ArticleFacts, unit_iris: Mapping[str, str]) -> None:
        super().__init__(facts)
        self.unit_iris = unit_iris
        self.types = {entity.id: entity.type for entity in facts.entities}
        self.related: set[NamedNode] = set()  # relation statements that are written already
        self.paragraph_starts = _paragraph_starts(facts.article.text, facts.article.body_start)

    # The article and its making

    def add_article(self, models: Mapping[str, str]) -> None:
        article, node = self.facts.article, self.article
        self.add(node, "rdf:type", term("schema:NewsArticle"))
        if article.title:
            self.add(node, "schema:headline", text_literal(article.title, language="fr"))
        if article.published:
            self.add(node, "schema:datePublished", date_literal(article.published))
        if article.author:
            self.add(node, "schema:author", text_literal(article.author))
        if article.publisher:
            self.add(node, "schema:publisher", text_literal(article.publisher))
        if article.url:
            self.add(node, "schema:url", iri_node(article.url))
        self.add(node, "dcterms:source", text_literal(article.source))
        self.add(node, "schema:inLanguage", text_literal("fr"))
        self.add(node, "schema:text", text_literal(article.text))
        fingerprint = sketch(article.body)
        if fingerprint:
            self.add(node, "pg:textSketch", typed_literal(fingerprint.hex(), "hexBinary"))
        extraction = iri_node(f"{node.value}#extraction")
        self.add(node, "prov:wasGeneratedBy", extraction)
        self.add(extraction, "rdf:type", term("prov:Activity"))
        self.add(extraction, "prov:used", node)
        for name, version in {"pressgraph": own_version(), **models}.items():
            agent, description = software_agent(name, version)
            self.add(extraction, "prov:wasAssociatedWith", agent)
            for predicate, value in description:
                self.add(agent, predicate, value)

    # What it says

    def add_entity(self, entity: Entity) -> None:
        node = iri_node(entity.id)
        self.add(node, "rdf:type", term(f"schema:{entity.type.value}"))
        if entity.subclass:
            self.add(node, "rdf:type", iri_node(entity.subclass))
        self.add(node, "rdfs:label", text_literal(entity.name, language="fr"))
        self.add(node, "schema:name", text_literal(entity.name))
        if entity.location:
            self._add_location(node, entity.location)
        for span in entity.mentions:
            mention = self.part_at("mention", span)
            self.add(mention, "rdf:type", term("oa:Annotation"))
            self.add(mention, "oa:hasBody", node)
            self.place(mention, span)
            paragraph = bisect_right(self.paragraph_starts, span.start)
            if paragraph:  # a mention in the front matter stands in none
                self.add(mention, "pg:inParagraph", typed_literal(str(paragraph), "integer"))

    def _add_location(self, node: NamedNode, location: GeographicLocation) -> None:
        """Write where a place lies on the place itself, so that a map needs one pattern and no further node."""
        self.add(node, "owl:sameAs", iri_node(location.iri))
        self.add(node, "schema:latitude", decimal_literal(location.latitude))
        self.add(node, "schema:longitude", decimal_literal(location.longitude))
        self.add(node, "schema:addressCountry", text_literal(location.country))

    def add_relation(self, relation: Relation) -> None:
        key = _digest(
            relation.subject, relation.predicate, relation.object, relation.modality.value,
            f"{relation.span.start},{relation.span.end}", relation.role or "", relation.rule or "",
        )  # fmt: skip
        statement = self.part("relation", key)
        if statement in self.related:  # told again: the first confidence stands
            return
        self.related.add(statement)
        if not 0 <= relation.confidence <= 1:
            raise AnnotationError(f"{statement.value}: confidence {relation.confidence} isn't between 0 and 1")
        subject, predicate, object_ = map(iri_node, (relation.subject, relation.predicate, relation.object))
        if relation.modality.is_fact:
            self.add(subject, predicate, object_)
        self.add(statement, "rdf:type", term("pg:RelationStatement"), term("rdf:Statement"))
        self.add(statement, "rdf:subject", subject)
        self.add(statement, "rdf:predicate", predicate)
        self.add(statement, "rdf:object", object_)
        self.add(statement, "pg:modality", term(f"pg:{relation.modality.value}"))
        self.add(statement, "pg:confidence", decimal_literal(Decimal(str(round(relation.confidence, 3)))))
        self.add(statement, "prov:wasDerivedFrom", self.article)
        self.place(statement, relation.span)
        for name, span in (
            ("pg:subjectMention", relation.subject_span),
            ("pg:objectMention", relation.object_span),
            ("pg:trigger", relation.trigger_span),
        ):
            if span:
                self.add(statement, name, self.selector(span))
        if relation.rule:
            self.add(statement, "pg:foundBy", iri_node(relation.rule))
        if relation.role:
            self.add(statement, "pg:role", text_literal(relation.role, language="fr"))
        if relation.said_by:
            self.add(statement, "pg:saidBy", iri_node(relation.said_by))
        if relation.modality.is_fact and (relation.role or relation.tenure):
            self._add_membership(self.part("membership", key), statement, relation)

    def _add_membership(self, node: NamedNode, statement: NamedNode, relation: Relation) -> None:
        """Write the post that ``relation`` tells of; one that relates two people ("épouse") is no post."""
        member, body = relation.subject, relation.object
        if self.types.get(body) is EntityType.PERSON:  # schema:founder leads to the person
            member, body = body, member
        if self.types.get(body) is EntityType.PERSON:
            return
        self.add(node, "rdf:type", term("org:Membership"))
        self.add(node, "org:member", iri_node(member))
        self.add(node, "org:organization", iri_node(body))
        self.add(node, "prov:wasDerivedFrom", statement)
        if relation.role:
            role_node = iri_node(f"{self.facts.base}role/{slug(relation.role)}")
            self.add(node, "org:role", role_node)
            self.add(role_node, "rdf:type", term("org:Role"))
            self.add(role_node, "rdfs:label", text_literal(relation.role, language="fr"))
        if relation.tenure and relation.tenure.status:
            self.add(node, "pg:status", term(f"pg:{relation.tenure.status.value}"))
        if relation.tenure and (relation.tenure.start or relation.tenure.end):
            self._add_interval(node, relation, relation.tenure)

    def _add_interval(self, membership: NamedNode, relation: Relation, tenure: Tenure) -> None:
        """Write the time for which a post is held, between dates of the article."""
        node = self.part("during", membership.value.rpartition("=")[2])
        self.add(membership, "org:memberDuring", node)
        for predicate, value in tenure_properties(tenure):
            self.add(node, predicate, value)
        for predicate, day in (("time:hasBeginning", tenure.start), ("time:hasEnd", tenure.end)):
            if day:
                self.add(node, predicate, self._date_near(relation.span, day))
        self.add(node, "prov:wasDerivedFrom", self.article)
        self.place(node, relation.span)

    def _date_near(self, span: Span, value: str) -> NamedNode:
        """Return the node of a date of this value in the sentence of ``span``; writes one where none is annotated."""
        sentence = self.facts.sentence_of(span)
        days = (day for day in self.facts.dates if day.value == value and sentence.overlaps(day.span))
        day = next(days, None)
        if day is not None:
            return self.part_at("date", day.span)
        node = self.part(f"date={value}", f"{sentence.start},{sentence.end}")
        for predicate, literal in date_properties(Date(span=sentence, value=value)):
            self.add(node, predicate, literal)
        self.add(node, "prov:wasDerivedFrom", self.article)
        self.place(node, sentence)
        return node

    def add_open_relation(self, relation: OpenRelation) -> None:
        """Write a statement that no property is for: it has a verb instead of a predicate, and no plain triple."""
        key = _digest(
            relation.subject, relation.verb, relation.object, relation.modality.value,
            f"{relation.verb_span.start},{relation.verb_span.end}",
        )  # fmt: skip
        statement = self.part("open-relation", key)
        self.add(statement, "rdf:type", term("pg:OpenStatement"))
        self.add(statement, "rdf:subject", iri_node(relation.subject))
        self.add(statement, "pg:verb", text_literal(relation.verb, language="fr"))
        self.add(statement, "rdf:object", iri_node(relation.object))
        self.add(statement, "pg:modality", term(f"pg:{relation.modality.value}"))
        self.add(statement, "prov:wasDerivedFrom", self.article)
        self.place(statement, relation.span)
        self.add(statement, "pg:subjectMention", self.selector(relation.subject_span))
        self.add(statement, "pg:objectMention", self.selector(relation.object_span))
        self.add(statement, "pg:trigger", self.selector(relation.verb_span))

    def add_figure(self, figure: Figure) -> None:
        node = self.part_at("figure", figure.span)
        if not figure.value.is_finite():
            raise AnnotationError(f"{node.value}: {figure.value} is no quantity; give a finite number")
        self.add(node, "rdf:type", term("schema:Observation"))
        self.add(node, "schema:value", decimal_literal(figure.value))
        self.add(node, "pg:figureKind", term(f"pg:{figure.kind.value}"))
        self.add(node, "schema:unitText", text_literal(figure.unit))
        if figure.kind is FigureKind.MONEY:
            self.add(node, "schema:currency", text_literal(figure.unit))
        if figure.unit in self.unit_iris:
            self.add(node, "qudt:unit", iri_node(self.unit_iris[figure.unit]))
        if figure.about:
            self.add(node, "pg:about", text_literal(figure.about, language="fr"))
        if figure.concerns:
            self.add(node, "schema:observationAbout", iri_node(figure.concerns))
        if figure.measure:
            self.add(node, "pg:measuredThing", text_literal(figure.measure, language="fr"))
        if figure.role:
            self.add(node, "pg:figureRole", term(_FIGURE_ROLES[figure.role]))
        for predicate, value in period_properties(figure.period) if figure.period else ():
            self.add(node, predicate, value)
        if figure.qualifier:
            self.add(node, "pg:qualifier", text_literal(figure.qualifier))
        if self.facts.article.published:
            self.add(node, "schema:observationDate", date_literal(self.facts.article.published))
        self.add(node, "prov:wasDerivedFrom", self.article)
        self.place(node, figure.span)

    def add_quote(self, quote: Quote) -> None:
        node = self.part_at("quote", quote.span)
        self.add(node, "rdf:type", term("schema:Quotation"))
        if quote.speaker:
            self.add(node, "schema:spokenByCharacter", iri_node(quote.speaker))
        self._add_speech(node, quote)

    def add_reported_speech(self, report: Quote) -> None:
        """Write what somebody says in the article's words: no quotation, since the words aren't the speaker's."""
        # Two may say the same ("112 maternités selon les syndicats, 54 selon le ministère").
        speaker = report.speaker_span or report.span
        node = self.part("reported", f"{report.span.start},{report.span.end},{speaker.start}")
        self.add(node, "rdf:type", term("pg:ReportedSpeech"))
        if report.speaker:
            self.add(node, "pg:saidBy", iri_node(report.speaker))
        self._add_speech(node, report)

    def _add_speech(self, node: NamedNode, speech: Quote) -> None:
        """Write what direct and indirect speech have in common: words, speaker's words, cue and place."""
        self.add(node, "schema:text", text_literal(self.facts.text_of(speech.span), language="fr"))
        if speech.speaker_text:
            self.add(node, "pg:speakerText", text_literal(speech.speaker_text, language="fr"))
        if speech.speaker_span:
            self.add(node, "pg:speakerMention", self.selector(speech.speaker_span))
        if speech.cue_span:
            self.add(node, "pg:trigger", self.selector(speech.cue_span))
        self.add(node, "prov:wasDerivedFrom", self.article)
        self.place(node, speech.span)

    def add_date(self, day: Date, following: Date | None) -> None:
        node = self.part_at("date", day.span)
        for predicate, value in date_properties(day):
            self.add(node, predicate, value)
        if day.event:
            event = iri_node(day.event)
            self.add(node, "pg:dateOf", event)
            for predicate, value in event_properties(day):
                self.add(event, predicate, value)
        self.add(node, "prov:wasDerivedFrom", self.article)
        self.place(node, day.span)
        if day.value and following and following.value and day.until == following.value:
            span = Span(day.span.start, following.span.end)
            interval, last = self.part_at("dates", span), self.part_at("date", following.span)
            for predicate, value in interval_properties(node, last, begins=day.value, ends=following.value):
                self.add(interval, predicate, value)
            self.add(interval, "prov:wasDerivedFrom", self.article)
            self.place(interval, span)


def _paragraph_starts(text: str, body_start: int) -> list[int]:
    """Return where each line of the body that isn't blank begins."""
    starts, start = [], body_start
    for line in text[body_start:].split("\n"):
        if line.strip():
            starts.append(start)
        start += len(line) + 1
    return starts


def _digest(*parts: str) -> str:
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]
