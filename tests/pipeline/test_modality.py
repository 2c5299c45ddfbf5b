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
    "Paul Petit refuse de diriger la SNCF.",
    "Il est faux que Paul Petit dirige la SNCF.",
    "Il n'est pas vrai que Paul Petit dirige la SNCF.",
    "Paul Petit a vécu longtemps sans diriger la SNCF.",
    "Le rachat d'Alstom par Danone n'aura pas lieu.",
]
UNCONFIRMED = [
    "Peut-être Danone rachètera-t-il Alstom.",
    "Le faux directeur de la SNCF, Paul Petit, a été arrêté.",
    "S'il est élu président de la SNCF, Paul Petit partira.",
    "Jean Dupont serait le président de la SNCF.",
    "Luc Roy dément diriger la SNCF.",
    "On dit que Luc Roy dirige la SNCF.",
    "Luc Roy nie avoir dirigé la SNCF.",
    "Luc Roy présiderait la SNCF.",
    "Luc Roy devait diriger la SNCF.",
    "Luc Roy est pressenti pour diriger la SNCF.",
    "On ignore si Luc Roy dirige la SNCF.",
    "Luc Roy serait prêt, selon la presse, à diriger la SNCF.",
    "Selon nos informations, Luc Roy dirige la SNCF.",
    "Si Luc Roy est élu président de la SNCF, Paul partira.",
    "Le projet de rachat d'Alstom par Danone inquiète.",
    "Vers un rachat d'Alstom par Danone ?",
]
STATED = [
    "Paul Petit n'est pas seulement maire de Lyon, il est aussi chanteur.",
    "Paul Petit est maire de Lyon, pas de Brest.",
    "Le maire de Lyon, Paul Petit, n'est pas content.",
    "Paul Petit n'a pas été élu par le président de la SNCF, Luc Roy.",
    "Paul Petit ne dirige plus la SNCF.",
    "Le rachat d'Alstom par Danone inquiète les salariés.",
    "Selon nos informations, le président de la SNCF, Luc Roy, ne viendra pas.",
    "Même si Luc Roy dirige la SNCF, il prend le bus.",
    "Luc Roy a-t-il parlé au président de la SNCF, Paul Petit ?",
    "Luc Roy pourrait quitter la présidence de la SNCF.",
]
ANNOUNCED = [
    "Luc Roy dirigera la SNCF.",
    "Luc Roy va diriger la SNCF.",
    "Luc Roy s'apprête à diriger la SNCF.",
    "Luc Roy a décidé de diriger la SNCF.",
]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        *((text, Modality.NEGATED) for text in DENIED),
        *((text, Modality.CONDITIONAL) for text in UNCONFIRMED),
        *((text, Modality.ASSERTED) for text in STATED),
        *((text, Modality.PLANNED) for text in ANNOUNCED),
    ],
)
def test_modality(text: str, modality: Modality, pipeline: Pipeline) -> None:
    assert [relation.modality for relation in pipeline.annotate(text).relations] == [modality]
