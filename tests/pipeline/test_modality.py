"""What is denied or unconfirmed is never stored as a fact."""

from __future__ import annotations

import pytest

from pressgraph.facts import Modality
from pressgraph.pipeline import Pipeline

DENIED = [
    "Jean Dupont n'est pas le maire de Brest.",
    "Marie Martin, qui n'est pas encore présidente de la SNCF, sourit.",
    "Marie Martin n'a pas été élue présidente de la SNCF.",
    "Personne n'a nommé Paul Petit président de la SNCF.",
    "Paul Petit n'a jamais dirigé la SNCF.",
]
UNCONFIRMED = [
    "Peut-être Danone rachètera-t-il Alstom.",
    "Le faux directeur de la SNCF, Paul Petit, a été arrêté.",
    "S'il est élu président de la SNCF, Paul Petit partira.",
    "Jean Dupont serait le président de la SNCF.",
    "Luc Roy dément diriger la SNCF.",
    "On dit que Luc Roy dirige la SNCF.",
    "Luc Roy nie avoir dirigé la SNCF.",
]
STATED = [
    "Paul Petit n'est pas seulement maire de Lyon, il est aussi chanteur.",
    "Paul Petit est maire de Lyon, pas de Brest.",
    "Le maire de Lyon, Paul Petit, n'est pas content.",
    "Paul Petit n'a pas été élu par le président de la SNCF, Luc Roy.",
]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        *((text, Modality.NEGATED) for text in DENIED),
        *((text, Modality.CONDITIONAL) for text in UNCONFIRMED),
        *((text, Modality.ASSERTED) for text in STATED),
    ],
)
def test_modality(text: str, modality: Modality, pipeline: Pipeline) -> None:
    assert [relation.modality for relation in pipeline.annotate(text).relations] == [modality]
