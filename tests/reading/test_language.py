from pathlib import Path

import pytest

from pressgraph.article import Article
from pressgraph.errors import ReadingError
from pressgraph.reading import ReadingOptions, read_articles

FRENCH = (Path(__file__).parent / "samples" / "brigny.txt").read_text(encoding="utf-8")
ENGLISH = (
    "The town council of Brigny passed its budget on Thursday night, the mayor said after a meeting that "
    "went on for three hours. Half of the money will pay for the new school, where one hundred and twenty"
    " pupils are expected after the summer. We have not raised taxes, she told reporters."
)
FOREIGN = {
    "English": ENGLISH,
    "German": (
        "Der Gemeinderat hat am Donnerstagabend den Haushalt verabschiedet, teilte die Bürgermeisterin nach "
        "einer dreistündigen Sitzung mit. Die Hälfte des Geldes fließt in den Neubau der Schule, in der nach "
        "den Ferien hundertzwanzig Kinder erwartet werden. Die Steuern bleiben unverändert."
    ),
    "Spanish": (
        "El ayuntamiento aprobó el jueves por la noche el presupuesto, anunció la alcaldesa al término de una"
        " sesión de tres horas. La mitad del dinero se destinará a la nueva escuela, donde se esperan ciento "
        "veinte alumnos después del verano. Los impuestos no subirán este año."
    ),
    "Italian": (
        "Il consiglio comunale ha approvato giovedì sera il bilancio, ha annunciato la sindaca al termine di "
        "una seduta di tre ore. La metà della somma andrà alla nuova scuola, dove sono attesi centoventi "
        "alunni dopo l'estate. Le tasse non aumenteranno, ha detto ai giornalisti."
    ),
}


def read(folder: Path, text: str, *, options: ReadingOptions | None = None) -> Article | ReadingError:
    path = folder / "article.txt"
    path.write_text(text, encoding="utf-8")
    [item] = read_articles([path], options=options or ReadingOptions())
    return item


@pytest.mark.parametrize("language", FOREIGN)
def test_a_text_in_another_language_is_refused_by_its_name(tmp_path: Path, language: str) -> None:
    error = read(tmp_path, FOREIGN[language])
    assert isinstance(error, ReadingError)
    assert error.reason == (f"reads as {language}; pressgraph reads French: use --any-language to read it all the same")


def test_it_is_read_all_the_same_when_asked(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, ENGLISH, options=ReadingOptions(any_language=True)), Article)


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        FRENCH.upper(),
        "BRIGNY : L'ECOLE NEUVE OUVRIRA EN SEPTEMBRE, LE MAIRE PROMET UN GYMNASE POUR L'AN PROCHAIN\n" * 3,
        "Handball. — Les résultats : Kaiserslautern – Győr, 28-27 ; Flensburg – Szeged, 31-30 ; Barcelona – "
        "Kielce, 24-24. Arbitres : MM. Müller, Jørgensen et O’Sullivan. Buts pour Szeged : Bánhidi (7), "
        "Mačkovšek (5), Bombač (4), Stepančić (3). Prochaine journée samedi contre Montpellier.",
        "Obsèques. — Rakotondrabe, Andriamanjato, Razafindrakoto, Ramanantsoa, Ratsimandrava, Rasolofoniaina,"
        " Randrianarisoa, Rakotomalala, Ravelomanana, Rabemananjara, Rajaonarimampianina, Ratsiraka, Zafy et "
        "Ravalomanana étaient là.",
        "« The show must go on », a lancé le maire de Brigny. « We are the champions », ont repris les "
        "supporters de l’équipe, qui ont chanté « You’ll never walk alone » jusqu’au bout de la nuit sur la "
        "place de la mairie.",
    ],
)
def test_french_is_read_in_capitals_with_foreign_names_and_quotes(tmp_path: Path, text: str) -> None:
    assert isinstance(read(tmp_path, text), Article)


@pytest.mark.parametrize("language", FOREIGN)
def test_a_short_text_in_a_neighbouring_language_is_refused(tmp_path: Path, language: str) -> None:
    error = read(tmp_path, FOREIGN[language][:150])
    assert isinstance(error, ReadingError)
    assert error.reason.startswith(f"reads as {language}")


@pytest.mark.parametrize(
    "text",
    [
        *(line for line in FRENCH.splitlines() if line.strip()),
        "Pas de journal demain.",
        "OBSÈQUES. — MM. Rakotondrabe, Andriamanjato et Razafindrakoto à Brigny, lundi à 15 heures.",
        "Handball : Barcelona – Kielce, 24-24 ; Flensburg – Szeged, 31-30. Arbitres : MM. Müller et O’Sullivan.",
        "The show must go on",
    ],
)
def test_a_short_text_in_french_or_of_a_few_words_is_read(tmp_path: Path, text: str) -> None:
    assert isinstance(read(tmp_path, text), Article)


def test_front_matter_does_not_count(tmp_path: Path) -> None:
    error = read(tmp_path, f"---\ntitle: {' '.join(FRENCH.split())}\n---\n{ENGLISH}")
    assert isinstance(error, ReadingError)
