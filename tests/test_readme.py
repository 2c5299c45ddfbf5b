"""All that the README shows is run here, in a folder that holds the demonstration's articles."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pressgraph.pipeline import load_pipeline

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PRESSGRAPH = str(Path(sys.executable).parent / "pressgraph")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def _consoles() -> list[tuple[str, list[str]]]:
    """Return each shown command with the lines that it is shown to print."""
    found = []
    for block in _blocks("console"):
        command, *lines = block.strip().split("\n")
        found.append((command.removeprefix("$ "), lines))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the demonstration's articles and a store made of them by the quick start's command."""
    folder = tmp_path_factory.mktemp("readme")
    articles = folder / "corpus" / "articles"
    articles.mkdir(parents=True)
    for path in (ROOT / "corpus" / "articles").glob("dem-*.txt"):
        shutil.copy(path, articles)
    extract = re.search(r"\.venv/bin/(pressgraph extract [^&]+?) &&", README)
    assert extract is not None
    _run(extract[1], folder)
    return folder


def _run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "pressgraph"
    done = subprocess.run(
        [PRESSGRAPH, *words[1:]],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(("command", "lines"), _consoles())
def test_commands_print_what_the_readme_shows(command: str, lines: list[str], folder: Path) -> None:
    printed = [line.rstrip() for line in _run(command, folder).split("\n")]
    position = 0
    for shown in lines:
        if shown == "…":
            continue
        beginning = shown.removesuffix("…").rstrip()
        matching = [i for i, line in enumerate(printed) if i >= position and _same(line, beginning, shown)]
        assert matching, f"{shown!r} isn't printed"
        position = matching[0] + 1


def _same(line: str, beginning: str, shown: str) -> bool:
    # Columns are as wide as their longest cell, which hangs on the other articles.
    line, beginning = " ".join(line.split()), " ".join(beginning.split())
    return line.startswith(beginning) if shown.endswith("…") else line == beginning


def test_quick_start_asks_what_is_shown() -> None:
    assert ".venv/bin/pressgraph query --store presse heads name=Brest\n" in README


def test_python_runs(folder: Path) -> None:
    (code,) = _blocks("python")
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "http://www.w3.org/ns/org#headOf présidente Awa Ménard, présidente" in done.stdout
    assert (folder / "reseau.gexf").stat().st_size > 1000


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_server_of_the_readme_answers(folder: Path) -> None:
    (block,) = [block for block in _blocks("sh") if block.startswith("pressgraph serve")]
    serve, ask = map(shlex.split, block.strip().split("\n"))
    with subprocess.Popen([PRESSGRAPH, *serve[1:-1], "0"], cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = re.search(r"http://[^/]+/", server.stdout.readline())
            assert address is not None
            ask[-1] = ask[-1].replace("http://127.0.0.1:7878/", address[0])
            curl = [*ask, "--silent", "--fail"]
            answer = subprocess.run(curl, capture_output=True, encoding="utf-8", check=True).stdout
        finally:
            server.terminate()
    assert "Catherine Guivarch" in answer.splitlines()


def test_relation_of_the_readme_is_found_without_code(tmp_path: Path) -> None:
    (turtle,) = _blocks("turtle")
    (tmp_path / "sponsorOf.ttl").write_text(turtle, encoding="utf-8")
    facts = load_pipeline(ontologies=[tmp_path]).annotate("L'an dernier, Zoé Larue a été parrainée par Luc Tessier.")
    names = {entity.id: entity.name for entity in facts.entities}
    found = [(names[r.subject], r.predicate, names[r.object]) for r in facts.relations]
    assert found == [("Luc Tessier", "https://example.org/mine#sponsorOf", "Zoé Larue")]


def test_front_matter_of_the_readme_is_read(tmp_path: Path) -> None:
    from pressgraph import read_articles

    (block,) = _blocks("text")
    path = tmp_path / "article.txt"
    path.write_text(block, encoding="utf-8")
    (article,) = read_articles([path])
    assert (article.title, str(article.published)) == ("Le budget est voté", "2018-09-28")
    assert article.body.startswith("Le conseil municipal")
