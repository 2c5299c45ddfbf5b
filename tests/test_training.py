"""The recipe of the recogniser: its settings, its split, a run."""

import json
import socket
from pathlib import Path

import pytest
from thinc.api import Config

from pressgraph.corpus import compile_corpus, read_gold
from pressgraph.pipeline.second_pass import TAGS, WEIGHTS_FILE, Weights, feature_names
from pressgraph.pipeline.word_features import WordFeatures
from pressgraph.training.parts import split
from pressgraph.training.recogniser import train
from pressgraph.training.second_pass import train_second_pass

CORPUS = Path(__file__).parent.parent / "corpus"

ARTICLE = """\
id: {id}
style: brève
paper: hebdomadaire local
title: Le maire

[Anne Roy](PER roy), maire de [Brigny](LOC brigny), a reçu l'[Union sportive](ORG us) au [Forum des sports](EVT f).
"""


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    """Four articles, of which one is held out for development and one for the test."""
    for id_ in ("aaa-01", "bbb-01", "ccc-01", "ddd-01"):
        path = tmp_path / "markup" / id_[:3] / f"{id_}.art"
        path.parent.mkdir(parents=True)
        path.write_text(ARTICLE.format(id=id_), encoding="utf-8")
    compile_corpus(tmp_path)
    config = Config().from_disk(CORPUS / "training" / "config.cfg")
    config["corpus"] = {"development": ["bbb-"], "test": ["ccc-"]}
    config["training"] |= {"epochs": 1, "seeds": [1, 2]}
    config["second_pass"] |= {
        "folds": [["aaa-"], ["ddd-"]],
        "clusters": [2],
        "cluster_iterations": 1,
        "seeds": [1, 2],
        "iterations": 5,
        "least_occurrences": 1,
    }
    (tmp_path / "training").mkdir()
    config.to_disk(tmp_path / "training" / "config.cfg")
    return tmp_path


def test_the_split_parts_the_corpus_by_writer() -> None:
    config = Config().from_disk(CORPUS / "training" / "config.cfg")
    gold = read_gold(CORPUS)
    parts = split(gold, config)
    writers = {name: {Path(f.article.source).stem.split("-")[0] for f in part} for name, part in parts.items()}
    assert sum(len(part) for part in parts.values()) == len(gold)
    assert all(writers.values())
    assert not writers["train"] & (writers["development"] | writers["test"])
    assert not writers["development"] & writers["test"]


def test_the_metrics_are_those_of_the_split() -> None:
    metrics = json.loads((CORPUS / "training" / "metrics.json").read_text(encoding="utf-8"))
    parts = split(read_gold(CORPUS), Config().from_disk(CORPUS / "training" / "config.cfg"))
    assert metrics["articles"] == {name: len(part) for name, part in parts.items()}


def test_training_changes_the_weights_and_writes_metrics(small_corpus: Path, tmp_path: Path) -> None:
    from pressgraph.pipeline.language import load_language_model

    metrics = train(small_corpus, output=tmp_path / "recogniser")
    base = load_language_model(exclude=["parser"]).get_pipe("ner")
    before = base.model.to_bytes()
    base.from_disk(tmp_path / "recogniser", exclude=["vocab"])
    assert base.model.to_bytes() != before
    assert metrics["articles"] == {"train": 2, "development": 1, "test": 1}
    assert set(metrics["scores"]) == {"recogniser", "with rules", "with second pass"}
    assert Weights.read(tmp_path / "recogniser" / WEIGHTS_FILE.name).features
    assert json.loads((small_corpus / "training" / "metrics.json").read_text(encoding="utf-8")) == metrics


def test_each_article_is_read_by_a_recogniser_that_has_not_seen_it() -> None:
    config = Config().from_disk(CORPUS / "training" / "config.cfg")
    folds = [beginning for fold in config["second_pass"]["folds"] for beginning in fold]
    for facts in split(read_gold(CORPUS), config)["train"]:
        assert sum(Path(facts.article.source).stem.startswith(beginning) for beginning in folds) == 1


def test_the_second_pass_learns_what_words_are_names() -> None:
    settings = {"seeds": [1, 2], "dropout": 0.1, "l1": 0.01, "l2": 0.01, "iterations": 30, "least_occurrences": 1}
    sentence = feature_names([WordFeatures([], [f"word={word}"]) for word in ("chez", "ardoval")])
    weights = train_second_pass([(sentence, ["O", "U-ORG"])] * 5, [], settings)
    states = dict(zip(weights.features, weights.states, strict=True))
    assert TAGS[states["0:word=ardoval"].argmax()] == "U-ORG"
    assert TAGS[states["0:word=chez"].argmax()] == "O"


def test_training_twice_gives_the_same_weights() -> None:
    settings = {"seeds": [1, 2], "dropout": 0.3, "l1": 0.01, "l2": 0.01, "iterations": 10, "least_occurrences": 1}
    sentence = feature_names([WordFeatures([], [f"word={word}"]) for word in ("chez", "ardoval")])
    first, second = (train_second_pass([(sentence, ["O", "U-ORG"])] * 5, [], settings) for _ in range(2))
    assert first.features == second.features
    assert (first.states == second.states).all()


def test_the_shipped_recogniser_loads_without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    from pressgraph.pipeline import build_pipeline

    def no_network(*_: object) -> None:
        raise AssertionError("no network here")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    doc = build_pipeline()("Anne Kerdival, maire de Lyon, a reçu la SNCF.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Anne Kerdival", "PER"), ("Lyon", "LOC"), ("SNCF", "ORG")]
