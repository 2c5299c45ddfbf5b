"""Mentions by token, and which of them are coordinated."""

import pytest
from marked_text import marked_doc, parsed_doc
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.facts import EntityType
from pressgraph.pipeline.names import Names, entities_from, register_extensions


def names_of(marked: str, nlp: Language) -> Names:
    doc, spans = marked_doc(marked, nlp)
    return Names(doc, entities_from(doc, [[span] for span in spans]))


def test_a_mention_is_found_by_each_of_its_tokens(nlp: Language) -> None:
    names = names_of("Hier, [PER Anne Roy] a vu [LOC Brigny].", nlp)
    anne, brigny = names.mentions
    assert [names.at(index) for index in range(len(names.doc))] == [None, None, anne, anne, None, None, brigny, None]
    assert names.at(names.doc[3]) is anne
    assert names.span(anne).text == "Anne Roy"
    assert (anne.type, brigny.type) == (EntityType.PERSON, EntityType.PLACE)


def test_mentions_by_their_edges(nlp: Language) -> None:
    names = names_of("Hier, [PER Anne Roy] a vu [LOC Brigny].", nlp)
    anne, brigny = names.mentions
    assert names.starting_at(2) is anne
    assert names.starting_at(3) is None
    assert names.ending_at(4) is anne
    assert names.ending_at(3) is None
    assert list(names.within(0, 4)) == [anne]
    assert list(names.within(3, 7)) == [brigny]


def test_mentions_of_one_entity_share_its_number(nlp: Language) -> None:
    doc, (full, other, short) = marked_doc("[PER Anne Roy] a vu [LOC Brigny]. Mme [PER Roy] sourit.", nlp)
    names = Names(doc, entities_from(doc, [[short, full], [other]]))
    assert [mention.entity for mention in names.mentions] == [0, 1, 0]
    assert [entity.name for entity in names.entities] == ["Anne Roy", "Brigny"]
    assert [mention.start for mention in names.entities[0].mentions] == [full.start, short.start]


COORDINATED = {
    "two": ("[PER Anne Roy] et [PER Luc Noël] parlent.", [0, 1]),
    "three": ("[PER Anne Roy], [PER Luc Noël] et [PER Zoé Le Goff] parlent.", [0, 1, 2]),
    "or": ("[ORG Ardoval] ou [ORG Brignex] paiera.", [0, 1]),
    "with articles": ("La [ORG Ville], le [ORG Département] et la [ORG Région] paient.", [0, 1, 2]),
    "with prepositions": ("Il vit à [LOC Brigny] et à [LOC Vannes].", [0, 1]),
}


@pytest.mark.parametrize(("marked", "together"), COORDINATED.values(), ids=COORDINATED)
def test_coordinated(marked: str, together: list[int], nlp: Language) -> None:
    names = parsed_doc(marked, nlp)._.names
    expected = tuple(names.mentions[index] for index in together)
    assert all(names.coordinated(mention) == expected for mention in expected)


APART = {
    "commas may be appositions": "[PER Anne Roy], [PER Luc Noël], parlent.",
    "unlike types": "[PER Anne Roy] et [LOC Brigny] se plaisent.",
    "words between": "[PER Anne Roy] et son adjoint [PER Luc Noël] parlent.",
    "two sentences": "Hier est venue [PER Anne Roy]. Et [PER Luc Noël] est parti.",
    "no joint": "À [LOC Brigny] ([LOC Morbihan]), il pleut.",
}


@pytest.mark.parametrize("marked", APART.values(), ids=APART)
def test_not_coordinated(marked: str, nlp: Language) -> None:
    names = parsed_doc(marked, nlp)._.names
    assert [names.coordinated(mention) for mention in names.mentions] == [(mention,) for mention in names.mentions]


def test_a_list_ends_with_its_et(nlp: Language) -> None:
    names = parsed_doc("[LOC Brigny] et [LOC Vannes], [LOC Auray] aussi, voteront.", nlp)._.names
    brigny, vannes, auray = names.mentions
    assert names.coordinated(vannes) == (brigny, vannes)
    assert names.coordinated(auray) == (auray,)


def test_declaring_the_attributes_twice_changes_nothing() -> None:
    register_extensions()
    register_extensions()
    assert Doc.has_extension("names")
