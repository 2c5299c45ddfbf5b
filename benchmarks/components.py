"""What each component costs, as a share of the language model's CPU time, and what more lexical entries add.

usage: python benchmarks/components.py [FOLDER_OF_ARTICLES] [--every N] [--entries]

All components take turns on the same few articles, so that whatever else the machine does falls on all of them; the
time is the process's own. ``--entries`` runs the component for relations, too, with 100 of the entries that came
with pressgraph, with all of them, and with as many again whose words stand in no article.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.article import Article
from pressgraph.ontology import load_ontology
from pressgraph.pipeline import Pipeline, load_pipeline
from pressgraph.pipeline.relations import RelationComponent
from pressgraph.pipeline.text import normalise
from pressgraph.reading import read_articles

_BATCH = 16
#: what the language model consists of; everything else is pressgraph's
_MODEL = ("tok2vec", "morphologizer", "parser", "attribute_ruler", "ner")
_FEW = 100

Step = Callable[[list[Doc]], list[Doc]]


def measure(pipeline: Pipeline, articles: Iterable[Article], others: dict[str, RelationComponent]) -> Counter[str]:
    """Return the CPU seconds of each component, ``others`` run beside that for relations."""
    nlp = pipeline.nlp
    seconds: Counter[str] = Counter()
    left = iter(articles)
    while batch := list(islice(left, _BATCH)):
        docs = [_doc(nlp, article) for article in batch]
        for name, component in nlp.pipeline:
            docs = _timed(seconds, name, _step(component), docs)
        for name, component in others.items():
            _timed(seconds, name, _step(component), docs)
    return seconds


def _doc(nlp: Language, article: Article) -> Doc:
    doc = nlp.make_doc(normalise(article.body))
    doc._.published = article.published
    return doc


def _step(component: Callable[[Doc], Doc]) -> Step:
    pipe = getattr(component, "pipe", None)
    return lambda docs: list(pipe(docs, batch_size=_BATCH)) if pipe is not None else [component(doc) for doc in docs]


def _timed(seconds: Counter[str], name: str, step: Step, docs: list[Doc]) -> list[Doc]:
    started = time.process_time()
    done = step(docs)
    seconds[name] += time.process_time() - started
    return done


def relation_components(nlp: Language) -> dict[str, RelationComponent]:
    """Return components for relations with few, all and twice as many entries."""
    ontology = load_ontology()
    every = ontology.lexicon
    few = every[:: len(every) // _FEW][:_FEW]
    foreign = tuple(
        replace(entry, iri=f"{entry.iri}-x", forms=frozenset(f"x{form}x" for form in entry.forms)) for entry in every
    )
    chosen = {"few": few, "all": every, "all, and foreign ones": (*every, *foreign)}
    return {
        f"relations: {name} ({len(entries)} entries)": RelationComponent(nlp, replace(ontology, lexicon=tuple(entries)))
        for name, entries in chosen.items()
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("corpus/articles"))
    parser.add_argument("--every", type=int, default=4, help="read one article of so many")
    parser.add_argument("--entries", action="store_true", help="compare numbers of lexical entries")
    options = parser.parse_args()
    articles = [item for item in read_articles([options.folder]) if isinstance(item, Article)][:: options.every]
    pipeline = load_pipeline()
    others = relation_components(pipeline.nlp) if options.entries else {}
    measure(pipeline, articles[:_BATCH], others)  # warm up
    seconds = measure(pipeline, articles, others)
    model = sum(seconds[name] for name in _MODEL)
    for name, spent in seconds.items():
        print(f"{name:45} {spent:7.2f} s {100 * spent / model:6.1f} % of the language model")


if __name__ == "__main__":
    main()
