"""Text as the language model knows it, character for character."""

from __future__ import annotations

# One character for one character, so that every offset stays what it is.
_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u200a": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2011": "-",
        "\u2010": "-",
        "\r": "\n",
        "\t": " ",
    }
)


def normalise(text: str) -> str:
    """Replace typographic apostrophes, hyphens and spaces by plain ones; the length and all offsets stay the same.

    The French model was trained on plain characters: with ’ it takes "l’Opéra" for one word. A Windows line end is
    one line break, not the two that part paragraphs.
    """
    return text.replace("\r\n", " \n").translate(_PLAIN)
