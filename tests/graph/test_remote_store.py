"""A store on a server holds and answers what one on disk does: with Oxigraph, with Virtuoso, and when servers fail."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

from pressgraph.cli import main
from pressgraph.errors import QueryError, StoreError
from pressgraph.facts import ArticleFacts
from pressgraph.graph import Store, dump, read_named_queries
from pressgraph.graph.prepared import PreparedArticle, prepare_article
from pressgraph.graph.query_reach import predicates_of
from pressgraph.graph.readings import RunWriter, read_runs
from pressgraph.graph.remote_store import RemoteStore
from pressgraph.graph.resolution import resolve
from pressgraph.graph.store import OWN_GRAPHS
from pressgraph.graph.store_folder import ABOUT_STORE
from pressgraph.graph.terms import term

from .conftest import MODELS, UNIT_IRIS
from .servers import oxigraph, virtuoso

#: what a user who knows nothing of pressgraph's functions asks
OWN_QUERY = "SELECT ?thing ?name { ?thing rdfs:label ?name } ORDER BY ?thing ?name"


@pytest.fixture(
    scope="module", params=[pytest.param(name, marks=pytest.mark.server) for name in ("oxigraph", "virtuoso")]
)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a running server, with another's graph in it."""
    started = oxigraph() if request.param == "oxigraph" else virtuoso(tmp_path_factory.mktemp("virtuoso"))
    with started as address:
        with Store.open(address, create=True) as store:
            store.engine.update("INSERT DATA { GRAPH <https://autre.example/g> { <https://autre.example/a> a <x:y> } }")
        yield address


@pytest.fixture
def remote(server: str) -> Iterator[Store]:
    """Return a store on the server, with no article in it."""
    with Store.open(server, create=True, unit_iris=UNIT_IRIS, models=MODELS) as store:
        for graph in (*store.articles(), *(own.value for own in OWN_GRAPHS if own != ABOUT_STORE)):
            store.engine.update(f"DROP SILENT GRAPH <{graph}>")
        yield store


def nquads(store: Store) -> list[bytes]:
    stream = io.BytesIO()
    dump(store, stream, form="nq")
    return stream.getvalue().splitlines()


def prepared(*articles: ArticleFacts) -> list[PreparedArticle]:
    return [prepare_article(facts, fingerprint="1", unit_iris=UNIT_IRIS, models=MODELS) for facts in articles]


