"""The page on which people ask."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from httpx import Response
from starlette.testclient import TestClient

from pressgraph.graph import read_named_queries

from .conftest import HOSTILE_NAMES

PEOPLE = "SELECT ?name { ?person a schema:Person ; rdfs:label ?name } ORDER BY ?name"


class Page(HTMLParser):
    """What a browser makes of a page: its elements, links, and the texts of cells."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self._open = ""
        self.feed(response.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "td":
            self.cells[-1] += data

    def values(self, tag: str, attribute: str) -> list[str | None]:
        return [attributes.get(attribute) for name, attributes in self.elements if name == tag]


def test_every_named_query_is_offered_and_opens(client: TestClient) -> None:
    links = Page(client.get("/query")).values("a", "href")
    for name, query in read_named_queries().items():
        assert f"/query?name={name}" in links
        page = Page(client.get("/query", params={"name": name}))
        fields = page.values("input", "name")
        assert {f"parameter-{parameter.name}" for parameter in query.parameters} <= set(fields)


def test_a_named_query_is_asked_with_its_parameters(client: TestClient) -> None:
    response = client.get("/query", params={"name": "heads", "query": "", "parameter-name": "halle"})
    assert "Iris Vautrin" in Page(response).cells
    assert "Solène Quéré" not in Page(response).cells


def test_own_sparql_is_asked_and_kept_in_the_form(client: TestClient) -> None:
    response = client.get("/query", params={"query": PEOPLE})
    assert "Solène Quéré" in Page(response).cells
    assert "SELECT ?name" in response.text


def test_hostile_names_are_text(client: TestClient) -> None:
    page = Page(client.get("/query", params={"query": PEOPLE}))
    assert set(HOSTILE_NAMES) < set(page.cells)
    assert not {"script", "img"} & {tag for tag, _ in page.elements}


@pytest.mark.parametrize("field", ["query", "name", "parameter-name", "parameter-<script>"])
def test_hostile_parameters_are_text(client: TestClient, field: str) -> None:
    for name in HOSTILE_NAMES:
        response = client.get("/query", params={"name": "heads", field: f'"></textarea>{name}'})
        assert not {"script", "img"} & {tag for tag, _ in Page(response).elements}


def test_what_is_wrong_is_shown(client: TestClient) -> None:
    response = client.get("/query", params={"query": "SELECT\nnonsense"})
    assert response.status_code == 400
    assert "line 2, column" in response.text
    missing = client.get("/query", params={"name": "heads", "query": "ASK {}", "parameter-nom": "x"})
    assert "nom is no parameter of this query" in missing.text


def test_a_long_answer_is_cut_and_says_so(client: TestClient) -> None:
    rows = "SELECT ?n { " + " ".join(f"VALUES ?d{i} {{ 0 1 2 3 4 5 6 7 8 9 }}" for i in range(4)) + " BIND(1 AS ?n) }"
    response = client.get("/query", params={"query": rows})
    assert len(Page(response).cells) == 1000
    assert "there are more" in response.text


def test_a_page_asks_no_other_server(client: TestClient) -> None:
    page = Page(client.get("/query"))
    addresses = [*page.values("link", "href"), *page.values("a", "href"), *page.values("form", "action")]
    assert all(address and address.startswith("/") and not address.startswith("//") for address in addresses)
    for style in page.values("link", "href"):
        assert client.get(str(style)).headers["content-type"].startswith("text/css")
