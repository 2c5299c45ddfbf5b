"""The second pass: tags and names are one thing said twice, and only legal sequences come out."""

from pathlib import Path

import numpy
import pytest
from marked_text import marked_doc
from spacy.language import Language

from pressgraph.ontology import Ontology
from pressgraph.pipeline.second_pass import (
    TAGS,
    WEIGHTS_FILE,
    SecondPass,
    Weights,
    feature_names,
    spans_of,
    tags_of_words,
)
from pressgraph.pipeline.word_features import FeatureReader, WordFeatures


def weights(**of_features: dict[str, float]) -> Weights:
    """Return weights of the given features only ("word=x" → tag → weight), for a vocabulary without clusters."""
    states = numpy.zeros((len(of_features), len(TAGS)), dtype="float32")
    for row, tags in enumerate(of_features.values()):
        for tag, weight in tags.items():
            states[row, TAGS.index(tag)] = weight
    return Weights(list(of_features), states, numpy.zeros((len(TAGS), len(TAGS))), [])


def test_tags_and_names_are_one_thing_said_twice(nlp: Language) -> None:
    doc, spans = marked_doc("[PER Anne Roy] quitte l'[ORG Union sportive de Brigny] pour [LOC Lyon].", nlp)
    words = [token for token in doc if not token.is_space]
    tags = tags_of_words(doc, words, spans)
    assert tags[:2] == ["B-PER", "L-PER"]
    assert "U-LOC" in tags
    found = spans_of(doc, words, tags)
    assert [(s.text, s.label_) for s in found] == [(s.text, s.label_) for s in spans]


def test_a_line_break_inside_a_name_is_bridged(nlp: Language) -> None:
    doc, spans = marked_doc("Il quitte l'[ORG Union sportive\nde Brigny] ce soir.", nlp)
    words = [token for token in doc if not token.is_space]
    assert [s.text for s in spans_of(doc, words, tags_of_words(doc, words, spans))] == ["Union sportive\nde Brigny"]


def test_the_best_legal_sequence_wins(nlp: Language, ontology: Ontology) -> None:
    # It looks like the end of a name that nothing begins: the next best is a name of one word.
    model = weights(**{"0:word=brigny": {"L-LOC": 3.0, "U-LOC": 2.0}})
    doc, _ = marked_doc("Brigny", nlp)
    assert [(s.text, s.label_) for s in SecondPass(ontology, nlp.vocab, model).find(doc, [], [])] == [("Brigny", "LOC")]


def test_neighbours_count(nlp: Language, ontology: Ontology) -> None:
    model = weights(**{"-1:word=chez": {"U-ORG": 3.0}, "1:word=chez": {"U-PER": 3.0}})
    doc, _ = marked_doc("Luc chez Ardoval", nlp)
    found = SecondPass(ontology, nlp.vocab, model).find(doc, [], [])
    assert [(s.text, s.label_) for s in found] == [("Luc", "PER"), ("Ardoval", "ORG")]


def test_the_recogniser_and_the_rules_are_heard(nlp: Language, ontology: Ontology) -> None:
    model = weights(**{"0:first=B-LOC": {"U-LOC": 1.0}, "0:ruled=B-ORG": {"U-ORG": 2.0}})
    doc, (first, ruled) = marked_doc("Il a vu [LOC Ardoval] et [ORG Morvalia]", nlp)
    found = SecondPass(ontology, nlp.vocab, model).find(doc, [first], [ruled])
    assert [(s.text, s.label_) for s in found] == [("Ardoval", "LOC"), ("Morvalia", "ORG")]


@pytest.mark.parametrize("text", ["", "\n\n"], ids=["empty", "white space"])
def test_nothing_to_read(text: str, nlp: Language, ontology: Ontology) -> None:
    assert SecondPass(ontology, nlp.vocab, weights()).find(nlp.make_doc(text), [], []) == []


def read_own(marked: str, word: str, nlp: Language, ontology: Ontology) -> list[str]:
    """Return the features of the last occurrence of ``word``."""
    doc, spans = marked_doc(marked, nlp)
    words, features = FeatureReader(ontology, nlp.vocab, []).read(doc, spans, spans)
    return next(f.own for w, f in reversed(list(zip(words, features, strict=True))) if w.text == word)


def test_a_word_knows_what_it_is_elsewhere_in_the_article(nlp: Language, ontology: Ontology) -> None:
    own = read_own("[ORG Ardoval Énergie] vend. [ORG Ardoval] achète. Puis Ardoval", "Ardoval", nlp, ontology)
    assert {"elsewhere mostly=ORG", "longest=2", "times=3"} <= set(own)


def test_a_word_that_is_written_small_elsewhere(nlp: Language, ontology: Ontology) -> None:
    marked = "Démissionnée, Awa part. Elle rit. La portée est grande. Portée"
    assert "lower case elsewhere" not in read_own(marked, "Awa", nlp, ontology)
    assert "lower case elsewhere" in read_own(marked, "Portée", nlp, ontology)


def test_a_headline_in_capitals(nlp: Language, ontology: Ontology) -> None:
    marked = "LE MAIRE DÉMISSIONNE\n\nLe maire de la SNCF rit."
    assert "line in capitals" in read_own(marked, "DÉMISSIONNE", nlp, ontology)
    assert "line in capitals" not in read_own(marked, "SNCF", nlp, ontology)


def test_training_takes_the_features_that_the_second_pass_reads() -> None:
    words = [WordFeatures(["a"], ["x"]), WordFeatures([], ["y"])]
    assert feature_names(words) == [[":a", "0:x", "1:y"], ["-1:x", "0:y"]]


def test_weights_survive_being_written(tmp_path: Path) -> None:
    written = Weights(
        ["0:word=l'été", ":mostly=ORG!"],
        numpy.ones((2, len(TAGS)), dtype="float32"),
        numpy.eye(len(TAGS)),
        [numpy.array([1, 2, 3], dtype="uint16")],
    )
    written.write(tmp_path / "weights.npz")
    read = Weights.read(tmp_path / "weights.npz")
    assert read.features == written.features
    assert numpy.array_equal(read.states, written.states)
    assert numpy.array_equal(read.transitions, written.transitions)
    assert [list(c) for c in read.clusters] == [[1, 2, 3]]


def test_the_shipped_weights_fit_the_language_model(nlp: Language) -> None:
    shipped = Weights.read(WEIGHTS_FILE)
    assert shipped.states.shape == (len(shipped.features), len(TAGS))
    assert {len(clusters) for clusters in shipped.clusters} == {len(nlp.vocab.vectors.data)}
