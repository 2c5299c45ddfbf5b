"""The command, as a user types it: on the demonstration's articles and on files that can't be read."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import igraph
import networkx
import pytest
import rdflib
from click.testing import CliRunner, Result

from pressgraph.cli import main

ARTICLES = Path(__file__).parent.parent / "corpus" / "articles"
TAKEOVER = """---
title: Le Cercle change de mains
published: 2018-09-28
---

La société Voiles d’Iroise, filiale du groupe Trévidic, emploie 120 salariés à Brest. « Nous n’avons pas peur du
large », a assuré vendredi Nolwenn Kerdilès, directrice générale de Voiles d’Iroise. Selon nos informations, le groupe
Trévidic aurait racheté la société Cordages Le Bihan.
"""


def run(*words: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=stdin)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command")
    result = run("extract", *sorted(ARTICLES.glob("dem-*.txt")), "--store", folder / "presse")
    assert result.exit_code == 0, result.output
    assert "14 articles read into" in result.output
    return folder / "presse"


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "voiles.txt"
    path.write_text(TAKEOVER, encoding="utf-8")
    return path


def test_annotate_gives_offsets_into_the_file(article: Path) -> None:
    result = run("annotate", article)
    assert result.exit_code == 0, result.output
    facts = json.loads(result.stdout)
    assert facts["text"] == TAKEOVER
    located = [m for entity in facts["entities"] for m in entity["mentions"]]
    located += facts["figures"] + facts["quotes"] + facts["dates"]
    assert located
    assert all(TAKEOVER[item["start"] : item["end"]] == item["text"] for item in located)
    assert {"value": 120, "unit": "salarié", "kind": "count"}.items() <= facts["figures"][0].items()
    assert facts["quotes"][0]["speaker_text"] == "Nolwenn Kerdilès"


def test_show_prints_names_relations_figures_and_quotes(article: Path) -> None:
    result = run("show", article)
    assert result.exit_code == 0
    assert "Le Cercle change de mains" in result.output
    for expected in ("dirige", "directrice générale", "salarié", "Nous n’avons pas peur du large"):
        assert expected in result.output


def test_unreadable_files_are_named_and_the_others_go_on(tmp_path: Path, article: Path) -> None:
    (tmp_path / "vide.txt").write_text("  \n", encoding="utf-8")
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (tmp_path / "english.txt").write_text(
        "The council met on Tuesday evening to discuss the new budget, and nobody was surprised when the mayor "
        "announced that taxes would rise again. Several residents had come to protest against the closing of "
        "the library, which has served the town for more than forty years.",
        encoding="utf-8",
    )
    (tmp_path / "bon.txt").write_text(TAKEOVER, encoding="utf-8")
    result = run("extract", tmp_path, "--store", tmp_path / "presse")
    assert result.exit_code == 1
    for name in ("vide.txt", "image.txt", "english.txt"):
        assert f"Not read: {tmp_path / name}" in result.output
    assert "1 articles read" in result.output
    assert "3 could not be read" in result.output


def test_reading_again_changes_nothing(tmp_path: Path, article: Path) -> None:
    dumps = []
    for _ in range(2):
        assert run("extract", article, "--store", tmp_path / "presse").exit_code == 0
        target = tmp_path / "presse.nq"
        assert run("dump", "--store", tmp_path / "presse", "-o", target).exit_code == 0
        dumps.append(target.read_bytes())
    assert dumps[0] == dumps[1]
    assert len(rdflib.Dataset().parse(data=dumps[0], format="nquads")) > 50


def test_a_corrected_article_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "voiles.txt"
    for manager in ("Nolwenn Kerdilès", "Gwenaël Tanguy"):
        path.write_text(TAKEOVER.replace("Nolwenn Kerdilès", manager), encoding="utf-8")
        assert run("extract", path, "--store", tmp_path / "presse").exit_code == 0
    heads = run("query", "--store", tmp_path / "presse", "heads", "--format", "csv").stdout
    assert "Gwenaël Tanguy" in heads
    assert "Kerdilès" not in heads


def test_rumours_are_no_facts(tmp_path: Path, article: Path) -> None:
    assert run("extract", article, "--store", tmp_path / "presse").exit_code == 0
    ask = "ASK { ?a schema:owns ?b . ?a rdfs:label ?name FILTER(CONTAINS(?name, 'Trévidic')) }"
    assert json.loads(run("query", "--store", tmp_path / "presse", ask, "-f", "json").stdout)["boolean"] is False
    rumours = run("query", "--store", tmp_path / "presse", "rumours", "-f", "csv").stdout
    assert "Cordages Le Bihan" in rumours


def test_standard_input(tmp_path: Path) -> None:
    result = run("annotate", "-", stdin=TAKEOVER)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["title"] == "Le Cercle change de mains"


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_select_formats(store: Path, form: str) -> None:
    result = run("query", "--store", store, "heads", "--format", form)
    assert result.exit_code == 0
    assert "Catherine Guivarch" in result.stdout


def test_query_from_file_and_standard_input(store: Path, tmp_path: Path) -> None:
    sparql = "SELECT (COUNT(DISTINCT ?article) AS ?n) { ?article a schema:NewsArticle }"
    path = tmp_path / "combien.rq"
    path.write_text(sparql, encoding="utf-8")
    for result in (
        run("query", "--store", store, path, "-f", "csv"),
        run("query", "--store", store, "-", "-f", "csv", stdin=sparql),
        run("query", "--store", store, sparql, "-f", "csv"),
    ):
        assert result.stdout.split() == ["n", "14"]


def test_construct_is_turtle(store: Path) -> None:
    result = run("query", "--store", store, "CONSTRUCT { ?a org:headOf ?b } WHERE { ?a org:headOf ?b }")
    assert len(rdflib.Graph().parse(data=result.stdout, format="turtle")) > 5


def test_syntax_error_shows_the_place(store: Path) -> None:
    result = run("query", "--store", store, "SELECT ?x WHERE { ?x a shema:Person }")
    assert result.exit_code == 1
    assert "line 1" in result.output
    assert "shema" in result.output


def test_every_head_has_its_sentence(store: Path) -> None:
    result = run("query", "--store", store, "heads", "-f", "csv")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) > 10
    for row in rows:
        text = (ARTICLES / row["article"].rsplit("/", 1)[-1]).read_text(encoding="utf-8")
        assert row["sentence"] in text


def test_named_queries_are_listed(store: Path) -> None:
    listed = run("query", "--list").output
    for name in ("heads", "works", "organisations", "figures", "quotes", "about", "evidence", "co-mentions"):
        assert name in listed


def test_graphml_opens_in_networkx_and_igraph(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "reseau.graphml"
    result = run("export", "--store", store, path)
    assert result.exit_code == 0, result.output
    read = networkx.read_graphml(path)
    other = igraph.Graph.Read_GraphML(str(path))
    assert (read.number_of_nodes(), read.number_of_edges()) == (other.vcount(), other.ecount())
    assert sorted(nx_label for _, nx_label in read.nodes(data="label")) == sorted(other.vs["label"])
    assert "Catherine Guivarch" in other.vs["label"]


@pytest.mark.parametrize("name", ["r.gexf", "r.cyjs", "r.json", "r.dot", "r.csv"])
def test_export_formats(store: Path, tmp_path: Path, name: str) -> None:
    assert run("export", "--store", store, tmp_path / name, "--view", "co-mentions").exit_code == 0
    assert any(tmp_path.iterdir())


def test_export_filters(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "dirigeants.graphml"
    assert run("export", "--store", store, path, "--relation", "dirige", "--to", "2018-12-31").exit_code == 0
    labels = {data["label"] for _, _, data in networkx.read_graphml(path).edges(data=True)}
    assert labels == {"dirige"}


def test_unknown_suffix_lists_the_known_ones(store: Path, tmp_path: Path) -> None:
    result = run("export", "--store", store, tmp_path / "reseau.xyz")
    assert result.exit_code == 1
    assert ".graphml" in result.output


def test_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    result = run("query", "--store", tmp_path / "rien", "heads")
    assert result.exit_code == 1
    assert "pressgraph extract" in result.output


def test_evaluate_scores_each_kind() -> None:
    result = run("evaluate", ARTICLES.parent, "--part", "mon-0")
    assert result.exit_code == 0, result.output
    for kind in ("entities", "relations", "figures", "dates", "quotes", "clusters"):
        assert kind in result.output


@pytest.mark.parametrize("verb", ["query", "export", "dump", "extract", "annotate", "show", "evaluate"])
def test_help_teaches_without_a_language_model(verb: str) -> None:
    code = (
        "import sys; from pressgraph.cli import main\n"
        f"try: main(['{verb}', '--help'])\n"
        "except SystemExit: pass\n"
        "assert 'spacy' not in sys.modules and 'rdflib' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Usage:" in done.stdout


def test_queries_and_exports_never_load_spacy(store: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pressgraph.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert 'spacy' not in sys.modules"
    )
    for words in (["query", "heads"], ["export", str(tmp_path / "r.graphml")], ["dump", "-o", str(tmp_path / "r.nq")]):
        command = [sys.executable, "-c", code, *words, "--store", str(store)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0


FORUM = """Le Salon des énergies de Lorient, organisé par la Région Bretagne et la Chambre de commerce du
Morbihan, a fermé ses portes.

