"""Train what finds names on the annotated corpus: the recogniser, and the second pass that reads what it found.

``python -m pressgraph.training corpus`` reads ``corpus/training/config.cfg`` (every parameter and seed), writes the
weights into the package and ``corpus/training/metrics.json`` with the scores on the development and test articles.

The recogniser starts from the base model's own weights, which know people, organisations, places and
"miscellaneous"; the last learns to mean events. One training a seed starts from the same weights, and the averages of
all trained weights are kept: averaging models that were fine-tuned from one start costs nothing at run time (Wortsman
et al. 2022, "Model soups", arXiv:2203.05482). The second pass is made by ``second_pass_training``.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline.ner import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import Adam, Config, Model, fix_random_seed
from thinc.types import FloatsXd

from pressgraph.corpus import read_gold
from pressgraph.evaluation import PRFScore, score_mentions
from pressgraph.facts import ArticleFacts, EntityType
from pressgraph.ontology import load_ontology
from pressgraph.pipeline.entities import EVENT_LABEL, RECOGNISER_FOLDER, EntityRules, find_names
from pressgraph.pipeline.language import load_language_model, split_hyphens
from pressgraph.pipeline.second_pass import WEIGHTS_FILE, SecondPass, Weights, feature_names, tags_of_words
from pressgraph.pipeline.text import normalise
from pressgraph.pipeline.word_features import FeatureReader
from pressgraph.training.parts import article_id, split
from pressgraph.training.second_pass import cluster_vectors, train_second_pass

_OTHER_COMPONENTS = ["tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer"]


def train(corpus: Path, *, output: Path = RECOGNISER_FOLDER) -> dict[str, Any]:
    """Train on ``corpus`` as its ``training/config.cfg`` says; return the metrics that were written.

    The weights go into the folder ``output``, the metrics into ``training/metrics.json`` of the corpus.
    """
    config = Config().from_disk(corpus / "training" / "config.cfg")
    parts = split(read_gold(corpus), config)
    started = time.monotonic()
    readings = train_recogniser(parts, config, output=output)
    second = second_pass_of(readings.pop("train"), config["second_pass"])
    second.write(output / WEIGHTS_FILE.name)
    metrics = {
        "articles": {name: len(part) for name, part in parts.items()},
        "words": {name: sum(len(f.article.body.split()) for f in part) for name, part in parts.items()},
        "seconds": round(time.monotonic() - started),
        "megabytes": round(sum(f.stat().st_size for f in output.rglob("*") if f.is_file()) / 1e6, 1),
        "scores": _scores(readings, second),
    }
    (corpus / "training" / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    return metrics


@dataclass(frozen=True)
class Reading:
    """An article, tagged and parsed, with the names that a recogniser found that wasn't trained on it."""

    gold: ArticleFacts
    doc: Doc
    names: Sequence[Span]


def train_recogniser(parts: dict[str, list[ArticleFacts]], config: Config, *, output: Path) -> dict[str, list[Reading]]:
    """Train the recogniser, write it into ``output`` and let it read the parts that were held out.

    The articles of the part "train" are read by recognisers trained on the other folds: the second pass would learn to
    trust the shipped one, which knows these articles, too much.
    """
    nlp = load_language_model(exclude=_OTHER_COMPONENTS)
    split_hyphens(nlp)
    parser = load_language_model(exclude=["ner", "lemmatizer"])
    split_hyphens(parser)
    parser.add_pipe("pressgraph_paragraphs", first=True)
    recogniser: EntityRecognizer = nlp.get_pipe("ner")
    base = recogniser.to_bytes()

    def train_on(gold: Sequence[ArticleFacts], seeds: Sequence[int]) -> None:
        recogniser.from_bytes(base)
        _train_seeds(nlp, gold, config["training"] | {"seeds": seeds})

    readings: dict[str, list[Reading]] = {"train": []}
    seeds = config["training"]["seeds"]
    for fold in config["second_pass"]["folds"]:
        held = [facts for facts in parts["train"] if article_id(facts).startswith(tuple(fold))]
        train_on([facts for facts in parts["train"] if facts not in held], seeds[:1])
        readings["train"] += _read(nlp, parser, held)
    train_on(parts["train"], seeds)
    recogniser.to_disk(output, exclude=["vocab"])
    return readings | {name: _read(nlp, parser, parts[name]) for name in ("development", "test")}


def second_pass_of(readings: Sequence[Reading], settings: dict[str, Any]) -> Weights:
    """Train the second pass on articles that the recogniser has read."""
    vocab = readings[0].doc.vocab
    clusters = cluster_vectors(vocab.vectors.data, settings)
    ontology = load_ontology()
    rules, reader = EntityRules(ontology), FeatureReader(ontology, vocab, clusters)
    examples = []
    for reading in readings:
        words, features = reader.read(reading.doc, reading.names, rules.apply(reading.doc, reading.names))
        gold = _gold_spans(reading.doc, reading.gold)
        examples.append((feature_names(features), tags_of_words(reading.doc, words, gold)))
    return train_second_pass(examples, clusters, settings)


