from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from pressgraph.errors import ExportError
from pressgraph.facts import ArticleFacts
from pressgraph.graph import Store, dump
from pressgraph.graph.serialise import DUMP_FORMATS


def dumped(store: Store, form: str) -> bytes:
    stream = io.BytesIO()
    dump(store, stream, form=form)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["trig", "nq", "jsonld"])
def test_named_graphs_read_back_as_they_are(store: Store, form: str) -> None:
    assert set(pyoxigraph.parse(dumped(store, form), format=DUMP_FORMATS[form])) == set(store.quads())


@pytest.mark.parametrize("form", ["ttl", "nt"])
def test_merged_graphs_hold_every_triple_once(store: Store, form: str) -> None:
    read = [quad.triple for quad in pyoxigraph.parse(dumped(store, form), format=DUMP_FORMATS[form])]
    assert len(read) == len(set(read))
    assert set(read) == {quad.triple for quad in store.quads()}


def test_prefixes_shorten_what_is_written(store: Store) -> None:
    written = dumped(store, "trig").decode()
    assert "schema:headline" in written and "@prefix org: <http://www.w3.org/ns/org#> ." in written


@pytest.mark.parametrize("form", sorted(DUMP_FORMATS))
def test_two_runs_write_the_same_bytes(store: Store, tmp_path: Path, form: str) -> None:
    """Another process, in which hashes differ, reads the articles in another order."""
    source = tmp_path / "source.nq"
    dump(store, source)
    program = (
        "import sys, pyoxigraph; from pressgraph.graph import Store, dump; "
        "store = Store.open(':memory:'); "
        "quads = list(pyoxigraph.parse(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)); "
        "store.engine.extend(reversed(quads)); dump(store, sys.stdout.buffer, form=sys.argv[2])"
    )
    other = subprocess.run([sys.executable, "-c", program, source, form], capture_output=True, check=True)
    assert other.stdout == dumped(store, form)


@pytest.mark.parametrize("suffix", sorted(DUMP_FORMATS))
def test_the_suffix_picks_the_format(store: Store, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"presse.{suffix}"
    dump(store, path)
    assert path.read_bytes() == dumped(store, suffix)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_an_empty_store_gives_an_empty_but_valid_file(empty_store: Store) -> None:
    for form, syntax in DUMP_FORMATS.items():
        assert not list(pyoxigraph.parse(dumped(empty_store, form), format=syntax))


def test_the_stores_own_description_stays_in_the_store(store: Store) -> None:
    assert b"formatVersion" not in dumped(store, "nq")


def test_a_failure_leaves_the_former_file_and_nothing_else(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "presse.nq"
    path.write_text("avant")

    def broken() -> None:
        raise OSError("disk full")

    store.quads = broken  # type: ignore[method-assign, assignment]
    with pytest.raises(ExportError, match=r"presse\.nq: can't be written"):
        dump(store, path)
    assert path.read_text() == "avant" and len(list(tmp_path.iterdir())) == 1


def test_an_unknown_format_or_folder_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="trig, nq, ttl, nt, jsonld"):
        dump(store, tmp_path / "presse.xls")
    with pytest.raises(ExportError, match="trig, nq, ttl, nt, jsonld"):
        dump(store, io.BytesIO())
    with pytest.raises(ExportError, match="can't be written"):
        dump(store, tmp_path / "absent" / "presse.nq")


def test_rdflib_reads_a_dump(store: Store, harbour: ArticleFacts) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=dumped(store, "trig"), format="trig")
    graph = dataset.graph(rdflib.URIRef(harbour.iri))
    heads = graph.subjects(rdflib.URIRef("http://www.w3.org/ns/org#headOf"))
    assert [str(person) for person in heads] == ["https://w3id.org/pressgraph/id/person/odile-kermarrec"]


def test_lines_are_sorted_within_an_article(store: Store) -> None:
    lines = dumped(store, "nq").decode().splitlines()
    for article in store.articles():
        own = [line for line in lines if line.endswith(f"<{article}> .")]
        assert own == sorted(own)
