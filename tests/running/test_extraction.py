"""Many articles into a store: whoever reads them, whenever and in what portions, the store is the same."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Quad

from pressgraph.errors import ReadingError
from pressgraph.graph import Store, dump
from pressgraph.graph.naming import find_articles
from pressgraph.graph.readings import read_failures, read_runs
from pressgraph.graph.resolution import RESOLUTION, resolve
from pressgraph.graph.terms import term
from pressgraph.reading import read_articles
from pressgraph.running import ExtractionReport, extract

from .invented_reader import InventedReader


def sorted_nquads(store: Store) -> list[bytes]:
    stream = io.BytesIO()
    dump(store, stream, form="nq")
    return sorted(stream.getvalue().splitlines())


def read_into(store: Store, folder: Path, **options: object) -> ExtractionReport:
    return extract(read_articles([folder]), store, **{"reader": InventedReader(), "workers": 2} | options)  # type: ignore[arg-type]


def fresh_nquads(folder: Path) -> list[bytes]:
    with Store.open(":memory:") as store:
        read_into(store, folder, workers=1)
        return sorted_nquads(store)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_the_store_is_the_same_whatever_the_number_of_workers(articles: Path, tmp_path: Path, workers: int) -> None:
    with Store.open(tmp_path / "presse", create=True) as store:
        report = read_into(store, articles, workers=workers)
        assert (report.run.read, report.run.skipped, report.run.failed) == (40, 0, 0)
        assert len(store.articles()) == 40
        assert sorted_nquads(store) == fresh_nquads(articles)


def test_loading_gives_what_writing_one_by_one_gives(articles: Path) -> None:
    with Store.open(":memory:") as loaded, Store.open(":memory:", models=InventedReader.models) as written:
        read_into(loaded, articles)
        for facts in InventedReader().read(list(read_articles([articles]))):  # type: ignore[arg-type]
            written.write(facts)  # type: ignore[arg-type]
        assert sorted_nquads(loaded) == sorted_nquads(written)


def test_unchanged_articles_are_skipped_and_changed_ones_replaced(articles: Path) -> None:
    with Store.open(":memory:") as store:
        read_into(store, articles)
        (articles / "conseil-03.txt").write_text("Un mot de Gilles Weber.", encoding="utf-8")
        (articles / "conseil-40.txt").write_text("Un mot de Aline Quentin.", encoding="utf-8")
        report = read_into(store, articles)
        assert (report.run.read, report.run.skipped) == (2, 39)
        assert sorted_nquads(store) == fresh_nquads(articles)


def test_another_version_of_the_reader_reads_all_again(articles: Path) -> None:
    with Store.open(":memory:") as store:
        read_into(store, articles)
        before = sorted_nquads(store)
        assert read_into(store, articles, reader=InventedReader(version="2")).run.read == 40
        assert sorted_nquads(store) == before


def test_force_reads_all_again(articles: Path) -> None:
    with Store.open(":memory:") as store:
        read_into(store, articles)
        before = sorted_nquads(store)
        assert read_into(store, articles, force=True).run.read == 40
        assert sorted_nquads(store) == before


def test_an_article_that_something_else_has_written_is_read_again(articles: Path) -> None:
    with Store.open(":memory:") as store:
        read_into(store, articles)
        before = sorted_nquads(store)
        (facts,) = InventedReader().read([next(iter(read_articles([articles])))])  # type: ignore[list-item]
        store.write(replace(facts, entities=()))  # type: ignore[arg-type]
        assert read_into(store, articles).run.read == 1
        assert sorted_nquads(store) == before


def test_a_forgotten_article_leaves_nothing(articles: Path) -> None:
    with Store.open(":memory:") as store:
        read_into(store, articles)
        for name in ("conseil-07.txt", str(articles / "conseil-08.txt"), store.articles()[9]):
            (article,) = find_articles(store, [name])
            assert store.forget(article)
        for number in (7, 8, 9):
            (articles / f"conseil-{number:02}.txt").unlink()
        assert sorted_nquads(store) == fresh_nquads(articles)
        assert read_into(store, articles).run.skipped == 37


# What can't be read


@pytest.fixture
def troubled(articles: Path) -> Path:
    for number, word in ((5, "ILLISIBLE"), (11, "MORTEL"), (20, "ERREUR")):
        (articles / f"conseil-{number:02}.txt").write_text(f"{word} : Hugo Yvon.", encoding="utf-8")
    (articles / "vide.txt").write_text("", encoding="utf-8")
    return articles


@pytest.mark.parametrize("workers", [1, 3])
def test_what_cannot_be_read_is_named_in_order_with_its_reason_and_the_others_go_on(
    troubled: Path, workers: int
) -> None:
    with Store.open(":memory:") as store:
        report = read_into(store, troubled, workers=workers)
        assert report.run.read == len(store.articles()) == 37
        reasons = [(Path(error.source).name, error.reason) for error in report.failures]
        assert [name for name, _ in reasons] == ["conseil-05.txt", "conseil-11.txt", "conseil-20.txt", "vide.txt"]
        assert "illisible" in reasons[0][1]
        assert "killed" in reasons[1][1]
        assert "panne" in reasons[2][1]
        assert "empty" in reasons[3][1]


def test_the_store_remembers_each_run_and_what_failed(troubled: Path) -> None:
    with Store.open(":memory:") as store:
        first = read_into(store, troubled)
        for number in (5, 11, 20):
            (troubled / f"conseil-{number:02}.txt").write_text("Tout va bien, Hugo Yvon.", encoding="utf-8")
        second = read_into(store, troubled)
        assert read_runs(store) == [second.run, first.run]
        assert (second.run.read, second.run.skipped, second.run.failed) == (3, 37, 1)
        assert [str(error) for error in read_failures(store, first.run)] == sorted(map(str, first.failures))
        assert [Path(error.source).name for error in read_failures(store, second.run)] == ["vide.txt"]


def test_fail_fast_stops_at_the_first_failure_and_keeps_what_was_read(troubled: Path) -> None:
    with Store.open(":memory:") as store:
        with pytest.raises(ReadingError, match="illisible"):
            read_into(store, troubled, workers=1, fail_fast=True)
        (run,) = read_runs(store)
        assert run.failed == 1
        assert run.read == len(store.articles()) < 37


# What was worked out from the articles


def test_a_resolution_older_than_the_articles_is_said_to_be(articles: Path) -> None:
    with Store.open(":memory:") as store:
        read_into(store, articles)
        assert store.stale_graphs() == []
        same = Quad(term("pg:one"), term("owl:sameAs"), term("pg:other"), RESOLUTION)
        store.replace(RESOLUTION, old=(), new=[same])
        read_into(store, articles)  # nothing has changed
        assert store.stale_graphs() == []
        (articles / "conseil-01.txt").write_text("La visite de Aline Moreau.", encoding="utf-8")
        read_into(store, articles)
        assert store.stale_graphs() == [RESOLUTION.value]
        resolve(store)
        assert store.stale_graphs() == []
        store.replace(RESOLUTION, old=(), new=[same])
        store.forget(store.articles()[0])
        assert store.stale_graphs() == [RESOLUTION.value]
