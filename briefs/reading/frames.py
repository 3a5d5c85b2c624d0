"""Words that show a stance: verbs, nouns, adjectives, modals, each with where its holder is to be found."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from briefs.model.reading import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FILE: Final = Path(__file__).with_name("stance.en.toml")
_VOWELS: Final = frozenset("aeiou")
_MOST: Final = 40


class Holding(StrEnum):
    """Where the holder of a frame's stance is to be looked for."""

    SUBJECT = "subject"  # of the verb: "Kyiv rejected", by-phrase of a passive
    POSSESSOR = "possessor"  # of the noun: "Russia's demand"
    STATE = "state"  # subject of the adjective: "is ready to"
    JUDGE = "judge"  # who says it: "X is unacceptable"
    CONDUCT = "conduct"  # who says it of another side: "X is stalling"
    MODAL = "modal"  # who says what another must do


class Form(StrEnum):
    """The form in which a verb stands."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    ING = "ing"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of the stance lexicon in one form. `lemma` is the words as the lexicon lists them."""

    stance: Stance
    holding: Holding
    form: Form
    lemma: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A stance word at tokens `[first, last)`."""

    first: int
    last: int
    word: Word


@dataclass(frozen=True, slots=True)
class StanceWords:
    """The stance lexicon by first token, longest phrases first, and the small words around it."""

    starts: dict[str, tuple[tuple[tuple[str, ...], tuple[Word, ...]], ...]]
    spoken: frozenset[str]
    between: frozenset[str]
    raising: frozenset[str]
    hedges: frozenset[str]
    negations: frozenset[str]
    denying: frozenset[str]
    silence: frozenset[str]
    telling: frozenset[str]
    repeating: frozenset[str]
    acting: frozenset[str]
    force: frozenset[str]
    conditions: dict[str, tuple[tuple[str, ...], ...]]
    anaphora: frozenset[str]
    pointing: frozenset[str]
    aspects: frozenset[str]
    reports: frozenset[str]


def find_frames(lowered: Sequence[str], low: int, high: int) -> Iterator[Frame]:
    """Find the stance words at tokens `[low, high)`, in order; of each kind of holding the longest wins."""
    starts = stance_words().starts
    taken: dict[Holding, int] = {}
    for at in range(low, high):
        listed = starts.get(lowered[at])
        if listed is None:
            continue
        for phrase, words in listed:
            last = at + len(phrase)
            if len(phrase) > 1 and (last > high or tuple(lowered[at:last]) != phrase):
                continue
            for word in words:
                if taken.get(word.holding, 0) <= at:
                    taken[word.holding] = last
                    yield Frame(at, last, word)


@cache
def stance_words() -> StanceWords:  # noqa: C901 - one branch a construction
    """Read the lexicon; the file is part of the package, so a fault in it is a programming error."""
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    phrases: dict[tuple[str, ...], list[Word]] = {}
    for stance, listed in data["verbs"].items():
        for lemma in _listed(listed):
            for form, phrase in _verb(lemma, data["irregular"]):
                _put(phrases, phrase, Word(Stance(stance), Holding.SUBJECT, form, lemma))
    for stance, listed in data["nouns"].items():
        for lemma in _listed(listed):
            for phrase in _noun(lemma):
                _put(phrases, phrase, Word(Stance(stance), Holding.POSSESSOR, Form.NONE, lemma))
    for section, holding in (
        ("subject", Holding.STATE),
        ("judged", Holding.JUDGE),
        ("conduct", Holding.CONDUCT),
        ("modals", Holding.MODAL),
    ):
        for stance, listed in data[section].items():
            for lemma in _listed(listed):
                _put(phrases, _tokens(lemma), Word(Stance(stance), holding, Form.NONE, lemma))
    starts: dict[str, list[tuple[tuple[str, ...], tuple[Word, ...]]]] = {}
    for phrase, words in phrases.items():
        starts.setdefault(phrase[0], []).append((phrase, tuple(words)))
    return StanceWords(
        starts={first: tuple(sorted(some, key=lambda pair: -len(pair[0]))) for first, some in starts.items()},
        spoken=frozenset(data["spoken"]["verbs"].split()),
        between=frozenset(data["between"]["words"].split()),
        raising=frozenset(data["between"]["raising"].split()),
        hedges=frozenset(data["between"]["hedges"].split()),
        negations=frozenset(data["between"]["negations"].split()),
        denying=frozenset(data["between"]["denying"].split()),
        silence=frozenset(data["between"]["silence"].split()),
        repeating=frozenset(data["between"]["repeating"].split()),
        force=frozenset(data["force"]["words"].split()),
        acting=frozenset(data["acting"]["words"].split()),
        telling=frozenset(data["telling"]["words"].split()),
        conditions=_by_first(tuple(phrase.split()) for phrase in data["between"]["conditions"]),
        anaphora=frozenset(data["anaphora"]["words"].split()),
        pointing=frozenset(data["anaphora"]["nouns"].split()),
        aspects=frozenset((data["aspects"]["nouns"] + data["aspects"]["reports"]).split()),
        reports=frozenset(data["aspects"]["reports"].split()),
    )


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


def _put(phrases: dict[tuple[str, ...], list[Word]], phrase: tuple[str, ...], word: Word) -> None:
    known = phrases.setdefault(phrase, [])
    if all(other.holding is not word.holding for other in known):
        known.append(word)


def _listed(text: str) -> list[str]:
    return [lemma.strip() for lemma in text.replace("\n", " ").split("|") if lemma.strip()]


def _tokens(phrase: str) -> tuple[str, ...]:
    """Give a phrase as the tokens of a text: commas and possessive endings apart."""
    return tuple(phrase.replace(",", " ,").replace("'s ", " 's ").split())


def _noun(lemma: str) -> Iterator[tuple[str, ...]]:
    words = _tokens(lemma)
    yield words
    first = words[0]
    if not first.endswith("s"):
        yield (first[:-1] + "ies" if first.endswith("y") else first + "s", *words[1:])


def _verb(lemma: str, irregular: dict[str, Any]) -> Iterator[tuple[Form, tuple[str, ...]]]:
    """Give the forms of a verb, further words kept."""
    first, *rest = _tokens(lemma)
    if first in ("will", "would", "vow"):
        yield Form.BASE, (first, *rest)
    given = str(irregular.get(first, "")).split()
    forms = [(Form.BASE, first), (Form.THIRD, _third(first)), (Form.ING, _ing(first))]
    ing = [word for word in given if word.endswith("ing")]
    past = [word for word in given if not word.endswith(("ing", "ies", "oes"))]
    if ing:
        forms[2] = (Form.ING, ing[0])
    forms.extend((Form.PAST, word) for word in past or [_past(first)])
    for form, word in forms:
        yield form, (word, *rest)


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return verb + "ing"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"
