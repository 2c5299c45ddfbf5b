"""What somebody says keeps who says it."""

from __future__ import annotations

import pytest

from pressgraph.facts import ArticleFacts
from pressgraph.pipeline import Pipeline


def speakers(facts: ArticleFacts) -> list[str | None]:
    names = {entity.id: entity.name for entity in facts.entities}
    return [names[r.said_by] if r.said_by else None for r in facts.relations]


@pytest.mark.parametrize(
    "text",
    [
        "« Martine Vasseur préside la société Ardoval », assure Paul Arnoux.",
        "Selon Paul Arnoux, Martine Vasseur préside la société Ardoval.",
        "Paul Arnoux affirme que Martine Vasseur préside la société Ardoval.",
        "Martine Vasseur préside la société Ardoval, a précisé Paul Arnoux.",
    ],
)
def test_a_relation_in_reported_speech_has_its_speaker(text: str, pipeline: Pipeline) -> None:
    assert speakers(pipeline.annotate(text)) == ["Paul Arnoux"]


@pytest.mark.parametrize(
    "text",
    [
        "Martine Vasseur préside la société Ardoval.",
        "Paul Arnoux, maire de Lyon, affirme que le temps est beau.",
        "« Il fait beau », assure Paul Arnoux, maire de Lyon.",
    ],
)
def test_what_the_article_says_itself_has_none(text: str, pipeline: Pipeline) -> None:
    assert speakers(pipeline.annotate(text)) == [None]


def test_the_articles_own_words_count_before_somebody_elses(pipeline: Pipeline) -> None:
    said = "« Martine Vasseur préside la société Ardoval », assure Paul Arnoux."
    facts = pipeline.annotate(f"{said} Martine Vasseur préside la société Ardoval.")
    assert speakers(facts) == [None]
