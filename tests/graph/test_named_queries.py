from __future__ import annotations

from pathlib import Path

import pytest

from pressgraph.errors import QueryError
from pressgraph.facts import ArticleFacts
from pressgraph.graph import Store, find_named_query, read_named_queries

HARBOUR = "Société du port de Brénac"
PROMISE = "Nous doublerons les quais d’ici dix ans"

#: query → parameters, columns to look at, the rows that these must give
EXPECTED: dict[str, tuple[dict[str, str], tuple[str, ...], list[tuple[object, ...]]]] = {
    "heads": (
        {},
        ("person", "role", "organisation"),
        [("Odile Kermarrec", "présidente", HARBOUR), ("Gaël Riou", "directeur", "chantier Talec")],
    ),
    "merges": ({}, ("name", "other", "why"), []),  # before anything has been resolved: see test_resolution.py
    "candidates": ({}, ("name", "other", "why"), []),
    "entities": (
        {"type": "organization"},
        ("name", "type", "mentions", "articles"),
        [
            (HARBOUR, "Organization", 4, 2),
            ("Banque du Ponant", "Organization", 3, 3),
            ("Armateurs Réunis", "Organization", 2, 2),
            ("chantier Talec", "Organization", 2, 2),
        ],
    ),
    "works": ({}, ("person", "organisation"), [("Maëlle Cadiou", "Banque du Ponant")]),
    "members": ({}, ("member", "organisation"), [("Gaël Riou", "Armateurs Réunis")]),
    "organisations": (
        {},
        ("organisation", "mentions", "articles"),
        [
            (HARBOUR, 4, 2),
            ("Banque du Ponant", 3, 3),
            ("Armateurs Réunis", 2, 2),
            ("chantier Talec", 2, 2),
        ],
    ),
    "people": (
        {},
        ("person", "roles", "mentions"),
        [
            ("Odile Kermarrec", "présidente", 2),
            ("Gaël Riou", "directeur", 1),
            ("Maëlle Cadiou", None, 1),
            ("Yann Talec", "fondateur", 1),
        ],
    ),
    "places": ({}, ("place", "mentions", "articles"), [("Brénac", 1, 1)]),
    "figures": (
        {"name": "societe du PORT"},
        ("value", "unit", "concerns"),
        [(800_000.0, "EUR", HARBOUR), (12_500_000.0, "EUR", HARBOUR)],
    ),
    "sums": ({"currency": "eur"}, ("published", "value"), [("2013-11-20", 8e5), ("2014-03-05", 12.5e6)]),
    "quotes": ({"name": "kermarrec"}, ("speaker", "quote"), [("Odile Kermarrec", PROMISE)]),
    "about": (
        {"name": "Odile Kermarrec"},
        ("kind", "what"),
        [
            ("mention", "Odile Kermarrec"),
            ("relation", f"Odile Kermarrec – headOf – {HARBOUR}"),
            ("mention", "Kermarrec"),
            ("quote", PROMISE),
        ],
    ),
    "evidence": (
        {"name": "kermarrec"},
        ("predicate", "modality", "start", "end", "entry"),
        [
            (
                "http://www.w3.org/ns/org#headOf",
                "https://w3id.org/pressgraph#asserted",
                76,
                135,
                "https://w3id.org/pressgraph/lexicon/headOf#president",
            ),
            ("https://schema.org/spokenByCharacter", None, 202, 241, None),
        ],
    ),
    "open": (
        {"verb": "Fonder"},
        ("subject", "verb", "object", "modality"),
        [("Yann Talec", "fonder", "Brénac", "https://w3id.org/pressgraph#conditional")],
    ),
    "co-mentions": (
        {},
        ("one", "other", "sentences"),
        [
            ("Armateurs Réunis", "chantier Talec", 2),
            ("Armateurs Réunis", HARBOUR, 1),
            ("Banque du Ponant", HARBOUR, 1),
            ("chantier Talec", HARBOUR, 1),
        ],
    ),
    "rumours": (
        {},
        ("modality", "subject", "object"),
        [
            ("https://w3id.org/pressgraph#conditional", "Armateurs Réunis", "chantier Talec"),
            ("https://w3id.org/pressgraph#negated", "Banque du Ponant", "chantier Talec"),
        ],
    ),
    "articles": (
        {},
        ("published", "title", "entities", "relations", "figures", "quotes"),
        [
            (None, None, 5, 3, 0, 0),
            ("2013-11-20", None, 2, 1, 1, 0),
            ("2014-03-05", "Le port de Brénac change de cap", 8, 5, 6, 1),
        ],
    ),
}


def test_every_named_query_is_tested_and_every_tested_one_is_there() -> None:
    assert set(read_named_queries()) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_named_query_answers(store: Store, staff: ArticleFacts, name: str) -> None:
    store.write(staff)
    bindings, columns, expected = EXPECTED[name]
    query = find_named_query(name)
    query.check(bindings)
    rows = [tuple(row[c] for c in columns) for row in store.rows(query.sparql, bindings=bindings)]
    assert rows == expected


