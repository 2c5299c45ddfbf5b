"""Where paragraphs begin."""

import pytest
import spacy
from spacy.language import Language

from pressgraph.pipeline import Pipeline
from pressgraph.pipeline.paragraphs import mark_paragraphs, paragraph_starts
from pressgraph.pipeline.text import normalise

LONG = "Le conseil municipal, réuni jeudi soir dans la salle des fêtes de la commune, a voté"


@pytest.fixture(scope="module")
def french() -> Language:
    return spacy.blank("fr")


def first_words(text: str, french: Language) -> list[str]:
    doc = french.make_doc(normalise(text))
    return [doc[index].text for index in paragraph_starts(doc)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le budget voté\n\nPaul Arnoux est content.", ["Paul"]),
        ("Le budget voté\nPaul Arnoux est content.", ["Paul"]),
        (f"{LONG} oui.\nPaul Arnoux est content.", ["Paul"]),
        (f"{LONG}\nPaul Arnoux est content.", []),
        (f"{LONG}\n\nPaul Arnoux est content.", ["Paul"]),
        ("Étaient présents : Anne Roy,\nLuc Noël.", []),
        ("Les candidats :\n- Anne Roy\n- Luc Noël", ["-", "-"]),
        (f"« {LONG} »\nPaul Arnoux est content.", ["Paul"]),
        ("Une seule ligne.", []),
        ("", []),
        ("Une ligne.\n", []),
        ("\n\nUne ligne.", ["Une"]),
    ],
)
def test_paragraphs(text: str, words: list[str], french: Language) -> None:
    assert first_words(text, french) == words


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems(end: str, french: Language) -> None:
    text = f"Le budget voté\n\n{LONG}\nun budget en baisse.\nPaul Arnoux est content."
    assert first_words(text, french) == ["Le", "Paul"]
    assert first_words(text.replace("\n", end), french) == ["Le", "Paul"]


def test_the_parser_keeps_the_boundaries(nlp: Language) -> None:
    doc = nlp("Le budget de la commune de Brigny\n\nPaul Arnoux, le maire de Brigny, est content")
    assert [sentence.text for sentence in doc.sents if not sentence.text.isspace()] == [
        "Le budget de la commune de Brigny",
        "Paul Arnoux, le maire de Brigny, est content",
    ]


def test_a_sentence_does_not_begin_behind_a_mere_word(french: Language) -> None:
    doc = mark_paragraphs(french.make_doc("Anne Roy, maire de Brigny, signe. Luc Noël : « Oui ! » Et M. Roy rit."))
    may_begin = [token.text for token in doc[1:] if token.is_sent_start is not False]
    assert may_begin == ["Luc", "«", "Oui", "»", "Et"]


def test_marking_is_a_component(french: Language) -> None:
    doc = mark_paragraphs(french.make_doc("Un titre\nUne phrase."))
    assert [token.text for token in doc if token.is_sent_start and not token.is_space] == ["Un", "Une"]


def test_no_sentence_begins_inside_a_double_name(pipeline: Pipeline) -> None:
    text = "La société, dirigée par Thi-Mai Nguyen-Le Gall, a convaincu Servier de racheter sa filiale rennaise."
    facts = pipeline.annotate(text)
    assert "Thi-Mai Nguyen-Le Gall" in {entity.name for entity in facts.entities}
    assert len(facts.sentences) == 1
