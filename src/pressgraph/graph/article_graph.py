"""The graph of one article under construction: its quads, and where in the text their subjects stand."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from pressgraph.errors import AnnotationError
from pressgraph.facts import ArticleFacts, Span
from pressgraph.graph.terms import iri_node, term, text_literal, typed_literal


def graph_name(article_iri: str) -> NamedNode:
    """Return the name of the graph that holds what this article says."""
    return iri_node(article_iri)


class ArticleGraph:
    """Collects the quads of one article and writes the Web Annotation selectors of its passages, each once."""

    def __init__(self, facts: ArticleFacts) -> None:
        """Begin an empty graph."""
        self.facts = facts
        self.article = graph_name(facts.iri)
        self.quads: dict[Quad, None] = {}  # a set that keeps the order
        self._located: set[NamedNode] = set()  # selectors and targets that are written already

    def add(self, subject: NamedNode, predicate: str | NamedNode, *objects: NamedNode | Literal) -> None:
        """Add a triple for each object; a predicate that is a string is written with its prefix."""
        if isinstance(predicate, str):
            predicate = term(predicate)
        for value in objects:
            self.quads[Quad(subject, predicate, value, self.article)] = None

    def part(self, kind: str, key: str) -> NamedNode:
        """Return the IRI of a part of the article: ``<article>#kind=key``."""
        return iri_node(f"{self.article.value}#{kind}={key}")

    def part_at(self, kind: str, span: Span) -> NamedNode:
        """Return the IRI of the part of this kind at ``span``; raises AnnotationError outside the text."""
        if not 0 <= span.start < span.end <= len(self.facts.article.text):
            raise AnnotationError(
                f"{self.facts.iri}: the {kind} at {span.start}–{span.end} lies outside the text "
                f"({len(self.facts.article.text)} characters)"
            )
        return self.part(kind, f"{span.start},{span.end}")

    # Where things stand in the text

    def selector(self, span: Span) -> NamedNode:
        """Write the Web Annotation selector of ``span`` and return it."""
        node = self.part_at("char", span)
        if node not in self._located:
            self._located.add(node)
            self.add(node, "rdf:type", term("oa:TextPositionSelector"), term("oa:TextQuoteSelector"))
            # The engine keeps every kind of whole number as xsd:integer.
            self.add(node, "oa:start", typed_literal(str(span.start), "integer"))
            self.add(node, "oa:end", typed_literal(str(span.end), "integer"))
            self.add(node, "oa:exact", text_literal(self.facts.text_of(span)))
        return node

    def target(self, span: Span) -> NamedNode:
        """Write the part of the article at ``span`` as an annotation's target and return it."""
        node = self.part_at("target", span)
        if node not in self._located:
            self._located.add(node)
            self.add(node, "rdf:type", term("oa:SpecificResource"))
            self.add(node, "oa:hasSource", self.article)
            self.add(node, "oa:hasSelector", self.selector(span))
        return node

    def sentence(self, span: Span) -> NamedNode:
        """Write the sentence in which ``span`` begins and return its selector."""
        node = self.selector(self.facts.sentence_of(span))
        self.add(node, "rdf:type", term("pg:Sentence"))
        return node

    def place(self, node: NamedNode, span: Span) -> None:
        """Say where in the text ``node`` stands."""
        self.add(node, "oa:hasTarget", self.target(span))
        self.add(node, "pg:inSentence", self.sentence(span))
