from hypothesis import given
from hypothesis import strategies as st

from pressgraph.pipeline.text import normalise


def test_typography_becomes_plain() -> None:
    plain = "l'Opéra, 'oui', 12 000 €, porte-parole ici"
    assert normalise("l’Opéra, ‘oui’, 12\u202f000\u00a0€, porte\u2011parole\tici") == plain


def test_accents_ligatures_and_guillemets_stay() -> None:
    assert normalise("« L'Œuvre » de Noël – à Nîmes…") == "« L'Œuvre » de Noël – à Nîmes…"


def test_a_line_end_is_one_line_break_in_every_system() -> None:
    for text in ("un\ndeux\n\ntrois", "un\rdeux\r\rtrois", "un\r\ndeux\r\n\r\ntrois"):
        assert normalise(text).replace(" ", "") == "un\ndeux\n\ntrois"


@given(st.text(alphabet=st.one_of(st.sampled_from("’‘\u00a0\u202f\u2009\u2011\r\n\t \ufeffœ𝒜"), st.characters())))
def test_every_character_keeps_its_place(text: str) -> None:
    plain = normalise(text)
    assert len(plain) == len(text)
    assert all(a == b for a, b in zip(text, plain, strict=True) if a.isalnum())
