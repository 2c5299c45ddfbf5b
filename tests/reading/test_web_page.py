from datetime import date
from pathlib import Path

import pytest

from pressgraph.article import Article
from pressgraph.errors import ReadingError
from pressgraph.reading import read_articles

PAGE = (Path(__file__).parent / "samples" / "brigny.html").read_text(encoding="utf-8")
TITLE = "À Brigny, l’école neuve ouvrira en septembre"


def read(folder: Path, page: str, *, encoding: str = "utf-8", name: str = "page.html") -> Article:
    path = folder / name
    path.write_bytes(page.encode(encoding))
    [article] = read_articles([path])
    assert isinstance(article, Article), article
    return article


def test_a_page_gives_its_article_without_what_surrounds_it(tmp_path: Path) -> None:
    title, first, second = read(tmp_path, PAGE).text.split("\n\n")
    assert title == TITLE
    assert first.startswith("Le conseil municipal de Brigny-sur-Vesle a adopté")
    assert first.endswith("trois heures.")
    assert second.startswith("« Nous n’avons pas augmenté les impôts »")
    assert second.endswith("un déficit inquiétant.")


def test_a_page_gives_its_metadata(tmp_path: Path) -> None:
    article = read(tmp_path, PAGE)
    assert article.title == TITLE
    assert article.published == date(2019, 3, 14)
    assert article.author == "Hélène Grandjean"
    assert article.publisher == "Le Courrier de la Vesle"
    assert article.key == article.url == "https://courrier-vesle.example/2019/03/ecole-brigny"
    assert article.source == (tmp_path / "page.html").as_posix()


def test_the_title_comes_first_when_the_article_does_not_repeat_it(tmp_path: Path) -> None:
    text = read(tmp_path, PAGE.replace(f"<h1>{TITLE}</h1>", "")).text
    assert text.startswith(f"{TITLE}\n\nLe conseil municipal")


def test_no_date_is_guessed(tmp_path: Path) -> None:
    undated = "\n".join(line for line in PAGE.splitlines() if "published_time" not in line)
    undated = undated.replace("trois heures.</p>", "trois heures. L’élection a eu lieu le 3 juin 2015.</p>")
    assert read(tmp_path, undated).published is None


@pytest.mark.parametrize("year", ["1987", "2087"])
def test_a_declared_date_is_taken_whatever_the_clock_says(tmp_path: Path, year: str) -> None:
    assert read(tmp_path, PAGE.replace("2019-03-14", f"{year}-03-14")).published == date(int(year), 3, 14)


def test_the_address_of_the_site_is_not_that_of_the_article(tmp_path: Path) -> None:
    article = read(tmp_path, PAGE.replace("/2019/03/ecole-brigny", "/"))
    assert article.url is None
    assert article.key == f"{tmp_path.name}/page.html"


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "macintosh"])
def test_the_encoding_that_a_page_declares_is_used(tmp_path: Path, label: str) -> None:
    encoding = {"iso-8859-1": "cp1252", "macintosh": "mac_roman"}.get(label, label)
    page = PAGE.replace('charset="utf-8"', f'charset="{label}"')
    assert read(tmp_path, page, encoding=encoding).text == read(tmp_path, PAGE).text


def test_an_xhtml_page_with_a_declaration(tmp_path: Path) -> None:
    page = PAGE.replace("<!doctype html>", '<?xml version="1.0" encoding="iso-8859-1"?>')
    page = page.replace('<meta charset="utf-8">', "")
    article = read(tmp_path, page, encoding="cp1252", name="page.xhtml")
    assert article.text == read(tmp_path, PAGE).text


@pytest.mark.parametrize(
    "page",
    ["<html><body></body></html>", "rien", "<html><body>" + "<div>" * 100_000 + "Le maire</body></html>"],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    [error] = read_articles([path])
    assert isinstance(error, ReadingError)
    assert "no article" in error.reason


def test_a_page_without_a_suffix_is_known_by_its_content(tmp_path: Path) -> None:
    assert read(tmp_path, PAGE, name="page").title == TITLE
    assert read(tmp_path, f"<!-- enregistrée -->\n{PAGE}", encoding="utf-16", name="autre").title == TITLE
