"""When a named event takes place, where the sentence says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from marked_text import parsed_doc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def dated(nlp: Language, sentence: str) -> Doc:
    """Return a marked sentence with its dates and those of its events."""
    doc = parsed_doc(sentence, nlp)
    for name in ("pressgraph_dates", "pressgraph_event_dates"):
        doc = nlp.get_pipe(name)(doc)
    return doc


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Le [EVT Forum des métiers] se tiendra du 3 au 5 mai 2019.", ("2019-05-03", "2019-05-05", "whole")),
        ("Le [EVT Forum des métiers] a eu lieu le 3 mai 2019.", ("2019-05-03", None, "whole")),
        ("Le [EVT Forum des métiers] ouvrira le 3 mai 2019.", ("2019-05-03", None, "start")),
        ("Le [EVT Forum des métiers] s'est achevé le 5 mai 2019.", ("2019-05-05", None, "end")),
        ("Rendez-vous au [EVT Forum des métiers], du 3 au 5 mai 2019.", ("2019-05-03", "2019-05-05", "whole")),
        ("Rendez-vous au [EVT Forum des métiers] (3 mai 2019).", ("2019-05-03", None, "whole")),
    ],
)
def test_events_get_the_dates_that_the_sentence_gives(
    nlp: Language, sentence: str, expected: tuple[str, str | None, str]
) -> None:
    doc = dated(nlp, sentence)
    found = doc._.event_dates[0]
    day = doc._.dates[found.date]
    assert (day.value, day.until, found.part.value) == expected
    assert doc._.names.entities[found.entity].name == "Forum des métiers"


@pytest.mark.parametrize(
    "sentence",
    [
        "[PER Anne Tual] a présenté le 3 mai 2019 le [EVT Forum des métiers].",
        "[ORG Orvanne], le 3 mai 2019, a annoncé sa fermeture.",
        "Le [EVT Forum des métiers] attire du monde depuis 1998.",
    ],
)
def test_other_dates_are_not_the_event_s(nlp: Language, sentence: str) -> None:
    assert dated(nlp, sentence)._.event_dates == ()
