"""The services' answers on disk: what was asked once isn't asked again before it is old."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pressgraph.errors import LinkingError

_TABLE = """CREATE TABLE IF NOT EXISTS answers (
    service TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, answered REAL NOT NULL,
    PRIMARY KEY (service, question)
) WITHOUT ROWID"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedAnswer:
    """What a service answered, and when."""

    content: Any  #: the JSON, as it came
    answered: datetime  #: UTC


def _utc_now() -> datetime:
    return datetime.now(tz=UTC)


class AnswerCache:
    """One SQLite file; a context manager. Every :meth:`keep` is on disk when it returns.

    Every method raises LinkingError when the file can't be used.
    """

    def __init__(self, path: Path | str, *, max_age: timedelta, now: Callable[[], datetime] = _utc_now) -> None:
        """Open the cache at ``path``, new if there is none; answers older than ``max_age`` don't count."""
        self._path = path
        self._max_age = max_age
        self._now = now
        with self._clear_errors():
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, timeout=30)
            self._database.execute(_TABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def find(self, service: str, question: str) -> CachedAnswer | None:
        """Return what ``service`` answered, None when it wasn't asked or the answer is too old."""
        with self._clear_errors():
            row = self._database.execute(
                "SELECT answer, answered FROM answers WHERE service = ? AND question = ?", (service, question)
            ).fetchone()
        if row is None:
            return None
        answered = datetime.fromtimestamp(row[1], tz=UTC)
        if self._now() - answered >= self._max_age:
            return None
        return CachedAnswer(content=json.loads(row[0]), answered=answered)

    def keep(self, service: str, answers: Mapping[str, Any]) -> datetime:
        """Keep what ``service`` has just answered, by question; returns the time that is kept with it."""
        now = self._now().replace(microsecond=0)
        rows = [(service, question, json.dumps(answer), now.timestamp()) for question, answer in answers.items()]
        with self._clear_errors(), self._database:
            self._database.executemany("REPLACE INTO answers VALUES (?, ?, ?, ?)", rows)
        return now

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LinkingError(
                f"{self._path}: this cache of answers can't be used ({error}); delete the file or give another --cache"
            ) from error
