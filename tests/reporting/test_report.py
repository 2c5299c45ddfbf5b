"""What the report counts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Quad

from pressgraph.errors import ReadingError
from pressgraph.graph import Store
from pressgraph.graph.prepared import prepare_article
from pressgraph.graph.readings import RunWriter
from pressgraph.graph.store import NEAR_DUPLICATES
from pressgraph.graph.terms import iri_node, term
from pressgraph.ontology import ontologies_folder
from pressgraph.reporting import Report, build_report
from pressgraph.reporting.cells import CellKind
from pressgraph.reporting.outline import SectionPlan, read_outline

from .conftest import HOSTILE, canal, market


def shown(report: Report, name: str) -> list[tuple[str, ...]]:
    """Return the texts of a section's rows, with ordinary spaces."""
    (section,) = (section for section in report.sections if section.plan.name == name)
    return [tuple(re.sub(r"\s", " ", cell.text) for cell in row) for row in section.rows]


def tiles(report: Report, name: str) -> dict[str, str]:
    (section,) = (section for section in report.sections if section.plan.name == name)
    return dict(zip((column.label for column in section.plan.columns), shown(report, name)[0], strict=True))


SECTIONS = {
    "by-month": [("mars 2020", "1"), ("mai 2020", "1")],
    "by-paper": [
        ("L’Écho du bief", "1", "4 mars 2020", "4 mars 2020"),
        ("non précisé", "1", "1 mai 2020", "1 mai 2020"),
    ],
    "people": [("Inès Vaubert", "2", "1"), (HOSTILE, "1", "1")],
    "organisations": [("Régie du canal", "3", "1"), ("Marché", "1", "1"), ("Péniches Morel", "1", "1")],
    "places": [("Saulnes", "1", "1")],
    "relations": [("dirige", "2", "1", "0", "0", "1"), ("possède", "1", "0", "0", "1", "0")],
    "modality": [
        ("affirmé", "1", "33,3 %", "0,95"),
        ("non confirmé", "1", "33,3 %", "0,62"),
        ("démenti", "1", "33,3 %", "0,90"),
    ],
    "sureness": [("0,6 – 0,7", "1"), ("0,9 – 1,0", "2")],
    "figures": [("somme d’argent", "2", "1"), ("nombre", "1", "0")],
    "speakers": [("Inès Vaubert", "1", "0", "1")],
    "dates": [("2019", "1"), ("2021", "1")],
}


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_counts(store: Store, name: str) -> None:
    assert sorted(shown(build_report(store), name)) == sorted(SECTIONS[name])


def test_the_corpus_in_brief(store: Store) -> None:
    found = tiles(build_report(store, language="en"), "overview")
    assert (found["articles"], found["papers"], found["people"], found["organisations"]) == ("2", "1", "2", "3")
    assert (found["first article"], found["last article"]) == ("Mar 4, 2020", "May 1, 2020")
    assert (found["relations"], found["figures"], found["quotes"], found["dates"]) == ("3", "3", "1", "2")


def test_sums_come_with_their_sentence_and_article(store: Store) -> None:
    first, second = shown(build_report(store), "sums")
    assert first[0] == "12 500 000" and first[3] == "Régie du canal" and first[7] == "Le canal, un chantier"
    assert "pour 12,5 millions d’euros" in first[6]
    assert second[0] == "800 000"


def test_what_is_lacking(store: Store) -> None:
    found = tiles(build_report(store), "incomplete")
    assert (found["sans journal"], found["sans titre"], found["sans date"]) == ("1", "1", "0")
    assert (found["sans citation"], found["sans relation"]) == ("1", "0")


