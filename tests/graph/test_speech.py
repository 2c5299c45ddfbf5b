"""Direct and indirect speech in the graph and in the annotation format: who, where, by which words."""

from __future__ import annotations

import json

from pyoxigraph import NamedNode, Quad
from rdflib import Graph

from pressgraph.annotations import from_json, write_json_line
from pressgraph.article import Article
from pressgraph.facts import ArticleFacts, Entity, EntityType, Quote, QuoteKind, Span
from pressgraph.graph import statements
from pressgraph.graph.terms import term
from pressgraph.ontology.resources import ontologies_folder

from .test_shapes import as_graph, violations

TEXT = "Anne Le Bris affirme que le port rouvrira. « Nous serons prêts en mai », dit-elle."
ANNE = "urn:anne"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


FACTS = ArticleFacts(
    article=Article(text=TEXT, key="a", source="a.txt"),
    entities=(Entity(id=ANNE, type=EntityType.PERSON, name="Anne Le Bris", mentions=(Span(0, 12),)),),
    quotes=(
        Quote(
            span=span("Nous serons prêts en mai"),
            speaker=ANNE,
            speaker_text="Anne Le Bris",
            speaker_span=span("elle"),
            cue_span=span("dit-elle"),
        ),
    ),
    reported=(
        Quote(
            span=span("le port rouvrira"),
            kind=QuoteKind.INDIRECT,
            speaker=ANNE,
            speaker_text="Anne Le Bris",
            speaker_span=Span(0, 12),
            cue_span=span("affirme"),
        ),
    ),
    sentences=(Span(0, 42), Span(43, len(TEXT))),
)


def nodes_of(quads: list[Quad], class_: str) -> list[NamedNode]:
    return [q.subject for q in quads if q.predicate == term("rdf:type") and q.object == term(class_)]


def values(quads: list[Quad], node: NamedNode, predicate: str) -> list[str]:
    return [q.object.value for q in quads if q.subject == node and q.predicate == term(predicate)]


def exact(quads: list[Quad], node: NamedNode, predicate: str) -> list[str]:
    """Return the words that a selector of ``node`` points to."""
    return [words for iri in values(quads, node, predicate) for words in values(quads, NamedNode(iri), "oa:exact")]


def test_reported_speech_is_no_quotation() -> None:
    quads = list(statements(FACTS))
    (quotation,) = nodes_of(quads, "schema:Quotation")
    (report,) = nodes_of(quads, "pg:ReportedSpeech")
    assert values(quads, quotation, "schema:text") == ["Nous serons prêts en mai"]
    assert values(quads, quotation, "schema:spokenByCharacter") == [ANNE]
    assert values(quads, report, "schema:text") == ["le port rouvrira"]
    assert values(quads, report, "pg:saidBy") == [ANNE]
    assert values(quads, report, "schema:spokenByCharacter") == []


def test_speech_leads_to_speaker_cue_and_sentence() -> None:
    quads = list(statements(FACTS))
    (quotation,) = nodes_of(quads, "schema:Quotation")
    (report,) = nodes_of(quads, "pg:ReportedSpeech")
    assert exact(quads, quotation, "pg:speakerMention") == ["elle"]
    assert exact(quads, quotation, "pg:trigger") == ["dit-elle"]
    assert exact(quads, report, "pg:speakerMention") == ["Anne Le Bris"]
    assert exact(quads, report, "pg:trigger") == ["affirme"]
    assert exact(quads, report, "pg:inSentence") == ["Anne Le Bris affirme que le port rouvrira."]


def test_graph_of_speech_fits_the_shapes() -> None:
    shapes = Graph().parse(ontologies_folder() / "shapes" / "graph.ttl")
    assert violations(as_graph(FACTS), shapes) == ""


def test_json_keeps_indirect_speech_apart_and_comes_back() -> None:
    line = json.loads(write_json_line(FACTS))
    assert [quote["text"] for quote in line["quotes"]] == ["Nous serons prêts en mai"]
    assert [report["text"] for report in line["reported"]] == ["le port rouvrira"]
    back = from_json(line)
    assert (back.quotes, back.reported) == (FACTS.quotes, FACTS.reported)
