"""Which marked names of a text are one entity."""

import pytest
from marked_text import marked_doc
from spacy.language import Language

from pressgraph.facts import EntityType
from pressgraph.pipeline.mentions import find_clusters


def clusters(marked: str, nlp: Language) -> list[list[str]]:
    _, spans = marked_doc(marked, nlp)
    return [[span.text for span in group] for group in find_clusters(spans)]


def starts_of(marked: str, nlp: Language) -> list[list[int]]:
    """Return the clusters as the ranks of their names in the text."""
    _, spans = marked_doc(marked, nlp)
    rank = {span.start: number for number, span in enumerate(spans)}
    return [[rank[span.start] for span in group] for group in find_clusters(spans)]


ONE_ENTITY = {
    "surname and first name": "[PER Martine Vasseur] parle. Mme [PER Vasseur] sourit, [PER Martine] aussi.",
    "short form first": "[PER Vasseur] gagne. La maire, [PER Martine Vasseur], l'a emporté.",
    "particle": "[PER Solène Le Guennec] entre. [PER Le Guennec] sort.",
    "initials": "[PER Jean-Pierre Vuillot] court, [PER J.-P. Vuillot] gagne.",
    "capitals without accents": "[PER ÉTIENNE ROY] signe. [PER Etienne Roy] sourit. [PER Étienne Roy] part.",
    "ligature": "Le [ORG Chœur de Brigny] chante. Le [ORG Choeur de Brigny] se tait.",
    "typographic apostrophe": "[ORG L'Étoile d'Or] ouvre. [ORG L’Étoile d’Or] ferme.",
    "generic for the full name": "La [ORG Métropole Aix-Brigny] vote. La [ORG Métropole] paie.",
    "sigle of the initials": "Le [ORG Centre communal d'action sociale] aide. Le [ORG CCAS] paie.",
    "sigle with full stops": "Le [ORG CCAS] aide. Le [ORG C.C.A.S.] paie.",
    "sigle before its expansion": "Le [ORG CCAS] aide. Le [ORG Centre communal d'action sociale] paie.",
    "introduced sigle": "La [ORG Direction régionale des affaires culturelles] ([ORG Drac]) vote, la [ORG Drac] paie.",
    "city whose name was joined": "[LOC Void-Vacon] dort. [LOC Void] se réveille.",
    "event": "Le [EVT Forum des métiers de Brigny] ouvre. Le [EVT Forum] ferme.",
    "article": "[ORG Le Castel] ouvre. Au [ORG Castel], on danse.",
}


@pytest.mark.parametrize("marked", ONE_ENTITY.values(), ids=ONE_ENTITY)
def test_one_entity(marked: str, nlp: Language) -> None:
    assert len(clusters(marked, nlp)) == 1


SEVERAL_ENTITIES = {
    "two first names": "[PER Paul Martin] vote. [PER Pierre Martin] s'abstient.",
    "two surnames": "[PER Paul Martin] vote. [PER Paul Roy] s'abstient.",
    "two first names with one initial": "[PER J. Roy] vote. [PER Jean Roy] et [PER Julie Roy] s'abstiennent.",
    "surname of two": "[PER Luc Roy] et [PER Anne Roy] parlent. Puis [PER Roy] part.",
    "first name of two": "[PER Luc Roy] et [PER Luc Noël] parlent. [PER Luc] part.",
    "club and town": "[ORG Brigny] gagne. [LOC Brigny] dort.",
    "street and person": "La [LOC rue Jean Moulin] et [PER Jean Moulin].",
    "one word inside a name": "La [LOC rue de la République] mène à [LOC République].",
    "two bodies of one kind": "Le [ORG club de Brigny] bat le [ORG club de Vannes].",
    "lower-case word": "Le [LOC stade Pierre-Rajon] brûle. Le [LOC stade] est vide.",
}


@pytest.mark.parametrize("marked", SEVERAL_ENTITIES.values(), ids=SEVERAL_ENTITIES)
def test_several_entities(marked: str, nlp: Language) -> None:
    found = clusters(marked, nlp)
    assert found == [[name] for group in found for name in group]


MERGED_WRONGLY = {
    "Pierre and Jean-Pierre": "[PER Jean-Pierre Vuillot] court. [PER Pierre Vuillot] marche.",
    "river and département": "La [LOC Loire] déborde. La [LOC Loire-Atlantique] est en alerte.",
    "foundation and company": "La [ORG Fondation Ardoval] donne. [ORG Ardoval] vend.",
    "branch of a union": "La [ORG CGT Ardoval] manifeste. [ORG Ardoval] répond.",
    "subsidiary and parent": "[ORG Ardoval Banque] prête. [ORG Ardoval] vend.",
}


@pytest.mark.xfail(strict=True, reason="a name that begins or ends another one is taken for its short form")
@pytest.mark.parametrize("marked", MERGED_WRONGLY.values(), ids=MERGED_WRONGLY)
def test_names_that_share_words_are_several_entities(marked: str, nlp: Language) -> None:
    assert len(clusters(marked, nlp)) == 2


def test_a_surname_means_the_one_who_was_just_named(nlp: Language) -> None:
    far = "Le conseil a longuement débattu des travaux de voirie. " * 10
    marked = f"[PER Luc Roy] parle. {far}[PER Anne Roy] répond. Puis [PER Roy] part."
    assert starts_of(marked, nlp) == [[0], [1, 2]]


def test_a_surname_before_its_namesake_means_the_first(nlp: Language) -> None:
    assert starts_of("[PER Anne Roy] arrive. [PER Roy] part. Son frère [PER Luc Roy] reste.", nlp) == [[0, 1], [2]]


def test_a_generic_means_the_body_named_last(nlp: Language) -> None:
    marked = "La [ORG Ville de Brigny] vote. La [ORG Ville de Vannes] aussi. La [ORG Ville] paie."
    assert starts_of(marked, nlp) == [[0], [1, 2]]


def test_clusters_come_in_order_of_the_text(nlp: Language) -> None:
    marked = "[LOC Brigny] dort. [PER Anne Roy] et [ORG Ardoval] aussi. [PER Roy] rêve."
    assert starts_of(marked, nlp) == [[0], [1, 3], [2]]


def test_no_names(nlp: Language) -> None:
    assert find_clusters([]) == []


def test_the_component_writes_entities_with_their_fullest_name(nlp: Language) -> None:
    doc, spans = marked_doc("Mme [PER Vasseur] parle. [PER Martine Vasseur] préside la [ORG Métropole].", nlp)
    doc.set_ents(spans)
    doc = nlp.get_pipe("pressgraph_mentions")(doc)
    people, body = doc._.names.entities
    assert (people.type, people.name, len(people.mentions)) == (EntityType.PERSON, "Martine Vasseur", 2)
    assert (body.type, body.name) == (EntityType.ORGANIZATION, "Métropole")
