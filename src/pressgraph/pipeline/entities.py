"""Names of people, organisations, places and events: the recogniser's guesses, corrected over the whole article.

The recogniser sees a few words around each name. What it can't see is done here by rules: a name's edges, titles and
offices that are no names, one type for one name in an article, and the occurrences that it missed of a name that it
found elsewhere. Then a second pass (``second_pass``) reads the article again, knowing all that, and the rules correct
what it found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pressgraph.facts import EntityType
from pressgraph.identifiers import fold
from pressgraph.ontology import Ontology, load_ontology
from pressgraph.pipeline.entity_context import ContextRules
from pressgraph.pipeline.second_pass import WEIGHTS_FILE, SecondPass, Weights

#: the label under which the recogniser gives events: the base model's "miscellaneous", trained to mean them
EVENT_LABEL = "MISC"
#: the recogniser's weights, made by ``python -m pressgraph.training``
RECOGNISER_FOLDER = Path(__file__).parent / "recogniser"

_OPENING = {"«": "»", "“": "”", "(": ")", '"': '"'}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
#: letters; shorter names ("Ain", "OM") are found again only in the very same case
_LEAST_FOLDED = 4


class EntityRules:
    """The corrections, with the words that they need."""

    def __init__(self, ontology: Ontology) -> None:
        """Take the word classes of ``entity-words.ttl``."""
        self._edges = ontology.words("name-edges")
        self._titles = ontology.words("capitalised-titles")
        self._no_names = ontology.words("no-names")
        self._offices = ontology.words("offices")
        self._context = ContextRules(ontology)

    def apply(self, doc: Doc, spans: Iterable[Span]) -> list[Span]:
        """Return the corrected spans, in order, without overlap, labelled PER, ORG, LOC or EVT."""
        kept = []
        for span in spans:
            trimmed = self._trim(span)
            if trimmed is not None and not self._is_no_name(trimmed) and not self._context.is_no_name(trimmed):
                kept.append(trimmed)
        quoted = [name for name in self._context.quoted(doc) if not any(_holds(span, name) for span in kept)]
        kept = [*quoted, *(span for span in kept if not any(_overlap(span, name) for name in quoted))]
        shaped = self._context.reshape(doc, _without_overlaps(kept))
        return self._with_missed(doc, self._one_type_each(shaped))

    def _trim(self, span: Span) -> Span | None:
        """Cut white space, punctuation, articles and titles off a name's ends; None when nothing is left."""
        label = EntityType.EVENT.label if span.label_ == EVENT_LABEL else span.label_
        start, end = span.start, span.end
        doc = span.doc
        while start < end and self._is_outside(doc[start], first=True, person=label == "PER"):
            start += 1
        while end > start and self._is_outside(doc[end - 1], first=False, person=False):
            end -= 1
        start, end = _balance(doc, start, end)
        if start >= end or not any(c.isalnum() for token in doc[start:end] for c in token.text):
            return None
        return Span(doc, start, end, label=label)

    def _is_outside(self, token: Token, *, first: bool, person: bool) -> bool:
        if token.is_space or token.text in {",", ";", ":", "!", "?", "…", "-", "–", "—", "/"}:
            return True
        if token.text == "." or (not first and token.text in {"l'", "d'", "de", "du"}):
            return True
        if first and token.text in self._edges:
            return True
        return first and person and token.lower_ in self._titles

    def _is_no_name(self, span: Span) -> bool:
        words = span.text.lower()
        if words in self._no_names or not any(c.isupper() or c.isdigit() for c in span.text):
            return True
        if span.text.isdigit():
            return True
        return any(words.startswith(office + " ") for office in self._offices) or words in self._offices

    def _one_type_each(self, spans: list[Span]) -> list[Span]:
        """Give each name the type that the words around its mentions settle, or else that most of its mentions have.

        Where they are even, the first one's.
        """
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        settled: dict[str, Counter[str]] = defaultdict(Counter)
        people = {fold(word.text) for span in spans if span.label_ == "PER" and len(span) > 1 for word in span}
        for before, span in zip([None, *spans], spans, strict=False):
            key = _key(span)
            votes[key][span.label_] += 1
            settling = self._context.type_of(span, before)
            if settling is not None and fold(span.text) not in people:
                settled[key][settling] += 1
        types = {key: (settled.get(key) or vote).most_common(1)[0][0] for key, vote in votes.items()}
        return [Span(s.doc, s.start, s.end, label=types[_key(s)]) for s in spans]

    def _with_missed(self, doc: Doc, spans: list[Span]) -> list[Span]:
        """Add the occurrences of each found name that the recogniser missed."""
        forms: dict[tuple[str, ...], str] = {}
        middle: set[tuple[str, ...]] = set()
        for span in spans:
            for form in _written_forms(span):
                if span.label_ != "EVT" or len(span) > 1:
                    forms.setdefault(form, span.label_)
                if not _opens_sentence(span):
                    middle.add(form)
        by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for form in forms:
            by_first[form[0]].append(form)
        for known in by_first.values():
            known.sort(key=len, reverse=True)
        taken = [False] * len(doc)
        for span in spans:
            taken[span.start : span.end] = [True] * len(span)
        added = []
        for start, end, form in _occurrences(doc, by_first):
            span = Span(doc, start, end, label=forms[form])
            if any(taken[start:end]) or not self._may_stand_alone(span, known=form in middle):
                continue
            taken[start:end] = [True] * (end - start)
            added.append(span)
        return sorted([*spans, *added], key=lambda s: s.start)

    def _may_stand_alone(self, span: Span, *, known: bool) -> bool:
        """Whether words that are a name elsewhere are one here: not inside a longer one, not a sentence's first
        word.
        """
        doc = span.doc
        if not span.text[0].isupper() and len(span) == 1:
            return False
        after = doc[span.end] if span.end < len(doc) else None
        before = doc[span.start - 1] if span.start else None
        glued = (after is not None and after.text in {"-", "'"}) or (before is not None and before.text == "-")
        longer = any(
            token is not None
            and token.text[:1].isupper()
            and token.is_alpha
            and not token.is_sent_start
            # In a headline in capitals each word has one: that doesn't make a name longer.
            and not (token.is_upper and span.text.isupper())
            for token in (before if len(span) == 1 and not _opens_sentence(span) else None, after)
        )
        return not glued and not longer and (known or len(span) > 1)


