import os
from pathlib import Path

import pytest

from pressgraph.errors import ReadingError
from pressgraph.reading import FoundFile, find_article_files


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Le maire a parlé.", encoding="utf-8")


def names(found: list[FoundFile | ReadingError]) -> list[str]:
    return [item.name if isinstance(item, FoundFile) else str(item) for item in found]


def test_a_folder_gives_its_articles_recursively_and_sorted(tmp_path: Path) -> None:
    make(tmp_path, "sports/b.txt", "sports/a.HTML", "une.jsonl", "eco/2019/c.htm")
    assert names(find_article_files([tmp_path])) == [
        "eco/2019/c.htm",
        "sports/a.HTML",
        "sports/b.txt",
        "une.jsonl",
    ]


def test_a_folder_hides_hidden_files_and_those_of_other_kinds(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "photo.jpg", "LISEZMOI", ".secret.txt", ".git/b.txt")
    assert names(find_article_files([tmp_path])) == ["a.txt"]


def test_a_file_named_outright_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    make(tmp_path, "presse/depeche.afp", "presse/.brouillon")
    found = find_article_files([tmp_path / "presse/depeche.afp", str(tmp_path / "presse/.brouillon")])
    assert names(found) == ["depeche.afp", ".brouillon"]
    assert all(isinstance(item, FoundFile) and item.folder == "presse" for item in found)


def test_patterns_are_expanded_in_order(tmp_path: Path) -> None:
    make(tmp_path, "2.txt", "1.txt", "sub/3.txt", "4.html")
    assert names(find_article_files([f"{tmp_path}/*.txt"])) == ["1.txt", "2.txt"]
    assert names(find_article_files([f"{tmp_path}/**/*.txt"])) == ["1.txt", "2.txt", "3.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    make(tmp_path, "une[1].txt", "une1.txt")
    assert names(find_article_files([tmp_path / "une[1].txt"])) == ["une[1].txt"]


def test_a_missing_path_is_an_error_in_its_place(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt")
    missing = f"{tmp_path}/absent.txt"
    first, error, last = find_article_files([tmp_path / "a.txt", missing, tmp_path / "b.txt"])
    assert isinstance(first, FoundFile)
    assert isinstance(last, FoundFile)
    assert isinstance(error, ReadingError)
    assert error.source == missing
    assert "no such file" in error.reason


def test_a_folder_without_articles_is_an_error_that_names_the_suffixes(tmp_path: Path) -> None:
    make(tmp_path, "photo.jpg")
    [error] = find_article_files([tmp_path])
    assert isinstance(error, ReadingError)
    assert ".txt" in error.reason


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user who can be refused")
def test_a_folder_that_may_not_be_opened_is_an_error_and_the_others_go_on(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "ferme/b.txt")
    (tmp_path / "ferme").chmod(0)
    found = find_article_files([tmp_path])
    (tmp_path / "ferme").chmod(0o700)
    assert isinstance(found[0], FoundFile)
    assert isinstance(found[1], ReadingError)


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt")
    assert names(find_article_files([tmp_path / "b.txt", tmp_path, "-", "-"])) == ["b.txt", "a.txt", ""]


def test_sources_are_as_the_user_gave_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "presse/sports/a.txt")
    monkeypatch.chdir(tmp_path)
    sources = [item.source for item in find_article_files(["presse", "-"])]
    assert sources == ["presse/sports/a.txt", "-"]


def test_decomposed_accents_of_a_file_name_do_not_change_its_name(tmp_path: Path) -> None:
    make(tmp_path, "e\u0301lection.txt")
    assert names(find_article_files([tmp_path])) == ["élection.txt"]


@pytest.mark.skipif(os.name != "posix", reason="only there are file names bytes")
def test_a_file_name_that_is_not_utf_8_can_be_printed(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9lus.txt")).write_text("Le maire.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    [found] = find_article_files([tmp_path])
    assert isinstance(found, FoundFile)
    assert found.name.encode("utf-8") == b"\\udce9lus.txt"
