"""The recipe of the recogniser: its settings, its split, a run."""

import json
import socket
from pathlib import Path

import pytest
from thinc.api import Config

from pressgraph.corpus import compile_corpus, read_gold
from pressgraph.training import split, train

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
    """Three articles, of which one is held out for development and one for the test."""
    for id_ in ("aaa-01", "bbb-01", "ccc-01"):
        path = tmp_path / "markup" / id_[:3] / f"{id_}.art"
        path.parent.mkdir(parents=True)
        path.write_text(ARTICLE.format(id=id_), encoding="utf-8")
    compile_corpus(tmp_path)
    config = Config().from_disk(CORPUS / "training" / "config.cfg")
    config["corpus"] = {"development": ["bbb-"], "test": ["ccc-"]}
    config["training"] |= {"epochs": 1, "seeds": [1, 2]}
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
    assert metrics["articles"] == {"train": 1, "development": 1, "test": 1}
    assert json.loads((small_corpus / "training" / "metrics.json").read_text(encoding="utf-8")) == metrics


def test_the_shipped_recogniser_loads_without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    from pressgraph.pipeline import build_pipeline

    def no_network(*_: object) -> None:
        raise AssertionError("no network here")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    doc = build_pipeline()("Anne Kerdival, maire de Lyon, a reçu la SNCF.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Anne Kerdival", "PER"), ("Lyon", "LOC"), ("SNCF", "ORG")]
