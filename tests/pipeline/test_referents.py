"""Relations whose argument stands in another clause: pronouns, possessives, common nouns, functions without a body.

A name that is marked twice is one entity: the marks say what the pipeline is given, the relations what it must find.
"""

from __future__ import annotations

from collections import defaultdict

import pytest
from marked_text import marked_doc
from spacy.language import Language
from spacy.tokens import Span

from pressgraph.ontology import Ontology
from pressgraph.pipeline.names import Names, entities_from

_PARSERS = ("pressgraph_paragraphs", "tok2vec", "morphologizer", "parser", "attribute_ruler")


def relations(marked: str, nlp: Language) -> set[tuple[str, str, str]]:
    """Return subject, guide name's property and object of each relation found in a marked text."""
    doc, spans = marked_doc(marked, nlp)
    for name in _PARSERS:
        doc = nlp.get_pipe(name)(doc)
    doc.set_ents(spans)
    same: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        same[span.text].append(span)
    doc._.names = Names(doc, entities_from(doc, same.values()))
    found = nlp.get_pipe("pressgraph_relations")(doc)._.relations
    names = doc._.names
    return {
        (names.span(r.subject).text, r.entry.relation.guide_name, names.span(r.object).text)
        for r in found
        if r.modality.is_fact
    }


FOUND = {
    "mayor of the town that the article is about": (
        "Le carnaval aura lieu à [LOC Brigny]\n\n« Nous attendons la foule », promet le maire, [PER Paul Arnoux].",
        ("Paul Arnoux", "headOf", "Brigny"),
    ),
    "mayor under a heading": (
        "Le tour des communes\n\n[LOC Brigny]\n\nLa salle est neuve.\n\n[LOC Vernoy]\n\nLe maire, [PER Paul Arnoux], "
        "a coupé le ruban.",
        ("Paul Arnoux", "headOf", "Vernoy"),
    ),
    "president of the body that the article is about": (
        "[ORG Brigny Nature] replante ses haies\n\nCent arbres attendent au hangar.\n\n« On commence demain », annonce "
        "la présidente, [PER Lise Corbin].",
        ("Lise Corbin", "headOf", "Brigny Nature"),
    ),
    "list of a committee": (
        "[ORG Brigny Nature] a renouvelé son bureau.\n\nPrésidente : [PER Lise Corbin] ; trésorier : "
        "[PER Paul Arnoux].",
        ("Paul Arnoux", "worksFor", "Brigny Nature"),
    ),
    "possessive of the last subject": (
        "[ORG Solvanor] a racheté [ORG Tecmar]. Son directeur, [PER Paul Arnoux], s'en réjouit.",
        ("Paul Arnoux", "headOf", "Solvanor"),
    ),
    "common noun with a function": (
        "[ORG Solvanor] embauche. « Il nous manque dix soudeurs », soupire [PER Paul Arnoux], directeur de la société.",
        ("Paul Arnoux", "headOf", "Solvanor"),
    ),
    "noun of the name": (
        "Le [ORG lycée Marie-Laurencin] ouvre un internat. [PER Lise Corbin] dirige le lycée depuis deux ans.",
        ("Lise Corbin", "headOf", "lycée Marie-Laurencin"),
    ),
    "pronoun": (
        "[PER Lise Corbin] connaît la maison. Elle dirige l'[ORG Institut Ampère] depuis 2011.",
        ("Lise Corbin", "headOf", "Institut Ampère"),
    ),
    "participle before a pronoun": (
        "[PER Lise Corbin] est morte lundi. Née à [LOC Brigny] en 1931, elle avait enseigné le dessin.",
        ("Lise Corbin", "bornIn", "Brigny"),
    ),
    "demonstrative description": (
        "[PER Paul Arnoux] prend la parole. Ce natif de [LOC Brigny] ne craint personne.",
        ("Paul Arnoux", "bornIn", "Brigny"),
    ),
    "relative in the next sentence": (
        "[PER Paul Arnoux] tient l'auberge. Sa femme, [PER Lise Corbin], est en cuisine.",
        ("Lise Corbin", "spouseOf", "Paul Arnoux"),
    ),
    "founder without the body": (
        "[ORG Solvanor] fête ses trente ans\n\nLa fondatrice, [PER Lise Corbin], n'a rien oublié.",
        ("Lise Corbin", "founderOf", "Solvanor"),
    ),
}