def answers(store: Store) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of all named queries, whose needed parameters are "port"."""
    found = {}
    for name, query in read_named_queries().items():
        bindings = {parameter.name: "port" for parameter in query.parameters if parameter.needed}
        found[name] = list(store.query(query.sparql, bindings=bindings).text_rows())
    return found


def test_a_store_on_a_server_holds_and_answers_what_one_here_does(
    remote: Store, empty_store: Store, harbour: ArticleFacts, council: ArticleFacts, staff: ArticleFacts
) -> None:
    for store in (remote, empty_store):
        store.write(harbour)
        store.load(prepared(council, staff))
    assert nquads(remote) == nquads(empty_store)
    for store in (remote, empty_store):
        resolve(store)
    assert nquads(remote) == nquads(empty_store)
    assert answers(remote) == answers(empty_store)
    assert len(answers(remote)["heads"]) == 2
    assert remote.stale_graphs() == []


def test_a_corrected_article_replaces_its_facts_and_a_forgotten_one_leaves_none(
    remote: Store, empty_store: Store, harbour: ArticleFacts, council: ArticleFacts
) -> None:
    corrected = replace(harbour, relations=harbour.relations[2:], figures=(), quotes=())
    remote.load(prepared(harbour, council))
    remote.load(prepared(corrected))
    empty_store.load(prepared(corrected, council))
    assert nquads(remote) == nquads(empty_store)
    assert remote.forget(corrected.iri) is True
    assert remote.forget(corrected.iri) is False
    assert empty_store.forget(corrected.iri) is True
    assert nquads(remote) == nquads(empty_store)
    assert remote.articles() == [council.iri]


def test_runs_are_remembered_and_unchanged_articles_known(remote: Store, harbour: ArticleFacts) -> None:
    writer = RunWriter(remote)
    writer.add(prepared(harbour)[0])
    writer.finish()
    assert writer.knows(harbour.iri, "1")
    assert not writer.knows(harbour.iri, "2")
    assert read_runs(remote)[0] == writer.run
    remote.forget(harbour.iri)
    assert not writer.knows(harbour.iri, "1")


def test_the_server_answers_queries_of_ones_own(remote: Store, empty_store: Store, council: ArticleFacts) -> None:
    for store in (remote, empty_store):
        store.write(council)
    assert list(remote.query(OWN_QUERY).rows()) == list(empty_store.query(OWN_QUERY).rows()) != []
    assert remote.query("ASK { ?club a schema:Organization }").truth is True
    assert remote.query("ASK { ?club a schema:Recipe }").truth is False
    built = remote.query(f"CONSTRUCT {{ ?s rdfs:label ?o }} WHERE {{ GRAPH <{council.iri}> {{ ?s rdfs:label ?o }} }}")
    assert len(list(built.rows())) == len(list(remote.query(OWN_QUERY).rows()))


def test_errors_in_a_query_are_shown_before_it_is_sent(remote: Store) -> None:
    with pytest.raises(QueryError, match="line 1, column"):
        remote.query("SELECT ?s { ?s ?p }")
    with pytest.raises(QueryError, match="SERVICE"):
        remote.query("SELECT ?s { SERVICE <http://a.example/> { ?s ?p ?o } }")


def test_other_graphs_of_the_server_stay_as_they_are(remote: Store, harbour: ArticleFacts) -> None:
    remote.write(harbour)
    remote.forget(harbour.iri)
    assert len(list(remote.quads_of(NamedNode("https://autre.example/g")))) == 1
    assert remote.articles() == []


@pytest.mark.server
def test_an_answer_that_the_server_cuts_is_no_answer(tmp_path: Path, harbour: ArticleFacts) -> None:
    with virtuoso(tmp_path, rows=20) as address, Store.open(address, create=True, models=MODELS) as store:
        store.load(prepared(harbour))  # fresh: asks for nothing that is long
        with pytest.raises(StoreError, match=r"cuts answers after 20 rows.*ResultSetMaxRows"):
            nquads(store)


# ---- through the command -----------------------------------------------------------------------------------------


def test_the_command_takes_an_address_for_a_store(remote: Store, server: str, harbour: ArticleFacts) -> None:
    remote.write(harbour)
    result = CliRunner().invoke(main, ["query", "heads", "--store", server, "--format", "csv"])
    assert result.exit_code == 0, result.output
    assert "Odile Kermarrec" in result.output
    result = CliRunner().invoke(main, ["dump", "--store", server, "--format", "nq"])
    assert harbour.iri in result.output


# ---- servers that fail -------------------------------------------------------------------------------------------


@dataclass
class Stub:
    """What a server that only plays one answers."""

    address: str = ""
    query: tuple[int, bytes] = (200, b'{"head": {"vars": ["found"]}, "results": {"bindings": []}}')
    update: tuple[int, bytes] = (204, b"")
    headers: dict[str, str] = field(default_factory=dict)
    answers: threading.Event = field(default_factory=threading.Event)  #: not set: it lets its clients wait


@pytest.fixture
def stub() -> Iterator[Stub]:
    playing = Stub()
    playing.answers.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            playing.answers.wait(10)
            status, body = playing.update if "update" in form else playing.query
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **playing.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with _listening(Handler) as port:
        playing.address = f"http://127.0.0.1:{port}/query"
        yield playing
        playing.answers.set()


@contextmanager
def _listening(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "asks who you are; write http://USER:PASSWORD@"),
        (403, "asks who you are"),
        (404, "no SPARQL endpoint"),
        (301, "has moved to"),
        (500, r"refused \(HTTP 500: panne"),
        (503, "overloaded or starting"),
    ],
)
def test_a_server_that_does_not_answer_queries_is_named_with_the_reason(stub: Stub, status: int, says: str) -> None:
    stub.query = (status, b"panne")
    with pytest.raises(StoreError, match=says) as error:
        Store.open(stub.address)
    assert stub.address in str(error.value)


def test_a_password_that_is_refused_is_never_shown(stub: Stub) -> None:
    stub.query = (401, b"")
    with pytest.raises(StoreError, match="this user may not") as error:
        Store.open(stub.address.replace("//", "//anne:secret@"))
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("status", "says"),
    [(401, "asks who you are"), (403, "asks who you are"), (405, "takes no updates.*UPDATE-ADDRESS")],
)
def test_a_server_that_can_only_be_read_says_so_when_written_to(stub: Stub, status: int, says: str) -> None:
    stub.update = (status, b"")
    with pytest.raises(StoreError, match=says):
        Store.open(stub.address, create=True)


def test_a_server_without_a_store_says_how_to_make_one(stub: Stub) -> None:
    with pytest.raises(StoreError, match="holds no store of pressgraph; make one with: pressgraph extract"):
        Store.open(stub.address)


def test_what_is_no_answer_of_sparql_is_named(stub: Stub) -> None:
    stub.query = (200, b"<html>Bienvenue</html>")
    with pytest.raises(StoreError, match="doesn't answer as a SPARQL endpoint"):
        Store.open(stub.address)


def test_a_server_that_is_not_there_and_one_that_lets_wait_are_named(stub: Stub) -> None:
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9/query: can't be reached"):
        Store.open("http://127.0.0.1:9")
    stub.answers.clear()
    with pytest.raises(StoreError, match=r"no answer within 0\.2 seconds"):
        RemoteStore.open(stub.address, timeout=0.2)


# ---- which statements a query needs ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sparql", "predicates"),
    [
        ("SELECT * { ?s rdfs:label ?o ; a ?k }", {"rdfs:label", "rdf:type"}),
        ("SELECT * { ?s ^oa:hasBody/pg:inSentence+ ?o }", {"oa:hasBody", "pg:inSentence"}),
        (
            "SELECT * { ?s oa:exact ?o FILTER EXISTS { ?s oa:start ?a ; oa:end ?b } }",
            {"oa:exact", "oa:start", "oa:end"},
        ),
        ("SELECT * { { SELECT ?s { ?s pg:role ?r } } OPTIONAL { ?s pg:status ?t } }", {"pg:role", "pg:status"}),
        ("SELECT * { ?s ?p ?o }", None),
        ("SELECT * { ?s !rdfs:label ?o }", None),
        ("SELECT * { ?s rdfs:label* ?o }", None),
        ("DESCRIBE ?s { ?s rdfs:label ?o }", None),
    ],
)
def test_the_predicates_of_a_query_are_found(sparql: str, predicates: set[str] | None) -> None:
    assert predicates_of(sparql) == (None if predicates is None else frozenset(map(term, predicates)))
