"""How sure a finding is: a handful of named traits, each with a weight that anybody can read.

The weights in `confidence.toml` are fitted by `training/confidence.py`; a finding's confidence is the logistic
function of the sum over its traits.
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
    from briefs.reading.tokens import Paragraph

_GRAMMAR: Final = load_grammar()
_LEXICON: Final = load_lexicon()
_EDGE: Final = 0.001


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
    found = {f"frame {draft.frame}": 1.0}
    if draft.source is None:
        found["no source"] = 1.0
    else:
        found[f"source {_kind(home, draft)}"] = 1.0
        if draft.cue is not None:
            gap = max(draft.source[0] - draft.cue[1], draft.cue[0] - draft.source[1])
            found[
                "source next to cue" if gap <= 0 else "source near cue" if gap < 8 else "source far from cue"
            ] = 1.0
    if draft.cue is not None and draft.lemma is not None:
        last = home.lowered[draft.cue[1] - 1]
        found[f"word {draft.lemma}"] = 1.0
        verb = _LEXICON.verbs.get(last) or _LEXICON.verbs.get(home.lowered[draft.cue[0]])
        if verb is not None:
            found[f"form {verb.form}"] = 1.0
            for kind in verb.takes:
                found[f"takes {kind}"] = 1.0
        if last in _LEXICON.doubtful:
            found["doubtful word"] = 1.0
    if draft.carried:
        found["carried"] = 1.0
    if nested:
        found["nested"] = 1.0
    words = quoted = 0
    others = set()
    for number, start, end in draft.content:
        paragraph = paragraphs[number]
        if number != draft.paragraph:
            others.add(number)
        words += end - start
        quoted += sum(1 for region in paragraph.regions[start:end] if region != OUTSIDE)
        if start < end and number == draft.paragraph and not draft.frame.endswith("its words"):
            opening = paragraph.lowered[start]
            if opening == "that":
                found["opens with that"] = 1.0
    share = quoted / words if words else 0.0
    found[
        "quoted all"
        if share > 0.8
        else "quoted much"
        if share > 0.3
        else "quoted some"
        if quoted
        else "quoted none"
    ] = 1.0
    found["long" if words > 30 else "short" if words < 5 else "middling"] = 1.0
    if words <= 2:
        found["very short"] = 1.0
    if others:
        found["other paragraph"] = 1.0
    if len(draft.content) > 1:
        found["in parts"] = 1.0
    return found


def _kind(home: Paragraph, draft: Draft) -> str:
    if draft.source is None:
        return "none"
    start, end = draft.source
    last = home.lowered[end - 1]
    if last in ("who", "which", "that"):
        return "relative"
    if last in _GRAMMAR.pronouns:
        return "pronoun" if last in ("he", "she", "they") else "pronoun of speech"
    if home.words[end - 1][0].isupper():
        return "name"
    return "noun" if end - start > 1 else "single noun"
