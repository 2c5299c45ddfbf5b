"""Indirect speech: who says what in the article's own words."""

import pytest
from marked_text import parsed_doc
from spacy.language import Language

from pressgraph.facts import QuoteKind
from pressgraph.pipeline.quotes import FoundQuote


def reported(marked: str, nlp: Language) -> list[tuple[str, str]]:
    """Return what is reported and who says it; words for somebody who isn't named stand in angle brackets."""
    doc = nlp.get_pipe("pressgraph_quotes")(parsed_doc(marked, nlp))
    return [
        (
            doc.text[r.start : r.end],
            doc._.names.span(r.speaker).text if r.speaker is not None else f"<{r.speaker_text}>",
        )
        for r in doc._.reported
    ]


SAID = {
    "clause": ("[PER Lise Corbin] affirme que le musée rouvrira en mai.", "le musée rouvrira en mai"),
    "elided": ("[PER Lise Corbin] a précisé qu'il rouvrirait en mai.", "il rouvrirait en mai"),
    "time between": (
        "[PER Lise Corbin] a annoncé jeudi soir que le musée rouvrirait en mai.",
        "le musée rouvrirait en mai",
    ),
    "relative between": (
        "[PER Lise Corbin], qui dirige le musée, assure que le toit sera réparé.",
        "le toit sera réparé",
    ),
    "function": (
        "Le directeur du musée, [PER Lise Corbin], a indiqué que le toit serait réparé.",
        "le toit serait réparé",
    ),
    "selon first": ("Selon [PER Lise Corbin], le musée rouvrira en mai.", "le musée rouvrira en mai"),
    "selon last": ("Le musée rouvrira en mai, selon [PER Lise Corbin].", "Le musée rouvrira en mai"),
    "d'après": ("D'après [PER Lise Corbin], le toit est réparé.", "le toit est réparé"),
    "à en croire": ("À en croire [PER Lise Corbin], le toit est réparé.", "le toit est réparé"),
    "infinitive": ("[PER Lise Corbin] a annoncé vouloir rouvrir le musée.", "vouloir rouvrir le musée"),
    "denied infinitive": ("[PER Lise Corbin] dit ne pas connaître l'acheteur.", "ne pas connaître l'acheteur"),
    "faire savoir": ("[PER Lise Corbin] a fait savoir que le toit serait réparé.", "le toit serait réparé"),
    "incise": (
        "Le musée, assure [PER Lise Corbin], rouvrira en mai.",
        "Le musée, assure Lise Corbin, rouvrira en mai",
    ),
    "pronoun": (
        "[PER Lise Corbin] visite le chantier. Elle a expliqué que le toit serait réparé.",
        "le toit serait réparé",
    ),
    "dateline": (
        "BRIGNY, 3 mai (AFP) - Le musée rouvrira en mai, a annoncé mardi [PER Lise Corbin].",
        "Le musée rouvrira en mai, a annoncé mardi Lise Corbin",
    ),
    "the article takes over": (
        "[PER Lise Corbin] assure que le toit est réparé, mais les visiteurs attendent.",
        "le toit est réparé",
    ),
}


@pytest.mark.parametrize(("marked", "said"), SAID.values(), ids=SAID)
def test_what_is_said_and_by_whom(marked: str, said: str, nlp: Language) -> None:
    assert reported(marked, nlp) == [(said, "Lise Corbin")]


def test_a_body_speaks_by_what_it_publishes(nlp: Language) -> None:
    marked = "Selon une étude de l'[ORG Insee], les loyers ont augmenté de moitié."
    assert reported(marked, nlp) == [("les loyers ont augmenté de moitié", "Insee")]


def test_speaker_without_a_name_is_given_in_words(nlp: Language) -> None:
    assert reported("Le maire a assuré que le pont serait reconstruit.", nlp) == [
        ("le pont serait reconstruit", "<Le maire>")
    ]


UNSAID = {
    "denied": "[PER Lise Corbin] n'a jamais affirmé que le musée rouvrirait.",
    "unconfirmed": "[PER Lise Corbin] aurait déclaré que le musée rouvrirait.",
    "hypothesis": "Si [PER Lise Corbin] affirme que le musée rouvrira, les voisins protesteront.",
    "question": "[PER Lise Corbin] a-t-elle affirmé que le musée rouvrirait ?",
    "denial by the speaker": "[PER Lise Corbin] dément que le musée soit vendu.",
    "nobody in particular": "On affirme que le musée rouvrira.",
    "impersonal": "Il est dit que le musée rouvrira.",
    "a thing": "Le vent prétend que le musée rouvrira.",
    "relative pronoun": "[PER Lise Corbin] a annoncé la réforme que la ville attendait depuis un an.",
    "no name behind selon": "Selon les versions, le toit était déjà percé.",
    "object": "[PER Lise Corbin] a annoncé jeudi la fermeture du musée.",
    "point of view": "Pour [PER Lise Corbin], la saison est terminée.",
    "possible": "[PER Lise Corbin] refuse de dire que le musée est vendu.",
    "participle": "Le musée, dit « [ORG La Grange] », rouvrira en mai.",
}


@pytest.mark.parametrize("marked", UNSAID.values(), ids=UNSAID)
def test_what_nobody_is_sure_to_say_is_left_alone(marked: str, nlp: Language) -> None:
    assert reported(marked, nlp) == []


def test_direct_speech_isn_t_reported_too(nlp: Language) -> None:
    doc = parsed_doc("Selon [PER Lise Corbin], « rien ne sera prêt avant mai ».", nlp)
    nlp.get_pipe("pressgraph_quotes")(doc)
    assert [quote.kind for quote in doc._.quotes] == [QuoteKind.DIRECT]
    assert doc._.reported == []


def test_direct_and_indirect_speech_in_one_sentence(nlp: Language) -> None:
    marked = "« Nous ouvrirons en mai », promet [PER Lise Corbin], qui précise que le toit est réparé."
    doc = nlp.get_pipe("pressgraph_quotes")(parsed_doc(marked, nlp))
    assert [doc.text[q.start : q.end] for q in doc._.quotes] == ["Nous ouvrirons en mai"]
    assert reported(marked, nlp) == [("le toit est réparé", "Lise Corbin")]


def test_cue_and_speaker_have_their_places(nlp: Language) -> None:
    doc = parsed_doc("[PER Lise Corbin] est venue. Elle a expliqué que le toit serait réparé.", nlp)
    (found,) = nlp.get_pipe("pressgraph_quotes")(doc)._.reported
    assert words_of(found, doc.text) == ("Elle", "expliqué")
    assert found.kind is QuoteKind.INDIRECT


def words_of(found: FoundQuote, text: str) -> tuple[str, str]:
    """Return the words for the speaker and the cue."""
    return text[found.speaker_start : found.speaker_end], text[found.cue_start : found.cue_end]
