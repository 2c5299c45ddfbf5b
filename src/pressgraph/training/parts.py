"""Which articles of the corpus train, which choose settings and which only test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from thinc.api import Config

from pressgraph.facts import ArticleFacts


def split(gold: Sequence[ArticleFacts], config: Config) -> dict[str, list[ArticleFacts]]:
    """Part the corpus into train, development and test articles, by writer (the beginning of an article's id)."""
    parts: dict[str, list[ArticleFacts]] = {"train": [], "development": [], "test": []}
    for facts in gold:
        held = (name for name in ("development", "test") if article_id(facts).startswith(tuple(config["corpus"][name])))
        parts[next(held, "train")].append(facts)
    return parts


def article_id(facts: ArticleFacts) -> str:
    """Return the name of an article's file, without folder and suffix."""
    return Path(facts.article.source).stem
