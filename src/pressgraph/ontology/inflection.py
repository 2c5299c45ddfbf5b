"""French inflection: the forms that the press uses of a verb or noun, from its dictionary form.

Verbs: third person (present, imperfect, past historic, future, conditional, present subjunctive), infinitive and
participles. Regular verbs follow rules; the others are rows of ``ontologies/verb-forms.tsv``, a pattern for all verbs
with that ending ("-prendre": apprendre, reprendre …), the longest ending winning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pressgraph.errors import OntologyError

_VOWELS = "aeiouyàâéèêëîïôöûü"


class Inflection:
    """Inflects verbs and nouns; verbs by the table of irregular endings that it is given."""

    def __init__(self, irregular: Mapping[str, tuple[str, ...]]) -> None:
        """Take endings with their forms: ``{"prendre": ("prend", "prennent", …, "pris")}``."""
        self._irregular = irregular

    @classmethod
    def read(cls, path: Path) -> Inflection:
        """Read the table; raises OntologyError when it is missing or has a line without forms."""
        table = {}
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise OntologyError(f"{path}: can't be read ({error.strerror}); install pressgraph again") from error
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            ending, _, forms = line.partition("\t")
            if not forms.strip():
                raise OntologyError(f"{path}, line {number}: an ending, a tab, then its forms are needed")
            table[ending.lstrip("-")] = tuple(forms.split())
        return cls(table)

    def verb(self, infinitive: str) -> frozenset[str]:
        """Return the forms of a verb, the infinitive among them."""
        for cut in range(len(infinitive)):
            forms = self._irregular.get(infinitive[cut:])
            if forms is not None:
                prefix = infinitive[:cut]
                return frozenset({infinitive, *(prefix + form for form in _with_participles(forms))})
        if infinitive.endswith("er"):
            return frozenset({infinitive, *_first_group(infinitive[:-2])})
        if infinitive.endswith("ir"):
            return frozenset({infinitive, *_second_group(infinitive[:-2])})
        if infinitive.endswith("re"):
            return frozenset({infinitive, *_third_group(infinitive[:-2])})
        return frozenset({infinitive})

    def noun(self, singular: str) -> frozenset[str]:
        """Return singular and plural of a noun phrase: every word up to the first preposition is inflected."""
        words = singular.split(" ")
        plural = []
        for position, word in enumerate(words):
            if word in {"de", "du", "des", "d'", "à", "au", "aux", "en", "par", "sans"} or "'" in word:
                plural += words[position:]
                break
            plural.append(plural_of(word))
        return frozenset({singular, " ".join(plural)})


def plural_of(word: str) -> str:
    """Return the regular plural of a noun or adjective."""
    if word[-1:] in {"s", "x", "z"}:
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    if word.endswith(("au", "eu")):
        return word + "x"
    return word + "s"


def future_stems(forms: Iterable[str]) -> frozenset[str]:
    """Return what the futures and conditionals among a verb's ``forms`` begin with: "présider", "viendr"."""
    known = frozenset(forms)
    stems = (form.removesuffix("ont") for form in known if form.endswith("ront"))
    return frozenset(stem for stem in stems if {stem + "a", stem + "ait"} <= known)


def _with_participles(forms: tuple[str, ...]) -> frozenset[str]:
    """Add the agreeing forms of the past participle, which the table gives last."""
    return frozenset({*forms, *_agreeing(forms[-1])})


def _agreeing(participle: str) -> tuple[str, ...]:
    stem = participle.replace("û", "u")  # dû, due
    masculine_plural = stem if stem.endswith("s") else stem + "s"
    return participle, stem + "e", masculine_plural, stem + "es"


def _first_group(stem: str) -> frozenset[str]:
    soft = {"g": stem + "e", "c": stem[:-1] + "ç"}.get(stem[-1], stem)  # mangeait, lançait
    mute = _before_mute_ending(stem)
    present = {ending: mute + ending for ending in ("e", "ent")}
    future = mute if not _keeps_acute_in_future(stem) else stem
    return frozenset(
        {
            *present.values(),
            *(soft + ending for ending in ("ait", "aient", "a", "ant")),
            stem + "èrent",
            *(future + "er" + ending for ending in ("a", "ont", "ait", "aient")),
            *_agreeing(stem + "é"),
        }
    )


def _keeps_acute_in_future(stem: str) -> bool:
    return len(stem) > 2 and "é" in stem[-3:]  # présidera as well as the reformed présidèra


def _before_mute_ending(stem: str) -> str:
    """Return the stem before a mute e: présid- → présid-, achet- → achèt-, appel- → appell-, emploi- for employ-."""
    if stem.endswith(("ay", "oy", "uy")):
        return stem[:-1] + "i"
    if stem.endswith(("appel", "jet", "chancel", "grommel", "renouvel")):
        return stem + stem[-1]
    for back in (2, 3):  # one consonant, or a cluster such as gr, tr, gn, ch
        if len(stem) > back and stem[-back] in "eé" and not set(stem[-back + 1 :]) & set(_VOWELS):
            cluster = stem[-back + 1 :]
            if back == 2 or (stem[-back] == "é" and cluster in {"gn", "ch", "gr", "tr", "br", "cr", "gl", "qu", "gu"}):
                return stem[:-back] + "è" + cluster
    if stem.endswith(("égu", "équ")):
        return stem[:-3] + "è" + stem[-2:]
    return stem


def _second_group(stem: str) -> frozenset[str]:
    return frozenset(
        {
            *(stem + e for e in ("it", "issent", "issait", "issaient", "irent", "isse", "issant")),
            *(stem + e for e in ("ira", "iront", "irait", "iraient")),
            *_agreeing(stem + "i"),
        }
    )


def _third_group(stem: str) -> frozenset[str]:
    return frozenset(
        {
            *(stem + e for e in ("", "ent", "ait", "aient", "it", "irent", "e", "ant")),
            *(stem + e for e in ("ra", "ront", "rait", "raient")),
            *_agreeing(stem + "u"),
        }
    )
