"""The narrower class of a body, place or event, shown by its name or by the word before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressgraph.errors import OntologyError
from pressgraph.facts import Entity, EntityType, Span
from pressgraph.ontology.kinds import load_kinds
from pressgraph.pipeline.kinds import narrower_class


def class_of(name: str, *, kind: EntityType = EntityType.ORGANIZATION, before: str = "Selon ") -> str | None:
    text = f"{before}{name}, rien ne change."
    span = Span(len(before), len(before) + len(name))
    found = narrower_class(Entity(id="https://e.example/x", type=kind, name=name, mentions=(span,)), text=text)
    return found.removeprefix("https://schema.org/") if found else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("université de Bréhac", "CollegeOrUniversity"),
        ("École d’ingénieurs de Bréhac", "CollegeOrUniversity"),
        ("lycée Odile-Kermarrec", "HighSchool"),
        ("collège Yann-Talec", "MiddleSchool"),
        ("CENTRE HOSPITALIER DE BREHAC", "Hospital"),
        ("Ville d’Aubérac", "GovernmentOrganization"),
        ("conseil régional de Bretagne", "GovernmentOrganization"),
        ("ministère de la Mer", "GovernmentOrganization"),
        ("préfecture du Morbihan", "GovernmentOrganization"),
        ("Métropole de Bréhac", "GovernmentOrganization"),
        ("Parti des mareyeurs", "PoliticalParty"),
        ("PS", "PoliticalParty"),
        ("AS Bréhac", "SportsTeam"),
        ("Olympique bréhacois", "SportsTeam"),
        ("Bréhac Handball", "SportsTeam"),
        ("groupe Talec", "Corporation"),
        ("Conserverie Talec", "Corporation"),
        ("Transports Talec SARL", "Corporation"),
        ("Talec & Fils", "Corporation"),
        ("Ouest-France", "NewsMediaOrganization"),
        ("L’Est républicain", "NewsMediaOrganization"),
        ("musée de la Sardine", "Museum"),
        ("CGT Ports et docks", "WorkersUnion"),
    ],
)
def test_the_name_shows_the_class(name: str, expected: str) -> None:
    assert class_of(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "groupe folklorique de Bréhac",
        "société de chasse de Bréhac",
        "Ligue bretonne de handball",
        "Talec",
        "comité des fêtes de Bréhac",
    ],
)
def test_no_class_where_the_name_shows_none(name: str) -> None:
    assert class_of(name) is None


def test_the_word_right_before_a_name_shows_the_class() -> None:
    assert class_of("Talec", before="Hier, la société ") == "Corporation"
    assert class_of("La Vigie", before="Selon le quotidien ") == "NewsMediaOrganization"
    assert class_of("La Vigie", before="Le quotidien en parle : ") is None


def test_a_word_counts_for_its_type_of_entity_only() -> None:
    assert class_of("festival des Docks", kind=EntityType.EVENT) == "Festival"
    assert class_of("guerre des Docks", kind=EntityType.EVENT) is None
    assert class_of("stade Talec", kind=EntityType.PLACE) == "StadiumOrArena"
    assert class_of("Université Talec", kind=EntityType.PERSON) is None


def test_a_word_that_shows_two_classes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kinds.ttl"
    file.write_text(
        "@prefix pg: <https://w3id.org/pressgraph#> . @prefix schema: <https://schema.org/> .\n"
        'schema:Museum pg:kindOf schema:Place ; pg:headWord "halle" .\n'
        'schema:Library pg:kindOf schema:Place ; pg:headWord "Halle" .\n'
    )
    with pytest.raises(OntologyError, match="halle"):
        load_kinds(file)


def test_a_class_without_a_type_of_entity_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kinds.ttl"
    file.write_text('<https://schema.org/Museum> <https://w3id.org/pressgraph#headWord> "musée" .\n')
    with pytest.raises(OntologyError, match="pg:kindOf"):
        load_kinds(file)
