"""What the second pass sees of a word: the word, its neighbours, what the first pass made of them, and what the rest
of the article says of the same word (Krishnan and Manning 2006, "An effective two-stage model for exploiting
non-local dependencies in named entity recognition").

A feature is a short string. The ones of ``own`` hold for the word itself; those of ``seen`` hold for it and, with
the distance in front, for its neighbours.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from pressgraph.identifiers import fold
from pressgraph.ontology import Ontology
from pressgraph.pipeline.gazetteer import PlaceKind, load_gazetteer

OUTSIDE = "O"
#: cached: an article repeats its words, and articles repeat theirs
_fold = lru_cache(maxsize=100_000)(fold)
_LINKS = frozenset({"de", "du", "des", "d'", "la", "le", "les", "l'"})
_WORD_CLASSES = (
    "body-introducers", "body-posts", "place-posts", "area-kinds", "site-kinds", "trades", "bare-introducers",
    "event-introducers", "town-bodies", "body-adjectives", "quoted-bodies", "quoted-events", "capitalised-titles",
    "offices", "no-names", "portfolio-posts", "body-nouns", "place-nouns", "event-nouns", "generic-bodies",
)  # fmt: skip
#: words of the longest place name that is looked up
_LONGEST_PLACE = 4
#: inhabitants
_CITY, _TOWN = 100_000, 5_000
#: share of a line's words in capitals from which it is a headline in capitals
_CAPITALS_SHARE = 0.7
#: counts above this are all "many"
_MANY = 4


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """The features of one word."""

    own: list[str]  #: of the word alone
    seen: list[str]  #: of the word, that its neighbours see too


class FeatureReader:
    """Reads the features of an article's words."""

    def __init__(self, ontology: Ontology, vocab: Vocab, clusters: Sequence[NDArray[Any]]) -> None:
        """Take word classes from ``ontology``; ``clusters`` give each row of the vocabulary's vectors its cluster."""
        self._first_names = ontology.words("women-first-names") | ontology.words("men-first-names")
        self._classes: dict[str, list[str]] = defaultdict(list)
        for name in _WORD_CLASSES:
            for word in ontology.words(name):
                self._classes[word].append(f"class={name}")
        self._rows = vocab.vectors.key2row
        self._strings = vocab.strings
        self._clusters = clusters
        #: cached, since an article repeats its words
        self._clusters_of = lru_cache(maxsize=100_000)(self._read_clusters)

    def read(self, doc: Doc, first: Iterable[Span], ruled: Iterable[Span]) -> tuple[list[Token], list[WordFeatures]]:
        """Return the words of ``doc`` (all tokens but white space) and the features of each.

        ``first`` are the names that the recogniser found, ``ruled`` what the rules made of them.
        """
        words = [token for token in doc if not token.is_space]
        texts = [word.text.replace("’", "'") for word in words]
        first_tags = tags_of(doc, first)
        ruled = list(ruled)
        article = _Article(doc, words, ruled)
        places = _places(texts)
        lines = _Lines(doc, words)
        seen = [
            self._seen(word, text, first_tags[word.i], article.tags[word.i], place)
            for word, text, place in zip(words, texts, places, strict=True)
        ]
        own = [
            [
                *_spelling(texts[i]),
                *self._conjunctions(words, texts, first_tags, i),
                *self._word_before(texts, i),
                *lines.features(i),
                *article.features(word),
            ]
            for i, word in enumerate(words)
        ]
        return words, [WordFeatures(*pair) for pair in zip(own, seen, strict=True)]

    def _seen(self, word: Token, text: str, first: str, ruled: str, place: str) -> list[str]:
        lower = text.lower()
        features = [
            f"word={_fold(text)}",
            f"shape={_shape(text)}",
            f"first={first}",
            f"ruled={ruled}",
            f"pos={word.pos_}",
            *self._clusters_of(text),
            *self._classes.get(lower, ()),
        ]
        if place:
            features.append(f"place={place}")
        if lower in self._first_names:
            features.append("first name")
        return features

    def _read_clusters(self, text: str) -> tuple[str, ...]:
        for form in (text, text.lower(), text.title()):
            row = self._rows.get(self._strings[form])
            if row is not None:
                return tuple(f"cluster{level}={clusters[row]}" for level, clusters in enumerate(self._clusters))
        return ("unknown",)

    def _conjunctions(self, words: list[Token], texts: list[str], tags: list[str], i: int) -> list[str]:
        word, text = words[i], texts[i]
        tag, folded, shape = tags[word.i], _fold(text), _shape(text)
        features = [f"first+shape={tag}|{shape}", f"first+word={tag}|{folded}", f"dep={word.dep_}"]
        features.append(f"head={_fold(word.head.text)}")
        if i:
            features.append(f"before+word={_fold(texts[i - 1])}|{folded}")
            features.append(f"before+first={tags[words[i - 1].i]}|{tag}")
        if i + 1 < len(words):
            features.append(f"word+after={folded}|{_fold(texts[i + 1])}")
            features.append(f"first+after={tag}|{tags[words[i + 1].i]}")
        if 0 < i < len(words) - 1:
            features.append(f"shapes={_shape(texts[i - 1])}|{shape}|{_shape(texts[i + 1])}")
        return features

    def _word_before(self, texts: list[str], i: int) -> list[str]:
        """Return the word before the one at ``i`` and its articles and prepositions: "maire" of "maire de la Seyne"."""
        link = ""
        i -= 1
        while i >= 0 and texts[i].lower() in _LINKS:
            link = texts[i][0].lower()
            i -= 1
        if i < 0:
            return []
        return [f"head before={link}|{_fold(texts[i])}", *(f"before={link}|{c}" for c in self._clusters_of(texts[i]))]


