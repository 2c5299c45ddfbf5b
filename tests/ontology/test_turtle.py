from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode

from pressgraph.errors import OntologyError
from pressgraph.ontology.turtle import TurtleGraph, local_name

EX = "https://exemple.fr/mots#"
PREFIX = f"@prefix : <{EX}> .\n"


def graph_of(folder: Path, *texts: str) -> TurtleGraph:
    files = []
    for number, text in enumerate(texts):
        files.append(folder / f"mots-{number}.ttl")
        files[-1].write_text(PREFIX + text, encoding="utf-8")
    return TurtleGraph(files)


def test_texts_come_sorted_and_by_language(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, ':maire :nom "maire"@fr, "édile"@fr, "mayor"@en, "M" ; :voir :ville .')
    maire = NamedNode(EX + "maire")
    assert graph.texts(maire, EX + "nom", language="fr") == ["maire", "édile"]
    assert graph.texts(maire, EX + "nom") == ["M", "maire", "mayor", "édile"]
    assert graph.texts(maire, EX + "voir") == []
    assert graph.iris(maire, EX + "voir") == [EX + "ville"]


def test_several_files_are_one_graph_that_knows_who_spoke_first(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, ":a :p :c .", ":b :p :d . :a :p :e .")
    assert graph.iris(NamedNode(EX + "a"), EX + "p") == [EX + "c", EX + "e"]
    assert graph.file_of(NamedNode(EX + "a")) == tmp_path / "mots-0.ttl"
    assert graph.file_of(NamedNode(EX + "b")) == tmp_path / "mots-1.ttl"
    assert graph.file_of(NamedNode(EX + "c")) is None
    assert [str(n) for n in graph.subjects_with(EX + "p")] == [f"<{EX}a>", f"<{EX}b>"]


def test_blank_nodes_of_one_name_in_two_files_are_two(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, ':a :forme _:f . _:f :mot "un" .', ':b :forme _:f . _:f :mot "deux" .')
    form = graph.node(NamedNode(EX + "a"), EX + "forme")
    assert form is not None
    assert graph.texts(form, EX + "mot") == ["un"]


def test_blank_nodes_keep_the_order_of_the_file(tmp_path: Path) -> None:
    senses = ", ".join(f'[ :rang "{number}" ]' for number in range(20))
    graph = graph_of(tmp_path, f":a :sens {senses} .")
    nodes = graph.nodes(NamedNode(EX + "a"), EX + "sens")
    assert all(isinstance(node, BlankNode) for node in nodes)
    assert [graph.texts(node, EX + "rang")[0] for node in nodes] == [str(number) for number in range(20)]


def test_subjects_of_a_class(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, ":b a :Mot . :a a :Mot . :c a :Autre .")
    assert graph.subjects_of_type(EX + "Mot") == [NamedNode(EX + "a"), NamedNode(EX + "b")]


def test_node_is_none_where_nothing_is_said(tmp_path: Path) -> None:
    assert graph_of(tmp_path, ":a :p :b .").node(NamedNode(EX + "b"), EX + "p") is None


def test_a_syntax_error_names_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"mots-0\.ttl: not valid Turtle: .*line 3") as caught:
        graph_of(tmp_path, ":a :p :b .\n:c :d")
    assert "\n" not in str(caught.value)


def test_a_file_in_a_legacy_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "vieux.ttl"
    path.write_bytes((PREFIX + ':a :nom "préfet" .').encode("latin-1"))
    with pytest.raises(OntologyError, match=r"vieux\.ttl: not valid Turtle: .*UTF-8"):
        TurtleGraph([path])


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "bloc-notes.ttl"
    path.write_text(PREFIX + ':a :nom "préfet" .', encoding="utf-8-sig")
    assert TurtleGraph([path]).texts(NamedNode(EX + "a"), EX + "nom") == ["préfet"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"absent\.ttl: can't be read"):
        TurtleGraph([tmp_path / "absent.ttl"])


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://exemple.fr/mots#maire", "maire"),
        ("https://schema.org/Person", "Person"),
        ("https://exemple.fr/mots#", "mots"),
        ("urn:x", "urn:x"),
    ],
)
def test_local_name(iri: str, name: str) -> None:
    assert local_name(iri) == name
