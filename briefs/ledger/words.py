"""Words made comparable: keys under which two renderings of one saying meet.

Only sayings of one speaker are ever compared, so a key may be coarse: a stem cut short, or the name
of the foreign word that several English words are used for.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from typing import Final

_WORD: Final = re.compile(
    r"\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:[-\u2010\u2011][^\W_]+)*(?:['\u2019][^\W\d_]+)?|%", re.UNICODE
)
_ENDINGS: Final = (
    "ations", "ation", "nesses", "ments", "ively", "ingly", "ities", "isms", "ions", "ness", "ment", "able",
    "ally", "ible", "ism", "ion", "ing", "ity", "ied", "ies", "ely", "ive", "ant", "ent", "ed",
    "es", "ly", "er", "al", "s", "e", "y",
)  # fmt: skip
_SHORTEST_STEM: Final = 4
_LONGEST_STEM: Final = 8


class Kind(StrEnum):
    """What a word does in a saying."""

    CONTENT = "content"
    NUMBER = "number"
    MODALITY = "modality"
    NEGATION = "negation"
    DEGREE = "degree"
    FUNCTION = "function"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: code points `[start, end)` there, and the key under which renderings meet."""

    start: int
    end: int
    key: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the data file, ready to be looked up."""

    kinds: dict[str, Kind]
    modality: dict[str, str]
    spelling: dict[str, tuple[str, ...]]
    renderings: dict[str, str]
    phrases: dict[tuple[str, str], str]
    idle: frozenset[str]
    leaning: frozenset[str]


@cache
def load_vocabulary(name: str = "words.en.toml") -> Vocabulary:
    """Load the vocabulary that lies beside this module under `name`; it is read once a process."""
    table = tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
    kinds = dict.fromkeys(table["function"]["words"].split(), Kind.FUNCTION)
    kinds |= dict.fromkeys(table["degree"]["words"].split(), Kind.DEGREE)
    kinds |= dict.fromkeys(table["negation"]["words"].split(), Kind.NEGATION)
    modality = {word: force for force, words in table["modality"].items() for word in words.split()}
    kinds |= dict.fromkeys(modality, Kind.MODALITY)
    renderings: dict[str, str] = {}
    phrases: dict[tuple[str, str], str] = {}
    for name_of_word, line in table["renderings"].items():
        singles, *pairs = line.split(";")
        renderings |= {stem(word): name_of_word for word in singles.split()}
        for pair in pairs:
            first, second = pair.split()
            phrases[(stem(first), second)] = name_of_word
    spelling = {word: tuple(meant.split()) for word, meant in table["spelling"].items()}
    return Vocabulary(
        kinds,
        modality,
        spelling,
        renderings,
        phrases,
        frozenset(table["idle"]["words"].split()),
        frozenset(table["leaning"]["words"].split()),
    )


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cut a lower-cased word to what its inflections and derivations have in common."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2]:
        word = word[:-1]
    return word[:_LONGEST_STEM]


@lru_cache(maxsize=50_000)
def _known(word: str) -> tuple[tuple[str, Kind], ...]:
    """Give the keys and kinds that one lower-cased word stands for."""
    vocabulary = load_vocabulary()
    meant = vocabulary.spelling.get(word)
    if meant is None and word.endswith("n't"):
        meant = (word[:-3], "not")
    if meant is None and word.endswith("'s"):
        meant = (word[:-2],)
    if meant is None and "'" in word:
        meant = (word.partition("'")[0], word.partition("'")[2])
    found: list[tuple[str, Kind]] = []
    for part in meant or (word,):
        kind = vocabulary.kinds.get(part)
        if kind is not None:
            found.append(("not" if kind is Kind.NEGATION else part, kind))
        elif part[0].isdigit() or part == "%":
            found.append(
                (part.replace(",", "").rstrip("%"), Kind.NUMBER) if part != "%" else ("%", Kind.FUNCTION)
            )
        else:
            root = stem(part)
            found.append((vocabulary.renderings.get(root, root), Kind.CONTENT))
    return tuple(found)


def words_of(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Find the words of `text[start:end]`, in order; one written word may stand for two ("unfair")."""
    phrases = load_vocabulary().phrases
    found: list[Word] = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        written = match.group().lower().replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-")
        if found:
            whole = phrases.get((found[-1].key, written))
            if whole is not None:
                last = found.pop()
                found.append(Word(last.start, match.end(), whole, Kind.CONTENT))
                continue
        found.extend(Word(match.start(), match.end(), key, kind) for key, kind in _known(written))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Written:
    """One word as written: code points `[start, end)` of the text, and its plain form.

    Plain forms leave aside case, contraction and the spelling of one country or another, nothing else.
    """

    start: int
    end: int
    plain: str


def written(text: str, start: int, end: int) -> tuple[Written, ...]:
    """Find the words of `text[start:end]` as they are written; articles are left out, "it's" is two words."""
    vocabulary = load_vocabulary()
    found: list[Written] = []
    for match in _WORD.finditer(text, start, end):
        word = match.group().lower().replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-")
        meant = vocabulary.spelling.get(word, (word,))
        if meant[0] == "not":
            meant = (word,)
        elif word.endswith("n't") and word not in vocabulary.spelling:
            meant = (word[:-3], "not")
        elif "'" in word and word not in vocabulary.spelling:
            head, _, tail = word.partition("'")
            meant = (head, _CONTRACTED.get(tail, tail))
        found += (Written(match.start(), match.end(), part) for part in meant if part not in vocabulary.idle)
    return tuple(found)


_CONTRACTED: Final = {"s": "is", "re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}


def is_excerpt(short: tuple[str, ...], long: tuple[str, ...], *, denied: bool) -> bool:
    """Tell whether a wording is a part of another that leaves out nothing which turns its meaning.

    A `denied` one has its negation outside the quotation marks: no "excessive expectations".
    """
    kinds = load_vocabulary().kinds
    turning = {Kind.DEGREE} if denied else {Kind.DEGREE, Kind.NEGATION}
    size = len(short)
    return size < len(long) and any(
        long[at : at + size] == short and not (at and kinds.get(long[at - 1]) in turning)
        for at in range(len(long) - size + 1)
    )