def test_a_reprint_is_an_article_whose_facts_count_once(store: Store) -> None:
    before = build_report(store)
    assert "copies" not in [section.plan.name for section in before.sections]
    reprint = canal("reprise", publisher="Le Progrès de Saulnes", day=date(2020, 3, 5))
    store.write(reprint)
    mark = Quad(iri_node(reprint.iri), term("pg:nearDuplicateOf"), iri_node(canal().iri), NEAR_DUPLICATES)
    store.replace(NEAR_DUPLICATES, old=[], new=[mark])
    after = build_report(store)
    assert tiles(after, "overview")["articles"] == "3" and tiles(after, "overview")["textes déjà parus"] == "1"
    assert shown(after, "by-month")[0] == ("mars 2020", "2")
    for name in ("people", "relations", "modality", "sureness", "figures", "sums", "speakers", "dates"):
        assert shown(after, name) == shown(before, name)
    assert tiles(after, "overview")["relations"] == "3"
    assert shown(after, "copies") == [("Le canal, un chantier", "4 mars 2020", "1", "Le Progrès de Saulnes")]


def test_runs_and_what_could_not_be_read_when_the_store_remembers_them(store: Store) -> None:
    assert {"runs", "unread"}.isdisjoint(section.plan.name for section in build_report(store).sections)
    writer = RunWriter(store)
    writer.add(prepare_article(market(), fingerprint="f", unit_iris={}, models={}))
    writer.skip()
    writer.fail(ReadingError("vide.txt", "empty; remove it"))
    writer.finish()
    report = build_report(store)
    ((_, ended, *counts, _version),) = shown(report, "runs")
    assert ended and counts == ["1", "1", "1"]
    assert shown(report, "unread") == [("vide.txt", "empty; remove it")]


def test_merged_entities_count_as_one(store: Store) -> None:
    graph = term("pg:resolution")
    one, other = (entity.id for entity in canal().entities[1:3])
    store.replace(graph, old=[], new=[Quad(iri_node(other), term("owl:sameAs"), iri_node(one), graph)])
    found = build_report(store)
    assert tiles(found, "overview")["organisations"] == "2"
    assert shown(found, "organisations")[0][1:] == ("4", "1")
    assert not found.notices
    store.write(canal("autre"))
    assert "pressgraph entities resolve" in build_report(store).notices[0]


def test_an_empty_store_has_a_report() -> None:
    with Store.open(":memory:") as empty:
        report = build_report(empty, language="en")
    assert tiles(report, "overview")["articles"] == "0"
    assert shown(report, "people") == []


def test_the_users_own_relations_have_their_labels(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://exemple.fr/parraine> rdfs:label "parraine"@fr, "sponsors"@en .\n',
        encoding="utf-8",
    )
    facts = canal()
    sponsoring = replace(facts.relations[0], predicate="https://exemple.fr/parraine")
    with Store.open(":memory:") as store:
        store.write(replace(facts, relations=(sponsoring,)))
        assert shown(build_report(store, language="en", ontologies=(tmp_path,)), "relations")[0][0] == "sponsors"
        assert shown(build_report(store), "relations")[0][0] == "parraine"  # else the IRI's last part


# ---- the outline -------------------------------------------------------------------------------------------------

FOLDER = ontologies_folder() / "queries" / "report"
PLANS = read_outline("en").sections


def test_every_query_of_the_report_is_used() -> None:
    assert {plan.query.name for plan in PLANS} == {path.stem for path in FOLDER.glob("*.rq")}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_a_sections_columns_are_its_querys_and_numbers_are_drawn(plan: SectionPlan) -> None:
    plan.query.check(plan.bindings)
    with Store.open(":memory:") as empty:
        columns = empty.query(plan.query.sparql, bindings=plan.bindings).columns
    assert {column.variable for column in plan.columns} <= set(columns)
    assert all(plan.columns[i].kind is CellKind.NUMBER for i in plan.drawn)
    assert len({plan.name for plan in PLANS}) == len(PLANS)


def test_everything_is_said_in_both_languages() -> None:
    text = (FOLDER / "report.ttl").read_text(encoding="utf-8")
    assert text.count("@fr") == text.count("@en") > 50
    french, english = read_outline("fr"), read_outline("en")
    assert french.texts.keys() == english.texts.keys()
    assert french.texts["title"] != english.texts["title"]