@pytest.mark.parametrize("name", ["heads", "figures", "sums", "about", "evidence", "rumours"])
def test_what_a_query_finds_comes_with_sentence_and_article(
    store: Store, harbour: ArticleFacts, council: ArticleFacts, name: str
) -> None:
    bindings = {"name": "Brénac"} if name in ("figures", "about") else {}
    rows = list(store.rows(find_named_query(name).sparql, bindings=bindings))
    texts = {facts.iri: facts.article.text for facts in (harbour, council)}
    assert rows
    assert all(str(row["sentence"]) in texts[str(row["article"])] for row in rows)


def test_evidence_leads_to_each_part_of_what_was_said(store: Store, harbour: ArticleFacts) -> None:
    bindings = {"subject": "kermarrec", "object": "port de brénac", "predicate": "HEADOF"}
    (row,) = store.rows(find_named_query("evidence").sparql, bindings=bindings)
    text = harbour.article.text

    def words(part: str) -> str:
        return text[int(str(row[f"{part}Start"])) : int(str(row[f"{part}End"]))]

    assert (words("subject"), words("object"), words("trigger")) == (
        "Odile Kermarrec",
        "Société du port de Brénac",
        "présidente",
    )
    assert (row["trigger"], row["role"], row["confidence"]) == ("présidente", "présidente", 0.93)


@pytest.mark.parametrize(
    ("bindings", "count"),
    [
        ({"predicate": "owns"}, 2),
        ({"predicate": "owns", "subject": "ponant"}, 1),
        ({"object": "kermarrec"}, 1),  # what she says
        ({"subject": "kermarrec"}, 1),  # what she is
        ({"subject": "talec", "object": "odile"}, 0),
    ],
)
def test_evidence_of_a_pair_a_predicate_or_an_entity(store: Store, bindings: dict[str, str], count: int) -> None:
    assert len(list(store.rows(find_named_query("evidence").sparql, bindings=bindings))) == count


@pytest.mark.parametrize(
    ("query", "name", "count"),
    [
        ("figures", "emplois", 2),  # named by the sentence alone, which holds two
        ("figures", "chantier talec", 1),
        ("figures", "un quai", 2),
        ("figures", "nulle part", 0),
        ("sums", "conseil", 1),
        ("quotes", "mme kermarrec", 1),
        ("quotes", "Talec", 0),
        ("evidence", "talec", 4),
        ("about", "nulle part", 0),
    ],
)
def test_names_narrow_an_answer(store: Store, query: str, name: str, count: int) -> None:
    assert len(list(store.rows(find_named_query(query).sparql, bindings={"name": name}))) == count


@pytest.mark.parametrize("query", ["quotes", "sums", "evidence"])
def test_an_optional_parameter_can_be_left_out(store: Store, query: str) -> None:
    find_named_query(query).check({})
    assert len(list(store.rows(find_named_query(query).sparql))) > 0


def test_a_needed_parameter_can_not(store: Store) -> None:
    with pytest.raises(QueryError, match="give name"):
        find_named_query("figures").check({})
    with pytest.raises(QueryError, match="it takes name"):
        find_named_query("figures").check({"name": "x", "color": "y"})
    with pytest.raises(QueryError, match="it takes none"):
        find_named_query("articles").check({"name": "x"})


def test_titles_are_in_both_languages() -> None:
    for query in read_named_queries().values():
        assert query.title and query.title_fr and query.title != query.title_fr


def test_a_users_folder_adds_and_overrides(tmp_path: Path, store: Store) -> None:
    (tmp_path / "heads.rq").write_text("# My heads\nSELECT (1 AS ?n) WHERE {}\n", encoding="utf-8")
    (tmp_path / "dates.rq").write_text(
        "# Dates since a year\n# Dates\n#:param year  from when\nSELECT ?d WHERE { ?i time:inXSDgYear ?d }\n",
        encoding="utf-8",
    )
    queries = read_named_queries(tmp_path)
    assert queries["heads"].title == "My heads" and "quotes" in queries
    dates = find_named_query("dates", tmp_path)
    assert [(p.name, p.description, p.needed) for p in dates.parameters] == [("year", "from when", True)]
    assert [row["d"] for row in store.rows(dates.sparql)] == ["1968"]


def test_what_can_not_be_used_is_said(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="there are about, articles"):
        find_named_query("chefs")
    with pytest.raises(QueryError, match="no such folder"):
        read_named_queries(tmp_path / "absent")
    (tmp_path / "sans-titre.rq").write_text("SELECT * WHERE {}")
    with pytest.raises(QueryError, match=r"sans-titre\.rq.*title"):
        read_named_queries(tmp_path)
    (tmp_path / "sans-titre.rq").write_text("# Titre\n#:param\nSELECT * WHERE {}")
    with pytest.raises(QueryError, match="#:param NAME DESCRIPTION"):
        read_named_queries(tmp_path)
    (tmp_path / "sans-titre.rq").write_bytes(b"# Titr\xe9\nSELECT * WHERE {}")
    with pytest.raises(QueryError, match="can't be read"):
        read_named_queries(tmp_path)
