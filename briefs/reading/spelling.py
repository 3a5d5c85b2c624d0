"""One key for all the ways in which one name is spelt.

Cyrillic is written in Latin letters, accents go, and the endings and vowels that transliterations
disagree on become one: Zelenskiy, Zelensky, Zelenskyy, Zelenskij and Зеленський share a key.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_CYRILLIC: Final = dict(
    zip(
        "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя",
        "a b v h h d e ye e zh z y i yi y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".split(),
        strict=True,
    )
)
_ENDINGS: Final = ("iyi", "yyi", "yi", "iy", "yy", "ii", "ij", "yj", "i")
_ALIKE: Final = (
    ("shch", "sch"), ("kh", "h"), ("zh", "z"), ("ks", "x"), ("ck", "k"), ("ph", "f"), ("w", "v"),
    ("ya", "ia"), ("yu", "iu"), ("ye", "e"), ("ie", "e"), ("yo", "o"), ("g", "h"), ("j", "y"), ("y", "i"),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def spelling(word: str) -> str:
    """Give the key of one word of a name, the same for all its usual spellings and scripts."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word.lower()).translate(_TABLE))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign) and sign not in "'\u2019-_")
    if not plain.isascii():
        return plain
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending) + 2:
            plain = plain[: -len(ending)] + "y"
            break
    for given, kept in _ALIKE:
        plain = plain.replace(given, kept)
    return _undoubled(plain)


def _undoubled(plain: str) -> str:
    kept = plain[:1]
    for sign in plain[1:]:
        if sign != kept[-1]:
            kept += sign
    return kept


_TABLE: Final = {ord(sign): latin.replace("_", "") for sign, latin in _CYRILLIC.items()}
