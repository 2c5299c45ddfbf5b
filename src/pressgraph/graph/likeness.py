"""How alike two texts are, by a sketch of 128 bytes each: MinHash over runs of words.

``datasketch``, the library for this, needs SciPy (100 MB installed) for statistics that aren't needed here; the sketch
itself is a few lines of numpy.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from pressgraph.identifiers import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RUN = 3  # words: a run that two articles share by chance is rare
_FEWEST_RUNS = 20  # below, a text is too short to be known by its words
SIZE = 128  #: bytes of a sketch, one for each hash function
_CHUNK = 4096  # runs hashed at once, so that long texts take no more memory
_WORD = re.compile(r"[^\W_]+")
_CHANCE = 1 / 256  # that two bytes agree though their texts do not

#: bytes of a sketch that are compared at once; texts of likeness 0.5 agree in one such band with a chance of 99.6 %
BAND = 3


def sketch(text: str) -> bytes | None:
    """Return the sketch of a text: 128 bytes, the same on every machine; None for one that is too short.

    Case, accents, punctuation and white space don't count.
    """
    words = _WORD.findall(fold(text))
    runs = {" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}
    if len(runs) < _FEWEST_RUNS:
        return None

    import numpy as np  # noqa: PLC0415 — who only asks a store does without

    factors, summands = _hash_functions()
    least = np.full(SIZE, np.iinfo(np.uint64).max, dtype=np.uint64)
    waiting = iter(runs)
    while chunk := list(islice(waiting, _CHUNK)):
        digests = b"".join(hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=8).digest() for run in chunk)
        numbers = np.frombuffer(digests, dtype="<u8")
        hashed = numbers[:, None] * factors + summands  # modulo 2^64
        np.minimum(least, hashed.min(axis=0), out=least)
    return (least >> np.uint64(16)).astype(np.uint8).tobytes()


def likeness(one: bytes, other: bytes) -> float:
    """Return the share of their runs of words that two texts have in common (Jaccard), to within 0.05, by sketches."""
    agree = sum(a == b for a, b in zip(one, other, strict=True)) / SIZE
    return max(0.0, (agree - _CHANCE) / (1 - _CHANCE))


@cache
def _hash_functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return odd factors and summands, drawn once and for all from a hash of their number."""
    import numpy as np  # noqa: PLC0415

    drawn = b"".join(hashlib.blake2b(number.to_bytes(2), digest_size=16).digest() for number in range(SIZE))
    numbers = np.frombuffer(drawn, dtype="<u8").reshape(SIZE, 2)
    return numbers[:, 0] | np.uint64(1), numbers[:, 1]
