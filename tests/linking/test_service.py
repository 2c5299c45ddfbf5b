"""A service that is slow, tired, gone or talks nonsense: what the user is told, and how politely we ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from pressgraph.errors import LinkingError
from pressgraph.linking import Candidate, Manifest, Question, ReconciliationService

from .conftest import Clock
from .speaking_server import MANIFEST, Reply, SpeakingServer, candidate

QUESTIONS = [Question(name="Morlaix"), Question(name="Brest", types=("Q15284",), properties=(("P1566", "3030300"),))]


def test_a_batch_is_answered_question_by_question(service: ReconciliationService, server: SpeakingServer) -> None:
    server.known["Brest"] = [candidate("Q2", "Brest-Litovsk", 60, match=False), candidate("Q12193", "Brest")]
    morlaix, brest = service.ask(QUESTIONS)
    assert Candidate.read_all(morlaix) == []
    assert [found.id for found in Candidate.read_all(brest)] == ["Q12193", "Q2"]  # best first
    (batch,) = server.batches
    assert list(batch.values())[1] == {
        "query": "Brest", "limit": 5, "type": "Q15284", "properties": [{"pid": "P1566", "v": "3030300"}],
    }  # fmt: skip


def test_requests_keep_the_rate(server: SpeakingServer, clock: Clock) -> None:
    with ReconciliationService(server.address, rate=0.5, pause=clock.pause, clock=clock.seconds) as service:
        for _ in range(3):
            service.ask(QUESTIONS)
    assert clock.pauses == [2, 2]


@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_that_is_asked_for_is_kept(
    service: ReconciliationService, server: SpeakingServer, clock: Clock, status: int
) -> None:
    server.mishaps = [Reply(status, headers={"Retry-After": "17"})]
    assert len(service.ask(QUESTIONS)) == 2
    assert 17 in clock.pauses


def test_a_wait_may_be_given_as_a_date(service: ReconciliationService, server: SpeakingServer, clock: Clock) -> None:
    moment = datetime.now(tz=UTC) + timedelta(seconds=60)
    server.mishaps = [Reply(429, headers={"Retry-After": format_datetime(moment, usegmt=True)})]
    service.ask(QUESTIONS)
    assert max(clock.pauses) > 30


def test_a_wait_of_hours_is_told_not_waited(
    service: ReconciliationService, server: SpeakingServer, clock: Clock
) -> None:
    server.mishaps = [Reply(429, headers={"Retry-After": "7200"})]
    with pytest.raises(LinkingError, match=r"429.*7200 s"):
        service.ask(QUESTIONS)
    assert 7200 not in clock.pauses


def test_a_passing_failure_is_survived(service: ReconciliationService, server: SpeakingServer) -> None:
    dead = Reply()
    dead.dies = True
    server.mishaps = [Reply(502), dead]
    assert len(service.ask(QUESTIONS)) == 2


def test_a_lasting_failure_is_one_clear_line(service: ReconciliationService, server: SpeakingServer) -> None:
    server.mishaps = [Reply(500)] * 9
    with pytest.raises(LinkingError) as told:
        service.ask(QUESTIONS)
    assert server.address in str(told.value)
    assert "500" in str(told.value)
    assert "\n" not in str(told.value)
    assert len(server.batches) == 4


def test_a_wrong_address_is_not_tried_again(service: ReconciliationService, server: SpeakingServer) -> None:
    server.mishaps = [Reply(404)]
    with pytest.raises(LinkingError, match=r"404.*check the address"):
        service.describe()
    assert server.mishaps == []


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/api", "annuaire", "http://[::1/api"])
def test_what_is_no_web_address_is_told(address: str, clock: Clock) -> None:
    with (
        ReconciliationService(address, pause=clock.pause, clock=clock.seconds) as service,
        pytest.raises(LinkingError, match="give an address"),
    ):
        service.describe()


def test_a_service_that_is_gone_is_told(service: ReconciliationService, server: SpeakingServer) -> None:
    server.stop()
    with pytest.raises(LinkingError, match="doesn't answer"):
        service.describe()


def test_a_service_that_is_too_slow_is_told(server: SpeakingServer, clock: Clock) -> None:
    slow = Reply.of_json(MANIFEST)
    slow.delay = 0.3
    server.mishaps = [slow]
    with (
        ReconciliationService(server.address, timeout=0.1, tries=1, pause=clock.pause) as service,
        pytest.raises(LinkingError, match="time is up"),
    ):
        service.describe()


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"<html>Maintenance</html>", headers={"Content-Type": "text/html"}),
        Reply(200, b"\xff\xfe\x00"),
        Reply.of_json([]),
        Reply.of_json({"status": "error", "message": "invalid query"}),
        Reply.of_json({"q0": {"result": []}}),
        Reply.of_json({"q0": {"result": []}, "q1": {"result": [{"id": "Q1"}]}}),
        Reply.of_json({"q0": {"result": []}, "q1": {"result": ["Q1"]}}),
        Reply.of_json({"q0": {"result": []}, "q1": {"result": "Q1"}}),
        Reply.of_json({"q0": {"result": []}, "q1": {"result": [candidate("Q1", "Brest", float("nan"))]}}),
        Reply.of_json({"q0": {"result": []}, "q1": {"result": [candidate("", "Brest")]}}),
    ],
)
def test_nonsense_is_never_taken_for_an_answer(
    service: ReconciliationService, server: SpeakingServer, reply: Reply
) -> None:
    server.mishaps = [reply]
    with pytest.raises(LinkingError, match="the service") as told:
        service.ask(QUESTIONS)
    assert "\n" not in str(told.value)


def test_a_moved_service_is_followed_with_the_questions(service: ReconciliationService, server: SpeakingServer) -> None:
    server.mishaps = [Reply(301, headers={"Location": "/fr/api"})]
    assert len(service.ask(QUESTIONS)) == 2
    assert len(server.batches) == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"name": "une page"}, "identifierSpace"),
        ({**MANIFEST, "versions": ["1.0"]}, "speaks version 1.0"),
        (["0.2"], "identifierSpace"),
    ],
)
def test_what_is_no_service_of_these_versions_is_told(
    service: ReconciliationService, server: SpeakingServer, said: object, told: str
) -> None:
    server.manifest = said
    with pytest.raises(LinkingError, match=told):
        service.describe()


@pytest.mark.parametrize(
    ("space", "identifier", "iri"),
    [
        ("http://www.wikidata.org/entity/", "Q90", "http://www.wikidata.org/entity/Q90"),
        ("https://annuaire.example/types", "n12", "https://annuaire.example/fiche/n12"),
        ("https://annuaire.example/types", "https://data.example/n12", "https://data.example/n12"),
    ],
)
def test_an_identifier_becomes_the_iri_that_the_service_means(space: str, identifier: str, iri: str) -> None:
    view = {"url": "https://annuaire.example/fiche/{{id}}"}
    assert Manifest.read({**MANIFEST, "identifierSpace": space, "view": view}).iri_of(identifier) == iri
