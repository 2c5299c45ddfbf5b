"""``pressgraph entities``: list, explain, decide."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from graph.resolution_pairs import build_article

from pressgraph.cli.resolving import entities
from pressgraph.facts import EntityType
from pressgraph.graph import Store

OFFICE = "headOf ORG:Société Trémois (président)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "presse", create=True) as store:
        for key, name in (("plein.txt", "Éric Vauquelin"), ("court.txt", "E. Vauquelin")):
            store.write(build_article(key, EntityType.PERSON, name, OFFICE))
    return tmp_path / "presse"


def run(folder: Path, *words: str) -> Result:
    result = CliRunner().invoke(entities, ["--store", str(folder), *words])
    assert result.exit_code == 0, result.output
    return result


def test_entities_are_listed_and_filtered(folder: Path) -> None:
    everybody = run(folder).output
    assert "Éric Vauquelin" in everybody
    assert "Société Trémois" in everybody
    assert "organization/societe-tremois" in everybody
    assert "Société Trémois" not in run(folder, "--type", "person").output
    assert "Éric" not in run(folder, "--name", "tremois").output


def test_a_merge_is_explained_and_what_is_merged_is_listed_once(folder: Path) -> None:
    assert "1 joined to others" in run(folder, "resolve").output
    assert "E. Vauquelin" not in run(folder, "--type", "Person").output
    explained = run(folder, "merges", "--name", "vauquelin").output
    assert "E. Vauquelin" in explained
    assert "both headOf Société Trémois" in explained


def test_decisions_win_and_those_that_fit_nothing_are_reported(folder: Path, tmp_path: Path) -> None:
    listed = run(folder, "--type", "Person").output
    people = [line.rsplit("│", 1)[1].strip() for line in listed.splitlines()[1:] if "│" in line]
    decisions = tmp_path / "decisions.toml"
    decisions.write_text(
        f'[[forbid]]\nentities = ["{people[0]}", "{people[1]}"]\n[[merge]]\nentities = ["person/a", "person/b"]\n',
        encoding="utf-8",
    )
    resolved = run(folder, "resolve", "--decisions", str(decisions)).output
    assert "0 joined to others" in resolved
    assert "Not applied: merge: no article names" in resolved


def test_what_is_undecided_is_shown(folder: Path) -> None:
    with Store.open(folder) as store:
        store.write(build_article("autre.txt", EntityType.PERSON, "Paul Lemonnier", "with LOC:Oriville"))
        store.write(build_article("encore.txt", EntityType.PERSON, "P. Lemonnier"))
    run(folder, "resolve")
    assert "P. Lemonnier" in run(folder, "candidates").output
