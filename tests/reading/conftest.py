"""Reading, seen from outside: bytes in, articles and errors out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressgraph.article import Article
from pressgraph.errors import ReadingError
from pressgraph.reading import ReadingOptions, read_articles

Read = Callable[..., list[Article | ReadingError]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads a file of this content and name."""

    def read_content(
        content: bytes | str, name: str = "fichier", *, any_language: bool = False
    ) -> list[Article | ReadingError]:
        path = tmp_path / "presse" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        items = list(read_articles([path], options=ReadingOptions(any_language=any_language)))
        for item in items:
            if isinstance(item, ReadingError):
                assert item.source == path.as_posix()
                assert str(item).isprintable(), str(item)
        return items

    return read_content


@pytest.fixture
def read_one(read: Read) -> Callable[..., Article]:
    """Return a function that reads a file with one article."""

    def read_content(content: bytes | str, name: str = "fichier", *, any_language: bool = False) -> Article:
        [article] = read(content, name, any_language=any_language)
        assert isinstance(article, Article), article
        return article

    return read_content


@pytest.fixture
def reason(read: Read) -> Callable[..., str]:
    """Return a function that reads a file that can't be read, and says why."""

    def read_content(content: bytes | str, name: str = "fichier") -> str:
        [error] = read(content, name)
        assert isinstance(error, ReadingError), error
        return error.reason

    return read_content
