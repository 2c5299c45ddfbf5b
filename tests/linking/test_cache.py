"""The cache of answers: what it keeps over a restart, what it forgets, and files that are none."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pressgraph.errors import LinkingError
from pressgraph.linking import AnswerCache

from .conftest import Clock


def test_an_answer_outlives_the_program(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "new folder" / "answers.sqlite"
    with AnswerCache(path, max_age=timedelta(days=1), now=clock.date) as cache:
        cache.keep("https://a.example", {"Brest": {"result": []}})
    with AnswerCache(path, max_age=timedelta(days=1), now=clock.date) as cache:
        found = cache.find("https://a.example", "Brest")
        assert found
        assert (found.content, found.answered) == ({"result": []}, clock.now)
        assert cache.find("https://b.example", "Brest") is None


def test_an_old_answer_does_not_count(tmp_path: Path, clock: Clock) -> None:
    with AnswerCache(tmp_path / "answers.sqlite", max_age=timedelta(days=1), now=clock.date) as cache:
        cache.keep("https://a.example", {"Brest": 1})
        clock.now += timedelta(days=1)
        assert cache.find("https://a.example", "Brest") is None
        cache.keep("https://a.example", {"Brest": 2})
        found = cache.find("https://a.example", "Brest")
        assert found
        assert found.content == 2


def test_a_file_that_is_no_cache_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Brest, Morlaix, Kerlouan\n" * 50, encoding="utf-8")
    with pytest.raises(LinkingError, match=r"notes\.txt.*--cache"):
        AnswerCache(path, max_age=timedelta(days=1))
    assert path.read_text(encoding="utf-8").startswith("Brest")
