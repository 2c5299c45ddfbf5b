from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import pyoxigraph
import pytest

from pressgraph.errors import QueryError
from pressgraph.facts import ArticleFacts
from pressgraph.graph import Store
from pressgraph.graph.terms import PREFIXES, as_text, shorten

ALL_LABELS = "SELECT DISTINCT ?label WHERE { ?entity rdfs:label ?label ; a schema:Organization }"


def column(store: Store, sparql: str, **bindings: str) -> list[object]:
    return [row[0] for row in store.query(sparql, bindings=bindings).rows()]


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_usual_prefixes_need_no_declaration(store: Store, prefix: str) -> None:
    assert store.query(f"ASK {{ ?thing {prefix}:x ?other }}").truth is False


def test_a_declared_prefix_wins(store: Store) -> None:
    sparql = "PREFIX schema: <http://www.w3.org/ns/org#> SELECT ?person WHERE { ?person schema:headOf ?body }"
    assert column(store, sparql) == ["https://w3id.org/pressgraph/id/person/odile-kermarrec"]


def test_all_graphs_are_one_without_from(store: Store) -> None:
    assert len(column(store, ALL_LABELS)) == 4


@pytest.mark.parametrize("keyword", ["FROM", "from"])
def test_from_narrows_to_its_graphs(store: Store, council: ArticleFacts, keyword: str) -> None:
    sparql = ALL_LABELS.replace("WHERE", f"{keyword} <{council.iri}> WHERE")
    assert sorted(map(str, column(store, sparql))) == ["Banque du Ponant", "Société du port de Brénac"]


def test_graph_tells_which_article(store: Store, council: ArticleFacts) -> None:
    sparql = "SELECT DISTINCT ?article WHERE { GRAPH ?article { ?s pg:partnerOf ?o } }"
    assert column(store, sparql) == [council.iri]


@pytest.mark.parametrize(
    "where",
    [
        '?s ?p ?o FILTER(?o != "from <urn:x>")',
        '?s ?p ?o FILTER(?o != """from "quoted" words""")',
        "?s ?p ?o FILTER(?o != 'from')",
        "?s ?p ?o # from here on",
        "?s ?p ?o OPTIONAL { ?s <urn:from> ?from }",
        "?s ?p ?o OPTIONAL { ?s from:from $from }",
        '?s ?p ?o FILTER(?o != "mot"@from)',
    ],
)
def test_the_word_from_elsewhere_does_not_hide_the_graphs(store: Store, where: str) -> None:
    assert store.query(f"PREFIX from: <urn:from:> ASK WHERE {{ {where} \n }}").truth is True


# Errors that show the place


def test_a_syntax_error_shows_line_column_and_place(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        store.query("SELECT ?été WHERE {\n\t?été rdfs:label ?nom .\n} LIMIT dix")
    message, line, caret = str(caught.value).split("\n")
    assert message.startswith("line 3, column 9: ")
    assert line == "} LIMIT dix"
    assert caret.index("^") == line.index("dix")


@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("SELECT ?s WHERE { ?s foo:bar ?o }", "the prefix foo: isn't known"),
        ("SELECT ?s WHERE { ?s <bar> ?o }", "no absolute IRI"),
        ("SELECT ?a WHERE { ?s ?p ?o } GROUP BY ?s", "unbound"),
        ("SELECT (COUNT(*) AS ?n WHERE {}", 'expected ")"'),
        ("SELECT ?s WHERE { ?s ?p ?o } ORDER ?s", "expected BY"),
        ("SELECT ?s WHERE { ?s ?p ?o } }", "can't stand here"),
        ("", "line 1, column 1"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "line 1"),
    ],
)
def test_a_syntax_error_says_what_is_wrong(store: Store, sparql: str, reason: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(sparql)
    assert reason in str(caught.value)


# Parameters


def test_a_parameter_is_a_term_and_no_text_of_the_query(store: Store) -> None:
    hostile = '") } UNION { ?s ?p ?o } #'
    sparql = 'SELECT ?value WHERE { BIND(pg:parameter("name") AS ?value) }'
    assert column(store, sparql, name=hostile) == [hostile]
    assert column(store, sparql) == [None]


def test_a_parameter_reaches_every_part_of_a_query(store: Store) -> None:
    sparql = """SELECT ?label WHERE {
        { SELECT ?entity WHERE { ?entity rdfs:label ?name FILTER(pg:hasWords(?name, pg:parameter("name"))) } }
        { ?entity rdfs:label ?label } UNION { ?entity schema:name ?label } }"""
    assert set(column(store, sparql, name="Yann Talec")) == {"Yann Talec"}


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Société du port de Brénac", "SOCIETE DU PORT", True),
        ("Société du port de Brénac", "brénac", True),
        ("Cœur de l’Élysée", "coeur de l'elysee", True),
        ("Fos-sur-Mer", "fos sur mer", True),
        ("Société du port de Brénac", "por", False),
        ("Société du port de Brénac", "port Brénac", False),
        ("Société du port de Brénac", "", False),
        ("Société du port de Brénac", "?!", False),
    ],
)
def test_words_are_found_whatever_case_accents_and_punctuation(
    empty_store: Store, text: str, words: str, found: bool
) -> None:
    sparql = 'ASK { FILTER(pg:hasWords(pg:parameter("text"), pg:parameter("words"))) }'
    assert empty_store.query(sparql, bindings={"text": text, "words": words}).truth is found


