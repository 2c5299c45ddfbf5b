"""The second pass over names: a conditional random field that reads the article again, knowing what the recogniser
and the rules found in all of it.

It is a linear model: each feature of a word (``word_features``) has a weight for each tag, each pair of neighbouring
tags has one, and the best sequence of tags wins (Viterbi). ``python -m pressgraph.training`` makes the weights with
CRFsuite, and averages those of several seeds; to apply them takes numpy alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from pressgraph.facts import EntityType
from pressgraph.ontology import Ontology
from pressgraph.pipeline.word_features import OUTSIDE, FeatureReader, WordFeatures

Matrix = NDArray[Any]

#: beside the recogniser's weights, and made with them
WEIGHTS_FILE = Path(__file__).parent / "recogniser" / "second-pass.npz"
#: how far a word sees, in words
REACH = 3

#: outside; begin, inside and last of a name of several words; a name of one word ("unit")
TAGS = (OUTSIDE, *(f"{place}-{label.label}" for label in EntityType for place in "BILU"))
_FORBIDDEN = -1e9


@dataclass(frozen=True)
class Weights:
    """The trained weights."""

    features: Sequence[str]
    states: Matrix  #: a row a feature, a column a tag of TAGS
    transitions: Matrix  #: from the tag of the row to that of the column
    clusters: Sequence[NDArray[Any]]  #: the cluster of each row of the language model's vectors, coarse ones first

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what ``write`` wrote."""
        with numpy.load(path) as arrays:
            return cls(
                str(arrays["features"]).split("\n"),
                arrays["states"].astype("float32"),
                arrays["transitions"],
                list(arrays["clusters"]),
            )

    def write(self, path: Path) -> None:
        """Write the weights, at half precision: what is lost is far below what seeds differ by."""
        numpy.savez_compressed(
            path,
            features=numpy.array("\n".join(self.features)),
            states=self.states.astype("float16"),
            transitions=self.transitions,
            clusters=numpy.array(self.clusters),
        )


class SecondPass:
    """Finds names in a document that the recogniser and the rules have read."""

    def __init__(self, ontology: Ontology, vocab: Vocab, weights: Weights) -> None:
        """Make the reader of features for ``vocab``, whose vectors the clusters of ``weights`` are of."""
        self._reader = FeatureReader(ontology, vocab, weights.clusters)
        self._states = numpy.vstack([weights.states, numpy.zeros((1, len(TAGS)), dtype="float32")])
        self._nothing = len(weights.states)  # the row of what has no weight
        self._own_rows: dict[str, int] = {}
        seen: dict[str, list[int]] = {}  # feature → its row at each distance
        for row, feature in enumerate(weights.features):
            distance, _, name = feature.partition(":")
            if distance:
                seen.setdefault(name, [self._nothing] * (2 * REACH + 1))[int(distance) + REACH] = row
            else:
                self._own_rows[name] = row
        self._seen = {name: number for number, name in enumerate(seen)}
        self._seen_rows = numpy.array([*seen.values(), [self._nothing] * (2 * REACH + 1)])
        self._transitions = weights.transitions + _legal_transitions()

    def find(self, doc: Doc, first: Iterable[Span], ruled: Iterable[Span]) -> list[Span]:
        """Return the names of ``doc``; ``first`` are the recogniser's, ``ruled`` what the rules made of them."""
        words, features = self._reader.read(doc, first, ruled)
        return spans_of(doc, words, self._best_tags(self._scores(features))) if words else []

    def _scores(self, features: Sequence[WordFeatures]) -> Matrix:
        """Return the sum of the weights of each word's features, a column a tag."""
        own, own_starts = _numbered((word.own for word in features), self._own_rows, self._nothing)
        scores: Matrix = numpy.add.reduceat(self._states[own], own_starts)
        seen, starts = _numbered((word.seen for word in features), self._seen, len(self._seen))
        count = len(features)
        for distance in range(max(-REACH, 1 - count), min(REACH, count - 1) + 1):
            # what a word shows counts for the word that sees it at this distance
            shown = numpy.add.reduceat(self._states[self._seen_rows[seen, distance + REACH]], starts)
            first, last = max(-distance, 0), min(count - distance, count)
            scores[first:last] += shown[first + distance : last + distance]
        return scores

    def _best_tags(self, scores: Matrix) -> list[str]:
        """Return the sequence of tags with the highest sum of scores and transitions."""
        best = scores[0] + _STARTS
        came_from = []
        for word_scores in scores[1:]:
            paths = best[:, None] + self._transitions
            came_from.append(paths.argmax(axis=0))
            best = paths.max(axis=0) + word_scores
        tag = int((best + _ENDS).argmax())
        tags = [tag]
        for previous in reversed(came_from):
            tag = int(previous[tag])
            tags.append(tag)
        return [TAGS[tag] for tag in reversed(tags)]


