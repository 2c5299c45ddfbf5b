"""``extract``, ``status`` and ``forget`` as a user types them."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pressgraph.cli import main
from pressgraph.graph import Store

ARTICLES = Path(__file__).parent.parent / "corpus" / "articles"
PRESSGRAPH = str(Path(sys.executable).parent / "pressgraph")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def nquads(store: Path, target: Path) -> list[bytes]:
    result = run("dump", "--store", store, "-o", target)
    assert result.exit_code == 0, result.output
    return sorted(target.read_bytes().splitlines())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with six articles and a file that is none."""
    folder = tmp_path_factory.mktemp("presse") / "articles"
    folder.mkdir()
    for path in sorted(ARTICLES.glob("dem-0*.txt"))[:6]:
        shutil.copy(path, folder)
    (folder / "vide.txt").write_text("", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def read(folder: Path) -> Path:
    """Return the store of these articles, read by one worker."""
    store = folder.parent / "lue"
    result = run("extract", folder, "--store", store, "--workers", "1")
    assert "6 articles read into" in result.output
    assert f"Not read: {folder / 'vide.txt'}: is empty" in result.output
    assert result.exit_code == 1
    return store


def test_two_workers_give_the_same_store_as_one(folder: Path, read: Path, tmp_path: Path) -> None:
    run("extract", folder, "--store", tmp_path / "presse", "--workers", "2")
    assert nquads(tmp_path / "presse", tmp_path / "a.nq") == nquads(read, tmp_path / "b.nq")


def test_status_shows_what_was_read_skipped_and_failed(folder: Path, read: Path, tmp_path: Path) -> None:
    store = shutil.copytree(read, tmp_path / "presse")
    assert "6 unchanged ones skipped" in run("extract", folder, "--store", store).output
    result = run("status", "--store", store)
    assert result.exit_code == 0, result.output
    runs = [re.split(r"\s*│\s*", line.strip())[2:] for line in result.output.splitlines() if "0.1.0" in line]
    assert runs == [["0.1.0", "0", "6", "1"], ["0.1.0", "6", "0", "1"]]
    assert result.output.count("vide.txt: is empty") == 1
    assert run("status", "--store", store, "--all").output.count("vide.txt: is empty") == 2


def test_forget_takes_file_names_and_leaves_the_others(folder: Path, read: Path, tmp_path: Path) -> None:
    store = shutil.copytree(read, tmp_path / "presse")
    gone, *others = sorted(folder.glob("dem-*.txt"))
    assert run("forget", gone.name, "--store", store).exit_code == 0
    without = tmp_path / "articles"
    without.mkdir()
    for path in others:
        shutil.copy(path, without)
    run("extract", without, "--store", tmp_path / "autre")
    expected = [line.replace(bytes(without), bytes(folder)) for line in nquads(tmp_path / "autre", tmp_path / "a.nq")]
    assert nquads(store, tmp_path / "b.nq") == sorted(expected)


def test_forget_refuses_a_name_that_is_unknown(read: Path) -> None:
    result = run("forget", "inconnu.txt", "--store", read)
    assert result.exit_code == 1
    assert "no article of the name inconnu.txt" in result.output


def test_a_long_article_is_refused_with_the_limit_and_read_whole_when_it_is_lifted(tmp_path: Path) -> None:
    article = tmp_path / "long.txt"
    last = "Nolwenn Kerdilès, présidente de la Chambre de commerce du Morbihan, a conclu la séance."
    article.write_text("La séance du conseil a duré. " * 100 + last, encoding="utf-8")
    result = run("extract", article, "--store", tmp_path / "presse", "--longest", "1000")
    assert result.exit_code == 1
    assert "longer than 1,000 characters" in result.output and "--longest" in result.output
    assert run("extract", article, "--store", tmp_path / "presse", "--longest", "5000").exit_code == 0
    heads = run("query", "--store", tmp_path / "presse", "heads", "--format", "csv").output
    assert "Nolwenn Kerdilès" in heads


def test_fail_fast_stops_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "vide.txt").write_text("", encoding="utf-8")
    result = run("extract", tmp_path / "vide.txt", "--store", tmp_path / "presse", "--fail-fast")
    assert result.exit_code == 1
    assert result.output.strip().splitlines() == [f"Error: {tmp_path / 'vide.txt'}: is empty"]


def test_a_second_writer_is_told_at_once(folder: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "presse", create=True):
        for command in (["extract", str(folder)], ["query", "heads"], ["status"], ["forget", "a.txt"]):
            done = subprocess.run(
                [PRESSGRAPH, *command, "--store", str(tmp_path / "presse")],
                capture_output=True, encoding="utf-8", check=False,
            )  # fmt: skip
            assert done.returncode == 1
            assert done.stderr.startswith("Error: ") and done.stderr.count("\n") == 1
            assert "another pressgraph is using this store" in done.stderr


def test_the_command_can_be_killed_and_goes_on(folder: Path, read: Path, tmp_path: Path) -> None:
    moments = random.Random(3)
    command = [PRESSGRAPH, "extract", str(folder), "--store", str(tmp_path / "presse"), "--workers", "2"]
    for _ in range(3):
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            time.sleep(moments.uniform(0.2, 12))
            process.send_signal(signal.SIGKILL)
    run(*command[1:])
    assert nquads(tmp_path / "presse", tmp_path / "a.nq") == nquads(read, tmp_path / "b.nq")
