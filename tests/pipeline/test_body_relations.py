"""What French papers write of bodies, places and events: who owns, funds, organises what, and where it is.

The names are given to the pipeline; syntax and lexicon are tested. An expected relation reads as the guide has it:
``("owns", "Nexity", "Foncia")`` is Nexity → Foncia.
"""

from __future__ import annotations

import pytest
from marked_text import parsed_doc
from spacy.language import Language

Stated = tuple[str, str, str]

#: the guide's names of the relations that this file is about
_KINDS = {"owns", "partOf", "funds", "partnerOf", "organises", "participatesIn", "locatedIn"}

OWNING = [
    ("[ORG Valmor] détient désormais 51 % de la [ORG Laiterie du Bocage].", {("owns", "Valmor", "Laiterie du Bocage")}),
    ("[ORG Valmor] détient 12 % du capital de [ORG Brévac].", {("funds", "Valmor", "Brévac")}),
    ("La scierie [ORG Brévac], dont le groupe [ORG Valmor] possède 84,3 %, recrute.", {("owns", "Valmor", "Brévac")}),
    ("[ORG Valmor] a pris une participation dans [ORG Brévac].", {("funds", "Valmor", "Brévac")}),
    ("[ORG Valmor] a finalisé hier l'acquisition de [ORG Brévac].", {("owns", "Valmor", "Brévac")}),
    ("Le rachat de [ORG Brévac] par [ORG Valmor] est signé.", {("owns", "Valmor", "Brévac")}),
    ("[ORG Brévac], rachetée en 2012 par le fonds [ORG Valmor], recrute.", {("owns", "Valmor", "Brévac")}),
    ("[ORG Valmor], qui contrôle [ORG Brévac], investit.", {("owns", "Valmor", "Brévac")}),
    ("[ORG Brévac], dont [ORG Valmor] est le premier actionnaire, recrute.", {("owns", "Valmor", "Brévac")}),
    ("[ORG Valmor] n'est plus candidat au rachat de [ORG Brévac].", set()),
    ("[ORG Valmor] aurait racheté la scierie [ORG Brévac].", set()),
    ("[ORG Valmor] critique le rachat de [ORG Brévac].", set()),
]

PARTS = [
    ("[ORG Brévac], filiale commune de [ORG Valmor] et de [ORG Soprim], ferme.",
     {("partOf", "Brévac", "Valmor"), ("partOf", "Brévac", "Soprim")}),
    ("[ORG Brévac], la filiale de [ORG Valmor] qui fabrique des ponts, ferme.", {("partOf", "Brévac", "Valmor")}),
    ("La filiale de [ORG Valmor], [ORG Brévac], a perdu deux grues.", {("partOf", "Brévac", "Valmor")}),
    ("[ORG Brévac], bras financier de la coopérative [ORG Valmor], investit.", {("partOf", "Brévac", "Valmor")}),
    ("[ORG Valmor] ferme sa filiale [ORG Brévac].", {("partOf", "Brévac", "Valmor")}),
    ("[ORG Valmor], dont [ORG Brévac] fait partie, recrute.", {("partOf", "Brévac", "Valmor")}),
    ("[ORG Brévac] n'est pas une filiale de [ORG Valmor].", set()),
]  # fmt: skip

FUNDING = [
    ("Le [ORG Festival du Bocage] reçoit une subvention de 20 000 euros de la [ORG Région].",
     {("funds", "Région", "Festival du Bocage")}),
    ("La [ORG Région], qui finance [ORG Brévac] à hauteur de 3 millions d'euros, s'inquiète.",
     {("funds", "Région", "Brévac")}),
    ("[ORG Brévac] a levé 1,2 million d'euros auprès du fonds [ORG Valmor].", {("funds", "Valmor", "Brévac")}),
    ("Le [EVT Salon du bois] est organisé par [ORG Brévac] avec le soutien de la [ORG Région].",
     {("funds", "Région", "Salon du bois"), ("organises", "Brévac", "Salon du bois")}),
    ("Le [EVT Salon du bois] est financé par [ORG Brévac] (40 %), [ORG Valmor] (25 %) et [ORG Soprim].",
     {("funds", body, "Salon du bois") for body in ("Brévac", "Valmor", "Soprim")}),
    ("La [ORG Région] ne versera pas un euro à [ORG Brévac].", set()),
]  # fmt: skip

