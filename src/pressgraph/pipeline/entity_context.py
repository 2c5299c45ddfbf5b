"""What the words around a name say of it: its type, its edges, and whether it is a name at all.

A body that nobody heard of looks like a person to the recogniser ("le président de Morvalia"), a village like a body
("le maire de Sarnel"). The noun before it settles that, for all its mentions in the article. Which nouns do is said
in ``ontologies/entity-words.ttl``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span

from pressgraph.ontology import Ontology

_QUOTES = {"«": "»", "“": "”", '"': '"'}
#: tokens; longer quotations are speech
_LONGEST_QUOTED = 10
#: tokens of a gathering's name before its body: "générale décentralisée des"
_LONGEST_GATHERING = 5
#: tokens of a place's name that a noun before it may turn from another type
_LONGEST_TOWN = 2


class ContextRules:
    """Rules that look at the words around a name."""

    def __init__(self, ontology: Ontology) -> None:
        """Take the word classes of ``entity-words.ttl``."""
        self._first_names = ontology.words("women-first-names") | ontology.words("men-first-names")
        self._body_introducers = ontology.words("body-introducers")
        self._body_posts = ontology.words("body-posts")
        self._place_posts = ontology.words("place-posts")
        self._place_verbs = ontology.words("place-verbs")
        self._road_sigles = ontology.words("road-sigles")
        self._portfolio_posts = ontology.words("portfolio-posts")
        self._area_kinds = ontology.words("area-kinds")
        self._site_kinds = ontology.words("site-kinds")
        self._trades = ontology.words("trades")
        self._gatherings = ontology.words("gatherings")
        self._schools = ontology.words("schools")
        self._of = ontology.words("de")
        self._links = self._of | ontology.words("own-articles")
        self._own_articles = {article.capitalize() for article in ontology.words("own-articles")}
        self._bare_introducers = ontology.words("bare-introducers")
        self._inhabitant_endings = tuple(ontology.words("inhabitant-endings"))
        self._team_names = ontology.words("team-nicknames")
        self._event_introducers = ontology.words("event-introducers")
        self._town_bodies = ontology.words("town-bodies")
        self._body_adjectives = ontology.words("body-adjectives")
        self._plurals = ontology.words("plural-determiners")
        self._departments = ontology.words("hyphenless-departments")
        self._quoted_labels = dict.fromkeys(ontology.words("quoted-bodies"), "ORG") | dict.fromkeys(
            ontology.words("quoted-events"), "EVT"
        )

    def is_no_name(self, span: Span) -> bool:
        """Whether ``span`` stands for inhabitants ("les Rennais") or a portfolio ("échevin des Finances")."""
        if len(span) == 1 and self._is_inhabitants(span):
            return True
        if span.label_ != "ORG" or len(span) > 1:
            return False
        head, linked = self._head_before(span)
        return linked and head in self._portfolio_posts

    def _is_inhabitants(self, span: Span) -> bool:
        word = span.text.lower()
        if not word.endswith(self._inhabitant_endings) or word in self._team_names or span.text.isupper():
            return False
        before = [token.lower_ for token in span.doc[max(0, span.start - 1) : span.start]]
        return any(word in self._plurals for word in before)

    def reshape(self, doc: Doc, spans: Iterable[Span]) -> list[Span]:
        """Set the edges of names by the common noun at their beginning."""
        shaped: list[Span] = []
        for found in (part for span in spans for part in _split_at_dash(span)):
            span = self._with_whole(self._with_trade(_with_particle(self._without_kind(found))))
            if shaped and (self._continues(shaped[-1], span) or self._is_department(shaped[-1], span)):
                shaped[-1] = Span(doc, shaped[-1].start, span.end, label="LOC")
            else:
                shaped.append(span)
        return shaped

    def _without_kind(self, span: Span) -> Span:
        """Cut off what isn't the name: "région de", "festival" before a name that stands alone, "assemblée générale
        des", the kind before a name with an article of its own ("hôtel Le Relais").
        """
        span = self._without_gathering(span)
        first = span[0].text
        if len(span) > 2 and first in self._area_kinds and span[1].text in self._of:
            start = span.start + 2
            while start < span.end - 1 and span.doc[start].text in self._links:
                start += 1
            return Span(span.doc, start, span.end, label="LOC")
        is_bare = first in self._bare_introducers and len(span) > 1 and span[1].text[0].isupper()
        if is_bare or self._has_own_article(span):
            return Span(span.doc, span.start + 1, span.end, label=span.label_)
        return span

    def _has_own_article(self, span: Span) -> bool:
        """Whether a common noun and a name with its own article follow each other; schools keep the noun."""
        if len(span) < 3 or not span[0].is_lower or span[0].lower_ in self._schools:
            return False
        return span[1].text in self._own_articles and span[2].text[0].isupper()

    def _without_gathering(self, span: Span) -> Span:
        """Return the body whose gathering this is: "assemblée générale décentralisée des Offices de tourisme"."""
        if span.label_ != "ORG" or span[0].lower_ not in self._gatherings:
            return span
        for token in span[1 : _LONGEST_GATHERING + 1]:
            behind = token.i + 1
            if token.text in self._of and behind < span.end and span.doc[behind].text[0].isupper():
                return Span(span.doc, behind, span.end, label="ORG")
            if not token.is_lower:
                break
        return span

    def _with_trade(self, span: Span) -> Span:
        """Take in the noun without which the name of a house can't stand: "laiterie Kervella"."""
        alone = len(span) == 1 and span.label_ in {"ORG", "PER"}
        if alone and span.start and span.doc[span.start - 1].text in self._trades:
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
            and between[0].text in self._of
        )

    def _with_whole(self, span: Span) -> Span:
        """Take in the noun of the body that is named by its town: "municipalité de Sarnel"."""
        head, linked = self._head_before(span)
        if span.label_ != "LOC" or not linked or head not in self._town_bodies:
            return span
        start = next(i for i in range(span.start - 1, -1, -1) if span.doc[i].lower_ == head)
        while start > 0 and span.doc[start].lower_ in self._body_adjectives:
            start -= 1  # the noun that the word describes belongs to the name: "centre hospitalier"
        return Span(span.doc, start, span.end, label="ORG")

    def _is_department(self, first: Span, second: Span) -> bool:
        """Whether two names are the halves of a département written without hyphens: "Seine et Marne"."""
        joined = first.doc[first.start : second.end].text.lower().replace("-", " ")
        return joined in self._departments

    def quoted(self, doc: Doc) -> Iterator[Span]:
        """Yield the names in quotation marks right behind the noun of a body or event: l'amicale « La Truite »."""
        for mark in doc[1:]:
            closing = _QUOTES.get(mark.text)
            label = self._quoted_labels.get(mark.nbor(-1).lower_) if closing else None
            if label is None:
                continue
            start = mark.i + 1
            longest = doc[start : start + _LONGEST_QUOTED]
            end = next((word.i for word in longest if word.text == closing or word.is_space), len(doc))
            if start < end < len(doc) and doc[end].text == closing and (label == "EVT" or doc[start].text[0].isupper()):
                yield Span(doc, start, end, label=label)

    def _has_first_name(self, span: Span) -> bool:
        return len(span) > 1 and span[0].lower_ in self._first_names and span[1].text != "-"

    def type_of(self, span: Span, before: Span | None) -> str | None:
        """Return the type that the words around ``span`` settle, None when they settle none.

        ``before`` is the name before it.
        """
        if before is not None and before.label_ == "ORG" and _is_sigle(span, before):
            return "ORG"
        if self._is_road(span):
            return "LOC"
        head, linked = self._head_before(span)
        if linked:
            if span.label_ == "PER" and head in self._body_posts and not self._has_first_name(span):
                return "ORG"
            if span.label_ in {"ORG", "PER"} and head in self._place_posts and len(span) <= _LONGEST_TOWN:
                return "LOC"
            return None
        if head in {"à", "a"} and self._is_place_behind_to(span):
            return "LOC"
        if span.label_ != "PER" and head in self._event_introducers:
            return "EVT"
        if span.label_ in {"PER", "LOC"} and head in self._body_introducers and not self._has_first_name(span):
            return "ORG"
        return None

    def _is_place_behind_to(self, span: Span) -> bool:
        """Whether "à" before ``span`` says that it is a place: "À Brigny, …", "née à Brigny"."""
        to = span.doc[span.start - 1]
        if span.label_ == "PER" and to.is_title:
            return True
        verb = span.doc[to.i - 1].lower_ if to.i else ""
        return span.label_ in {"ORG", "PER"} and len(span) <= _LONGEST_TOWN and verb in self._place_verbs

    def _is_road(self, span: Span) -> bool:
        letters = span.text.rstrip("0123456789")
        return letters != span.text and letters.rstrip().lower() in self._road_sigles

    def _head_before(self, span: Span) -> tuple[str, bool]:
        """Return the word before ``span`` and its articles, and whether a preposition links them: ("maire", True)."""
        linked = False
        index = span.start - 1
        while index >= 0 and span.doc[index].lower_ in self._links:
            linked = linked or span.doc[index].lower_ in self._of
            index -= 1
        direct = index == span.start - 1
        if index < 0 or not (linked or direct):
            return "", False
        return span.doc[index].lower_, linked


