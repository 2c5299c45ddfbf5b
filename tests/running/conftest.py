from __future__ import annotations

from pathlib import Path

import pytest

PEOPLE = ("Aline Quentin", "Basile Roussel", "Clara Savary", "Denis Thomas", "Élise Urvoy", "Fanny Vallet")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Return a folder of forty articles on a town council."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(40):
        lines = [
            f"Selon {PEOPLE[(number + line) % 6]}, le {number}e conseil a entendu {PEOPLE[(number * line) % 6]}."
            for line in range(1, 30)
        ]
        (folder / f"conseil-{number:02}.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder
