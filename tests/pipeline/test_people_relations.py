"""What the French press says of people, as it says it: functions, lists, titles, captions, families, homes."""

from __future__ import annotations

import pytest
from marked_text import parsed_doc
from spacy.language import Language

Fact = tuple[str, str, str]


def facts_of(marked: str, nlp: Language) -> set[Fact]:
    """Return what the pipeline states as facts: subject, relation in the annotation guide's words, object."""
    doc = nlp.get_pipe("pressgraph_relations")(parsed_doc(marked, nlp))
    found = set()
    for relation in doc._.relations:
        if relation.modality.is_fact:
            subject, object_ = (doc[m.start : m.end].text for m in (relation.subject, relation.object))
            kind = relation.entry.relation
            one, other = (object_, subject) if kind.guide_inverted else (subject, object_)
            found.add((*sorted((one, other)), kind.guide_name) if kind.symmetric else (one, kind.guide_name, other))
    return found


FUNCTIONS = {
    "Élu à la tête de la [ORG Mutuelle du Trégor], [PER Luc Tessier] remercie ses soutiens.": (
        "Luc Tessier", "headOf", "Mutuelle du Trégor",
    ),
    "Directrice de l'[ORG Institut des marais], une école de Rochefort, [PER Zoé Larue] publie son bilan.": (
        "Zoé Larue", "headOf", "Institut des marais",
    ),
    "[PER Zoé Larue], 52 ans, vétérinaire et présidente de l'[ORG Institut des marais], publie son bilan.": (
        "Zoé Larue", "headOf", "Institut des marais",
    ),
    "Le maire [ORG UDI] de [LOC Pontgibaud], [PER Luc Tessier], a refusé de voter.": (
        "Luc Tessier", "headOf", "Pontgibaud",
    ),
    "[PER Zoé Larue] prendra en janvier la direction de l'[ORG Institut des marais].": (
        "Zoé Larue", "headOf", "Institut des marais",
    ),
    "[PER Zoé Larue], secrétaire générale de la [ORG Préfecture de l'Allier], a reçu la presse.": (
        "Zoé Larue", "worksFor", "Préfecture de l'Allier",
    ),
    "[PER Zoé Larue], directrice des ventes à l'[ORG Institut des marais], se tait.": (
        "Zoé Larue", "worksFor", "Institut des marais",
    ),
    "[PER Zoé Larue], échevine de la [ORG Ville de Namur], a voté contre.": ("Zoé Larue", "worksFor", "Ville de Namur"),
    "[PER Luc Tessier], conseiller municipal [ORG PCF], a voté contre.": ("Luc Tessier", "memberOf", "PCF"),
    "[PER Luc Tessier], gérant chez [ORG Vontac], n'y croit pas.": ("Luc Tessier", "worksFor", "Vontac"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), FUNCTIONS.items())
def test_functions(text: str, fact: Fact, nlp: Language) -> None:
    assert fact in facts_of(text, nlp)


def test_who_succeeds_whom_at_the_head_of_what(nlp: Language) -> None:
    text = "[PER Zoé Larue] succède à [PER Luc Tessier] à la tête de [ORG Vontac]."
    assert facts_of(text, nlp) == {("Zoé Larue", "headOf", "Vontac"), ("Luc Tessier", "headOf", "Vontac")}


def test_a_field_is_not_the_whole(nlp: Language) -> None:
    text = "[PER Zoé Larue], responsable de l'instrument au [ORG Laboratoire des glaces], doute."
    assert facts_of(text, nlp) == {("Zoé Larue", "worksFor", "Laboratoire des glaces")}


TRADES = {
    "[PER Awa Ménard], 36 ans, ex-soudeuse chez [ORG Vontac], a tout quitté.": ("Awa Ménard", "worksFor", "Vontac"),
    "[PER Awa Ménard], aide maternelle à l'[ORG école du Mont-Valot], a reçu la médaille.": (
        "Awa Ménard", "worksFor", "école du Mont-Valot",
    ),
    "Virologue à l'[ORG Institut des marais], [PER Awa Ménard] rentre de mission.": (
        "Awa Ménard", "worksFor", "Institut des marais",
    ),
    "[PER Awa Ménard], de l'[ORG université de Corte], a dépouillé les archives.": (
        "Awa Ménard", "worksFor", "université de Corte",
    ),
    "Me [PER Awa Ménard], du [ORG barreau de Quimper], plaidera la relaxe.": (
        "Awa Ménard", "memberOf", "barreau de Quimper",
    ),
    "La géographe [PER Awa Ménard] ([ORG université de Corte]) a parlé des marais.": (
        "Awa Ménard", "worksFor", "université de Corte",
    ),
    "Le sénateur [PER Luc Tessier] ([ORG UDI]) a parlé des marais.": ("Luc Tessier", "memberOf", "UDI"),
    "[PER Awa Ménard], passée par [ORG Danone], arrive lundi.": ("Awa Ménard", "worksFor", "Danone"),
    "[PER Awa Ménard], exclue du [ORG Parti radical], se représente.": ("Awa Ménard", "memberOf", "Parti radical"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), TRADES.items())
