"""Nothing that an article or a query holds can hurt: a clear refusal or a right reading, in bounded memory."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from gzip import compress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading.making import make_pdf

from pressgraph.article import Article
from pressgraph.errors import QueryError, ReadingError
from pressgraph.facts import ArticleFacts, Entity, EntityType, Span
from pressgraph.graph import Store, find_named_query
from pressgraph.reading import ReadingOptions, read_articles

SENTENCE = "Le conseil municipal de Brigny a adopté jeudi soir le budget de la commune. "
LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(10))
BOMB = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{LAUGHS}]>'
LONG = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 10**5}">]>'
DECLARED = "<!DOCTYPE rss [<!ENTITY {}>]>"
ITEM = "<rss><channel><item><title>Un titre</title><description>{}</description></item></channel></rss>"
MAIL = "From: {}\nDate: Thu, 21 Mar 2019 22:41:07 +0100\nSubject: {}\n\n" + SENTENCE
Read = Callable[..., list[Article | ReadingError]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_content(content: bytes | str, name: str) -> list[Article | ReadingError]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        items = list(read_articles([path], options=ReadingOptions(any_language=True)))
        assert all(str(item).isprintable() for item in items if isinstance(item, ReadingError))
        return items

    return read_content


def archive(members: dict[str, bytes | str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return written.getvalue()


REFUSED = {
    "entities that grow a thousandfold": ("a.rss", BOMB + ITEM.format("&a10;"), "amplification"),
    "the same in an attribute": ("a.nitf", BOMB.replace("rss", "nitf") + '<nitf x="&a10;"/>', "amplification"),
    "one long entity many times": ("a.rss", LONG + ITEM.format("&a;" * 10**4), "amplif"),
    "an entity": ("a.rss", DECLARED.format('a "x"') + ITEM.format("&a;"), "declares"),
    "a file as an entity": ("a.rss", DECLARED.format('a SYSTEM "file:///etc/passwd"') + ITEM.format("&a;"), "declares"),
    "a file as part": ("a.rss", DECLARED.format('% a SYSTEM "file:///a"') + ITEM.format("x"), "declares"),
    "deep XML": ("a.rss", ITEM.format("<a>" * 10**5), "depth"),
    "deep HTML in a feed": ("a.rss", ITEM.format("&lt;div&gt;" * 10**5 + SENTENCE), "deeply"),
    "deep HTML": ("a.html", "<!doctype html>" + "<div>" * 10**5 + f"<p>{SENTENCE * 9}</p>", "no article"),
    "a tag of very many attributes": ("a.html", f"<html><p {' a=1' * 10**5}>", "attributes"),
    "very many tags": ("a.html", "<html><body><article>" + "<br>" * 300_000, "tags"),
    "very many comments": ("a.html", "<!-- a -->" * 10**5, "no article"),
    "NULs": ("a.txt", "Le\0maire", "isn't text"),
    "NULs in XML": ("a.rss", ITEM.format("Le\0maire"), "XML"),
    "NULs in JSON": ("a.jsonl", json.dumps({"text": "Le\0maire"}), "isn't text"),
    "half a character": ("a.jsonl", '{"text": "Le maire \\ud83d a parlé"}', "isn't text"),
    "half a character in a title": ("a.jsonl", '{"text": "Le maire", "title": "\\udc00"}', "isn't text"),
    "deep JSON": ("a.jsonl", "[" * 10**6, "nested"),
    "a number of very many digits": ("a.jsonl", '{"text": "x", "id": ' + "9" * 10**5 + "}", "too long"),
    "a sender of very many brackets": ("a.eml", MAIL.format("(" * 10**5, "x"), "From header"),
    "very many senders": ("a.eml", MAIL.format("a," * 10**5, "x"), "From header"),
    "a subject of very many words": ("a.eml", MAIL.format("a", "=?utf-8?q?a?= " * 10**5), "Subject header"),
    "zeros in gzip": ("a.gz", compress(b"\0" * 10**8), "unpacks to more than"),
    "gzip in gzip": ("a.txt.gz", compress(compress(b"a" * 10**8)), "unpacks to more than"),
    "gzip in gzip in gzip in gzip": ("a.gz", compress(compress(compress(compress(b"a")))), "archives in archives"),
    "a Word file of blanks": ("a.docx", archive({"word/document.xml": b" " * 7 * 10**7}), "more than 64 MB"),
    "brackets in PDF": ("a.pdf", b"%PDF-1.4\n1 0 obj\n" + b"[" * 10**5 + b"\ntrailer << /Root 1 0 R >>", "PDF"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_hostile_file_is_refused_in_one_clear_line(read: Read, kind: str) -> None:
    name, content, word = REFUSED[kind]
    [error] = read(content, name)
    assert isinstance(error, ReadingError), error
    assert word in error.reason
    assert len(error.reason) < 400


def test_a_stream_of_a_pdf_that_unpacks_to_much_is_refused(read: Read) -> None:
    packed = zlib.compress(b"BT (" + b"a" * 2 * 10**8 + b") Tj ET")
    content = make_pdf().replace(b"4 0 obj\n<< /Length", b"4 0 obj\n<< /Filter /FlateDecode /Length")
    [error] = read(content.replace(b"BT /F1", packed + b"BT /F1"), "a.pdf")
    assert isinstance(error, ReadingError)
    assert "Limit" in error.reason


def test_a_bomb_takes_little_memory(read: Read) -> None:
    content = compress(b"\0" * 10**9)
    tracemalloc.start()
    try:
        [error] = read(content, "a.gz")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(error, ReadingError)
    assert most < 40 * 2**20


def test_members_of_an_archive_share_its_limit(read: Read) -> None:
    items = read(archive({f"{number}.txt": b"a" * 3 * 10**7 for number in range(4)}), "a.zip")
    assert [isinstance(item, Article) for item in items] == [True, True, False, False]


def test_no_name_in_an_archive_leads_out_of_it(read: Read, tmp_path: Path) -> None:
    names = [
        "../../out.txt",
        "/tmp/out.txt",
        "C:/out.txt",
        "a/../../out.txt",
        "a\nb.txt",
        "\x1b[2J\u202e.txt",
        "ok.txt",
    ]
    items = read(archive(dict.fromkeys(names, SENTENCE)), "a.zip")
    assert [isinstance(item, Article) for item in items] == [False] * 4 + [True] * 3
    assert all("leads out" in item.reason for item in items if isinstance(item, ReadingError))
    keys = [item.key for item in items if isinstance(item, Article)]
    assert all(key.isprintable() and ".." not in key for key in keys)
    assert [path.name for path in tmp_path.rglob("*")] == ["a.zip"]


def test_a_link_in_an_archive_is_not_followed(read: Read) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        link = zipfile.ZipInfo("mots-de-passe.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    [error] = read(written.getvalue(), "a.zip")
    assert isinstance(error, ReadingError)
    assert "link" in error.reason


def test_nothing_outside_the_file_is_fetched(read: Read) -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>Le maire'
    [article] = read(ITEM.format(include), "a.rss")
    assert isinstance(article, Article)
    assert article.text == "Un titre\n\nLe maire"
    body = "<body><body.content><p>Le maire</p></body.content></body>"
    [article] = read(f'<!DOCTYPE nitf SYSTEM "file:///etc/passwd"><nitf>{body}</nitf>', "a.nitf")
    assert isinstance(article, Article)
    assert article.text == "Le maire"


@pytest.mark.parametrize(
    "text",
    [
        f"Le maire {'a' * 10**6} a parlé.",
        "Le maire \u202ecilbup\u202c a parlé. \u200fשלום\u200e",
        "Le maire\x1b[31m a parlé sans que personne ne l'ait invité à le faire.\x07",
    ],
)
def test_odd_text_is_kept_to_the_character(read: Read, text: str) -> None:
    for name, content in (("a.txt", text), ("a.jsonl", json.dumps({"text": text}))):
        [article] = read(content, name)
        assert isinstance(article, Article), article
        assert article.text == text


def test_metadata_has_no_control_characters(read: Read) -> None:
    line = {"text": "Le maire.", "title": "Le\nbudget\x1b[2J", "id": "a\0b\nc", "author": "\x07", "source": "x\ny"}
    [article] = read(json.dumps(line), "a.jsonl")
    assert isinstance(article, Article)
    assert (article.title, article.key, article.author, article.source) == ("Le budget[2J", "ab c", None, "x y")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://a.example/x> <y", "http://[", 'https://a.example/"x'])
def test_what_is_no_address_of_a_page_is_none(read: Read, link: str) -> None:
    escaped = link.replace("<", "&lt;").replace(">", "&gt;")
    [article] = read(ITEM.format("Le maire").replace("<title>", f"<link>{escaped}</link><title>"), "a.rss")
    assert isinstance(article, Article)
    assert article.url is None


# What goes into the graph, and comes out

HOSTILE_NAMES = (
    '"@fr . <urn:x> <urn:y> <urn:z> . #',
    "'''\n} } ; DROP ALL ; INSERT DATA { <urn:x> <urn:y> <urn:z>",
    "> <urn:y> <urn:z> . <a",
    "\\u0022 \\\" \\",
    "=HYPERLINK(\"http://mal.example\")",
    "\u202e\u0000\ud800",
)  # fmt: skip


def store_with(name: str, *, key: str = "a", url: str | None = None) -> Store:
    text = f"{name} a parlé."
    article = Article(text=text, key=key, source="a.txt", title=name, author=name, publisher=name, url=url)
    entity = Entity(
        id=f"https://w3id.org/pressgraph/id/person/{name}",
        type=EntityType.PERSON,
        name=name,
        mentions=(Span(start=0, end=len(name)),),
    )
    store = Store.open(":memory:")
    store.write(ArticleFacts(article=article, entities=(entity,)))
    return store


def names_in(store: Store) -> list[object]:
    return [row["name"] for row in store.rows("SELECT DISTINCT ?name { [] a schema:Person ; schema:name ?name }")]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_no_name_becomes_rdf(name: str) -> None:
    with store_with(name, key=name, url=f"https://a.example/{name}") as store:
        assert names_in(store) == [name.replace("\ud800", "\ufffd")]
        assert not store.query("ASK { { <urn:x> ?p ?o } UNION { ?s <urn:y> ?o } }").truth
        store.write(ArticleFacts(article=Article(text="Rien.", key=name, source="a.txt")))  # deletes by an update
        assert names_in(store) == []
        assert len(store.articles()) == 1


@given(st.text(st.characters(), min_size=1))
def test_any_name_is_stored_as_it_is(name: str) -> None:
    with store_with(name, key=name) as store:
        expected = "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in name)
        assert names_in(store) == [expected]


@pytest.mark.parametrize("name", [*HOSTILE_NAMES, '") } SELECT * { ?s ?p ?o } #', '" || true || "', "?x"])
def test_a_parameter_is_a_value_and_never_sparql(name: str) -> None:
    with store_with("Odile Fressard") as store:
        for query in ("people", "figures", "heads", "about", "evidence"):
            named = find_named_query(query)
            wanted = {"name": name} if any(p.name == "name" for p in named.parameters) else {}
            if wanted:
                assert list(store.rows(named.sparql, bindings=wanted)) == []


@pytest.mark.parametrize(
    "update", ["INSERT DATA { <urn:x> <urn:y> <urn:z> }", "DROP ALL", "CLEAR ALL", "LOAD <file:///etc/passwd>"]
)
def test_a_query_changes_nothing(update: str) -> None:
    with store_with("Odile Fressard") as store:
        with pytest.raises(QueryError):
            store.query(update)
        assert names_in(store) == ["Odile Fressard"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_a_csv_answer_is_a_formula(start: str) -> None:
    name = f"{start}cmd|' /C calc'!A0"
    with store_with(name) as store:
        answer = store.query("SELECT ?name (-5 AS ?change) { [] a schema:Person ; schema:name ?name }")
        rows = list(csv.reader(io.StringIO(answer.serialise("csv").decode(), newline="")))
        assert rows[1:] == [[f"'{name}", "-5"]]
        [row] = json.loads(store.query("SELECT ?n { [] schema:name ?n }").serialise("json"))["results"]["bindings"]
        assert row["n"]["value"] == name