PARTNERS = [
    ("[ORG Brévac] et [ORG Valmor] ont signé une convention.", {("partnerOf", "Brévac", "Valmor")}),
    ("[ORG Brévac] et [ORG Valmor] ouvriront une licence commune.", {("partnerOf", "Brévac", "Valmor")}),
    ("[ORG Brévac] a signé jeudi avec [ORG Valmor] un contrat de dix ans.", {("partnerOf", "Brévac", "Valmor")}),
    ("[ORG Brévac] conduit avec [ORG Valmor] une étude sur l'eau.", {("partnerOf", "Brévac", "Valmor")}),
    ("[ORG Brévac] et [ORG Valmor] ne s'associeront pas.", set()),
    ("[ORG Brévac] pourrait s'allier à [ORG Valmor].", set()),
]

EVENTS = [
    ("Le [EVT Salon du bois] est organisé par [ORG Brévac], [ORG Valmor] et [ORG Soprim].",
     {("organises", body, "Salon du bois") for body in ("Brévac", "Valmor", "Soprim")}),
    ("[ORG Brévac] organise samedi la [EVT Nuit des lutins].", {("organises", "Brévac", "Nuit des lutins")}),
    ("[PER Anne Roux], commissaire du [EVT Salon du bois], rit.", {("organises", "Anne Roux", "Salon du bois")}),
    ("[PER Luc Pons] est l'invité d'honneur du [EVT Salon du bois].",
     {("participatesIn", "Luc Pons", "Salon du bois")}),
    ("[ORG Brévac], [ORG Valmor] et [ORG Soprim] participent au [EVT Salon du bois].",
     {("participatesIn", body, "Salon du bois") for body in ("Brévac", "Valmor", "Soprim")}),
    ("[PER Luc Pons] ne participera pas au [EVT Salon du bois].", set()),
]  # fmt: skip

PLACES = [
    ("[ORG Duclos et fils], 3, [LOC place Jourdan], recrute.", {("locatedIn", "Duclos et fils", "place Jourdan")}),
    ("La [LOC rue Toulzac], à [LOC Vérines], est fermée.", {("locatedIn", "rue Toulzac", "Vérines")}),
    ("Rendez-vous à [LOC Vérines], [LOC boulevard Foch], à midi.", {("locatedIn", "boulevard Foch", "Vérines")}),
    ("À [LOC Vérines], la coopérative [ORG Brévac] recrute.", {("locatedIn", "Brévac", "Vérines")}),
    ("[ORG Brévac], la scierie de [LOC Vérines], recrute.", {("locatedIn", "Brévac", "Vérines")}),
    ("[ORG Brévac], le maire de [LOC Vérines], proteste.", set()),
    ("Le [EVT Salon du bois], samedi 3 mai, à [LOC Vérines], est complet.",
     {("locatedIn", "Salon du bois", "Vérines")}),
    ("[ORG Brévac] ferme son usine de [LOC Vérines].", {("locatedIn", "Brévac", "Vérines")}),
    ("[ORG Brévac], une entreprise de six salariés installée à [LOC Vérines], recrute.",
     {("locatedIn", "Brévac", "Vérines")}),
    ("Le feu a pris à [LOC Vérines], dans le [LOC Jura].", {("locatedIn", "Vérines", "Jura")}),
    ("Il a plu en [LOC Gironde], en [LOC Vendée] et en [LOC Corse].", set()),
    ("Le coordinateur [ORG FO] à [LOC Vérines] proteste.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*OWNING, *PARTS, *FUNDING, *PARTNERS, *EVENTS, *PLACES])
def test_relations_of_bodies(text: str, expected: set[Stated], nlp: Language) -> None:
    assert stated_facts(text, nlp) == expected


def test_organisers_and_their_partner_give_four_relations(nlp: Language) -> None:
    text = "Le [EVT Salon du bois] est organisé par [ORG Brévac] et [ORG Valmor] en partenariat avec [ORG Soprim]."
    assert stated_facts(text, nlp) == {
        ("organises", "Brévac", "Salon du bois"),
        ("organises", "Valmor", "Salon du bois"),
        ("partnerOf", "Brévac", "Soprim"),
        ("partnerOf", "Soprim", "Valmor"),
    }


def stated_facts(text: str, nlp: Language) -> set[Stated]:
    """Return what the pipeline takes for facts between the marked names, in the guide's terms."""
    doc = parsed_doc(text, nlp)
    found = set()
    for relation in nlp.get_pipe("pressgraph_relations")(doc)._.relations:
        kind = relation.entry.relation
        ends = [doc._.names.span(end).text for end in (relation.subject, relation.object)]
        if kind.guide_inverted:
            ends.reverse()
        if kind.symmetric:
            ends.sort()
        if relation.modality.is_fact and kind.guide_name in _KINDS:
            found.add((kind.guide_name, *ends))
    return found
