"""What the words around a name say of it; the recogniser's guesses are marked in the text."""

import pytest
from marked_text import marked_doc
from spacy.language import Language

from pressgraph.ontology import Ontology
from pressgraph.pipeline.entities import EntityRules


@pytest.fixture(scope="module")
def rules(ontology: Ontology) -> EntityRules:
    return EntityRules(ontology)


SETTLED = {
    "inhabitants": ("Il aime les [LOC Brignois] de la vallée.", ""),
    "a team by its colour": ("Il aime les [ORG Bleus] et les [ORG Girondins].", "ORG Bleus|ORG Girondins"),
    "portfolio": ("C'est l'échevin des [ORG Finances] qui paie.", ""),
    "president of a body": ("Le président d'[PER Ardoval] se tait.", "ORG Ardoval"),
    "president of a person's name": ("Le président de [PER Anne Roy] se tait.", "PER Anne Roy"),
    "at a body's": ("Il a travaillé chez [PER Kerdival] dix ans.", "ORG Kerdival"),
    "mayor of a place": ("Le maire de [ORG Brigny] se tait.", "LOC Brigny"),
    "sigle behind its body": (
        "Le [ORG Comptoir des mines] ([LOC Comines]) vend.",
        "ORG Comptoir des mines|ORG Comines",
    ),
    "place behind a body": ("L'[ORG hôpital Sud] ([LOC Vienne]) ferme.", "ORG hôpital Sud|LOC Vienne"),
    "kind of area": ("Il quitte la [ORG région de Brigny] ce soir.", "LOC Brigny"),
    "capitalised region": ("La [ORG Région de Brigny] paie.", "ORG Région de Brigny"),
    "festival": ("Il court au [EVT festival Ardoises] hier. [LOC Ardoises] commence.", "EVT Ardoises|EVT Ardoises"),
    "house": ("Il dirige la laiterie [PER Kervella] ici.", "ORG laiterie Kervella"),
    "body of a town": ("La municipalité de [LOC Sarnel] paie.", "ORG municipalité de Sarnel"),
    "hospital": ("Le centre hospitalier de [LOC Sarnel] ferme.", "ORG centre hospitalier de Sarnel"),
    "church": ("Dans l'[LOC église Saint-Luc] de [LOC Brigny], il prie.", "LOC église Saint-Luc de Brigny"),
    "département": ("À Brie ([LOC Seine] et [LOC Marne]), il pleut.", "LOC Seine et Marne"),
    "two places": ("De [LOC Brigny] et [LOC Sarnel], il rit.", "LOC Brigny|LOC Sarnel"),
    "particle": ("On a vu Mme de [LOC Montval] hier.", "PER de Montval"),
    "town in capitals": ("[ORG BRIGNY - Harmonie des Forges] joue.", "LOC BRIGNY|ORG Harmonie des Forges"),
    "two teams": ("Ce fut [ORG Racing Brigny - Union Sarnel] hier.", "ORG Racing Brigny|ORG Union Sarnel"),
    "quoted body": ("Les pêcheurs de l'amicale « La Carpe » rient.", "ORG La Carpe"),
    "quoted event": ("Il a lancé l'opération « rue calme » hier.", "EVT rue calme"),
    "speech behind a body": ("Au club, « on verra bien » dit-il. Le club « perd trop ».", ""),
    "birthplace": ("Elle est née à [ORG Brigny] en mai.", "LOC Brigny"),
    "origin": ("Il est originaire de [ORG Brigny].", "LOC Brigny"),
    "employer": ("Il a été embauché à [ORG Ardoval].", "ORG Ardoval"),
    "road": ("Il suit la [ORG RD192] puis la [ORG RN 4].", "LOC RD192|LOC RN 4"),
    "kind and article": ("Il dort à l'[LOC hôtel Le Bon Coin] hier.", "LOC Le Bon Coin"),
    "school and article": ("Elle entre au [ORG lycée Le Breuil] demain.", "ORG lycée Le Breuil"),
    "gathering": (
        "Il vient à l'[ORG assemblée générale annuelle des Foyers ruraux] hier.",
        "ORG Foyers ruraux",
    ),
    "committee": ("Le [ORG comité local du Secours vert] vend.", "ORG comité local du Secours vert"),
    "quoted part of a name": ("Au [EVT Forum « Ville ouverte »] hier.", "EVT Forum « Ville ouverte »"),
}


@pytest.mark.parametrize(("marked", "expected"), SETTLED.values(), ids=SETTLED)
def test_words_around_a_name(marked: str, expected: str, rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc(marked, nlp)
    assert "|".join(f"{span.label_} {span.text}" for span in rules.apply(doc, spans)) == expected


def test_a_settled_type_holds_for_all_mentions(rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc("[PER Ardoval] vend. [PER Ardoval] rit. Le patron d'[PER Ardoval] part.", nlp)
    assert [span.label_ for span in rules.apply(doc, spans)] == ["ORG", "ORG", "ORG"]


def test_a_surname_stays_a_person(rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc("[PER Anne Kerdival] préside. Il est passé chez [PER Kerdival].", nlp)
    assert [span.label_ for span in rules.apply(doc, spans)] == ["PER", "PER"]


def test_names_are_found_in_headline_capitals(rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc("SÉZANNEL EN FÊTE\n\nSEZANNEL rit. Il vit à [LOC Sézannel].", nlp)
    assert [span.text for span in rules.apply(doc, spans)] == ["SÉZANNEL", "SEZANNEL", "Sézannel"]


def test_hyphens_at_the_edge_of_a_name_are_tokens(nlp: Language) -> None:
    words = [token.text for token in nlp.make_doc("L'ex-Ardoval, à Brigny- qui, porte-parole, ex-maire, aujourd'hui")]
    assert words == [
        "L'",
        "ex-",
        "Ardoval",
        ",",
        "à",
        "Brigny",
        "-",
        "qui",
        ",",
        "porte-parole",
        ",",
        "ex-maire",
        ",",
        "aujourd'hui",
    ]
