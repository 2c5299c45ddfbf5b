"""What the words around a name say of it: its type, its edges, and whether it is a name at all.

A body that nobody heard of looks like a person to the recogniser ("le président de Nordalia"), a village like a body ("le maire
de Cayar"). The noun before it settles that, for all its mentions in the article. Which nouns do is said in
``ontologies/entity-words.ttl``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from pressgraph.ontology import Ontology

_LINKS = frozenset({"de", "du", "des", "d'", "la", "le", "l'", "les"})
_PREPOSITIONS = frozenset({"de", "du", "des", "d'"})
_PLURALS = frozenset({"les", "des", "aux", "ces", "leurs", "nos", "vos", "ses", "deux", "jeunes", "quelques", "plusieurs", "quatre", "cent"})


class ContextRules:
    """Rules that look at the words around a name."""

    def __init__(self, ontology: Ontology) -> None:
        """Take the word classes of ``entity-words.ttl``."""
        self._body_introducers = ontology.words("body-introducers")
        self._body_posts = ontology.words("body-posts")
        self._place_posts = ontology.words("place-posts")
        self._portfolio_posts = ontology.words("portfolio-posts")
        self._area_kinds = ontology.words("area-kinds")
        self._site_kinds = ontology.words("site-kinds")
        self._trades = ontology.words("trades")
        self._bare_introducers = ontology.words("bare-introducers")
        self._inhabitant_endings = tuple(ontology.words("inhabitant-endings"))
        self._team_names = ontology.words("team-nicknames")

    def is_no_name(self, span: Span) -> bool:
        """Whether ``span`` stands for inhabitants ("les Verdunois") or a portfolio ("échevin des Finances")."""
        if len(span) == 1 and self._is_inhabitants(span):
            return True
        if span.label_ != "ORG" or len(span) > 1:
            return False
        head, linked = _head_before(span)
        return linked and head in self._portfolio_posts

    def _is_inhabitants(self, span: Span) -> bool:
        word = span.text.lower()
        if not word.endswith(self._inhabitant_endings) or word in self._team_names or span.text.isupper():
            return False
        before = [token.lower_ for token in span.doc[max(0, span.start - 1) : span.start]]
        return any(word in _PLURALS for word in before)

    def reshape(self, doc: Doc, spans: Iterable[Span]) -> list[Span]:
        """Set the edges of names by the common noun at their beginning."""
        shaped: list[Span] = []
        for span in spans:
            span = self._with_trade(self._without_kind(span))
            if shaped and self._continues(shaped[-1], span):
                shaped[-1] = Span(doc, shaped[-1].start, span.end, label="LOC")
            else:
                shaped.append(span)
        return shaped

    def _without_kind(self, span: Span) -> Span:
        """Cut "région de", "province du" off a place, "festival" and "syndicat" off a name that stands alone."""
        first = span[0].text
        if len(span) > 2 and first in self._area_kinds and span[1].text in _PREPOSITIONS:
            start = span.start + 2
            while start < span.end - 1 and span.doc[start].text in _LINKS:
                start += 1
            return Span(span.doc, start, span.end, label="LOC")
        if len(span) > 1 and first in self._bare_introducers and span[1].text[0].isupper():
            return Span(span.doc, span.start + 1, span.end, label=span.label_)
        return span

    def _with_trade(self, span: Span) -> Span:
        """Take in the noun without which the name of a house can't stand: "laiterie Besnier"."""
        if span.start and span.label_ in {"ORG", "PER"} and span.doc[span.start - 1].text in self._trades:
            return Span(span.doc, span.start - 1, span.end, label="ORG")
        return span

    def _continues(self, site: Span, place: Span) -> bool:
        """Whether "de PLACE" belongs to the site before it: "église Saint-Martin de Vic"."""
        between = site.doc[site.end : place.start]
        return (
            place.label_ == "LOC"
            and site[0].lower_ in self._site_kinds
            and len(site) > 1
            and len(between) == 1
            and between[0].text in _PREPOSITIONS
        )

    def type_of(self, span: Span) -> str | None:
        """Return the type that the words around ``span`` settle, None when they settle none."""
        if _is_sigle_of_body(span):
            return "ORG"
        head, linked = _head_before(span)
        if linked:
            if span.label_ == "PER" and head in self._body_posts:
                return "ORG"
            if span.label_ == "ORG" and head in self._place_posts and len(span) == 1:
                return "LOC"
            return None
        if span.label_ in {"PER", "LOC"} and head in self._body_introducers:
            return "ORG"
        return None


def _is_sigle_of_body(span: Span) -> bool:
    """Whether ``span`` stands alone in brackets behind a body's name: "Commission des mines (Comines)"."""
    doc = span.doc
    if not (2 <= span.start and span.end < len(doc) and doc[span.start - 1].text == "(" and doc[span.end].text == ")"):
        return False
    return len(span) == 1 and doc[span.start - 2].ent_type_ == "ORG" and doc[span.start - 2].ent_iob_ != "O"


def _head_before(span: Span) -> tuple[str, bool]:
    """Return the word before ``span`` and its articles, and whether a preposition links them: ("maire", True)."""
    linked = False
    index = span.start - 1
    while index >= 0 and span.doc[index].lower_ in _LINKS:
        linked = linked or span.doc[index].lower_ in _PREPOSITIONS
        index -= 1
    direct = index == span.start - 1
    if index < 0 or not (linked or direct):
        return "", False
    return span.doc[index].lower_, linked
