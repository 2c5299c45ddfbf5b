"""Killed at any moment, stopped, out of disk: what was written is whole, and the same command goes on from there."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pressgraph.errors import StoreError
from pressgraph.graph import Store
from pressgraph.graph.readings import read_runs

from .invented_reader import extraction_command
from .test_extraction import fresh_nquads, read_into, sorted_nquads

_KILLS = 30
ROOT = Path(__file__).parents[2]


def stopped_after(seconds: float, number: signal.Signals, command: list[str]) -> int:
    """Run ``command``, send it a signal so many seconds after it has opened its store, and return its exit status."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(number)
        return process.wait()


def test_a_store_survives_being_killed_at_any_moment(articles: Path, tmp_path: Path) -> None:
    expected = fresh_nquads(articles)
    moments = random.Random(6)
    killed = 0
    folder = tmp_path / "presse"
    for attempt in range(_KILLS):
        if attempt % 5 == 0:  # new stores too, and from the very first moment on
            shutil.rmtree(folder, ignore_errors=True)
        command = extraction_command(articles, folder, workers=1 + attempt % 2, portion_seconds=0.02)
        killed += stopped_after(moments.uniform(0, 0.25), signal.SIGKILL, command) == -signal.SIGKILL
        with Store.open(folder, create=True) as store:
            found = sorted_nquads(store)
            assert set(found) <= set(expected)  # nothing invented
            for article in store.articles():  # nothing half-written
                part = [line for line in expected if line.endswith(f"<{article}> .".encode())]
                assert [line for line in found if line.endswith(f"<{article}> .".encode())] == part
        if attempt % 5 == 4:
            with Store.open(folder) as store:
                read_into(store, articles)
                assert sorted_nquads(store) == expected
    assert killed > _KILLS / 2


def test_a_process_killed_before_its_store_is_made_leaves_a_folder_that_can_be_used(tmp_path: Path) -> None:
    Store.open(tmp_path / "presse", create=True).close()
    (tmp_path / "presse" / "CURRENT").unlink()
    unfinished = tmp_path / "autre"
    unfinished.mkdir()
    for name in ("LOCK", "LOG", "IDENTITY"):
        shutil.copy(tmp_path / "presse" / name, unfinished)
    with Store.open(unfinished, create=True) as store:
        assert store.articles() == []


def test_ctrl_c_keeps_what_was_read_and_the_next_run_goes_on(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "presse"
    command = extraction_command(articles, folder, workers=2, pause=0.1)
    assert stopped_after(1.0, signal.SIGINT, command) == 130
    with Store.open(folder) as store:
        (interrupted,) = read_runs(store)
        assert interrupted.ended is None
        known = len(store.articles())
        assert known == interrupted.read < 40
        assert read_into(store, articles).run.skipped == known
        assert sorted_nquads(store) == fresh_nquads(articles)


def test_workers_end_with_the_process_that_started_them(articles: Path, tmp_path: Path) -> None:
    command = extraction_command(articles, tmp_path / "presse", workers=2, pause=0.1)
    assert stopped_after(0.5, signal.SIGKILL, command) == -signal.SIGKILL
    for _ in range(100):
        if not _processes_of(tmp_path):
            return
        time.sleep(0.1)
    pytest.fail("a worker goes on without anybody to send its results to")


def _processes_of(folder: Path) -> list[str]:
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("this system doesn't list its processes in /proc")
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(folder) in path.read_text(errors="replace"):
                found.append(path.parent.name)
        except OSError:  # gone meanwhile
            continue
    return found


# When the disk refuses


def test_a_full_disk_is_one_clear_line_and_loses_nothing(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "presse"
    half = tmp_path / "moitié"
    half.mkdir()
    for path in sorted(articles.iterdir())[:20]:
        shutil.copy(path, half)
    articles_of_half = fresh_nquads(half)
    program = (
        "import resource, signal, sys; from pathlib import Path; from pressgraph.errors import StoreError\n"
        "from tests.running.invented_reader import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))\n"
        "try: main(*sys.argv[2:])\n"
        "except StoreError as error: sys.exit(f'refused: {error}')"
    )
    with Store.open(folder, create=True) as store:
        read_into(store, half)
    articles_named_alike = tmp_path / "x" / half.name
    shutil.copytree(articles, articles_named_alike)
    for limit in (1, 3_000, 20_000, 60_000):
        done = subprocess.run(
            [sys.executable, "-c", program, str(limit), str(articles_named_alike), str(folder), "1", "0", "20"],
            cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        if done.returncode:
            assert done.stderr.startswith("refused: ") and done.stderr.count("\n") == 1, done.stderr
            assert str(folder) in done.stderr
        with Store.open(folder) as store:
            assert set(articles_of_half) <= set(sorted_nquads(store))
    assert "refused" in done.stderr or not done.returncode
    with Store.open(folder) as store:
        read_into(store, articles_named_alike)
        assert sorted_nquads(store) == fresh_nquads(articles_named_alike)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of this system are others")
def test_a_folder_that_may_only_be_read_is_one_clear_line(articles: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "presse"
        with Store.open(folder, create=True) as store:
            read_into(store, articles)
        for path in [folder.parent, folder, *folder.iterdir()]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        reader = os.fork()
        if not reader:
            if not os.geteuid():
                os.setuid(65534)  # the superuser may write everywhere
            try:
                Store.open(folder)
            except StoreError as error:
                os._exit(0 if "may not write" in str(error) and "\n" not in str(error) else 2)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(reader, 0)[1]) == 0
        for path in [folder.parent, folder]:
            path.chmod(0o755)


def test_damaged_data_is_one_clear_line(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "presse"
    with Store.open(folder, create=True) as store:
        read_into(store, articles)
    for path in folder.glob("*.sst"):
        content = bytearray(path.read_bytes())
        content[: len(content) // 2] = bytes(len(content) // 2)
        path.write_bytes(content)

    def read_all() -> None:
        with Store.open(folder) as damaged:
            list(damaged.quads())

    with pytest.raises(StoreError) as refused:
        read_all()
    assert str(folder) in str(refused.value) and "\n" not in str(refused.value)
