"""Calibrate the confidence of relations on the annotated corpus.

``python -m pressgraph.training.confidence corpus`` reads ``corpus/training/confidence.cfg``, writes the weights into
the package and ``corpus/training/confidence-metrics.json``: for ten classes of confidence, how many relations fall
there and how many of them are right. Needs scikit-learn (the extra "dev").

The whole pipeline reads the articles, so that a wrong name counts as it does for whoever uses it. Lexicon and
recogniser were made with the training articles and are better there than elsewhere: one more measure, which is zero
on other articles, takes that up, and the development articles say what remains.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from spacy.tokens import Doc
from thinc.api import Config

from pressgraph.corpus import read_gold
from pressgraph.facts import ArticleFacts, Span
from pressgraph.ontology import Ontology, load_ontology
from pressgraph.pipeline import build_pipeline
from pressgraph.pipeline.confidence import WEIGHTS_FILE, ConfidenceModel, measures
from pressgraph.pipeline.names import Mention
from pressgraph.pipeline.relations import FoundRelation, RelationComponent
from pressgraph.pipeline.text import normalise
from pressgraph.training.parts import split

_CLASSES = 10


@dataclass(frozen=True, slots=True)
class Examples:
    """Facts that the lexicon found in some articles, one a row."""

    names: tuple[str, ...]  #: of the measures
    measured: NDArray[np.float64]
    certainty: NDArray[np.float64]  #: what the slots say, 0 to 1
    right: NDArray[np.bool_]  #: whether the annotations have the same fact
    articles: NDArray[np.str_]  #: key of the article


def train(corpus: Path, *, output: Path = WEIGHTS_FILE) -> dict[str, Any]:
    """Calibrate on ``corpus`` as its ``training/confidence.cfg`` says; return the metrics that were written.

    The weights go into the file ``output``, the metrics into ``training/confidence-metrics.json`` of the corpus.
    """
    config = Config().from_disk(corpus / "training" / "confidence.cfg")
    ontology = load_ontology()
    parts = {name: read_examples(gold, ontology) for name, gold in split(read_gold(corpus), config).items()}
    regression = LogisticRegression(C=config["training"]["c"])
    learnt = [parts["train"], parts["development"]]
    rows = np.concatenate([examples.measured for examples in learnt])
    is_known = np.repeat([1.0, 0.0], [len(examples.right) for examples in learnt])
    rows = np.column_stack([rows, is_known])
    right = np.concatenate([examples.right for examples in learnt])
    groups = np.concatenate([examples.articles for examples in learnt])
    folds = GroupKFold(config["training"]["folds"])
    held_out = cross_val_predict(regression, rows, right, groups=groups, cv=folds, method="predict_proba")[:, 1]
    regression.fit(rows, right)
    weights = dict(zip(learnt[0].names, regression.coef_[0].round(3).tolist(), strict=False))
    model = ConfidenceModel(round(float(regression.intercept_[0]), 3), weights)
    model.write(output)
    metrics = {
        "development, cross-validated": _report(parts["development"], held_out[is_known == 0]),
        "test": _report(parts["test"], _probabilities(parts["test"], model)),
    }
    path = corpus / "training" / "confidence-metrics.json"
    path.write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    return metrics


def read_examples(gold: Sequence[ArticleFacts], ontology: Ontology) -> Examples:
    """Return the facts that the pipeline finds in annotated articles."""
    nlp = build_pipeline()
    nlp.remove_pipe("pressgraph_relations")
    relate = RelationComponent(nlp, ontology)  # whose confidence is still what the slots say
    symmetric = frozenset(r.iri for r in ontology.relation_types.values() if r.symmetric)
    docs = nlp.pipe(normalise(facts.article.body) for facts in gold)
    rows = [
        (measures(found), found.confidence, _is_right(found, doc, facts, symmetric), facts.article.key)
        for facts, doc in zip(gold, docs, strict=True)
        for found in relate(doc)._.relations
        if found.modality.is_fact
    ]
    measured, certainty, right, articles = zip(*rows, strict=True)
    return Examples(
        names=tuple(measured[0]),
        measured=np.array([list(row.values()) for row in measured]),
        certainty=np.array(certainty),
        right=np.array(right),
        articles=np.array(articles),
    )


def _is_right(found: FoundRelation, doc: Doc, facts: ArticleFacts, symmetric: frozenset[str]) -> bool:
    """Whether the annotations have a fact between the entities whose names are those of ``found``."""
    subjects, objects = (_named(mention, doc, facts) for mention in (found.subject, found.object))
    predicate = found.entry.relation.iri
    wanted = {(r.subject, r.object) for r in facts.relations if r.modality.is_fact and r.predicate == predicate}
    if predicate in symmetric:
        wanted |= {(object_, subject) for subject, object_ in wanted}
    return any((subject, object_) in wanted for subject in subjects for object_ in objects)


def _named(mention: Mention, doc: Doc, facts: ArticleFacts) -> list[str]:
    """Return the ids of the annotated entities that a mention's words name, or a part of them."""
    words = doc[mention.start : mention.end]
    offset = facts.article.body_start
    span = Span(words.start_char + offset, words.end_char + offset)
    return [entity.id for entity in facts.entities if any(span.overlaps(m) for m in entity.mentions)]


def _probabilities(examples: Examples, model: ConfidenceModel) -> NDArray[np.float64]:
    rows = (dict(zip(examples.names, row, strict=True)) for row in examples.measured.tolist())
    return np.array([model.probability(row) for row in rows])


def _report(examples: Examples, probabilities: NDArray[np.float64]) -> dict[str, Any]:
    return {
        "relations": len(examples.right),
        "right": _rounded(examples.right.mean()),
        "mean confidence": {
            "slots": _rounded(examples.certainty.mean()),
            "calibrated": _rounded(probabilities.mean()),
        },
        # mean squared difference between confidence and truth: 0 is perfect
        "Brier score": {
            "slots": _rounded(np.square(examples.certainty - examples.right).mean()),
            "one for all": _rounded(np.square(examples.right.mean() - examples.right).mean()),
            "calibrated": _rounded(np.square(probabilities - examples.right).mean()),
        },
        # how often a right one has a higher confidence than a wrong one: 0.5 is chance
        "area under the curve": {
            "slots": _rounded(roc_auc_score(examples.right, examples.certainty)),
            "calibrated": _rounded(roc_auc_score(examples.right, probabilities)),
        },
        "reliability": {
            "slots": _reliability(examples.certainty, examples.right),
            "calibrated": _reliability(probabilities, examples.right),
        },
    }


def _reliability(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> list[dict[str, float]]:
    """Return for each class of confidence that occurs how many relations fall there, and how many are right."""
    places = np.minimum((confidence * _CLASSES).astype(int), _CLASSES - 1)
    return [
        {
            "from": place / _CLASSES,
            "relations": int((places == place).sum()),
            "mean confidence": _rounded(confidence[places == place].mean()),
            "right": _rounded(right[places == place].mean()),
        }
        for place in np.unique(places).tolist()
    ]


def _rounded(value: np.floating[Any]) -> float:
    return round(float(value), 4)


if __name__ == "__main__":
    print(json.dumps(train(Path(sys.argv[1])), indent=1))
