"""``show --why`` and ``--open``: what is behind each fact, and facts that no relation of the ontology covers."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pressgraph.cli import main

ARTICLE = """---
title: Le Cercle change de mains
---

Nolwenn Kerdilès, directrice générale de Voiles d’Iroise, a vivement fustigé le groupe Trévidic lundi à Brest.

« Nous n’avons pas peur du large », a assuré Nolwenn Kerdilès. Le groupe Trévidic aurait racheté la société
Cordages Le Bihan.
"""


def run(*words: str | Path, **options: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words], **options)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "voiles.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shown(article: Path) -> str:
    return run("show", "--why", "--open", article).stdout


def test_a_function_is_shown_with_its_words_and_its_entry(shown: str) -> None:
    assert "Nolwenn Kerdilès – dirige – Voiles d’Iroise\n" in shown
    assert "[s Nolwenn Kerdilès], [t directrice générale] de [o Voiles d’Iroise], a vivement fustigé" in shown
    assert "function: directrice générale" in shown
    assert "entry https://w3id.org/pressgraph/role#directeur-général" in shown


def test_what_is_unconfirmed_says_so_and_shows_the_entrys_example(shown: str) -> None:
    (paragraph,) = [part for part in shown.split("\n\n") if "Cordages Le Bihan" in part]
    assert "[s Trévidic] aurait [t racheté] la société [o Cordages Le Bihan]." in paragraph
    assert "conditional" in paragraph
    assert re.search(r"confidence 0\.\d\d", paragraph)
    assert "racheter (verb) · " in paragraph and "[s Vinci]" in paragraph


def test_a_quote_shows_its_words_and_the_reporting_verb(shown: str) -> None:
    (paragraph,) = [part for part in shown.split("\n\n") if "says" in part]
    assert "[q Nous n’avons pas peur du large] », [t a assuré]" in paragraph


def test_an_open_relation_is_shown_as_one(shown: str) -> None:
    (paragraph,) = [part for part in shown.split("\n\n") if "open relation" in part]
    assert paragraph.startswith("Nolwenn Kerdilès – fustiger – ")
    assert "[t fustigé]" in paragraph


def test_offsets_lead_into_the_file(shown: str) -> None:
    """Each marked part of a sentence stands in the file where the line below says."""
    found = 0
    for sentence, places in re.findall(r"^ {4}(.*\[[soqt] .*)\n {4}(.*\d–\d.*)$", shown, re.MULTILINE):
        marked = dict(re.findall(r"\[([soqt]) ([^\]]+)\]", sentence))
        for name, start, end in re.findall(r"(\w+) (\d+)–(\d+)", places):
            sign = "s" if name == "speaker" else name[0]
            assert " ".join(ARTICLE[int(start) : int(end)].split()) == marked[sign]
            found += 1
    assert found >= 11


def test_a_terminal_gets_colours_instead_of_marks(article: Path) -> None:
    coloured = run("show", "--why", article, env={"FORCE_COLOR": "1", "COLUMNS": "200"}, color=True).stdout
    assert "\x1b[" in coloured
    assert "[s " not in coloured.split("entry")[0]


def test_open_relations_go_into_the_store_apart(article: Path, tmp_path: Path) -> None:
    for options in ([], ["--open"]):
        store = tmp_path / f"presse{len(options)}"
        done = run("extract", article, "--store", store, *options)
        rows = list(csv.DictReader(io.StringIO(run("query", "--store", store, "open", "-f", "csv").stdout)))
        assert len(rows) == len(options)
        assert ("1 open relations" in done.output) == bool(options)
    (row,) = rows
    assert (row["subject"], row["verb"]) == ("Nolwenn Kerdilès", "fustiger")
    assert row["sentence"] in ARTICLE
    for query in ("evidence", "rumours"):
        assert "fustiger" not in run("query", "--store", store, query, "-f", "csv").stdout
    ask = "ASK { ?one ?verb ?other . ?one rdfs:label 'Nolwenn Kerdilès'@fr . ?other rdfs:label 'Trévidic'@fr }"
    assert json.loads(run("query", "--store", store, ask, "-f", "json").stdout)["boolean"] is False


def test_annotate_lists_open_relations_on_request(article: Path) -> None:
    assert json.loads(run("annotate", article).stdout)["open_relations"] == []
    (relation,) = json.loads(run("annotate", "--open", article).stdout)["open_relations"]
    assert (relation["verb"], relation["modality"]) == ("fustiger", "asserted")
    mention = relation["verb_mention"]
    assert ARTICLE[mention["start"] : mention["end"]] == mention["text"] == "fustigé"