@pytest.mark.parametrize(("marked", "expected"), FOUND.values(), ids=FOUND)
def test_an_argument_is_found_outside_the_clause(marked: str, expected: tuple[str, str, str], nlp: Language) -> None:
    subject, name, object_ = expected
    inverted = name == "founderOf"  # schema:founder leads from the body to the person
    assert ((object_, name, subject) if inverted else expected) in relations(marked, nlp)


ABSTAINED = {
    "two towns in the headline": "De [LOC Brigny] à [LOC Vernoy], la fête\n\nLe maire, [PER Paul Arnoux], a dansé.",
    "two bodies that suit as well": (
        "Un accord signé\n\nHier, [ORG Solvanor] et [ORG Tecmar] ont signé.\n\n« Enfin ! » s'écrie le président, "
        "[PER Paul Arnoux]."
    ),
    "a body of another kind": (
        "Le [ORG lycée Marie-Laurencin] ouvre un internat\n\nL'entraîneur, [PER Paul Arnoux], est venu."
    ),
    "a function in which nobody's body is implied": (
        "[ORG Solvanor] embauche\n\nUn passant, le sociologue [PER Paul Arnoux], s'étonne."
    ),
    "a complement of its own": "[ORG Solvanor] embauche\n\nLe directeur des achats, [PER Paul Arnoux], s'étonne.",
    "somebody else's function": "[LOC Brigny] en fête\n\n[PER Paul Arnoux], adjoint au maire, a dansé.",
    "a former holder": "[ORG Solvanor] embauche\n\nL'ancien patron, [PER Paul Arnoux], s'étonne.",
    "two people before a pronoun": (
        "[PER Paul Arnoux] et [PER Luc Tessier] se connaissent. Il dirige l'[ORG Institut Ampère] depuis 2011."
    ),
    "somebody of the other sex": "[PER Paul Arnoux] se tait. Elle dirige l'[ORG Institut Ampère] depuis 2011.",
    "impersonal pronoun": "[PER Paul Arnoux] se tait. Il faut diriger l'[ORG Institut Ampère].",
    "a husband's wife": "[PER Lise Corbin] tient l'auberge. Sa femme, [PER Anne Roux], est en cuisine.",
}


@pytest.mark.parametrize("marked", ABSTAINED.values(), ids=ABSTAINED)
def test_nothing_is_found_in_doubt(marked: str, nlp: Language) -> None:
    assert relations(marked, nlp) == set()


def test_a_function_that_is_known_elsewhere_is_not_given_another_body(nlp: Language) -> None:
    marked = (
        "[ORG Solvanor] embauche\n\n[PER Paul Arnoux], président de [ORG Tecmar], est surpris. "
        "« Je l'ignorais », dit le président, [PER Paul Arnoux]."
    )
    assert relations(marked, nlp) == {("Paul Arnoux", "headOf", "Tecmar")}


def test_a_referred_argument_is_less_sure_than_a_name(nlp: Language) -> None:
    def confidence(marked: str) -> float:
        doc, spans = marked_doc(marked, nlp)
        for name in _PARSERS:
            doc = nlp.get_pipe(name)(doc)
        doc.set_ents(spans)
        doc._.names = Names(doc, entities_from(doc, [[span] for span in spans]))
        (relation,) = nlp.get_pipe("pressgraph_relations")(doc)._.relations
        return float(relation.confidence)

    named = confidence("[PER Lise Corbin] dirige l'[ORG Institut Ampère] depuis 2011.")
    referred = confidence("[PER Lise Corbin] connaît la maison. Elle dirige l'[ORG Institut Ampère] depuis 2011.")
    assert referred < named


def test_every_sort_of_body_names_known_functions(ontology: Ontology) -> None:
    known = {entry.iri for entry in ontology.lexicon}
    assert set(ontology.implied_bodies.functions) <= known