def _read(nlp: Language, parser: Language, gold: Sequence[ArticleFacts]) -> list[Reading]:
    texts = [normalise(facts.article.body) for facts in gold]
    readings = []
    for facts, doc, named in zip(gold, parser.pipe(texts), nlp.pipe(texts), strict=True):
        names = [Span(doc, name.start, name.end, label=name.label_) for name in named.ents]
        readings.append(Reading(facts, doc, names))
    return readings


def _train_seeds(nlp: Language, gold: Sequence[ArticleFacts], settings: dict[str, Any]) -> None:
    """Train the recogniser once a seed, each time from its weights as they are; leave it with the average."""
    recogniser: EntityRecognizer = nlp.get_pipe("ner")
    base = recogniser.to_bytes()
    examples = list(_examples(nlp, gold))
    total: list[FloatsXd] = []
    for seed in settings["seeds"]:
        recogniser.from_bytes(base)
        fix_random_seed(seed)
        shuffler = random.Random(seed)
        optimizer = Adam(settings["learn_rate"], L2=settings["l2"], grad_clip=settings["grad_clip"], use_averages=True)
        for epoch in range(settings["epochs"]):
            losses: dict[str, float] = {}
            shuffler.shuffle(examples)
            for start in range(0, len(examples), settings["batch_size"]):
                batch = examples[start : start + settings["batch_size"]]
                nlp.update(batch, sgd=optimizer, drop=settings["dropout"], losses=losses)
            print(f"seed {seed}, epoch {epoch + 1}: loss {losses['ner']:.0f}", file=sys.stderr)
        with nlp.use_params(optimizer.averages):
            trained = [parameter.copy() for parameter in _parameters(recogniser.model)]
        total = [a + b for a, b in zip(total, trained, strict=True)] if total else trained
    _set_parameters(recogniser.model, [parameter / len(settings["seeds"]) for parameter in total])


def _examples(nlp: Language, gold: Sequence[ArticleFacts]) -> Iterator[Example]:
    for facts in gold:
        doc = nlp.make_doc(normalise(facts.article.body))
        reference = doc.copy()
        spans = _gold_spans(reference, facts)
        events = EntityType.EVENT.label
        reference.set_ents([Span(s.doc, s.start, s.end, label=EVENT_LABEL) if s.label_ == events else s for s in spans])
        yield Example(doc, reference)


def _gold_spans(doc: Doc, facts: ArticleFacts) -> list[Span]:
    offset = facts.article.body_start
    spans = []
    for entity in facts.entities:
        for mention in entity.mentions:
            # A tokenizer may cut a name elsewhere ("Penmarc'h."): the nearest token boundaries stand for it.
            span = doc.char_span(
                mention.start - offset, mention.end - offset, label=entity.type.label, alignment_mode="expand"
            )
            if span is not None:
                spans.append(span)
    return filter_spans(spans)


def _parameters(model: Model[Any, Any]) -> list[FloatsXd]:
    return [node.get_param(name) for node, name in _parameter_names(model)]


def _set_parameters(model: Model[Any, Any], values: Sequence[FloatsXd]) -> None:
    for (node, name), value in zip(_parameter_names(model), values, strict=True):
        node.set_param(name, value)


def _parameter_names(model: Model[Any, Any]) -> list[tuple[Model[Any, Any], str]]:
    return [(node, name) for node in model.walk() for name in node.param_names if node.has_param(name) is True]


def _scores(readings: dict[str, list[Reading]], weights: Weights) -> dict[str, dict[str, dict[str, float]]]:
    """Return F1 of exact spans and types after each step, for each part."""
    ontology = load_ontology()
    rules = EntityRules(ontology)
    second = SecondPass(ontology, next(iter(readings.values()))[0].doc.vocab, weights)
    steps: dict[str, Callable[[Reading], Iterable[Span]]] = {
        "recogniser": lambda reading: reading.names,
        "with rules": lambda reading: rules.apply(reading.doc, reading.names),
        "with second pass": lambda reading: find_names(reading.doc, reading.names, rules, second),
    }
    return {
        step: {part: _score((reading.gold, find(reading)) for reading in read) for part, read in readings.items()}
        for step, find in steps.items()
    }


def _score(found: Iterable[tuple[ArticleFacts, Iterable[Span]]]) -> dict[str, float]:
    total: dict[str, PRFScore] = {}
    for facts, spans in found:
        offset = facts.article.body_start
        mentions = {
            (span.start_char + offset, span.end_char + offset, "EVT" if span.label_ == EVENT_LABEL else span.label_)
            for span in spans
        }
        score_mentions(facts, mentions, total)
    return {name: round(score.f_score, 4) for name, score in sorted(total.items())}
