"""The wheel holds all that pressgraph needs: installed, it works from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_an_installed_wheel_works_elsewhere(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)], check=True)
    (wheel,) = tmp_path.glob("pressgraph-*.whl")
    site = tmp_path / "site"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(site), str(wheel)], check=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "article.txt").write_text(
        "Samia Perrot, présidente de la Ligue de Bretagne de voile, a inauguré le ponton.", encoding="utf-8"
    )

    def pressgraph(*words: str) -> str:
        command = [sys.executable, "-c", "from pressgraph.cli import main; main()", *words]
        environment = {**os.environ, "PYTHONPATH": str(site)}
        done = subprocess.run(
            command, cwd=elsewhere, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    pressgraph("extract", "article.txt", "--store", "presse")
    assert "Samia Perrot" in pressgraph("query", "--store", "presse", "heads", "--format", "csv")
    where = "import pressgraph; print(pressgraph.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", where],
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert found.stdout.startswith(str(site))
