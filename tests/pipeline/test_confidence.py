"""A relation's confidence is how often relations like it are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pressgraph.facts import Relation
from pressgraph.pipeline import Pipeline
from pressgraph.pipeline.confidence import ConfidenceModel

METRICS = Path(__file__).parents[2] / "corpus" / "training" / "confidence-metrics.json"


def only_relation(pipeline: Pipeline, text: str) -> Relation:
    (relation,) = pipeline.annotate(text).relations
    return relation


def test_what_stands_side_by_side_is_surer_than_what_stands_apart(pipeline: Pipeline) -> None:
    near = only_relation(pipeline, "Lucie Morel préside Michelin.")
    far = only_relation(
        pipeline, "Lucie Morel, qui a passé son enfance au bord de la mer et n'en parle guère, préside Michelin."
    )
    assert near.predicate == far.predicate
    assert 0 < far.confidence < near.confidence < 1


def test_confidence_is_a_share_of_right_ones_not_a_score(pipeline: Pipeline) -> None:
    relation = only_relation(pipeline, "Lucie Morel, présidente de Michelin, a souri.")
    assert relation.confidence > 0.8


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    model = ConfidenceModel(1.5, {"certainty": 0.7, "words to the subject": -0.2})
    model.write(tmp_path / "confidence.json")
    assert ConfidenceModel.read(tmp_path / "confidence.json") == model


def test_what_speaks_against_a_relation_lowers_its_probability() -> None:
    model = ConfidenceModel(0.0, {"certainty": 1.0, "words to the object": -1.0})
    assert model.probability({"certainty": 0.0, "words to the object": 0.0}) == 0.5
    assert model.probability({"certainty": 0.0, "words to the object": 1.0}) == pytest.approx(0.269, abs=0.001)


def reliable_classes(part: str) -> list[dict[str, float]]:
    report = json.loads(METRICS.read_text(encoding="utf-8"))[part]
    return [c for c in report["reliability"]["calibrated"] if c["relations"] >= 50]


def test_in_each_class_of_confidence_so_many_are_right() -> None:
    classes = reliable_classes("development, cross-validated")
    assert len(classes) >= 2
    assert all(abs(c["mean confidence"] - c["right"]) <= 0.05 for c in classes)


def test_on_articles_never_learnt_from_the_surer_are_right_more_often() -> None:
    shares = [c["right"] for c in reliable_classes("test")]
    assert len(shares) >= 2
    assert shares == sorted(shares)


def test_on_articles_never_learnt_from_confidence_is_nearer_to_the_truth_than_the_slots_certainty() -> None:
    report = json.loads(METRICS.read_text(encoding="utf-8"))["test"]
    assert report["Brier score"]["calibrated"] < report["Brier score"]["slots"]
    assert report["area under the curve"]["calibrated"] > report["area under the curve"]["slots"]
