"""How sure a finding is: a handful of named traits, each with a weight that anybody can read.

The weights in `confidence.toml` are fitted by `training/confidence.py`; a finding's confidence is the
logistic function of the sum over its traits.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from math import exp, log
from typing import TYPE_CHECKING, Final

from briefs.reading.grammar import load_grammar
from briefs.reading.lexicon import load_lexicon
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefs.reading.draft import Draft
    from briefs.reading.phrases import Run
    from briefs.reading.tokens import Paragraph

_GRAMMAR: Final = load_grammar()
_LEXICON: Final = load_lexicon()
_EDGE: Final = 0.001
#: A source fewer tokens from its cue is near; contents of more and of fewer words are long and short.
_NEAR: Final = 8
_LONG: Final = 30
_SHORT: Final = 5
_VERY_SHORT: Final = 2
#: Shares of quoted words above which a content is quoted all, or much.
_ALL: Final = 0.8
_MUCH: Final = 0.3


@cache
def load_weights(part: str, name: str = "confidence.toml") -> Mapping[str, float]:
    """Load the weights of one part ("rules" or "merged") of the file beside this module; once a process."""
    table = tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
    weights: dict[str, float] = table[part]
    return weights


def chance(traits: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Give the chance that belongs to the traits, between 0 and 1."""
    total = weights.get("always", 0.0)
    for trait, amount in traits.items():
        total += weights.get(trait, 0.0) * amount
    return 1 / (1 + exp(-max(-20.0, min(20.0, total))))


def odds(probability: float) -> float:
    """Give the logarithm of the odds, kept within about ±7."""
    kept = min(1 - _EDGE, max(_EDGE, probability))
    return log(kept / (1 - kept))


def traits(paragraphs: Sequence[Paragraph], draft: Draft, *, nested: bool) -> dict[str, float]:
    """Name what can be seen of a rule's finding; `nested` where its cue stands in another's words."""
    home = paragraphs[draft.paragraph]
    found = [f"frame {draft.frame}", *_of_source(home, draft), *_of_cue(home, draft)]
    if draft.carried:
        found.append("carried")
    if nested:
        found.append("nested")
    found += _of_content(paragraphs, draft)
    return dict.fromkeys(found, 1.0)


def _of_source(home: Paragraph, draft: Draft) -> list[str]:
    if draft.source is None:
        return ["no source"]
    kind = f"source {_kind(home, draft.source)}"
    if draft.cue is None:
        return [kind]
    gap = max(draft.source[0] - draft.cue[1], draft.cue[0] - draft.source[1])
    place = "next to" if gap <= 0 else "near" if gap < _NEAR else "far from"
    return [kind, f"source {place} cue"]


def _of_cue(home: Paragraph, draft: Draft) -> list[str]:
    if draft.cue is None or draft.lemma is None:
        return []
    last = home.lowered[draft.cue[1] - 1]
    found = [f"word {draft.lemma}"]
    verb = _LEXICON.verbs.get(last) or _LEXICON.verbs.get(home.lowered[draft.cue[0]])
    if verb is not None:
        found.append(f"form {verb.form}")
        found += sorted(f"takes {kind}" for kind in verb.takes)
    if last in _LEXICON.doubtful:
        found.append("doubtful word")
    return found


def _of_content(paragraphs: Sequence[Paragraph], draft: Draft) -> list[str]:
    found: list[str] = []
    words = quoted = 0
    for number, start, end in draft.content:
        paragraph = paragraphs[number]
        words += end - start
        quoted += end - start - paragraph.regions[start:end].count(OUTSIDE)
        if (
            start < end
            and number == draft.paragraph
            and not draft.frame.endswith("its words")
            and paragraph.lowered[start] == "that"
        ):
            found.append("opens with that")
    found.append(f"quoted {_extent(quoted, words)}")
    found.append("long" if words > _LONG else "short" if words < _SHORT else "middling")
    if words <= _VERY_SHORT:
        found.append("very short")
    if any(number != draft.paragraph for number, _, _ in draft.content):
        found.append("other paragraph")
    if len(draft.content) > 1:
        found.append("in parts")
    return found


def _extent(quoted: int, words: int) -> str:
    if not quoted:
        return "none"
    share = quoted / words
    return "all" if share > _ALL else "much" if share > _MUCH else "some"


def _kind(home: Paragraph, source: Run) -> str:
    start, end = source
    last = home.lowered[end - 1]
    if last in ("who", "which", "that"):
        return "relative"
    if last in _GRAMMAR.pronouns:
        return "pronoun" if last in ("he", "she", "they") else "pronoun of speech"
    if home.words[end - 1][0].isupper():
        return "name"
    return "noun" if end - start > 1 else "single noun"
