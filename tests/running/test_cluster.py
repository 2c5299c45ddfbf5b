"""The same store from a cluster as from one process; clusters that fail say how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from pressgraph.cli import main
from pressgraph.errors import ClusterError
from pressgraph.graph import Store
from pressgraph.running import DaskCluster
from pressgraph.running.pipeline_reader import PipelineRecipe

from .invented_reader import InventedReader
from .test_extraction import fresh_nquads, read_into, sorted_nquads

distributed = pytest.importorskip(
    "distributed", reason="no Dask here; install it with: pip install pressgraph[cluster]"
)


@dataclass(frozen=True)
class InventedRecipe:
    version: str = "1"

    def make(self) -> InventedReader:
        return InventedReader(version=self.version)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Return the address of a cluster of two worker processes."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", scheduler_port=0, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_store_that_one_process_gives(scheduler: str, articles: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "presse", create=True) as store:
        report = read_into(store, articles, engine=DaskCluster(scheduler, InventedRecipe()))
        assert (report.run.read, report.run.failed) == (40, 0)
        assert sorted_nquads(store) == fresh_nquads(articles)
        again = read_into(store, articles, engine=DaskCluster(scheduler, InventedRecipe()))
        assert (again.run.read, again.run.skipped) == (0, 40)


def test_the_pipeline_reads_on_a_cluster_as_it_does_here(scheduler: str, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, town in enumerate(("Brest", "Nantes", "Lorient")):
        text = (
            f"Odile Kermarrec, présidente du port de {town}, a annoncé mardi {number + 2} millions d’euros de travaux."
        )
        (folder / f"{town}.txt").write_text(text, encoding="utf-8")
    recipe = PipelineRecipe()
    reader = recipe.make()
    with Store.open(":memory:") as here, Store.open(":memory:") as there:
        read_into(here, folder, reader=reader, workers=1)
        read_into(there, folder, reader=reader, engine=DaskCluster(scheduler, recipe))
        assert len(there.articles()) == 3
        assert sorted_nquads(there) == sorted_nquads(here)


def test_articles_that_fail_on_the_cluster_are_named_and_the_others_read(
    scheduler: str, articles: Path, tmp_path: Path
) -> None:
    (articles / "conseil-05.txt").write_text("Tout est ERREUR ici, selon Aline Quentin.", encoding="utf-8")
    (articles / "conseil-06.txt").write_text("Tout est ILLISIBLE ici, selon Aline Quentin.", encoding="utf-8")
    with Store.open(":memory:") as store:
        report = read_into(store, articles, engine=DaskCluster(scheduler, InventedRecipe()))
        assert (report.run.read, report.run.failed) == (38, 2)
    assert [Path(failure.source).name for failure in report.failures] == ["conseil-05.txt", "conseil-06.txt"]
    assert "panne" in report.failures[0].reason


def test_workers_that_read_otherwise_are_refused(scheduler: str, articles: Path) -> None:
    with Store.open(":memory:") as store:
        with pytest.raises(ClusterError, match="another pressgraph, model or ontology"):
            read_into(store, articles, engine=DaskCluster(scheduler, InventedRecipe(version="2")))
        assert store.articles() == []


def test_a_cluster_that_is_not_there_is_named(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pressgraph.running.cluster._CONNECTING", 0.5)
    with (
        Store.open(":memory:") as store,
        pytest.raises(ClusterError, match=r"^tcp://127\.0\.0\.1:9: no Dask scheduler"),
    ):
        read_into(store, articles, engine=DaskCluster("tcp://127.0.0.1:9", InventedRecipe()))


def test_a_cluster_without_workers_is_refused(articles: Path) -> None:
    with (
        distributed.LocalCluster(n_workers=0, host="127.0.0.1", scheduler_port=0, dashboard_address=None) as cluster,
        Store.open(":memory:") as store,
        pytest.raises(ClusterError, match="has no workers"),
    ):
        read_into(store, articles, engine=DaskCluster(cluster.scheduler_address, InventedRecipe()))


@pytest.mark.parametrize("options", [["--engine", "dask"], ["--scheduler", "tcp://127.0.0.1:9"]], ids=str)
def test_engine_and_scheduler_go_together(options: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["extract", str(tmp_path), "--store", str(tmp_path / "presse"), *options])
    assert result.exit_code == 2
    assert "go together" in result.output
