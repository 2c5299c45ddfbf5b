"""A store with three articles, one of them full of names that break careless programs, and what serves it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pressgraph.article import Article
from pressgraph.facts import ArticleFacts, Entity, EntityType, Relation, Span
from pressgraph.graph import Store
from pressgraph.identifiers import entity_iri
from pressgraph.serving import Limits, Readers, create_app

HEAD_OF = "http://www.w3.org/ns/org#headOf"
HOSTILE_NAMES = (
    "<script>alert('x')</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} & fils",
    "\N{RIGHT-TO-LEFT OVERRIDE}قناة",
    "Le\x07Clairon",
)
#: goes through more combinations of triples than anybody can wait for
RUNAWAY = """SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l .
    FILTER(STRLEN(STR(?c)) + STRLEN(STR(?f)) + STRLEN(STR(?i)) + STRLEN(STR(?l)) = -1) }"""


def article(key: str, person: str, body: str) -> ArticleFacts:
    text = f"{person} préside {body}."
    people = Entity(
        id=entity_iri("Person", person), type=EntityType.PERSON, name=person, mentions=(Span(0, len(person)),)
    )
    start = text.rindex(body)
    bodies = Entity(
        id=entity_iri("Organization", body),
        type=EntityType.ORGANIZATION,
        name=body,
        mentions=(Span(start, start + len(body)),),
    )
    heads = Relation(subject=people.id, predicate=HEAD_OF, object=bodies.id, span=Span(0, len(text)))
    return ArticleFacts(article=Article(text=text, key=key, source=key), entities=(people, bodies), relations=(heads,))


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("servie") / "presse"
    with Store.open(folder, create=True) as store:
        store.write(article("phare.txt", "Solène Quéré", "Phares et Balises"))
        store.write(article("halle.txt", "Iris Vautrin", "la Halle aux Grains"))
        for number, name in enumerate(HOSTILE_NAMES):
            store.write(article(f"piege-{number}.txt", name, f"Club {number}"))
    return folder


@pytest.fixture(scope="session")
def readers(store_folder: Path) -> Iterator[Readers]:
    with Readers(store_folder, number=2) as running:
        yield running


@pytest.fixture(scope="session")
def client(readers: Readers) -> TestClient:
    return TestClient(create_app(readers), base_url="http://127.0.0.1")


@pytest.fixture(scope="session")
def strict_client(store_folder: Path) -> Iterator[TestClient]:
    """Return a client of an application with narrow limits."""
    limits = Limits(seconds=1, answer_bytes=2000, memory_bytes=300_000_000)
    with Readers(store_folder, limits=limits, number=2) as running:
        yield TestClient(create_app(running), base_url="http://127.0.0.1")


@contextmanager
def running_server(*words: str | Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run ``pressgraph serve`` on a free port; give its process and its address."""
    command = [sys.executable, "-c", "from pressgraph.cli import main; main()", "serve", "--port", "0"]
    with subprocess.Popen([*command, *map(str, words)], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+/", process.stdout.readline())
            assert found is not None
            yield process, found[0]
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def address(store_folder: Path) -> Iterator[str]:
    with running_server("--store", store_folder) as (_, found):
        yield found
