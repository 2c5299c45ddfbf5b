"""What the explorer page is told, and the file that holds it all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from pressgraph.cli import main
from pressgraph.graph import Store
from pressgraph.serving import Readers, create_app
from pressgraph.serving.page_cards import read_article, read_card
from pressgraph.serving.page_network import read_page_network

from .explored_press import AULNE, FORGES, HEADS_SENTENCE, HELOISE, HOSTILE, MARAIS, SCRIPT, iri, write_press


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explorer") / "presse"
    write_press(folder)
    return folder


@pytest.fixture(scope="module")
def explorer(press: Path) -> Iterator[TestClient]:
    with Readers(press, number=1) as running:
        yield TestClient(create_app(running), base_url="http://127.0.0.1")


def edges_of(network: dict[str, Any]) -> dict[tuple[str, str, str], dict[str, Any]]:
    label = [node["label"] for node in network["nodes"]]
    return {(label[e["source"]], e["relation"].split("#")[-1], label[e["target"]]): e for e in network["edges"]}


def test_the_network_has_every_entity_and_the_sentences_behind_every_edge(explorer):
    network = explorer.get("/explorer/network").json()
    nodes = {node["label"]: node for node in network["nodes"]}
    assert nodes[AULNE]["latitude"] == 47.25
    assert nodes[HELOISE]["type"] == "Person"
    assert (nodes[FORGES]["mentions"], nodes[FORGES]["articles"]) == (5, 3)
    assert set(HOSTILE) <= set(nodes)
    heads = edges_of(network)[HELOISE, "headOf", FORGES]
    told = {
        (network["articles"][article]["title"], network["sentences"][sentence])
        for article, sentence, *_ in heads["evidence"]
    }
    assert told == {
        ("Une présidente pour les Forges", HEADS_SENTENCE),
        ("Douze millions pour l’usine", f"{HELOISE} préside les {FORGES}."),
    }


def test_what_is_only_said_to_be_so_is_marked(explorer):
    network = explorer.get("/explorer/network").json()
    modalities = {edge["modality"] for edge in network["edges"] if edge["relation"].endswith("owns")}
    assert modalities == {"conditional"}


def test_other_views_can_be_seen_and_a_wrong_one_is_explained(explorer):
    assert explorer.get("/explorer/network", params={"view": "co-mentions"}).json()["edges"]
    wrong = explorer.get("/explorer/network", params={"view": "nulle-part"})
    assert wrong.status_code == 400
    assert "co-mentions" in wrong.text


def test_a_card_tells_functions_figures_and_quotes_with_their_places(explorer):
    forges = explorer.get("/explorer/card", params={"entity": iri(FORGES)}).json()
    (figure,) = forges["figures"]
    article = explorer.get("/explorer/article", params={"article": figure["article"]}).json()
    assert article["text"][figure["start"] : figure["end"]] == "12 millions d’euros"
    heloise = explorer.get("/explorer/card", params={"entity": iri(HELOISE)}).json()
    (function,) = [row for row in heloise["relations"] if row.get("role")]
    assert (function["role"], function["since"], function["outgoing"]) == ("présidente", "2019-01-01", True)
    assert [(row["kind"], row["text"]) for row in heloise["quotes"]] == [("direct", "Nous embaucherons")]
    assert sum(row["mentions"] for row in heloise["articles"]) == 3


def test_merged_entities_are_one_in_network_and_card(tmp_path):
    other = iri("Forges")
    write_press(tmp_path / "presse")
    with Store.open(tmp_path / "presse") as store:
        store.engine.update(
            f'PREFIX pg: <https://w3id.org/pressgraph#> PREFIX owl: <http://www.w3.org/2002/07/owl#> '
            f'PREFIX skos: <http://www.w3.org/2004/02/skos/core#> INSERT DATA {{ GRAPH pg:resolution {{ '
            f'<{iri(FORGES)}> owl:sameAs <{other}> . <{other}> skos:prefLabel "Les Forges"@fr }} }}'
        )  # fmt: skip
        network = read_page_network(store)
        (node,) = [node for node in network["nodes"] if node["iri"] == other]
        assert (node["label"], node["aliases"]) == ("Les Forges", [FORGES])
        assert {row["other"] for row in read_card(store, other)["relations"]} == {iri(HELOISE), iri(AULNE), iri(MARAIS)}
        assert {row["other"] for row in read_card(store, iri(HELOISE))["relations"]} == {other}
        articles = [row["article"] for row in read_card(store, other)["articles"]]
        assert all(other in {node for *_, node in read_article(store, name)["mentions"]} for name in articles)


def test_sentences_and_mentions_of_an_article_fit_its_text(explorer):
    article = next(
        a["iri"] for a in explorer.get("/explorer/network").json()["articles"] if a["iri"].endswith("nomination")
    )
    found = explorer.get("/explorer/article", params={"article": article}).json()
    assert HEADS_SENTENCE in {found["text"][start:end] for start, end in found["sentences"]}
    assert {found["text"][start:end] for start, end, node in found["mentions"] if node == iri(AULNE)} == {AULNE}


def test_what_is_not_there_is_said_in_a_line(explorer):
    for address in ("/explorer/article?article=https://example.org/rien", "/explorer/card"):
        answer = explorer.get(address)
        assert (answer.status_code, answer.text.count("\n")) == (400, 1)


def test_questions_are_answered_as_a_table(explorer):
    asked = {"query": 'SELECT (pg:parameter("name") AS ?given) {}', "bindings": {"name": SCRIPT}}
    assert explorer.post("/explorer/table", json=asked).json() == {
        "columns": ["given"],
        "rows": [[SCRIPT]],
        "isCut": False,
    }
    assert "SELEKT" in explorer.post("/explorer/table", json={"query": "SELEKT"}).json()["problem"]
    assert explorer.post("/explorer/table", content="rien").status_code == 400


def test_the_page_says_the_same_things_in_both_languages(explorer):
    texts = explorer.get("/static/explorer/texts.json").json()
    assert texts["fr"].keys() == texts["en"].keys()
    for key in texts["fr"]:
        assert set(re.findall(r"\{\w+\}", texts["fr"][key])) == set(re.findall(r"\{\w+\}", texts["en"][key])), key


def test_every_module_that_the_page_names_is_there_and_nothing_comes_from_outside(explorer):
    page = explorer.get("/")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    addresses = re.findall(r'"(/static/explorer/[^"]+)"', page.text)
    assert len(addresses) > 15
    for address in addresses:
        assert explorer.get(address).status_code == 200, address
    assert "//" not in page.text.replace("</", "")


def page_data(path: Path) -> dict[str, Any]:
    found = re.search(
        r'<script type="application/json" id="embedded">(.*?)</script>', path.read_text("utf-8"), re.DOTALL
    )
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_file_to_send_holds_network_cards_and_articles(press, tmp_path):
    path = tmp_path / "rapport.html"
    done = CliRunner().invoke(main, ["page", "--store", str(press), "-o", str(path)])
    assert done.exit_code == 0, done.output
    data = page_data(path)
    assert edges_of(data["network"]).keys() >= {(HELOISE, "headOf", FORGES)}
    assert data["cards"].keys() == {node["iri"] for node in data["network"]["nodes"]}
    assert {a["iri"] for a in data["network"]["articles"] if a["iri"]} == data["articles"].keys()
    assert "<script>document.title" not in path.read_text("utf-8")
    assert not re.search(r'(?:src|href)="(?!data:)', path.read_text("utf-8").split("<body>")[0].split("<style>")[0])


def test_a_file_about_one_entity_holds_its_surroundings_only(press, tmp_path):
    path = tmp_path / "heloise.html"
    command = ["page", "--store", str(press), "-o", str(path), "--about", "heloise oeuvrard", "--depth", "1"]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert {node["label"] for node in page_data(path)["network"]["nodes"]} == {HELOISE, FORGES}
    wrong = CliRunner().invoke(main, [*command[:-4], "--about", "Personne"])
    assert wrong.exit_code == 1
    assert "no entity is called so" in wrong.output
