"""The rules of linking: what is asked for each class, and files that can't be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressgraph.errors import OntologyError
from pressgraph.facts import EntityType
from pressgraph.ontology.linking import LinkingRules, load_linking_rules

PREFIXES = "@prefix pg: <https://w3id.org/pressgraph#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
WIKIDATA = "http://www.wikidata.org/entity/"


def test_every_entity_type_has_a_type_at_every_known_service(rules: LinkingRules) -> None:
    assert rules.services
    for service in rules.services.values():
        for kind in EntityType:
            assert rules.types_of([f"https://schema.org/{kind.value}"], service.identifier_space), kind


def test_the_types_belong_to_known_services(rules: LinkingRules) -> None:
    spaces = tuple(service.identifier_space for service in rules.services.values())
    assert all(iri.startswith(spaces) for iris in rules.types.values() for iri in iris)


def test_a_narrower_class_without_types_is_asked_about_as_its_broader_one(rules: LinkingRules) -> None:
    classes = ["https://schema.org/Organization", "https://schema.org/Library"]
    assert rules.types_of(classes, WIKIDATA) == rules.types_of(classes[:1], WIKIDATA) == ("Q43229",)


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        ("<https://c.example/1> a pg:LinkingClue ; sh:path <https://schema.org/name> .", "pg:clueProperty"),
        (
            "<https://c.example/1> a pg:LinkingClue ; sh:targetClass <https://schema.org/Place> ; sh:pattern '[0-9]+' ;"
            " sh:path <https://schema.org/url> ; pg:clueProperty <https://c.example/2> .",
            "needs a group",
        ),
        (
            "<https://c.example/1> a pg:LinkingClue ; sh:targetClass <https://schema.org/Place> ; sh:pattern '([0-9' ;"
            " sh:path <https://schema.org/url> ; pg:clueProperty <https://c.example/2> .",
            "sh:pattern",
        ),
        ("<https://s.example/api> a pg:ReconciliationService .", "void:uriSpace"),
        ("schema:Person a pg:Nothing", "not valid Turtle"),
    ],
)
def test_a_file_that_can_not_be_used_is_named_with_what_it_lacks(tmp_path: Path, turtle: str, told: str) -> None:
    path = tmp_path / "regles.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    with pytest.raises(OntologyError, match=f"regles.ttl.*{told}"):
        load_linking_rules(path)
