"""What an engine is given and gives back: articles on their way, and what became of them.

An engine is whatever has a reader work on tasks: processes of this machine (``workers``) or a cluster (``cluster``).
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pressgraph.article import Article
from pressgraph.errors import AnnotationError, ReadingError
from pressgraph.facts import ArticleFacts
from pressgraph.graph.prepared import PreparedArticle, prepare_article

Item = TypeVar("Item")


class Reader(Protocol):
    """What makes facts of articles."""

    version: str  #: whatever changes the facts changes it
    base: str  #: what IRIs begin with

    @property
    def unit_iris(self) -> Mapping[str, str]:
        """Unit → IRI; see :func:`pressgraph.graph.statements.statements`."""

    @property
    def models(self) -> Mapping[str, str]:
        """Language model → version."""

    def read(self, articles: Sequence[Article]) -> Iterable[ArticleFacts | ReadingError]:
        """Return the facts of each article, or why it can't be read, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An article on its way to a worker."""

    number: int  #: its place among the articles
    article: Article
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """What became of an article, with its place among the articles."""

    number: int
    outcome: PreparedArticle | ReadingError


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost(Generic[Item]):
    """An item that the process working on it didn't survive."""

    item: Item
    reason: str  #: why, as far as is known


class Engine(Protocol):
    """Has a reader work on articles, many at once."""

    def __call__(
        self, reader: Reader, chunks: Iterable[list[Task]], /
    ) -> Generator[list[Numbered] | Lost[Task], None, None]:
        """Yield what became of each chunk, as it gets done; takes chunks no faster than they get done."""


def read_tasks(reader: Reader, tasks: Sequence[Task]) -> list[Numbered]:
    """Do the work of a worker: all that the writing process needn't do itself."""
    found = reader.read([task.article for task in tasks])
    return [Numbered(task.number, _prepare(reader, task, facts)) for task, facts in zip(tasks, found, strict=True)]


def _prepare(reader: Reader, task: Task, facts: ArticleFacts | ReadingError) -> PreparedArticle | ReadingError:
    if isinstance(facts, ReadingError):
        return facts
    try:
        return prepare_article(facts, fingerprint=task.fingerprint, unit_iris=reader.unit_iris, models=reader.models)
    except AnnotationError as error:
        return ReadingError(task.article.source, str(error))
