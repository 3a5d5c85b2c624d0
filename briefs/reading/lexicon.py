"""The reporting words, loaded from their data file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

_VERBS: Final = ("saying", "telling", "calling", "judging", "wishing", "thinking", "showing")
_VOWELS: Final = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a reporting verb: the verb's base form, what it takes, and which form it is.

    `takes` names the lists of the data file that hold the verb. `form` is "base", "third", "past"
    (also the participle) or "ing".
    """

    lemma: str
    takes: frozenset[str]
    form: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Reporting words by the form in which they stand in a text, lower-cased.

    `verbs` maps every inflected form, `particles` a base form to the words that may belong to it,
    `strength` a base form to its force from 1 to 5, `groups` a name to the words some rule knows by it;
    `doubtful` are forms that are mostly something else.
    """

    verbs: dict[str, Verb]
    doubtful: frozenset[str]
    particles: dict[str, frozenset[str]]
    strength: dict[str, int]
    groups: dict[str, frozenset[str]]


@cache
def load_lexicon(name: str = "reporting.en.toml") -> Lexicon:
    """Load the lexicon that lies beside this module under `name`; it is read once a process."""
    table = tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
    takes: dict[str, set[str]] = {}
    for kind in _VERBS:
        for lemma in table[kind]["words"].split():
            takes.setdefault(lemma, set()).add(kind)
    for lemma in table["particles"]:
        takes.setdefault(lemma, {"particle"})
    verbs: dict[str, Verb] = {}
    for lemma, kinds in takes.items():
        irregular = table["irregular"].get(lemma, "").split()
        for form, word in _inflections(lemma, irregular):
            verbs.setdefault(word, Verb(lemma, frozenset(kinds), form))
    strength = {word: int(level) for level, words in table["strength"].items() for word in words.split()}
    particles = {lemma: frozenset(words.split()) for lemma, words in table["particles"].items()}
    return Lexicon(
        verbs,
        frozenset(table["doubtful"]["words"].split()),
        particles,
        strength,
        {name: frozenset(words.split()) for name, words in table["groups"].items()},
    )


def _inflections(lemma: str, irregular: list[str]) -> list[tuple[str, str]]:
    ing = [word for word in irregular if word.endswith("ing")]
    past = [word for word in irregular if not word.endswith("ing")]
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    return [("past", word) for word in past or [_past(lemma)]] + [
        ("third", _third(lemma)),
        ("base", lemma),
        *(("ing", word) for word in ing or [stem + "ing"]),
    ]


def _third(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return lemma + "ed"
