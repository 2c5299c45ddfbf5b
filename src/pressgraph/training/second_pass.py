"""Train the second pass over names: clusters of word vectors, then a conditional random field once a seed.

Called by ``python -m pressgraph.training``. Needs python-crfsuite and scikit-learn (the extra "dev").
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import pycrfsuite
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.preprocessing import normalize

from pressgraph.pipeline.second_pass import TAGS, Weights

#: an article: the names of each word's features, and each word's tag
Example = tuple[Sequence[Sequence[str]], Sequence[str]]


def cluster_vectors(vectors: NDArray[Any], settings: dict[str, Any]) -> list[NDArray[Any]]:
    """Return the cluster of each row of ``vectors``, once for each number of clusters, by direction of the vectors."""
    directions = normalize(vectors)
    return [
        KMeans(count, n_init=1, max_iter=settings["cluster_iterations"], random_state=0)
        .fit_predict(directions)
        .astype("uint16")
        for count in settings["clusters"]
    ]


def train_second_pass(
    examples: Sequence[Example], clusters: Sequence[NDArray[Any]], settings: dict[str, Any]
) -> Weights:
    """Train once a seed, each time with other features left out at random; return the average of the weights."""
    seeds = settings["seeds"]
    states: dict[str, NDArray[Any]] = {}
    transitions = numpy.zeros((len(TAGS), len(TAGS)))
    column = {tag: number for number, tag in enumerate(TAGS)}
    for seed in seeds:
        model = _train_once(examples, settings, seed)
        for (feature, tag), weight in model.state_features.items():
            states.setdefault(feature, numpy.zeros(len(TAGS)))[column[tag]] += weight / len(seeds)
        for (tag, following), weight in model.transitions.items():
            transitions[column[tag], column[following]] += weight / len(seeds)
    features = sorted(states)
    rows = numpy.array([states[feature] for feature in features]).reshape(len(features), len(TAGS))
    return Weights(features, rows.astype("float32"), transitions, clusters)


def _train_once(examples: Sequence[Example], settings: dict[str, Any], seed: int) -> Any:
    chance = random.Random(seed)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {
            "c1": settings["l1"],
            "c2": settings["l2"],
            "max_iterations": settings["iterations"],
            "feature.minfreq": settings["least_occurrences"],
        }
    )
    for words, tags in examples:
        kept = [[name for name in names if chance.random() >= settings["dropout"]] for names in words]
        trainer.append(kept, tags)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        model = tagger.info()
        tagger.close()
    return model