def _opens_sentence(span: Span) -> bool:
    if span.start == 0:
        return True
    before = span.doc[span.start - 1]
    return before.is_space or before.text in {".", "!", "?", "…", "«", '"', "“", "–", "—", "-", ":"}


def _written_forms(span: Span) -> list[tuple[str, ...]]:
    """Return the words of a name and, for a headline, the same in capitals with and without accents."""
    words = tuple(token.text for token in span)
    if len(span.text) < _LEAST_FOLDED:
        return [words]
    capitals = tuple(word.upper() for word in words)
    return [words, capitals, tuple(fold(word).upper() for word in words)]


def _occurrences(doc: Doc, by_first: dict[str, list[tuple[str, ...]]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for token in doc:
        for form in by_first.get(token.text, ()):
            end = token.i + len(form)
            if tuple(t.text for t in doc[token.i : end]) == form:
                yield token.i, end, form
                break


def _balance(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Take in the quotation mark or bracket that a name lacks at its end, or cut one off that stands alone."""
    depth = Counter(token.text for token in doc[start:end])
    for opening, closing in _OPENING.items():
        if opening == closing:
            if depth[opening] % 2:
                if doc[start].text == opening:
                    start += 1
                elif doc[end - 1].text == opening:
                    end -= 1
            continue
        if depth[opening] > depth[closing]:
            if end < len(doc) and doc[end].text == closing:
                end += 1
            elif doc[start].text == opening:
                start += 1
        elif depth[closing] > depth[opening] and doc[end - 1].text == closing:
            end -= 1
    if end - start > 2 and doc[start].text in _OPENING and doc[end - 1].text == _OPENING[doc[start].text]:
        start, end = start + 1, end - 1
    return start, end


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start < inner.start and inner.end <= outer.end


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end


def _without_overlaps(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _key(span: Span) -> str:
    return fold(span.text) if len(span.text) >= _LEAST_FOLDED else span.text


def find_names(doc: Doc, first: Iterable[Span], rules: EntityRules, second: SecondPass) -> list[Span]:
    """Return the names of ``doc`` when the recogniser found ``first``: corrected, read again, corrected again."""
    first = list(first)
    return rules.apply(doc, second.find(doc, first, rules.apply(doc, first)))


@Language.factory(
    "pressgraph_entities",
    default_config={"ontologies": []},
    requires=["doc.ents", "token.pos", "token.dep"],
    assigns=["doc.ents"],
)
def make_entities(nlp: Language, name: str, ontologies: list[str]) -> EntityComponent:
    """Create the component; ``ontologies`` are folders with a user's own Turtle files."""
    ontology = load_ontology(*ontologies)
    return EntityComponent(EntityRules(ontology), SecondPass(ontology, nlp.vocab, Weights.read(WEIGHTS_FILE)))


class EntityComponent:
    """Rewrites ``doc.ents``."""

    def __init__(self, rules: EntityRules, second: SecondPass) -> None:
        """Take what corrects the names and what reads them again."""
        self._rules = rules
        self._second = second

    def __call__(self, doc: Doc) -> Doc:
        """Correct the entities of ``doc``."""
        doc.set_ents(find_names(doc, doc.ents, self._rules, self._second))
        return doc
