"""A store of two invented articles, a server that speaks the protocol, and the way from one to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pressgraph.article import Article
from pressgraph.facts import ArticleFacts, Entity, EntityType, Span
from pressgraph.graph import Store
from pressgraph.identifiers import entity_iri
from pressgraph.linking import AnswerCache, Decision, LinkingOptions, ReconciliationService, link_entities
from pressgraph.ontology.linking import LinkingRules, load_linking_rules

from .speaking_server import SpeakingServer

SCHEMA = "https://schema.org/"
REGATTA = """\
La régate de Kerlouan a réuni le Club nautique d’Aber et l’équipe de Morlaix, mardi à Kerlouan.
Anaïs Le Dantec, présidente du Club nautique d’Aber, a remis les coupes. Le Dantec quittera Kerlouan en mai.
"""
BUDGET = "Anaïs Le Dantec présentera à Morlaix le budget du Club nautique d’Aber. La Fête des phares aura lieu.\n"

KERLOUAN = entity_iri("Place", "Kerlouan")
MORLAIX = entity_iri("Place", "Morlaix")
CLUB = entity_iri("Organization", "Club nautique d’Aber")
ANAIS = entity_iri("Person", "Anaïs Le Dantec")
FEAST = entity_iri("Event", "Fête des phares")
SURNAME = entity_iri("Person", "Le Dantec", within="regate.txt")


def named(text: str, kind: EntityType, iri: str, name: str, subclass: str | None = None) -> Entity:
    starts = [i for i in range(len(text)) if text.startswith(name, i)]
    mentions = tuple(Span(start, start + len(name)) for start in starts)
    return Entity(id=iri, type=kind, name=name, mentions=mentions, subclass=subclass)


def build_regatta() -> ArticleFacts:
    return ArticleFacts(
        article=Article(text=REGATTA, key="regate.txt", source="regate.txt"),
        entities=(
            named(REGATTA, EntityType.PLACE, KERLOUAN, "Kerlouan", SCHEMA + "City"),
            named(REGATTA, EntityType.PLACE, MORLAIX, "Morlaix"),
            named(REGATTA, EntityType.ORGANIZATION, CLUB, "Club nautique d’Aber", SCHEMA + "SportsTeam"),
            named(REGATTA, EntityType.PERSON, ANAIS, "Anaïs Le Dantec"),
            named(REGATTA, EntityType.PERSON, SURNAME, "Le Dantec"),
        ),
    )


def build_budget() -> ArticleFacts:
    return ArticleFacts(
        article=Article(text=BUDGET, key="budget.txt", source="budget.txt"),
        entities=(
            named(BUDGET, EntityType.PLACE, MORLAIX, "Morlaix"),
            named(BUDGET, EntityType.ORGANIZATION, CLUB, "Club nautique d’Aber"),
            named(BUDGET, EntityType.PERSON, ANAIS, "Anaïs Le Dantec"),
            named(BUDGET, EntityType.EVENT, FEAST, "Fête des phares"),
        ),
    )


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = datetime(2024, 5, 2, 8, 30, tzinfo=UTC)
        self.pauses: list[float] = []

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += timedelta(seconds=seconds)

    def seconds(self) -> float:
        return self.now.timestamp()

    def date(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def server() -> Iterator[SpeakingServer]:
    running = SpeakingServer()
    yield running
    running.stop()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        opened.write(build_regatta())
        opened.write(build_budget())
        yield opened


@pytest.fixture
def cache(tmp_path: Path, clock: Clock) -> Iterator[AnswerCache]:
    with AnswerCache(tmp_path / "answers.sqlite", max_age=timedelta(days=30), now=clock.date) as opened:
        yield opened


@pytest.fixture
def service(server: SpeakingServer, clock: Clock) -> Iterator[ReconciliationService]:
    with ReconciliationService(server.address, rate=1000, timeout=5, pause=clock.pause, clock=clock.seconds) as opened:
        yield opened


@pytest.fixture
def rules() -> LinkingRules:
    return load_linking_rules()


@pytest.fixture
def run(
    store: Store, service: ReconciliationService, cache: AnswerCache, rules: LinkingRules
) -> Callable[..., dict[str, Decision]]:
    """Return what links the store: options in, decisions by entity IRI out."""

    def link(**options: object) -> dict[str, Decision]:
        chosen = LinkingOptions(**options)  # type: ignore[arg-type]
        decisions = link_entities(store, service, cache=cache, rules=rules, options=chosen)
        return {decision.entity.iri: decision for decision in decisions}

    return link
