"""The SPARQL 1.1 Protocol, case by case."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree

import pyoxigraph
import pytest
from httpx import Response
from rdflib import RDF, Dataset, Graph, Namespace, URIRef
from starlette.testclient import TestClient

from pressgraph.serving import Limits, Readers, create_app

from .conftest import HEAD_OF, HOSTILE_NAMES, RUNAWAY

PEOPLE = "SELECT ?name { ?person a schema:Person ; rdfs:label ?name } ORDER BY ?name"
WHO = "SELECT ?name { ?person rdfs:label ?name ; org:headOf/rdfs:label 'Phares et Balises'@fr }"
GRAPH = "CONSTRUCT { ?a org:headOf ?b } { ?a org:headOf ?b }"
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"


def ask(client: TestClient, query: str, accept: str = "application/sparql-results+json") -> Response:
    return client.get("/sparql", params={"query": query}, headers={"Accept": accept})


def names(response: Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [row["name"]["value"] for row in response.json()["results"]["bindings"]]


# ---- three ways to ask -------------------------------------------------------------------------------------------


def test_all_three_ways_to_ask_get_the_same_answer(client: TestClient) -> None:
    by_get = client.get("/sparql", params={"query": WHO})
    by_form = client.post("/sparql", data={"query": WHO})
    directly = client.post("/sparql", content=WHO, headers={"Content-Type": f"{QUERY}; charset=utf-8"})
    assert names(by_get) == names(by_form) == names(directly) == ["Solène Quéré"]


def test_a_query_may_hold_any_letters(client: TestClient) -> None:
    query = 'SELECT ?name { BIND("œuvre « 𝒜 » & =+%" AS ?name) }'
    for response in (
        client.get("/sparql", params={"query": query}),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", content=query.encode(), headers={"Content-Type": QUERY}),
    ):
        assert names(response) == ["œuvre « 𝒜 » & =+%"]


def test_parameters_that_the_protocol_does_not_know_are_passed_over(client: TestClient) -> None:
    assert names(client.get("/sparql", params={"query": WHO, "format": "json", "timeout": "0"})) == ["Solène Quéré"]


@pytest.fixture(scope="module")
def graphs(client: TestClient) -> list[str]:
    return names(ask(client, "SELECT ?name { GRAPH ?name { ?name a schema:NewsArticle } } ORDER BY ?name"))


def test_the_request_names_the_graphs(client: TestClient, graphs: list[str]) -> None:
    count = "SELECT (COUNT(*) AS ?name) { ?a org:headOf ?b }"
    within = "SELECT (COUNT(*) AS ?name) { GRAPH ?g { ?a org:headOf ?b } }"
    two = {"default-graph-uri": graphs[:2]}
    assert names(client.get("/sparql", params={"query": count})) == [str(len(graphs))]
    assert names(client.get("/sparql", params={"query": count, **two})) == ["2"]
    assert names(client.post("/sparql", data={"query": count, **two})) == ["2"]
    posted = {"content": count, "headers": {"Content-Type": QUERY}}
    assert names(client.post("/sparql", params=two, **posted)) == ["2"]
    assert names(client.get("/sparql", params={"query": within, "named-graph-uri": graphs[0]})) == ["1"]
    assert names(client.get("/sparql", params={"query": count, "named-graph-uri": graphs[0]})) == ["0"]


def test_the_graphs_of_the_request_win_over_those_of_the_query(client: TestClient, graphs: list[str]) -> None:
    query = f"SELECT (COUNT(*) AS ?name) FROM <{graphs[0]}> {{ ?a org:headOf ?b }}"
    assert names(ask(client, query)) == ["1"]
    assert names(client.get("/sparql", params={"query": query, "default-graph-uri": graphs[:3]})) == ["3"]


# ---- formats -----------------------------------------------------------------------------------------------------


def test_rows_come_in_four_formats(client: TestClient) -> None:
    as_json = names(ask(client, PEOPLE))
    assert set(HOSTILE_NAMES) < set(as_json)
    xml = ask(client, PEOPLE, "application/sparql-results+xml")
    assert xml.headers["content-type"] == "application/sparql-results+xml"
    texts = [
        e.text for e in ElementTree.fromstring(xml.content).iter("{http://www.w3.org/2005/sparql-results#}literal")
    ]
    assert texts == [name.replace("\x07", "\ufffd") for name in as_json]
    table = ask(client, PEOPLE, "text/csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row["name"] for row in csv.DictReader(io.StringIO(table.text, newline=""))] == as_json
    tabs = ask(client, PEOPLE, "text/tab-separated-values")
    parsed = pyoxigraph.parse_query_results(tabs.content, pyoxigraph.QueryResultsFormat.TSV)
    assert [row["name"].value for row in parsed] == as_json


def test_yes_and_no_come_as_json_and_xml(client: TestClient) -> None:
    assert ask(client, "ASK { ?a org:headOf ?b }").json()["boolean"] is True
    xml = ask(client, "ASK { ?a org:memberOf ?b }", "application/sparql-results+xml")
    (answer,) = ElementTree.fromstring(xml.content).iter("{http://www.w3.org/2005/sparql-results#}boolean")
    assert answer.text == "false"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_graphs_come_in_four_formats(client: TestClient, accept: str, form: str) -> None:
    response = ask(client, GRAPH, accept)
    assert response.headers["content-type"].partition(";")[0] == accept
    found = Dataset(default_union=True).parse(data=response.content, format=form)
    assert {str(p) for p in found.predicates()} == {HEAD_OF}
    assert len(found) == 2 + len(HOSTILE_NAMES)
    assert ask(client, "DESCRIBE ?a { ?a org:headOf ?b }", accept).status_code == 200


@pytest.mark.parametrize(
    ("accept", "query", "expected"),
    [
        ("*/*", WHO, "application/sparql-results+json"),
        ("*/*", GRAPH, "text/turtle"),
        ("text/*", WHO, "text/csv"),
        ("application/json", WHO, "application/json"),
        ("application/json", GRAPH, "application/json"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.7, */*;q=0.1", WHO, "application/sparql-results+xml"),
        ("text/turtle, application/sparql-results+json", WHO, "application/sparql-results+json"),
        ("text/turtle, application/sparql-results+json", GRAPH, "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", WHO, "application/xml"),
    ],
)
def test_the_client_says_what_it_accepts(client: TestClient, accept: str, query: str, expected: str) -> None:
    response = ask(client, query, accept)
    assert response.headers["content-type"].partition(";")[0] == expected
    assert response.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "query"),
    [("image/png", WHO), ("text/turtle", WHO), ("text/csv", GRAPH), ("text/csv;q=0", WHO), ("nonsense", WHO)],
)
def test_what_cannot_be_sent_so_is_406_and_says_how_it_can(client: TestClient, accept: str, query: str) -> None:
    response = ask(client, query, accept)
    assert response.status_code == 406
    assert "this can be sent as" in response.text


# ---- what is refused ---------------------------------------------------------------------------------------------


def test_a_malformed_query_is_400_and_shows_the_place(client: TestClient) -> None:
    response = ask(client, "SELECT ?x\n{ ?x a schema:Person", "text/csv")
    assert response.status_code == 400
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "line 2, column" in response.text
    assert "^" in response.text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        "SELECT ?s { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "INSERT DATA { <http://a> <http://b> <http://c> }",
        "DROP ALL",
        "LOAD <file:///etc/hostname>",
        "",
        "\x00",
        "(" * 10_000,
    ],
)
def test_what_is_no_query_of_this_store_is_400(client: TestClient, query: str) -> None:
    assert client.post("/sparql", data={"query": query}).status_code == 400
    assert names(ask(client, WHO)) == ["Solène Quéré"]


@pytest.mark.parametrize(
    "body",
    [
        urlencode({"update": "DROP ALL"}),
        urlencode([("query", WHO), ("query", WHO)]),
        urlencode({"name": "value"}),
        "query=%FF",
        "&".join(["a=b"] * 5000),
        "",
    ],
)
def test_a_form_without_one_query_is_400(client: TestClient, body: str) -> None:
    assert client.post("/sparql", content=body, headers={"Content-Type": FORM}).status_code == 400


def test_updates_are_refused_and_the_reason_given(client: TestClient) -> None:
    posted = client.post("/sparql", content="DROP ALL", headers={"Content-Type": "application/sparql-update"})
    assert posted.status_code == 415
    assert "read-only" in posted.text
    assert "read-only" in client.get("/sparql", params={"update": "DROP ALL"}).text


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", "application/json", None])
def test_other_content_types_are_415(client: TestClient, content_type: str | None) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    assert client.post("/sparql", content=WHO, headers=headers).status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_405(client: TestClient, method: str) -> None:
    response = client.request(method, "/sparql")
    assert response.status_code == 405
    assert {"GET", "POST"} <= set(response.headers["allow"].split(", "))


def test_a_query_that_is_not_utf8_is_400(client: TestClient) -> None:
    response = client.post("/sparql", content=b"SELECT '\xff\xfe'", headers={"Content-Type": QUERY})
    assert response.status_code == 400


def test_a_huge_query_is_413(client: TestClient) -> None:
    response = client.post("/sparql", content="#" * 2_000_000, headers={"Content-Type": QUERY})
    assert response.status_code == 413


# ---- limits ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("accept", ["application/json", "application/xml", "text/csv", "text/tab-separated-values"])
def test_an_answer_over_the_limit_is_413_and_never_half_an_answer(strict_client: TestClient, accept: str) -> None:
    response = ask(strict_client, "SELECT * { ?s ?p ?o }", accept)
    assert response.status_code == 413
    assert "LIMIT" in response.text
    assert ask(strict_client, "SELECT * { ?s ?p ?o } LIMIT 2", accept).status_code == 200


def test_a_graph_over_the_limit_is_413(strict_client: TestClient) -> None:
    for accept in ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"):
        assert ask(strict_client, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", accept).status_code == 413


def test_a_query_over_the_time_is_503_and_the_next_one_is_answered(strict_client: TestClient) -> None:
    for _ in range(3):  # more than there are readers
        response = ask(strict_client, RUNAWAY)
        assert response.status_code == 503
        assert "longer than 1 seconds" in response.text
    assert names(ask(strict_client, WHO)) == ["Solène Quéré"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of memory")
def test_a_query_over_the_memory_is_503_and_the_next_one_is_answered(store_folder: Path) -> None:
    doubled = "".join(f" BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(34))
    query = f"SELECT (STRLEN(?x34) AS ?n) {{ BIND('abcdefgh' AS ?x0){doubled} }}"
    with Readers(store_folder, limits=Limits(memory_bytes=400_000_000), number=1) as running:
        client = TestClient(create_app(running), base_url="http://127.0.0.1")
        response = ask(client, query)
        assert response.status_code == 503
        assert "memory" in response.text
        assert names(ask(client, WHO)) == ["Solène Quéré"]


# ---- what it says of itself, and to browsers ---------------------------------------------------------------------


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/n-triples", "*/*"])
def test_a_bare_get_describes_the_service(client: TestClient, accept: str) -> None:
    response = client.get("/sparql", headers={"Accept": accept})
    graph = Graph().parse(data=response.content, format=response.headers["content-type"].partition(";")[0])
    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(RDF.type, sd.Service)
    assert graph.value(service, sd.endpoint) == URIRef("http://127.0.0.1/sparql")
    assert graph.value(service, sd.supportedLanguage) == sd.SPARQL11Query
    assert len(list(graph.objects(service, sd.resultFormat))) == 8


def test_every_function_of_the_description_can_be_used(client: TestClient) -> None:
    described = client.get("/sparql", headers={"Accept": "application/n-triples"}).text
    for name in ("hasWords", "canonical", "canonicalName"):
        assert f"<https://w3id.org/pressgraph#{name}>" in described
    words = 'ASK { ?person rdfs:label ?name . FILTER(pg:hasWords(?name, "QUERE")) }'
    assert ask(client, words).json()["boolean"] is True


def test_a_bare_get_leads_a_browser_to_the_page(client: TestClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/")


def test_other_web_pages_cannot_read_unless_allowed(client: TestClient, readers: Readers) -> None:
    asked = {"params": {"query": WHO}, "headers": {"Origin": "https://carte.example"}}
    assert "access-control-allow-origin" not in client.get("/sparql", **asked).headers
    open_client = TestClient(create_app(readers, origins=["https://carte.example"]), base_url="http://127.0.0.1")
    allowed = open_client.get("/sparql", **asked)
    assert allowed.headers["access-control-allow-origin"] == "https://carte.example"
    other = {"params": {"query": WHO}, "headers": {"Origin": "https://autre.example"}}
    assert "access-control-allow-origin" not in open_client.get("/sparql", **other).headers


def test_a_name_that_leads_here_from_elsewhere_is_refused(client: TestClient) -> None:
    for host in ("localhost:7878", "127.0.0.1", "[::1]:7878"):
        assert client.get("/sparql", params={"query": WHO}, headers={"Host": host}).status_code == 200
    assert client.get("/sparql", params={"query": WHO}, headers={"Host": "piege.example"}).status_code == 400


def test_every_answer_keeps_browsers_from_guessing(client: TestClient) -> None:
    for path in ("/sparql", "/query", "/sparql?query=nonsense", "/nothing-here"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]


def test_json_is_json_whatever_the_names(client: TestClient) -> None:
    assert json.loads(ask(client, PEOPLE).content)["head"]["vars"] == ["name"]
