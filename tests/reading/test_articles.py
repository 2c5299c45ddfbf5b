import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pressgraph.article import Article
from pressgraph.errors import ReadingError
from pressgraph.identifiers import article_iri
from pressgraph.reading import (
    FoundFile,
    ReadingOptions,
    find_article_files,
    read_articles,
    read_file,
    read_files,
)

SAMPLES = Path(__file__).parent / "samples"
TEXT = (SAMPLES / "brigny.txt").read_text(encoding="utf-8")


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Le maire a parlé.", encoding="utf-8")


def keys(folder: Path, *paths: str, options: ReadingOptions | None = None) -> list[str]:
    items = read_articles([folder / path for path in paths], options=options or ReadingOptions())
    return [item.key if isinstance(item, Article) else item.reason for item in items]


def read_standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes | str) -> list[Article | ReadingError]:
    raw = content if isinstance(content, bytes) else content.encode("utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    return list(read_articles(["-"]))


def test_keys_begin_with_the_name_of_the_folder_given(tmp_path: Path) -> None:
    make(tmp_path, "presse/sports/a.txt", "presse/b.txt")
    assert keys(tmp_path, "presse") == ["presse/b.txt", "presse/sports/a.txt"]


def test_keys_do_not_depend_on_how_the_folder_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "presse/b.txt")
    monkeypatch.chdir(tmp_path / "presse")
    for given in (".", "../presse", str(tmp_path / "presse"), "b.txt", "*.txt"):
        [article] = read_articles([given])
        assert isinstance(article, Article)
        assert article.key == "presse/b.txt"


def test_another_base_of_keys(tmp_path: Path) -> None:
    make(tmp_path, "presse/sports/a.txt")
    assert keys(tmp_path, "presse", options=ReadingOptions(key_base="2019")) == ["2019/sports/a.txt"]


def test_keys_make_valid_iris(tmp_path: Path) -> None:
    make(tmp_path, "presse/à la une #1?.txt")
    [key] = keys(tmp_path, "presse")
    assert article_iri(key).endswith("/presse/%C3%A0%20la%20une%20%231%3F.txt")


def test_the_second_of_two_files_with_one_key_is_refused(tmp_path: Path) -> None:
    make(tmp_path, "2019/sports/a.txt", "2020/sports/a.txt", "2020/sports/b.txt")
    first, second, third = keys(tmp_path, "2019/sports", "2020/sports")
    assert (first, third) == ("sports/a.txt", "sports/b.txt")
    assert "same key (sports/a.txt)" in second
    assert (tmp_path / "2019/sports/a.txt").as_posix() in second
    assert "folder above" in second
    assert len(set(keys(tmp_path, "."))) == 3


def test_failures_stand_in_their_place_and_the_others_go_on(tmp_path: Path) -> None:
    make(tmp_path, "1.txt", "3.txt", "5.txt")
    (tmp_path / "2.txt").write_bytes(b"")
    (tmp_path / "4.html").write_bytes(b"\0\1\2")
    items = list(read_articles([tmp_path, tmp_path / "absent.txt"]))
    assert [isinstance(item, Article) for item in items] == [True, False, True, False, True, False]
    assert all("\n" not in str(item) for item in items if isinstance(item, ReadingError))


def test_a_file_that_vanished_is_an_error(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt")
    found = find_article_files([tmp_path])
    (tmp_path / "a.txt").unlink()
    gone, read = read_files(found)
    assert isinstance(gone, ReadingError)
    assert isinstance(read, Article)


def test_files_are_taken_one_by_one_so_that_progress_can_be_shown(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt")
    found = find_article_files([tmp_path])
    taken = []
    articles = read_files(taken.append(file) or file for file in found)  # type: ignore[func-returns-value]
    next(articles)
    assert taken == found[:1]


def test_one_file_may_be_read_by_itself(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    [found] = find_article_files([tmp_path / "a.txt"])
    assert isinstance(found, FoundFile)
    [article] = read_file(found)
    assert isinstance(article, Article)
    assert article.text == "Le maire a parlé."


def test_standard_input_of_text(monkeypatch: pytest.MonkeyPatch) -> None:
    [first] = read_standard_input(monkeypatch, TEXT)
    [again] = read_standard_input(monkeypatch, TEXT.encode("cp1252"))
    [other] = read_standard_input(monkeypatch, f"{TEXT}\n")
    assert isinstance(first, Article)
    assert isinstance(other, Article)
    assert first == again
    assert first.text == TEXT
    assert first.source == "-"
    prefix, digest = first.key.split("/")
    assert prefix == "stdin"
    assert len(digest) == 16
    assert other.key != first.key


def test_standard_input_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    [article] = read_standard_input(monkeypatch, (SAMPLES / "brigny.html").read_bytes())
    assert isinstance(article, Article)
    assert article.publisher == "Le Courrier de la Vesle"


def test_standard_input_of_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"text": text}) for text in ("Le maire a parlé.", "Le préfet s’est tu.")]
    items = read_standard_input(monkeypatch, "\n " + "\n".join([*lines, "{"]))
    assert [item.text for item in items if isinstance(item, Article)] == [
        "Le maire a parlé.",
        "Le préfet s’est tu.",
    ]
    assert isinstance(items[2], ReadingError)
    assert items[2].source == "-"
    assert "line 4" in items[2].reason


def test_standard_input_that_begins_with_a_brace_but_is_no_json_is_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [article] = read_standard_input(monkeypatch, "{Brigny} Le maire a parlé.")
    assert isinstance(article, Article)
    assert article.text == "{Brigny} Le maire a parlé."


def test_empty_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    [error] = read_standard_input(monkeypatch, "")
    assert isinstance(error, ReadingError)
    assert str(error) == "-: is empty"


def test_importing_reading_loads_none_of_its_heavy_libraries() -> None:
    script = "import sys, pressgraph.reading; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"trafilatura", "lxml", "py3langid", "numpy", "charset_normalizer", "babel"} & set(modules)