def test_trades_and_memberships(text: str, fact: Fact, nlp: Language) -> None:
    assert facts_of(text, nlp) == {fact}


@pytest.mark.parametrize(
    "text",
    [
        "[PER Léo Faure], élève de CM2 à l'[ORG école du Mont-Valot], a lu le texte.",
        "[PER Léo Faure], client chez [ORG Vontac], se plaint.",
        "[PER Léo Faure] a obtenu un entretien chez [ORG Vontac].",
        "Les agents du [ORG Parc des Monts], [PER Léo Faure] les a suivis.",
        "Le fils du fondateur de [ORG Vontac], [PER Léo Faure], ne dirige rien.",
    ],
)
def test_who_works_nowhere(text: str, nlp: Language) -> None:
    assert [fact for fact in facts_of(text, nlp) if fact[1] in {"worksFor", "memberOf", "headOf"}] == []


HOMES = {
    "[PER Rose Landry], de [LOC Tournon], s'est blessée en échauffement.": ("Rose Landry", "livesIn", "Tournon"),
    "[PER Rose Landry], 18 ans, de [LOC Tournon], a marqué.": ("Rose Landry", "livesIn", "Tournon"),
    "Un pêcheur de [LOC Sète], [PER Jean Rault], a donné l'alerte.": ("Jean Rault", "livesIn", "Sète"),
    "Il est parti pour [LOC Sète], où vit [PER Jean Rault].": ("Jean Rault", "livesIn", "Sète"),
    "[PER Rose Landry] a posé ses valises à [LOC Tournon].": ("Rose Landry", "livesIn", "Tournon"),
    "[PER Rose Landry], née en 1950 à [LOC Tournon], chante.": ("Rose Landry", "bornIn", "Tournon"),
    "[PER Rose Landry] a été tuée lundi à [LOC Tournon].": ("Rose Landry", "diedIn", "Tournon"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), HOMES.items())
def test_homes_births_deaths(text: str, fact: Fact, nlp: Language) -> None:
    assert facts_of(text, nlp) == {fact}


def test_on_the_way_is_no_home(nlp: Language) -> None:
    assert facts_of("[PER Rose Landry], de [LOC Tournon] à [LOC Valence], a marché.", nlp) == set()


FAMILIES = {
    "Les frères [PER Paul] et [PER Luc Rault] ont vendu la ferme.": {("Luc Rault", "Paul", "siblingOf")},
    "Les époux [PER Jean Rault] et [PER Denise Pons] ont reçu la médaille.": {
        ("Denise Pons", "Jean Rault", "spouseOf"),
    },
    "Samedi, [PER Jean Rault] et [PER Denise Pons] se sont mariés à la mairie.": {
        ("Denise Pons", "Jean Rault", "spouseOf"),
    },
    "[PER Jean Rault] et [PER Denise Pons] sont venus avec leur fille, [PER Rose Rault].": {
        ("Jean Rault", "parentOf", "Rose Rault"), ("Denise Pons", "parentOf", "Rose Rault"),
    },
    "[PER Denise Pons], veuve de [PER Jean Rault], a parlé.": {("Denise Pons", "Jean Rault", "spouseOf")},
    "[PER Rose Rault], fille de [PER Jean Rault], a parlé.": {("Jean Rault", "parentOf", "Rose Rault")},
}  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), FAMILIES.items())
def test_families(text: str, facts: set[Fact], nlp: Language) -> None:
    assert facts_of(text, nlp) == facts


def test_a_possessive_of_several_has_no_single_parent(nlp: Language) -> None:
    text = "[PER Solène Rault] vit loin, leur fils, [PER Luc Rault], dirige la ferme."
    assert facts_of(text, nlp) == set()


FOUNDERS = {
    "[PER Léa Faure] a cofondé l'association [ORG Voisins du large] avec [PER Marc Vidal].": {
        ("Léa Faure", "founderOf", "Voisins du large"), ("Marc Vidal", "founderOf", "Voisins du large"),
    },
    "L'association [ORG Voisins du large], fondée par deux infirmières de Sète, [PER Léa Faure] et [PER Zoé Larue],"
    " recrute.": {
        ("Léa Faure", "founderOf", "Voisins du large"), ("Zoé Larue", "founderOf", "Voisins du large"),
    },
}  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), FOUNDERS.items())
def test_founders(text: str, facts: set[Fact], nlp: Language) -> None:
    assert facts_of(text, nlp) == facts