# Answers

HEADS = "SELECT ?person ?name ?nothing WHERE { GRAPH ?article { ?person org:headOf ?body ; schema:name ?name } }"


def test_text_rows_shorten_what_has_a_prefix(store: Store) -> None:
    answer = store.query("SELECT ?predicate ?person ?nothing WHERE { ?statement rdf:predicate ?predicate ; "
                         "pg:role 'présidente'@fr ; rdf:subject ?person }")  # fmt: skip
    assert answer.columns == ("predicate", "person", "nothing")
    assert list(answer.text_rows()) == [("org:headOf", "https://w3id.org/pressgraph/id/person/odile-kermarrec", "")]


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://schema.org/worksFor", "schema:worksFor"),
        ("https://schema.org/", "https://schema.org/"),
        ("https://schema.org/a/b", "https://schema.org/a/b"),
        ("https://schema.org/fin.", "https://schema.org/fin."),
        ("http://purl.org/dc/terms/source", "dcterms:source"),
        ("urn:isbn:1", "urn:isbn:1"),
    ],
)
def test_an_iri_is_shortened_only_where_that_reads_back(iri: str, short: str) -> None:
    assert shorten(iri) == short
    assert as_text(pyoxigraph.NamedNode(iri)) == short


def test_rows_in_every_format(store: Store) -> None:
    person = "https://w3id.org/pressgraph/id/person/odile-kermarrec"
    rows = list(csv.reader(io.StringIO(store.query(HEADS).serialise("csv").decode())))
    assert rows == [["person", "name", "nothing"], [person, "Odile Kermarrec", ""]]
    assert store.query(HEADS).serialise("tsv").decode().splitlines()[1] == f'<{person}>\t"Odile Kermarrec"\t'
    (binding,) = json.loads(store.query(HEADS).serialise("json"))["results"]["bindings"]
    assert binding["name"]["value"] == "Odile Kermarrec"
    assert b"Odile Kermarrec" in store.query(HEADS).serialise("xml")


def test_xml_stays_well_formed_whatever_the_text_holds(empty_store: Store, council: ArticleFacts) -> None:
    text = council.article.text.replace("accord", "acc\0\x0b\ufffe")
    empty_store.write(replace(council, article=replace(council.article, text=text)))
    written = empty_store.query("SELECT ?text WHERE { ?article a schema:NewsArticle ; schema:text ?text }")
    root = ElementTree.fromstring(written.serialise("xml"))
    assert "acc\ufffd\ufffd\ufffd" in "".join(root.itertext())


def test_a_yes_or_no(store: Store) -> None:
    ask = "ASK { ?person org:headOf ?body }"
    assert store.query(ask).truth is True
    assert list(store.query(ask).rows()) == [(True,)]
    assert json.loads(store.query(ask).serialise("json"))["boolean"] is True
    assert store.query(HEADS).truth is None


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld"])
@pytest.mark.parametrize(
    "sparql",
    [
        "CONSTRUCT { ?person schema:worksFor ?body } WHERE { ?person org:headOf ?body }",
        "DESCRIBE ?person WHERE { ?person org:headOf ?body }",
    ],
)
def test_a_graph_in_every_format(store: Store, sparql: str, form: str) -> None:
    expected = {pyoxigraph.Triple(*map(as_node, row)) for row in store.query(sparql).rows()}
    written = store.query(sparql).serialise(form)
    syntax = {"ttl": "TURTLE", "nt": "N_TRIPLES", "jsonld": "JSON_LD"}[form]
    read = pyoxigraph.parse(written, format=getattr(pyoxigraph.RdfFormat, syntax))
    found = {pyoxigraph.Triple(*(as_node(part.value) for part in quad.triple)) for quad in read}
    assert found == expected != set()


def as_node(value: object) -> pyoxigraph.NamedNode:
    """Return a value as a node that compares like every other of the same text."""
    return pyoxigraph.NamedNode(f"urn:{str(value).encode().hex()}")


def test_a_constructed_graph_is_written_with_prefixes(store: Store) -> None:
    written = store.query("CONSTRUCT WHERE { ?person org:headOf ?body }").serialise("ttl").decode()
    assert " org:headOf " in written
    header = [line for line in written.splitlines() if line.startswith("@prefix")]
    assert header == sorted(header)


def test_an_answer_is_not_written_in_a_format_that_does_not_fit(store: Store) -> None:
    with pytest.raises(QueryError, match="csv, tsv, json, xml"):
        store.query(HEADS).serialise("ttl")


def test_no_query_asks_another_server(store: Store) -> None:
    with pytest.raises(QueryError, match="its own store only"):
        store.query("SELECT ?x { SERVICE <http://127.0.0.1:9/sparql> { ?x a schema:Person } }")
    assert store.query("SELECT ?service { ?service a schema:Person # SERVICE\n }").columns == ("service",)


def test_a_comma_in_an_iri_parts_no_columns_of_csv(store: Store) -> None:
    answer = store.query("SELECT ?figure ?value { ?figure schema:value ?value }")
    rows = list(csv.reader(io.StringIO(answer.serialise("csv").decode())))
    assert len(rows) > 1
    assert all(len(row) == 2 for row in rows)
    assert all("#figure=" in figure and "," in figure for figure, _ in rows[1:])