class _Article:
    """What the article as a whole says of each of its words."""

    def __init__(self, doc: Doc, words: list[Token], spans: list[Span]) -> None:
        self.tags = tags_of(doc, spans)
        self._types: dict[str, Counter[str]] = defaultdict(Counter)
        self._lower_case: set[str] = set()
        for word in words:
            self._types[_fold(word.text)][_type(self.tags[word.i])] += 1
            if word.is_lower:
                self._lower_case.add(_fold(word.text))
        self._longest: dict[str, int] = defaultdict(int)
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._span_at: dict[int, Span] = {}
        for span in spans:
            self._names[_fold(span.text)][span.label_] += 1
            for word in span:
                self._span_at[word.i] = span
                self._longest[_fold(word.text)] = max(self._longest[_fold(word.text)], len(span))

    def features(self, word: Token) -> list[str]:
        """Say how the same word is labelled elsewhere, and in which names it stands."""
        tag, key = self.tags[word.i], _fold(word.text)
        if tag == OUTSIDE and not word.text[0].isupper():
            return []
        types = self._types[key]
        total = types.total()
        most, count = types.most_common(1)[0]
        longest = self._longest[key]
        features = [
            f"mostly={most}{'!' if count == total else ''}",
            f"times={min(total, _MANY)}",
            f"longest={min(longest, _MANY)}",
        ]
        if key in self._lower_case:
            features.append("lower case elsewhere")
        elsewhere = types - Counter([_type(tag)])
        if elsewhere:
            other = elsewhere.most_common(1)[0][0]
            features += [f"elsewhere mostly={other}", f"elsewhere+here={other}|{tag}"]
            features += [f"elsewhere={label}" for label in elsewhere]
        span = self._span_at.get(word.i)
        if span is not None:
            labels = self._names[_fold(span.text)]
            features += [
                f"name mostly={labels.most_common(1)[0][0]}",
                f"name times={min(labels.total(), _MANY)}",
                f"name length={min(len(span), _MANY + 2)}",
            ]
            if len(span) < longest:
                features.append("longer elsewhere")
        return features


class _Lines:
    """Where lines and sentences begin, and which lines are in capitals."""

    def __init__(self, doc: Doc, words: list[Token]) -> None:
        self._words = words
        self._starts = {0} | {
            i for i, word in enumerate(words) if word.i and doc[word.i - 1].is_space and "\n" in doc[word.i - 1].text
        }
        self._capitals: set[int] = set()
        edges = [*sorted(self._starts), len(words)]
        for start, end in pairwise(edges):
            long = [word for word in words[start:end] if word.is_alpha and len(word) > 1]
            if len(long) > 1 and sum(word.is_upper for word in long) > _CAPITALS_SHARE * len(long):
                self._capitals.update(range(start, end))

    def features(self, i: int) -> list[str]:
        """Say where in its line and sentence the word at ``i`` stands."""
        features = []
        if i in self._starts:
            features.append("line start")
        if self._words[i].is_sent_start:
            features.append("sentence start")
        if i in self._capitals:
            features.append("line in capitals")
        return features


def tags_of(doc: Doc, spans: Iterable[Span]) -> list[str]:
    """Return a tag for each token of ``doc``: "B-ORG" where a name begins, "I-ORG" inside, "O" outside."""
    tags = [OUTSIDE] * len(doc)
    for span in spans:
        tags[span.start : span.end] = [f"I-{span.label_}"] * len(span)
        tags[span.start] = f"B-{span.label_}"
    return tags


def _type(tag: str) -> str:
    return tag[2:] or OUTSIDE


@lru_cache(maxsize=100_000)
def _spelling(text: str) -> tuple[str, ...]:
    lower = text.lower()
    return (f"begin={lower[:3]}", *(f"end={lower[-length:]}" for length in (2, 3, 4)))


@lru_cache(maxsize=100_000)
def _shape(text: str) -> str:
    """Return how a word is written: "Xx" with a capital, "XX" in capitals, "dd" for a number of two digits."""
    if text.isdigit():
        return "d" * min(len(text), _MANY)
    if text.isupper():
        return "X" if len(text) == 1 else "XX" if len(text) <= _MANY + 1 else "XXX"
    if text.istitle():
        return "Xx"
    if text.islower():
        return "x" * min(len(text), _MANY)
    if text[0].isupper():
        return "XxX"
    return text[:2] if not any(c.isalnum() for c in text) else "mixed"


def _places(texts: list[str]) -> list[str]:
    """Return for each word which known place it begins ("B-town") or goes on ("I-town"), "" for most words."""
    found = [""] * len(texts)
    i = 0
    while i < len(texts):
        length = 1
        for end in range(min(len(texts), i + _LONGEST_PLACE), i, -1):
            if texts[i][0].isupper() and texts[end - 1][0].isupper() and (kind := _place(" ".join(texts[i:end]))):
                length = end - i
                found[i:end] = [f"B-{kind}", *[f"I-{kind}"] * (length - 1)]
                break
        i += length
    return found


@lru_cache(maxsize=100_000)
def _place(name: str) -> str:
    places = load_gazetteer().find(name)
    if not places:
        return ""
    best = max(places, key=lambda place: (place.kind is not PlaceKind.TOWN, place.population))
    if best.kind is not PlaceKind.TOWN:
        return "country" if best.kind is PlaceKind.COUNTRY else "area"
    return "city" if best.population >= _CITY else "town" if best.population >= _TOWN else "village"
