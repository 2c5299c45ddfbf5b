"""``pressgraph link`` as a user types it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pressgraph.cli.linking import link
from pressgraph.errors import PressgraphError
from pressgraph.graph import Store

from .conftest import build_budget, build_regatta
from .speaking_server import Reply, SpeakingServer, candidate


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with Store.open(tmp_path / "presse", create=True) as store:
        store.write(build_regatta())
        store.write(build_budget())
    yield tmp_path


def run(folder: Path, server: SpeakingServer, *words: str) -> Result:
    given = ["--store", folder / "presse", "--cache", folder / "answers.sqlite", "--rate", "1000"]
    return CliRunner().invoke(link, [str(w) for w in (*given, "--service", server.address, *words)])


def links(folder: Path) -> int:
    with Store.open(folder / "presse") as store:
        return sum(1 for _ in store.rows("SELECT ?link { ?link a pg:Link }"))


def test_links_are_listed_counted_and_kept(folder: Path, server: SpeakingServer) -> None:
    server.known["Kerlouan"] = [candidate("Q202368", "Kerlouan")]
    result = run(folder, server)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Kerlouan: owl:sameAs http://www.wikidata.org/entity/Q202368 (")
    assert result.stdout.count("\n") == 1
    assert "5 entities: 4 not found, 1 owl:sameAs" in result.stderr
    assert links(folder) == 1


def test_verbose_tells_of_every_entity(folder: Path, server: SpeakingServer) -> None:
    result = run(folder, server, "--verbose")
    assert "Morlaix: not found (the service knows nothing of this name)" in result.stdout
    assert result.stdout.count("\n") == 5


def test_a_dry_run_shows_the_questions_and_sends_none(folder: Path, server: SpeakingServer) -> None:
    result = run(folder, server, "--dry-run", "--type", "Person")
    assert result.exit_code == 0, result.output
    assert 'Anaïs Le Dantec: to be asked ({"limit": 5, "query": "Anaïs Le Dantec"' in result.stdout
    assert "1 entities: 1 to be asked" in result.stderr
    assert server.batches == []
    assert server.manifests_sent == 0
    assert links(folder) == 0


def test_a_service_that_fails_on_the_way_is_an_error_that_says_what_is_kept(
    folder: Path, server: SpeakingServer
) -> None:
    server.known["Kerlouan"] = [candidate("Q202368", "Kerlouan")]
    server.mishaps = [lambda: None, lambda: None, lambda: None, lambda: None, Reply(403)]
    result = run(folder, server, "--batch", "1")
    assert isinstance(result.exception, PressgraphError)  # the group makes it one line and exit status 1
    assert "403 Forbidden" in str(result.exception)
    assert "3 of 5 entities are done and kept" in str(result.exception)
    assert links(folder) == 1
    assert run(folder, server, "--batch", "1").exit_code == 0
    assert server.asked.count("Kerlouan") == 1


def test_a_killed_run_is_gone_on_with(folder: Path, server: SpeakingServer) -> None:
    server.known = {name: [candidate("Q1", name)] for name in ("Kerlouan", "Morlaix", "Fête des phares")}
    program = (
        "import os, sys\n"
        "from pressgraph.cli.linking import link\n"
        "from pressgraph.linking import ReconciliationService\n"
        "ask = ReconciliationService.ask\n"
        "asked = []\n"
        "def ask_twice(self, questions):\n"
        "    asked.append(questions)\n"
        "    return ask(self, questions) if len(asked) < 3 else os.kill(os.getpid(), 9)\n"
        "ReconciliationService.ask = ask_twice\n"
        "link(sys.argv[1:])\n"
    )
    given = ["--store", folder / "presse", "--cache", folder / "answers.sqlite", "--rate", "1000", "--batch", "1"]
    words = [sys.executable, "-c", program, *map(str, given), "--service", server.address]
    assert subprocess.run(words, check=False, capture_output=True).returncode == -9
    asked = list(server.asked)
    assert len(asked) == 2
    result = run(folder, server)
    assert result.exit_code == 0, result.output
    assert sorted(server.asked) == sorted(set(server.asked))  # none twice
    assert links(folder) == 3


def test_a_store_that_is_missing_is_told_before_anything_is_asked(tmp_path: Path, server: SpeakingServer) -> None:
    result = run(tmp_path, server)
    assert isinstance(result.exception, PressgraphError)
    assert server.manifests_sent == 0


def test_reading_the_command_loads_neither_network_client_nor_store() -> None:
    program = "import sys, pressgraph.cli.linking; print({'httpx', 'sqlite3', 'pyoxigraph'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == "set()"


@pytest.mark.parametrize("words", [["--rate", "0"], ["--most", "0"], ["--margin", "-1"], ["--type", "Ship"]])
def test_options_out_of_bounds_are_refused(folder: Path, server: SpeakingServer, words: list[str]) -> None:
    result = run(folder, server, *words)
    assert result.exit_code == click.UsageError.exit_code
    assert server.manifests_sent == 0
