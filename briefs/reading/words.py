"""The words by which articles name people, groups and bodies, read from `names.en.toml` once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

_FILE: Final = Path(__file__).with_name("names.en.toml")
_IRREGULAR: Final = {
    "spokesperson": "spokespeople",
    "person": "people",
    "secretary-general": "secretaries-general",
}


@dataclass(frozen=True, slots=True)
class Naming:
    """The word lists of `names.en.toml`, ready for look-up.

    `classes` gives a lower-cased word its class: R (role of one), G (group), M (stands before a
    head), D (determiner), Q (indefinite), p (preposition), x (ends a name); `pronoun` the pronoun
    that a role or honorific tells.
    """

    classes: dict[str, str]
    pronouns: dict[str, str]
    told: dict[str, str]
    honorifics: frozenset[str]
    never: frozenset[str]
    particles: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[tuple[str, ...]]
    several: frozenset[str]
    whole: frozenset[str]
    belonging: frozenset[str]
    plural: frozenset[str]
    outlets: dict[str, tuple[str, ...]]
    via_told: frozenset[str]
    via_interview: tuple[tuple[str, ...], ...]
    via_reported: frozenset[str]
    via_citing: frozenset[str]
    records: frozenset[str]
    same_role: dict[str, str]
    sided: frozenset[str]
    sided_bodies: frozenset[str]


def plural_of(word: str) -> str:
    """Give the usual plural of a role noun."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "sh", "ch", "x")):
        return word + "es"
    return word + "s"


@cache
def naming() -> Naming:
    """Read the lists; the file is part of the package, so a fault in it is a programming error."""
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    roles = {name: tuple(words.split()) for name, words in data["roles"].items()}
    heads = (*roles["any"], *roles["male"], *roles["female"])
    told = dict.fromkeys(roles["male"], "he") | dict.fromkeys(roles["female"], "she")
    told |= dict.fromkeys(data["honorifics"]["he"].split(), "he")
    told |= dict.fromkeys(data["honorifics"]["she"].split(), "she")
    honorifics = frozenset(word for words in data["honorifics"].values() for word in words.split())
    plurals = frozenset((*(plural_of(word) for word in heads), *data["groups"]["plural"].split()))
    via = data["via"]
    sided = tuple(data["sided"]["heads"].split())
    return Naming(
        classes=_classes(data, heads, plurals, honorifics),
        pronouns={word: name for name, words in data["pronouns"].items() for word in words},
        told=told,
        honorifics=honorifics,
        never=frozenset(data["words"]["never"].split()),
        particles=frozenset(data["words"]["particles"].split()),
        bodies=frozenset(data["words"]["bodies"].split()),
        places=frozenset(tuple(place.split()) for place in data["placed"]["places"]),
        several=frozenset(data["several"]["phrases"]),
        whole=frozenset(data["groups"]["whole"].split()),
        belonging=frozenset(data["words"]["belonging"].split()),
        plural=plurals,
        outlets={name: tuple(aliases) for name, aliases in data["outlets"].items()},
        via_told=frozenset(via["told"]),
        via_interview=tuple(tuple(phrase.split()) for phrase in via["interview"]),
        via_reported=frozenset(via["reported"]),
        via_citing=frozenset(via["citing"]),
        records=frozenset(via["records"]),
        same_role=dict(data["same_role"]),
        sided_bodies=frozenset(data["sided"]["bodies"].split()),
        sided=frozenset((*sided, *(plural_of(word) for word in sided))),
    )


def _classes(
    data: dict[str, Any], heads: tuple[str, ...], plurals: frozenset[str], honorifics: frozenset[str]
) -> dict[str, str]:
    """Give each word its class; where a word is in two lists the later one here wins."""
    classes = dict.fromkeys(data["words"]["never"].split(), "x")
    classes |= dict.fromkeys(data["words"]["prepositions"].split(), "p")
    classes |= dict.fromkeys(data["words"]["determiners"].split(), "D")
    classes |= dict.fromkeys(data["words"]["indefinite"].split(), "Q")
    classes |= dict.fromkeys(data["roles"]["before"].split(), "M")
    classes |= dict.fromkeys(data["groups"]["collective"].split(), "G")
    classes |= dict.fromkeys(plurals, "G")
    classes |= dict.fromkeys(heads, "R")
    classes |= dict.fromkeys(honorifics, "H")
    classes |= {"and": "c", "'s": "'", "\u2019s": "'", ",": ","}
    return classes