def _split_at_dash(span: Span) -> list[Span]:
    """Part what a dash between spaces parts: the town in capitals from the body, a team from the other."""
    for dash in span[1:-1]:
        if dash.text in {"-", "–", "—"} and dash.whitespace_ and dash.nbor(-1).whitespace_:
            first = Span(span.doc, span.start, dash.i, label=span.label_)
            if first.text.isupper() and not span.text.isupper():
                first = Span(span.doc, span.start, dash.i, label="LOC")
            return [first, Span(span.doc, dash.i + 1, span.end, label=span.label_)]
    return [span]


def _with_particle(span: Span) -> Span:
    """Take in the particle that stays behind a title: "Mme de Montbraye"."""
    doc = span.doc
    if span.start < 2 or span.label_ not in {"PER", "LOC"}:
        return span
    title, particle = doc[span.start - 2 : span.start]
    if title.text in {"M.", "Mme", "Mlle"} and particle.text in {"de", "d'"}:
        return Span(doc, span.start - 1, span.end, label="PER")
    return span


def _is_sigle(span: Span, body: Span) -> bool:
    """Whether ``span`` stands in brackets right behind the name that it shortens: "Commission des mines (Comines)"."""
    doc = span.doc
    if body.end != span.start - 1 or len(span) > 1 or not span.text.isalpha() or span.end == len(doc):
        return False
    # It begins with the letter of one of the body's first two words, or it is a place: "hôpital Sud (Rhône)".
    begins_alike = span.text[0].upper() in {word.text[0].upper() for word in body[:2]}
    return begins_alike and (doc[body.end].text, doc[span.end].text) == ("(", ")")
