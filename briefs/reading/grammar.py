"""The small words that bound phrases, loaded from their data file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Grammar:
    """Closed classes of words, lower-cased; each field is the list of that name in `grammar.en.toml`."""

    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    pronouns: frozenset[str]
    objects: frozenset[str]
    determiners: frozenset[str]
    breaks: frozenset[str]
    prepositions: frozenset[str]
    days: frozenset[str]
    subordinators: frozenset[str]
    abbreviations: frozenset[str]
    pasts: frozenset[str]
    writings: frozenset[str]
    being: frozenset[str]
    conjunctions: frozenset[str]
    standing: frozenset[str]
    fillers: frozenset[str]
    fronting: frozenset[str]
    plurals: frozenset[str]
    clauses: frozenset[str]
    adjuncts: frozenset[str]
    tails: frozenset[str]
    leaders: frozenset[str]
    daytimes: frozenset[str]
    before_days: frozenset[str]
    joints: frozenset[str]
    before_participles: frozenset[str]
    name_links: frozenset[str]
    headings: frozenset[str]


@cache
def load_grammar(name: str = "grammar.en.toml") -> Grammar:
    """Load the word classes that lie beside this module under `name`; they are read once a process."""
    table = tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return Grammar(**{field.name: frozenset(table[field.name].split()) for field in fields(Grammar)})
