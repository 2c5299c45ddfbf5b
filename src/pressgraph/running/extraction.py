"""From articles to a store: what has changed is read, by as many processes as wanted, and written in portions."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from pressgraph.article import Article
from pressgraph.errors import ClusterError, ReadingError
from pressgraph.graph import Store
from pressgraph.graph.readings import Run, RunWriter
from pressgraph.identifiers import article_iri
from pressgraph.running.fingerprints import fingerprint
from pressgraph.running.tasks import Engine, Lost, Numbered, Reader, Task
from pressgraph.running.workers import LocalProcesses

#: articles that a worker takes at once: enough to keep the matrices large, few enough to share small folders out
_CHUNK = 8
#: characters of such articles: what the model needs grows with them, some 4 MB for a thousand
_CHUNK_CHARACTERS = 100_000
#: a portion is written when it has so many bytes of N-Quads (some seventy articles) or is so many seconds old
_PORTION_BYTES, _PORTION_SECONDS = 16 << 20, 20.0


@dataclass(slots=True, kw_only=True)
class ExtractionReport:
    """What became of the articles; grows while the extraction goes on."""

    run: Run
    #: kind of fact → how many were read
    counts: Counter[str] = field(default_factory=Counter)
    #: what couldn't be read, in the order of the articles
    failures: list[ReadingError] = field(default_factory=list)
    #: whether the user stopped it before the end
    interrupted: bool = False


def extract(
    articles: Iterable[Article | ReadingError],
    store: Store,
    *,
    reader: Reader,
    engine: Engine | None = None,
    workers: int | None = None,
    force: bool = False,
    fail_fast: bool = False,
) -> ExtractionReport:
    """Read articles into a store: new ones, and those that have changed or would be read otherwise than they were.

    ``workers`` processes read (as many as the machine has cores, if not given), or another ``engine``; this process
    writes, in portions that are there whole or not at all. An article that can't be read is recorded with its reason,
    and the others go on. With ``force`` the unchanged are read, too; with ``fail_fast`` the first failure ends the
    run. When the user stops it, what has been read is written, and the report says so.
    Raises StoreError when the disk refuses; ReadingError with ``fail_fast``; ClusterError when the cluster does.
    """
    return _Extraction(store, reader, force=force, fail_fast=fail_fast).run(articles, engine or LocalProcesses(workers))


class _Extraction:
    def __init__(self, store: Store, reader: Reader, *, force: bool, fail_fast: bool) -> None:
        self._reader = reader
        self._writer = RunWriter(store)
        self._force = force
        self._fail_fast = fail_fast
        self._report = ExtractionReport(run=self._writer.run)
        self._failures: list[tuple[int, ReadingError]] = []
        self._written = time.monotonic()

    def run(self, articles: Iterable[Article | ReadingError], engine: Engine) -> ExtractionReport:
        self._writer.commit()  # a run that is killed at once has been there
        try:
            with closing(engine(self._reader, self._chunks(articles))) as finished:
                for results in finished:
                    for result in [_lost(results)] if isinstance(results, Lost) else results:
                        self._take(result)
            self._writer.finish()
        except KeyboardInterrupt:
            self._writer.commit()
            self._report.interrupted = True
        except ReadingError:  # fail_fast
            self._writer.finish()
            raise
        except ClusterError:
            self._writer.commit()
            raise
        self._report.run = self._writer.run
        self._report.failures = [error for _, error in sorted(self._failures, key=lambda failure: failure[0])]
        return self._report

    def _chunks(self, articles: Iterable[Article | ReadingError]) -> Iterator[list[Task]]:
        """Yield the articles that have to be read, a few at a time."""
        chunk: list[Task] = []
        length = 0
        for number, article in enumerate(articles):
            if isinstance(article, ReadingError):
                self._fail(number, article)
                continue
            digest = fingerprint(article, reader=self._reader.version)
            if not self._force and self._writer.knows(article_iri(article.key, base=self._reader.base), digest):
                self._writer.skip()
                continue
            if chunk and (len(chunk) == _CHUNK or length + len(article.text) > _CHUNK_CHARACTERS):
                yield chunk
                chunk, length = [], 0
            chunk.append(Task(number=number, article=article, fingerprint=digest))
            length += len(article.text)
        if chunk:
            yield chunk

    def _take(self, result: Numbered) -> None:
        if isinstance(result.outcome, ReadingError):
            self._fail(result.number, result.outcome)
            return
        self._writer.add(result.outcome)
        self._report.counts.update(result.outcome.counts)
        if self._writer.size >= _PORTION_BYTES or time.monotonic() - self._written >= _PORTION_SECONDS:
            self._writer.commit()
            self._written = time.monotonic()

    def _fail(self, number: int, error: ReadingError) -> None:
        self._failures.append((number, error))
        self._writer.fail(error)
        if self._fail_fast:
            raise error


def _lost(lost: Lost[Task]) -> Numbered:
    task = lost.item
    return Numbered(task.number, ReadingError(task.article.source, lost.reason))
