import json
from datetime import date
from pathlib import Path

import pytest

from pressgraph.article import Article
from pressgraph.errors import ReadingError
from pressgraph.reading import read_articles

BUDGET = "Le conseil municipal de Brigny a adopté son budget."


def write(folder: Path, *lines: object, encoding: str = "utf-8") -> Path:
    path = folder / "presse" / "dépêches.jsonl"
    path.parent.mkdir(exist_ok=True)
    text = "".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n" for line in lines)
    path.write_bytes(text.encode(encoding))
    return path


def test_a_line_is_an_article_with_its_metadata(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {
            "text": f"{BUDGET}\r\nFin.",
            "title": "Brigny vote",
            "published": "2018-09-28T17:45:00+02:00",
            "author": "H. Grandjean",
            "publisher": "Le Courrier de la Vesle",
            "source": "courrier-0928.xml",
            "url": "https://courrier.example/7",
            "rubrique": "locale",
        },
    )
    assert list(read_articles([path])) == [
        Article(
            text=f"{BUDGET}\r\nFin.",
            key="https://courrier.example/7",
            source="courrier-0928.xml",
            title="Brigny vote",
            published=date(2018, 9, 28),
            author="H. Grandjean",
            publisher="Le Courrier de la Vesle",
            url="https://courrier.example/7",
        )
    ]


def test_keys_and_sources_of_lines(tmp_path: Path) -> None:
    url = "https://courrier.example/7"
    path = write(tmp_path, {"text": BUDGET}, "", {"text": BUDGET, "id": 12}, {"text": BUDGET, "url": url})
    plain, numbered, addressed = read_articles([path])
    assert isinstance(plain, Article)
    assert isinstance(numbered, Article)
    assert isinstance(addressed, Article)
    assert (plain.key, plain.source) == ("presse/dépêches.jsonl/1", path.as_posix())
    assert (numbered.key, numbered.source) == ("12", path.as_posix())
    assert (addressed.key, addressed.source) == (url, url)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('{"text": "Le maire', "JSON"),
        ('["Le maire"]', "text"),
        ('{"titre": "Le maire"}', "text"),
        ('{"text": 12}', "text"),
        ('{"text": "Le maire a parlé.", "published": "hier"}', "2018-09-28"),
        ('{"text": "Le maire a parlé.", "title": ["Brigny"]}', "title"),
        ('{"text": "Le maire a parlé.", "url": "http://[courrier"}', "http://[courrier"),
        ('{"text": " \\n "}', "no text"),
        ('{"text": "Le maire \\ud83d a parlé."}', "UTF-8"),
        ('{"text": "Le maire \\u0000 a parlé."}', "UTF-8"),
        ("[" * 100_000, "nested"),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(tmp_path: Path, line: str, word: str) -> None:
    path = write(tmp_path, {"text": BUDGET}, line, {"text": BUDGET})
    first, error, last = read_articles([path])
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(error, ReadingError)
    assert error.source == path.as_posix()
    assert error.reason.startswith("line 2: ")
    assert word in error.reason
    assert "\n" not in str(error)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_lines_of_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, {"text": BUDGET}, {"text": "Le préfet s’est tu."}, encoding=encoding)
    assert [item.text for item in read_articles([path]) if isinstance(item, Article)] == [
        BUDGET,
        "Le préfet s’est tu.",
    ]


def test_a_file_of_blank_lines_is_refused(tmp_path: Path) -> None:
    [error] = read_articles([write(tmp_path, "", "")])
    assert isinstance(error, ReadingError)


def test_two_lines_with_one_id_are_told_apart(tmp_path: Path) -> None:
    path = write(tmp_path, {"text": BUDGET, "id": "a"}, {"text": "Le préfet s’est tu.", "id": "a"})
    first, second = read_articles([path])
    assert isinstance(first, Article)
    assert isinstance(second, ReadingError)
    assert "same key (a)" in second.reason
