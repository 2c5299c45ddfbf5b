from datetime import date
from pathlib import Path

import pytest

from pressgraph.article import Article
from pressgraph.errors import ReadingError
from pressgraph.reading import ReadingOptions, read_articles

BLOCK = """---
title: Brigny : "oui" au budget
published: 2018-09-28
author: Hélène Grandjean
publisher: Le Courrier de la Vesle
id: CV-2018-14
---
"""
BODY = "Le conseil municipal de Brigny a adopté son budget.\n"


def read(folder: Path, content: str, *, options: ReadingOptions | None = None) -> Article:
    path = folder / "article.txt"
    path.write_bytes(content.encode("utf-8"))
    [article] = read_articles([path], options=options or ReadingOptions())
    assert isinstance(article, Article), article
    return article


def read_error(folder: Path, content: str) -> str:
    path = folder / "article.txt"
    path.write_bytes(content.encode("utf-8"))
    [error] = read_articles([path])
    assert isinstance(error, ReadingError)
    assert error.source == path.as_posix()
    assert "\n" not in str(error)
    return error.reason


def test_a_text_is_kept_to_the_character(tmp_path: Path) -> None:
    content = "Titre\r\n\r\n  L’élu a\u00a0dit\u202f: «\u00a0non\u00a0».\rFin\n\n"
    article = read(tmp_path, content)
    assert article.text == content
    assert article.body_start == 0
    assert (article.title, article.published, article.author, article.publisher) == (None, None, None, None)


def test_front_matter_gives_the_metadata_and_stays_in_the_text(tmp_path: Path) -> None:
    article = read(tmp_path, f"{BLOCK}\n\n{BODY}")
    assert article.text == f"{BLOCK}\n\n{BODY}"
    assert article.body == BODY
    assert article.title == 'Brigny : "oui" au budget'
    assert article.published == date(2018, 9, 28)
    assert article.author == "Hélène Grandjean"
    assert article.publisher == "Le Courrier de la Vesle"
    assert article.key == "CV-2018-14"
    assert article.url is None


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\n"])
def test_front_matter_may_have_any_line_breaks(tmp_path: Path, line_break: str) -> None:
    content = f"{BLOCK}\n{BODY}".replace("\n", line_break)
    article = read(tmp_path, content)
    assert article.text == content
    assert article.body == BODY.replace("\n", line_break)
    assert article.published == date(2018, 9, 28)


def test_the_first_line_of_the_body_keeps_its_indent(tmp_path: Path) -> None:
    assert read(tmp_path, f"{BLOCK}\n   \n  {BODY}").body == f"  {BODY}"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    article = read(tmp_path, f"\ufeff{BLOCK}{BODY}")
    assert article.text == f"{BLOCK}{BODY}"
    assert article.body == BODY


def test_quotes_around_a_value_are_no_part_of_it(tmp_path: Path) -> None:
    assert read(tmp_path, f'---\nTitle: "Brigny : le budget"\n---\n{BODY}').title == "Brigny : le budget"


def test_a_url_is_the_key(tmp_path: Path) -> None:
    article = read(tmp_path, f"---\nid: 7\nurl: https://courrier.example/7\n---\n{BODY}")
    assert article.key == article.url == "https://courrier.example/7"


@pytest.mark.parametrize(
    "content",
    [
        f"---\n{BODY}",
        f"---\ntitle: jamais fermé\n{BODY}",
        f"--- Brigny ---\n{BODY}---\n",
        f"\n---\nrubrique: sports\n---\n{BODY}",
    ],
)
def test_dashes_that_open_no_block_are_body(tmp_path: Path, content: str) -> None:
    article = read(tmp_path, content)
    assert article.body == content
    assert article.title is None


@pytest.mark.parametrize(
    ("lines", "number", "word"),
    [
        ("title: Le budget\npublished: 28/09/2018", 3, "2018-09-28"),
        ("published: 2018-02-30", 2, "2018-02-30"),
        ("title: Le budget\n\nrubrique: sports", 4, "rubrique"),
        ("Le maire a parlé", 2, "blank line"),
        ("title: Un\ntitle: Deux", 3, "twice"),
    ],
)
def test_a_bad_line_of_front_matter_is_named(tmp_path: Path, lines: str, number: int, word: str) -> None:
    reason = read_error(tmp_path, f"---\n{lines}\n---\n{BODY}")
    assert reason.startswith(f"line {number}: ")
    assert word in reason


def test_options_speak_where_the_file_is_silent(tmp_path: Path) -> None:
    options = ReadingOptions(
        title="Sans titre", published=date(2020, 1, 2), author="Rédaction", publisher="L’Écho de Brigny"
    )
    article = read(tmp_path, f"---\ntitle: Le budget\n---\n{BODY}", options=options)
    assert article.title == "Le budget"
    assert article.published == date(2020, 1, 2)
    assert article.author == "Rédaction"
    assert article.publisher == "L’Écho de Brigny"


@pytest.mark.parametrize("content", ["", "\ufeff", " \n\t\r\n\u00a0", f"{BLOCK}\n\n"])
def test_a_file_without_text_is_refused(tmp_path: Path, content: str) -> None:
    reason = read_error(tmp_path, content)
    assert "empty" in reason or "no text" in reason
