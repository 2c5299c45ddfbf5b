"""Train the recogniser of names on the annotated corpus, from the base model's own weights.

``python -m pressgraph.training corpus`` reads ``corpus/training/config.cfg`` (every parameter and seed), writes the
weights into the package and ``corpus/training/metrics.json`` with the scores on the development and test articles.

The base model's recogniser knows people, organisations, places and "miscellaneous"; the last learns to mean events.
One training a seed starts from the same weights, and the averages of all trained weights are kept: averaging models
that were fine-tuned from one start costs nothing at run time (Wortsman et al. 2022, "Model soups", arXiv:2203.05482).
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline.ner import EntityRecognizer
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import Adam, Config, Model, fix_random_seed
from thinc.types import FloatsXd

from pressgraph.corpus import read_gold
from pressgraph.evaluation import PRFScore, score_mentions
from pressgraph.facts import ArticleFacts, EntityType
from pressgraph.ontology import load_ontology
from pressgraph.pipeline.entities import EVENT_LABEL, RECOGNISER_FOLDER, EntityRules
from pressgraph.pipeline.language import load_language_model, split_hyphens
from pressgraph.pipeline.text import normalise

_OTHER_COMPONENTS = ["tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer"]


def train(corpus: Path, *, output: Path = RECOGNISER_FOLDER) -> dict[str, Any]:
    """Train on ``corpus`` as its ``training/config.cfg`` says; return the metrics that were written.

    The weights go into the folder ``output``, the metrics into ``training/metrics.json`` of the corpus.
    """
    config = Config().from_disk(corpus / "training" / "config.cfg")
    gold = read_gold(corpus)
    parts = split(gold, config)
    nlp = load_language_model(exclude=_OTHER_COMPONENTS)
    split_hyphens(nlp)
    recogniser: EntityRecognizer = nlp.get_pipe("ner")
    started = time.monotonic()
    averaged = _train_seeds(nlp, recogniser, parts["train"], config["training"])
    _set_parameters(recogniser.model, averaged)
    recogniser.to_disk(output, exclude=["vocab"])
    metrics = {
        "articles": {name: len(part) for name, part in parts.items()},
        "words": {name: sum(len(f.article.body.split()) for f in part) for name, part in parts.items()},
        "seconds": round(time.monotonic() - started),
        "megabytes": round(sum(f.stat().st_size for f in output.rglob("*") if f.is_file()) / 1e6, 1),
        "scores": {
            step: {name: _scores(nlp, parts[name], rules) for name in ("development", "test")}
            for step, rules in (("recogniser", None), ("with rules", EntityRules(load_ontology())))
        },
    }
    (corpus / "training" / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    return metrics


def split(gold: Sequence[ArticleFacts], config: Config) -> dict[str, list[ArticleFacts]]:
    """Part the corpus into train, development and test articles, by writer (the beginning of an article's id)."""
    parts: dict[str, list[ArticleFacts]] = {"train": [], "development": [], "test": []}
    for facts in gold:
        held = (name for name in ("development", "test") if _id(facts).startswith(tuple(config["corpus"][name])))
        parts[next(held, "train")].append(facts)
    return parts


def _id(facts: ArticleFacts) -> str:
    return Path(facts.article.source).stem


def _train_seeds(
    nlp: Language, recogniser: EntityRecognizer, gold: Sequence[ArticleFacts], settings: dict[str, Any]
) -> list[FloatsXd]:
    """Train once a seed from the base model's weights; return the average of the trained parameters."""
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
    return [parameter / len(settings["seeds"]) for parameter in total]


def _examples(nlp: Language, gold: Sequence[ArticleFacts]) -> Iterator[Example]:
    for facts in gold:
        doc = nlp.make_doc(normalise(facts.article.body))
        reference = doc.copy()
        offset = facts.article.body_start
        spans = []
        for entity in facts.entities:
            label = EVENT_LABEL if entity.type is EntityType.EVENT else entity.type.label
            for mention in entity.mentions:
                # A tokenizer may cut a name elsewhere ("Penmarc'h."): the nearest token boundaries stand for it.
                span = reference.char_span(
                    mention.start - offset, mention.end - offset, label=label, alignment_mode="expand"
                )
                if span is not None:
                    spans.append(span)
        reference.set_ents(filter_spans(spans))
        yield Example(doc, reference)


def _parameters(model: Model[Any, Any]) -> list[FloatsXd]:
    return [node.get_param(name) for node, name in _parameter_names(model)]


def _set_parameters(model: Model[Any, Any], values: Sequence[FloatsXd]) -> None:
    for (node, name), value in zip(_parameter_names(model), values, strict=True):
        node.set_param(name, value)


def _parameter_names(model: Model[Any, Any]) -> list[tuple[Model[Any, Any], str]]:
    return [(node, name) for node in model.walk() for name in node.param_names if node.has_param(name) is True]


def _scores(nlp: Language, gold: Sequence[ArticleFacts], rules: EntityRules | None) -> dict[str, float]:
    """Return F1 of exact spans and types, of the recogniser alone or with ``rules``."""
    total: dict[str, PRFScore] = {}
    docs = nlp.pipe(normalise(facts.article.body) for facts in gold)
    for facts, doc in zip(gold, docs, strict=True):
        offset = facts.article.body_start
        spans = doc.ents if rules is None else rules.apply(doc, doc.ents)
        found = {
            (span.start_char + offset, span.end_char + offset, "EVT" if span.label_ == EVENT_LABEL else span.label_)
            for span in spans
        }
        score_mentions(facts, found, total)
    return {name: round(score.f_score, 4) for name, score in sorted(total.items())}


if __name__ == "__main__":
    print(json.dumps(train(Path(sys.argv[1])), indent=1))