def _numbered(
    features: Iterable[Iterable[str]], numbers: Mapping[str, int], unknown: int
) -> tuple[list[int], list[int]]:
    """Return the numbers of all features, word by word, and where each word's begin; each word has one at least."""
    flat: list[int] = []
    starts = []
    for names in features:
        starts.append(len(flat))
        flat.append(unknown)
        flat += [number for name in names if (number := numbers.get(name)) is not None]
    return flat, starts


def feature_names(features: Sequence[WordFeatures]) -> list[list[str]]:
    """Return the features of each word as training takes them: ":x" its own, "-1:x" of the word before it."""
    return [
        [
            *(f":{name}" for name in word.own),
            *(
                f"{distance}:{name}"
                for distance in range(-REACH, REACH + 1)
                if 0 <= i + distance < len(features)
                for name in features[i + distance].seen
            ),
        ]
        for i, word in enumerate(features)
    ]


def tags_of_words(doc: Doc, words: Sequence[Token], spans: Iterable[Span]) -> list[str]:
    """Return the tag of TAGS of each word; the reverse of :func:`spans_of`."""
    tags = dict.fromkeys(range(len(doc)), OUTSIDE)
    for span in spans:
        inside = [word.i for word in span if not word.is_space]
        tags |= dict.fromkeys(inside, f"I-{span.label_}")
        tags |= {inside[0]: f"B-{span.label_}", inside[-1]: f"L-{span.label_}"}
        if len(inside) == 1:
            tags[inside[0]] = f"U-{span.label_}"
    return [tags[word.i] for word in words]


def spans_of(doc: Doc, words: Sequence[Token], tags: Sequence[str]) -> list[Span]:
    """Return the names that a legal sequence of tags marks."""
    spans = []
    start = 0
    for word, tag in zip(words, tags, strict=True):
        place, _, label = tag.partition("-")
        if place in {"B", "U"}:
            start = word.i
        if place in {"L", "U"}:
            spans.append(Span(doc, start, word.i + 1, label=label))
    return spans


def _legal_transitions() -> Matrix:
    """Return 0 where one tag may follow another, and forbid the rest: a name that was begun must end."""
    legal = numpy.full((len(TAGS), len(TAGS)), _FORBIDDEN)
    for row, tag in enumerate(TAGS):
        for column, following in enumerate(TAGS):
            if _is_open(tag):
                goes_on = following[:1] in {"I", "L"} and following[2:] == tag[2:]
            else:
                goes_on = following[:1] in {OUTSIDE, "B", "U"}
            if goes_on:
                legal[row, column] = 0
    return legal


def _is_open(tag: str) -> bool:
    return tag[:1] in {"B", "I"}


_STARTS = numpy.array([_FORBIDDEN if tag[:1] in {"I", "L"} else 0 for tag in TAGS])
_ENDS = numpy.array([_FORBIDDEN if _is_open(tag) else 0 for tag in TAGS])
