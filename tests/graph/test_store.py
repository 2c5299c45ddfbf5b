from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressgraph.article import Article
from pressgraph.errors import StoreError
from pressgraph.facts import ArticleFacts, Entity, EntityType, Span
from pressgraph.graph import Store
from pressgraph.graph.store_folder import FORMAT_VERSION
from pressgraph.graph.terms import term


def quads_of(store: Store) -> list[str]:
    return [str(quad) for quad in store.quads()]


def test_what_is_written_is_there_when_the_store_is_opened_again(tmp_path: Path, harbour: ArticleFacts) -> None:
    folder = tmp_path / "presse"
    with Store.open(folder, create=True) as store:
        store.write(harbour)
        written = quads_of(store)
    with Store.open(folder) as store:
        assert store.articles() == [harbour.iri]
        assert quads_of(store) == written


def test_writing_an_article_again_changes_nothing(store: Store, harbour: ArticleFacts) -> None:
    before = quads_of(store)
    store.write(harbour)
    assert quads_of(store) == before


def test_a_corrected_article_replaces_its_facts_and_no_others(
    store: Store, empty_store: Store, harbour: ArticleFacts, council: ArticleFacts
) -> None:
    corrected = replace(harbour, relations=harbour.relations[2:], figures=(), quotes=())
    store.write(corrected)
    with Store.open(":memory:", unit_iris=store._unit_iris, models=store._models) as fresh:
        fresh.write(council)
        fresh.write(corrected)
        assert quads_of(store) == quads_of(fresh)


def test_a_refused_article_leaves_what_was_there(store: Store, harbour: ArticleFacts) -> None:
    before = quads_of(store)
    broken = replace(harbour, dates=(replace(harbour.dates[0], span=Span(0, 10**6)),))
    with pytest.raises(Exception, match="outside the text"):
        store.write(broken)
    assert quads_of(store) == before


def test_forgetting_leaves_the_store_as_if_the_article_had_never_been_read(
    store: Store, harbour: ArticleFacts, council: ArticleFacts
) -> None:
    assert store.forget(harbour.iri) is True
    with Store.open(":memory:", unit_iris=store._unit_iris, models=store._models) as fresh:
        fresh.write(council)
        assert quads_of(store) == quads_of(fresh)
        assert set(store.engine) == set(fresh.engine)
        assert set(store.engine.named_graphs()) == set(fresh.engine.named_graphs())
    assert store.forget(harbour.iri) is False


def test_the_stores_own_graph_can_not_be_forgotten(tmp_path: Path, harbour: ArticleFacts) -> None:
    with Store.open(tmp_path / "presse", create=True) as store:
        store.write(harbour)
        assert store.forget(term("pg:store").value) is False
    with Store.open(tmp_path / "presse") as store:
        assert store.articles() == [harbour.iri]


# A replaced graph goes through the text of an update: nothing in an article may end its literals early.
@given(
    before=st.text(min_size=1),
    after=st.text(st.sampled_from('\\u0022"\n} .;éU000') | st.characters(), min_size=1),
)
def test_a_replacement_keeps_every_character(before: str, after: str) -> None:
    def facts(text: str) -> ArticleFacts:
        entity = Entity(id="urn:e", type=EntityType.EVENT, name=text, mentions=(Span(0, len(text)),))
        return ArticleFacts(article=Article(text=text, key="a", source=text), entities=(entity,))

    with Store.open(":memory:") as replaced, Store.open(":memory:") as fresh:
        replaced.write(facts(before))
        replaced.write(facts(after))
        fresh.write(facts(after))
        assert quads_of(replaced) == quads_of(fresh)


def test_rows_are_plain_python_values(store: Store) -> None:
    rows = list(
        store.rows(
            """SELECT ?value ?start ?about ?published ?entity ?big ?nothing WHERE {
                GRAPH ?article {
                  ?figure pg:figureKind pg:money ; schema:value ?value ; pg:about ?about ;
                          schema:observationAbout ?entity ; pg:inSentence/oa:start ?start .
                  ?article schema:datePublished ?published }
                BIND(?value > 1 AS ?big) }"""
        )
    )
    assert rows == [
        {
            "value": 12_500_000.0,
            "start": 76,
            "about": "un plan",
            "published": "2014-03-05",
            "entity": "https://w3id.org/pressgraph/id/organization/societe-du-port-de-brenac",
            "big": True,
            "nothing": None,
        }
    ]


def test_rdflib_sees_the_same_store(store: Store) -> None:
    dataset = store.dataset()
    heads = list(dataset.query("SELECT ?p WHERE { ?p <http://www.w3.org/ns/org#headOf> ?o }"))
    assert [str(row[0]) for row in heads] == ["https://w3id.org/pressgraph/id/person/odile-kermarrec"]


# What can't be opened: one line that says what to do


def refusal(path: Path, *, create: bool = False) -> str:
    with pytest.raises(StoreError) as caught:
        Store.open(path, create=create)
    message = str(caught.value)
    assert message.startswith(str(path)) and "\n" not in message
    return message


def test_a_store_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    assert "pressgraph extract" in refusal(tmp_path / "presse")
    assert not (tmp_path / "presse").exists()


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "presse").write_text("bonjour")
    assert "folder" in refusal(tmp_path / "presse", create=True)


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("bonjour")
    assert "other things" in refusal(tmp_path, create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_folder_below_a_file_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "presse").write_text("bonjour")
    refusal(tmp_path / "presse" / "sous-dossier", create=True)


def test_another_programs_oxigraph_store_is_refused(tmp_path: Path) -> None:
    other = pyoxigraph.Store(tmp_path / "autre")
    other.update("INSERT DATA { <urn:a> <urn:b> 1 }")
    del other
    assert "not one of pressgraph" in refusal(tmp_path / "autre")
    assert "not one of pressgraph" in refusal(tmp_path / "autre", create=True)


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    with Store.open(tmp_path / "presse", create=True) as store:
        graph = "GRAPH pg:store { pg:store pg:formatVersion"
        store.engine.update(
            f"PREFIX pg: <https://w3id.org/pressgraph#> DELETE DATA {{ {graph} {FORMAT_VERSION} }} }} ; "
            f"INSERT DATA {{ {graph} {FORMAT_VERSION + 1} }} }}"
        )
    message = refusal(tmp_path / "presse")
    assert f"version {FORMAT_VERSION + 1}" in message and "new store" in message


def test_a_damaged_store_is_refused(tmp_path: Path) -> None:
    Store.open(tmp_path / "presse", create=True).close()
    (tmp_path / "presse" / "CURRENT").write_text("MANIFEST-999999\n")
    assert "can't be opened" in refusal(tmp_path / "presse")


def test_a_store_in_use_by_another_process_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "presse"
    holding = (
        "import sys; from pressgraph.graph import Store; "
        "store = Store.open(sys.argv[1], create=True); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        assert "another pressgraph" in refusal(folder)
        other.communicate("")
    Store.open(folder).close()


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "presse", create=True)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.articles()


def test_neither_the_language_model_nor_rdflib_is_loaded_for_a_query(tmp_path: Path) -> None:
    program = (
        "import sys; from pressgraph.graph import Store, read_named_queries; "
        "store = Store.open(':memory:'); queries = read_named_queries(); "
        "list(store.query(queries['heads'].sparql).rows()); "
        "print([name for name in ('spacy', 'rdflib', 'oxrdflib', 'networkx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
