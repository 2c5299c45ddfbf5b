"""French or not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

#: under so many letters (a headline, a name) no text is judged
_FEWEST_LETTERS = 40
#: under so many, only what is surely in one of these: of a hundred languages one always resembles a few names
_SHORT = 200
_NEIGHBOURS = ("fr", "en", "de", "es", "it", "pt", "nl")
#: probability; a list of foreign names within French stays below
_SURE = 0.9
#: characters; more say nothing new
_SAMPLE = 5000


def foreign_language(text: str) -> str | None:
    """Return the English name of the language that ``text`` is surely in; None when French or unsure."""
    sample = text[:_SAMPLE]
    letters = sum(character.isalpha() for character in sample)
    if letters < _FEWEST_LETTERS:
        return None
    code, probability = _identifier(among=_NEIGHBOURS if letters < _SHORT else None).classify(sample)
    if code == "fr" or probability < _SURE:
        return None

    from babel import Locale  # noqa: PLC0415 — names a language only for an error

    return str(Locale("en").languages.get(code, f"another language ({code})"))


@cache
def _identifier(*, among: tuple[str, ...] | None) -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 — its model takes half a second

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if among:
        identifier.set_languages(list(among))
    return identifier
