"""``pressgraph serve`` as a user starts it, and clients that others wrote."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from pressgraph.cli import main
from pressgraph.graph import Store

from .conftest import HEAD_OF, HOSTILE_NAMES, RUNAWAY, article, running_server

ORG = Namespace("http://www.w3.org/ns/org#")
RDFS_LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
WHO = "SELECT ?name { ?person rdfs:label ?name ; org:headOf/rdfs:label 'Phares et Balises'@fr }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?a org:headOf ?b }"


def count(address: str) -> int:
    found = httpx.get(f"{address}sparql", params={"query": COUNT}, headers={"Accept": "text/csv"}, timeout=60)
    assert found.status_code == 200, found.text
    return int(found.text.split()[1])


# ---- clients -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("request_method", ["urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_asks(address: str, method: str, request_method: str) -> None:
    if method == "GET" and request_method == POSTDIRECTLY:
        pytest.skip("nothing is posted by GET")
    client = SPARQLWrapper(f"{address}sparql")
    client.setMethod(method)
    client.setRequestMethod(request_method)
    client.setQuery(WHO)
    client.setReturnFormat(JSON)
    assert [row["name"]["value"] for row in client.query().convert()["results"]["bindings"]] == ["Solène Quéré"]
    client.setReturnFormat(XML)
    assert "Solène Quéré" in client.query().convert().toxml()
    client.setReturnFormat(CSV)
    assert client.query().convert().decode().split("\r\n")[1] == "Solène Quéré"
    client.setQuery(f"CONSTRUCT {{ ?a <{HEAD_OF}> ?b }} WHERE {{ ?a <{HEAD_OF}> ?b }}")
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=client.query().convert(), format="turtle")) == 2 + len(HOSTILE_NAMES)
    client.setQuery("ASK { ?a ?b ?c }")
    client.setReturnFormat(JSON)
    assert client.query().convert()["boolean"] is True


def test_sparqlwrapper_sees_what_is_wrong_with_a_query(address: str) -> None:
    client = SPARQLWrapper(f"{address}sparql")
    client.setQuery("SELECT nonsense")
    with pytest.raises(QueryBadFormed, match="line 1"):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_endpoint_as_a_graph(address: str, method: str) -> None:
    graph = Graph(SPARQLStore(f"{address}sparql", method=method))
    (person,) = graph.subjects(RDFS_LABEL, Literal("Solène Quéré", lang="fr"))
    (body,) = graph.objects(person, ORG.headOf)
    assert graph.value(body, RDFS_LABEL) == Literal("Phares et Balises", lang="fr")
    assert [str(row.name) for row in graph.query(WHO)] == ["Solène Quéré"]
    assert len(list(graph.triples((None, ORG.headOf, None)))) == 2 + len(HOSTILE_NAMES)
    assert graph.query("ASK { ?a org:headOf ?b }").askAnswer is True


# ---- many at once ------------------------------------------------------------------------------------------------


def test_fifty_clients_at_once_all_get_right_answers(address: str) -> None:
    def ask_often(number: int) -> list[tuple[int, str]]:
        with httpx.Client(timeout=120, headers={"Accept": "text/csv"}) as client:
            found = []
            for i in range(10):
                query = f'SELECT ?mine ?name {{ BIND("{number}-{i}" AS ?mine) {WHO.partition("{")[2]}'
                response = client.get(f"{address}sparql", params={"query": query})
                found.append((response.status_code, response.text))
            return found

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(ask_often, range(50)))
    expected = [[(200, f"mine,name\r\n{n}-{i},Solène Quéré\r\n") for i in range(10)] for n in range(50)]
    assert answers == expected


def test_queries_that_run_away_do_not_keep_others_waiting(store_folder: Path) -> None:
    limit = 6.0
    with (
        running_server("--store", store_folder, "--readers", "3", "--time-limit", str(limit)) as (_, address),
        ThreadPoolExecutor(2) as pool,
    ):
        slow = [pool.submit(httpx.get, f"{address}sparql", params={"query": RUNAWAY}, timeout=120) for _ in range(2)]
        assert count(address) == 2 + len(HOSTILE_NAMES)
        assert not any(future.done() for future in slow)
        assert [future.result().status_code for future in slow] == [503, 503]


# ---- beside others -----------------------------------------------------------------------------------------------


@pytest.fixture
def own_folder(store_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(store_folder, tmp_path / "presse"))


def test_the_store_can_be_written_while_it_is_served(own_folder: Path) -> None:
    with running_server("--store", own_folder) as (_, address):
        before = count(address)
        with Store.open(own_folder) as store:
            store.write(article("neuf.txt", "Zélie Ormont", "Atelier du Nord"))
            assert count(address) == before
        assert count(address) == before
    with running_server("--store", own_folder) as (_, address):
        assert count(address) == before + 1


def test_two_servers_serve_one_store(own_folder: Path) -> None:
    with running_server("--store", own_folder) as (_, one), running_server("--store", own_folder) as (_, other):
        assert count(one) == count(other)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_behind_when_the_server_is_stopped(own_folder: Path, how: signal.Signals) -> None:
    with running_server("--store", own_folder) as (process, address), ThreadPoolExecutor(1) as pool:
        slow = pool.submit(httpx.get, f"{address}sparql", params={"query": RUNAWAY}, timeout=60)
        count(address)
        process.send_signal(how)
        assert process.wait(30) == 0
        with pytest.raises((httpx.HTTPError, AssertionError)):
            assert slow.result().status_code == 200
    assert [path.name for path in own_folder.parent.iterdir()] == ["presse"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_server_leaves_no_process_and_the_next_one_cleans_up(own_folder: Path) -> None:
    with running_server("--store", own_folder) as (process, address), ThreadPoolExecutor(1) as pool:
        slow = pool.submit(httpx.get, f"{address}sparql", params={"query": RUNAWAY}, timeout=60)
        count(address)
        children = child_processes(process.pid)
        assert children
        process.kill()
        with pytest.raises(httpx.HTTPError):
            slow.result()
    for _ in range(100):
        if not any(is_running(child) for child in children):
            break
        time.sleep(0.1)
    assert not any(is_running(child) for child in children)
    with running_server("--store", own_folder) as (process, address):
        count(address)
        assert len(list(own_folder.parent.glob(".presse-served-*"))) == 1
        process.send_signal(signal.SIGINT)
        process.wait(30)
    assert [path.name for path in own_folder.parent.iterdir()] == ["presse"]


def child_processes(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    return [int(pid) for pid, ppid in map(str.split, listed.splitlines()) if int(ppid) == parent]


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z")


# ---- errors ------------------------------------------------------------------------------------------------------


def serve_error(*words: str | Path) -> str:
    result = CliRunner().invoke(main, ["serve", *map(str, words)])
    assert result.exit_code == 1
    assert result.output.count("\n") <= 2
    return result.output


def test_a_port_in_use_is_said(store_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        message = serve_error("--store", store_folder, "--port", str(port))
    assert f"127.0.0.1:{port}: another program uses this port; give another --port" in message


def test_an_address_of_another_machine_is_said(store_folder: Path) -> None:
    assert "no such address" in serve_error("--store", store_folder, "--host", "192.0.2.1", "--port", "0")


def test_a_missing_store_is_said(tmp_path: Path) -> None:
    assert "no store here" in serve_error("--store", tmp_path / "rien", "--port", "0")
    assert "only a store on disk" in serve_error("--store", ":memory:", "--port", "0")


def test_a_store_that_is_being_written_is_said(own_folder: Path) -> None:
    with Store.open(own_folder):
        assert "using this store" in serve_error("--store", own_folder, "--port", "0")
