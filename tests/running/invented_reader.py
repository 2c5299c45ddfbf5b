"""A reader without a language model: what it finds is plain to see, what kills it is written in the article.

As a program it extracts a folder into a store, so that a test can stop or kill it.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pressgraph.article import Article
from pressgraph.errors import ReadingError
from pressgraph.facts import ArticleFacts, Entity, EntityType, Span
from pressgraph.graph import Store
from pressgraph.identifiers import entity_iri
from pressgraph.reading import read_articles
from pressgraph.running import extraction

_NAME = re.compile(r"\b[A-ZÉ]\w+ [A-ZÉ]\w+")


class InventedReader:
    """Takes two capitalised words in a row for a person."""

    base = "https://w3id.org/pressgraph/id/"
    unit_iris: Mapping[str, str] = {}
    models: Mapping[str, str] = {"lecteur": "1"}

    def __init__(self, *, version: str = "1", pause: float = 0) -> None:
        self.version = version
        self._pause = pause

    def read(self, articles: Sequence[Article]) -> Iterator[ArticleFacts | ReadingError]:
        for article in articles:
            time.sleep(self._pause)
            if "MORTEL" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "ERREUR" in article.text:
                raise RuntimeError("panne")
            if "ILLISIBLE" in article.text:
                yield ReadingError(article.source, "illisible")
            else:
                yield _facts(article)


def _facts(article: Article) -> ArticleFacts:
    spans: dict[str, list[Span]] = {}
    for match in _NAME.finditer(article.text):
        spans.setdefault(match[0], []).append(Span(*match.span()))
    people = [
        Entity(id=entity_iri("Person", name), type=EntityType.PERSON, name=name, mentions=tuple(found))
        for name, found in spans.items()
    ]
    return ArticleFacts(article=article, entities=tuple(people))


def extraction_command(
    folder: Path, store: Path, *, workers: int, pause: float = 0.001, portion_seconds: float = 20
) -> list[str]:
    """Return the command that extracts a folder; it prints a line when it begins."""
    options = map(str, (folder, store, workers, pause, portion_seconds))
    return [sys.executable, "-m", "tests.running.invented_reader", *options]


def main(folder: str, store_path: str, workers: str, pause: str, portion_seconds: str) -> None:
    extraction._PORTION_SECONDS = float(portion_seconds)
    print("begins", flush=True)
    with Store.open(store_path, create=True) as store:
        reader = InventedReader(pause=float(pause))
        report = extraction.extract(read_articles([Path(folder)]), store, reader=reader, workers=int(workers))
    sys.exit(130 if report.interrupted else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