« Nous reviendrons l’an prochain », a promis samedi soir Nolwenn Kerdilès, présidente de la Chambre de commerce
du Morbihan. Le secteur représente à Lorient 4 500 emplois, 320 entreprises
et 1,2 milliard d’euros de chiffre d’affaires.
"""


def test_a_forum_its_head_and_its_figures_are_found_by_sparql_with_their_sentences(tmp_path: Path) -> None:
    article = tmp_path / "salon.txt"
    article.write_text(FORUM, encoding="utf-8")
    assert run("extract", article, "--store", tmp_path / "presse").exit_code == 0

    def ask(what: str) -> list[dict[str, str]]:
        sparql = f"SELECT * {{ {what} ; pg:inSentence/oa:exact ?sentence }}"
        result = run("query", "--store", tmp_path / "presse", sparql, "-f", "csv")
        assert result.exit_code == 0, result.output
        return list(csv.DictReader(io.StringIO(result.stdout)))

    said = "?s rdf:subject/rdfs:label ?subject ; rdf:object/rdfs:label ?object ; rdf:predicate"
    (head,) = ask(f"{said} org:headOf")
    assert (head["subject"], head["object"]) == ("Nolwenn Kerdilès", "Chambre de commerce du Morbihan")
    assert "a promis samedi soir" in head["sentence"]
    (place,) = [row for row in ask(f"{said} schema:location") if "Salon" in row["subject"]]
    assert (place["subject"], place["object"]) == ("Salon des énergies de Lorient", "Lorient")
    organisers = {row["object"] for row in ask(f"{said} schema:organizer")}
    assert organisers == {"Région Bretagne", "Chambre de commerce du Morbihan"}
    figures = ask("?f schema:value ?value ; schema:unitText ?unit")
    found = {(float(row["value"]), row["unit"]) for row in figures}
    assert found == {(4500.0, "emploi"), (320.0, "entreprise"), (1.2e9, "EUR")}
    assert all(row["sentence"].startswith("Le secteur représente") for row in figures)
