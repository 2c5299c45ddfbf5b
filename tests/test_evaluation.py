"""Scores of small cases, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pressgraph.article import Article
from pressgraph.evaluation import PRFScore, Scores, evaluate, score_mentions
from pressgraph.facts import (
    ArticleFacts,
    Date,
    Entity,
    EntityType,
    Figure,
    FigureKind,
    Modality,
    Quote,
    Relation,
    Span,
)

PER, ORG, LOC = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE
HEAD_OF, PARTNER_OF = "http://www.w3.org/ns/org#headOf", "https://w3id.org/pressgraph#partnerOf"
ARTICLE = Article(text="x" * 500, key="essai", source="essai.txt")


def facts(**parts: object) -> ArticleFacts:
    return ArticleFacts(article=ARTICLE, **parts)  # type: ignore[arg-type]


def named(id_: str, kind: EntityType, *spans: tuple[int, int]) -> Entity:
    return Entity(id=id_, type=kind, name=id_, mentions=tuple(Span(*span) for span in spans))


def related(subject: str, predicate: str, object_: str, modality: Modality = Modality.ASSERTED) -> Relation:
    return Relation(subject=subject, predicate=predicate, object=object_, span=Span(0, 9), modality=modality)


def counts(score: PRFScore) -> tuple[int, int, int]:
    return score.right, score.wrong, score.missed


def scored(gold: ArticleFacts, system: ArticleFacts, *, symmetric: frozenset[str] = frozenset()) -> Scores:
    return evaluate([(gold, system)], symmetric=symmetric)


def test_precision_recall_and_f1() -> None:
    score = PRFScore(right=6, wrong=2, missed=6)
    assert score.precision == pytest.approx(0.75)
    assert score.recall == pytest.approx(0.5)
    assert score.f_score == pytest.approx(0.6)
    assert score.gold == 12


def test_nothing_found_scores_nothing() -> None:
    empty = PRFScore()
    assert (empty.precision, empty.recall, empty.f_score) == (0.0, 0.0, 0.0)


def test_mentions_count_with_exact_span_and_type() -> None:
    anne, brigny = named("anne", PER, (0, 8), (20, 23)), named("brigny", LOC, (30, 36))
    gold = facts(entities=(anne, brigny, named("sa", ORG, (40, 42))))
    system = facts(
        entities=(
            named("a", PER, (0, 8)),  # right
            named("b", PER, (20, 25)),  # other end
            named("c", ORG, (30, 36)),  # other type
            named("d", ORG, (40, 42)),  # right
        )
    )
    scores = scored(gold, system).by_kind
    assert counts(scores["entities"]) == (2, 2, 2)
    assert counts(scores["PER"]) == (1, 1, 1)
    assert counts(scores["ORG"]) == (1, 1, 0)
    assert counts(scores["LOC"]) == (0, 0, 1)
    assert counts(scores["EVT"]) == (0, 0, 0)


def test_scores_of_several_articles_add_up() -> None:
    gold = facts(entities=(named("anne", PER, (0, 8)),))
    scores = evaluate([(gold, gold), (gold, facts()), (facts(), gold)])
    assert counts(scores.of("PER")) == (1, 1, 1)


def test_mentions_can_be_scored_alone() -> None:
    total: dict[str, PRFScore] = {}
    score_mentions(facts(entities=(named("anne", PER, (0, 8)),)), {(0, 8, "PER"), (9, 12, "LOC")}, total)
    assert counts(total["entities"]) == (1, 1, 0)
    assert counts(total["PER"]) == (1, 0, 0)
    assert counts(total["LOC"]) == (0, 1, 0)


GOLD_RELATIONS = facts(
    entities=(named("anne", PER, (0, 8), (50, 53)), named("port", ORG, (20, 30)), named("quai", ORG, (60, 64))),
    relations=(
        related("anne", HEAD_OF, "port"),
        related("port", PARTNER_OF, "quai"),
        related("anne", HEAD_OF, "quai", Modality.CONDITIONAL),
    ),
)


def system_relations(*relations: Relation) -> ArticleFacts:
    """Return facts whose entities have other names than the gold ones, and slightly other spans."""
    entities = (named("p1", PER, (0, 8), (49, 53)), named("o1", ORG, (17, 30)), named("o2", ORG, (60, 64)))
    return facts(entities=entities, relations=relations)


def test_relations_count_between_the_entities_that_their_mentions_match() -> None:
    scores = scored(GOLD_RELATIONS, system_relations(related("p1", HEAD_OF, "o1"), related("p1", HEAD_OF, "o2")))
    assert counts(scores.of("relations")) == (1, 1, 1)
    assert counts(scores.by_relation[HEAD_OF]) == (1, 1, 0)
    assert counts(scores.by_relation[PARTNER_OF]) == (0, 0, 1)


def test_only_what_is_stored_as_a_fact_counts() -> None:
    found = (
        related("p1", HEAD_OF, "o1", Modality.PLANNED),
        related("o1", PARTNER_OF, "o2", Modality.NEGATED),
        related("p1", HEAD_OF, "o2", Modality.CONDITIONAL),
    )
    assert counts(scored(GOLD_RELATIONS, system_relations(*found)).of("relations")) == (1, 0, 1)


@pytest.mark.parametrize(("symmetric", "expected"), [(frozenset({PARTNER_OF}), (1, 0, 1)), (frozenset(), (0, 1, 2))])
def test_symmetric_relations_count_either_way(symmetric: frozenset[str], expected: tuple[int, int, int]) -> None:
    system = system_relations(related("o2", PARTNER_OF, "o1"))
    assert counts(scored(GOLD_RELATIONS, system, symmetric=symmetric).of("relations")) == expected


def test_a_relation_of_an_entity_that_gold_does_not_have_is_wrong() -> None:
    system = facts(
        entities=(named("p1", PER, (0, 8)), named("o9", ORG, (80, 90))), relations=(related("p1", HEAD_OF, "o9"),)
    )
    assert counts(scored(GOLD_RELATIONS, system).of("relations")) == (0, 1, 2)


def test_a_relation_counts_once() -> None:
    system = system_relations(related("p1", HEAD_OF, "o1"), related("p1", HEAD_OF, "o1"))
    assert counts(scored(GOLD_RELATIONS, system).of("relations")) == (1, 0, 1)


def figure(start: int, end: int, value: str, unit: str) -> Figure:
    return Figure(span=Span(start, end), value=Decimal(value), unit=unit, kind=FigureKind.COUNT)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (figure(0, 9, "12", "salarié"), (1, 0, 0)),
        (figure(5, 12, "12.0", "Salariés"), (1, 0, 0)),
        (figure(0, 9, "12.000001", "salarié"), (1, 0, 0)),
        (figure(0, 9, "12.1", "salarié"), (0, 1, 1)),
        (figure(0, 9, "12", "emploi"), (0, 1, 1)),
        (figure(9, 12, "12", "salarié"), (0, 1, 1)),
    ],
)
def test_figures_overlap_with_value_and_unit(found: Figure, expected: tuple[int, int, int]) -> None:
    scores = scored(facts(figures=(figure(0, 9, "12", "salarié"),)), facts(figures=(found,)))
    assert counts(scores.of("figures")) == expected


def test_each_figure_is_matched_once() -> None:
    gold = facts(figures=(figure(0, 9, "12", "salarié"),))
    system = facts(figures=(figure(0, 4, "12", "salarié"), figure(5, 9, "12", "salarié")))
    assert counts(scored(gold, system).of("figures")) == (1, 1, 0)
    assert counts(scored(system, gold).of("figures")) == (1, 0, 1)


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ("2014-05-22", "2014-05-22", True),
        ("2014-05-22", "2014-05-23", False),
        ("2014-05-22", "--05-22", False),
        ("2014-05-22", "2014-05", False),
        ("2014-05", "2014-05-22", False),
        ("--05-22", "2014-05-22", True),
        ("--05-22", "--05-22", True),
        ("--05", "2014-05", True),
        ("--05", "2014-06", False),
        ("--05", "2014-03-05", False),
        ("--05", "2014-05-05", False),
        ("--05-22", "2014-05-21", False),
        ("2014", "2014-05-22", False),
        ("198X", "1984", True),
        ("198X", "1994", False),
    ],
)
def test_dates_agree_where_both_are_settled(gold: str, found: str, right: bool) -> None:
    scores = scored(
        facts(dates=(Date(span=Span(0, 9), value=gold),)), facts(dates=(Date(span=Span(3, 9), value=found),))
    )
    assert counts(scores.of("dates")) == ((1, 0, 0) if right else (0, 1, 1))


def test_dates_must_overlap() -> None:
    gold, found = (facts(dates=(Date(span=span, value="2014"),)) for span in (Span(0, 4), Span(4, 8)))
    assert counts(scored(gold, found).of("dates")) == (0, 1, 1)


def quoted(span: tuple[int, int], speaker: str | None = None, words: str = "") -> Quote:
    return Quote(span=Span(*span), speaker=speaker, speaker_text=words)


ANNE = (named("anne", PER, (0, 8)), named("luc", PER, (10, 13)))
SYSTEM_ANNE = (named("p1", PER, (0, 8)), named("p2", PER, (10, 13)))


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        (quoted((100, 200), "anne"), quoted((100, 200), "p1"), True),
        (quoted((100, 200), "anne"), quoted((100, 160), "p1"), True),
        (quoted((100, 200), "anne"), quoted((100, 159), "p1"), False),
        (quoted((100, 200), "anne"), quoted((100, 280), "p1"), False),
        (quoted((100, 200), "anne"), quoted((100, 200), "p2"), False),
        (quoted((100, 200), "anne"), quoted((100, 200), None, "anne"), False),
        (quoted((100, 200), None, "le maire"), quoted((100, 200), None, "Le maire de Brigny"), True),
        (quoted((100, 200), None, "l’élu"), quoted((100, 200), None, "l'élu"), True),
        (quoted((100, 200), None, "le maire"), quoted((100, 200), None, "une habitante"), False),
    ],
)
def test_quotes_overlap_by_sixty_per_cent_with_their_speaker(gold: Quote, found: Quote, right: bool) -> None:
    scores = scored(facts(entities=ANNE, quotes=(gold,)), facts(entities=SYSTEM_ANNE, quotes=(found,)))
    assert counts(scores.of("quotes")) == ((1, 0, 0) if right else (0, 1, 1))


def test_an_article_alone_is_no_agreement_on_the_speaker() -> None:
    gold, found = quoted((100, 200), None, "le maire"), quoted((100, 200), None, "le préfet")
    scores = scored(facts(quotes=(gold,)), facts(quotes=(found,)))
    assert counts(scores.of("quotes")) == (0, 1, 1)


def test_clusters_that_agree_score_one() -> None:
    gold = facts(entities=(named("anne", PER, (0, 8), (20, 23)), named("luc", PER, (30, 33))))
    system = facts(entities=(named("x", PER, (0, 8), (20, 23)), named("y", PER, (30, 33))))
    score = scored(gold, system).of("clusters")
    assert (score.precision, score.recall) == (1.0, 1.0)


def test_b_cubed_of_a_split_and_a_merge() -> None:
    """Gold: {a, b, c} and {d}. System: {a, b} and {c, d}.

    Precision by mention: a 2/2, b 2/2, c 1/2, d 1/2, so 3/4. Recall: a 2/3, b 2/3, c 1/3, d 1/1, so 2/3.
    """
    a, b, c, d = (0, 5), (10, 15), (20, 25), (30, 35)
    gold = facts(entities=(named("anne", PER, a, b, c), named("luc", PER, d)))
    system = facts(entities=(named("x", PER, a, b), named("y", PER, c, d)))
    score = scored(gold, system).of("clusters")
    assert score.precision == pytest.approx(3 / 4)
    assert score.recall == pytest.approx(2 / 3)
    assert score.f_score == pytest.approx(12 / 17)


def test_clusters_count_only_mentions_that_both_have() -> None:
    gold = facts(entities=(named("anne", PER, (0, 5), (10, 15)), named("luc", PER, (40, 45))))
    system = facts(entities=(named("x", PER, (0, 5), (10, 15)), named("z", PER, (60, 65))))
    score = scored(gold, system).of("clusters")
    assert (score.precision, score.recall) == (1.0, 1.0)


def test_perfect_facts_score_one_in_every_kind() -> None:
    gold = replace(
        GOLD_RELATIONS,
        figures=(figure(100, 109, "12", "salarié"),),
        quotes=(quoted((200, 300), "anne"),),
        dates=(Date(span=Span(400, 404), value="2014"),),
    )
    scores = scored(gold, gold, symmetric=frozenset({PARTNER_OF}))
    kinds = ("entities", "PER", "ORG", "clusters", "relations", "figures", "quotes", "dates")
    assert {kind: scores.of(kind).f_score for kind in kinds} == dict.fromkeys(kinds, 1.0)


def test_no_articles() -> None:
    assert evaluate([]).of("entities").f_score == 0.0
