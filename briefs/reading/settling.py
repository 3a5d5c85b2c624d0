"""What negations, conditions and the words around make of a stance in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.model.reading import Stance
from briefs.reading.clauses import clause_at
from briefs.reading.frames import Holding, stance_words
from briefs.reading.negation import DENIED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.frames import Frame
    from briefs.reading.holder import Holder
    from briefs.reading.scene import Sentence


#: "Said no" answers what was asked or offered before.
ANSWERS: Final = frozenset(f"{verb} {word}" for verb in ("say", "answer", "reply") for word in ("no", "yes"))
URGING: Final = frozenset(("should", "must", "ought"))


def undecided(sentence: Sentence, frame: Frame) -> bool:
    """Return whether "neither accepted nor rejected" leaves the stance open."""
    lowered = sentence.scene.lowered
    before, after = (
        lowered[max(sentence.low, frame.first - 4) : frame.first],
        lowered[frame.last : frame.last + 4],
    )
    return ("neither" in before and "nor" in after) or ("nor" in before[-1:] and "neither" in before)


def settled(sentence: Sentence, frame: Frame, holder: Holder) -> tuple[Stance, bool] | None:
    """Give what the stance is after negation, "only" and conditions, and whether it is weakened."""
    stance, weak = frame.word.stance, holder.hedged
    lowered = sentence.scene.lowered
    if frame.word.holding is Holding.MODAL and stance is Stance.CONDITION and by_force(sentence, frame):
        return Stance.THREATEN, weak
    if frame.word.lemma == "suggest" and URGING & set(lowered[frame.last : sentence.high]):
        stance = Stance.DEMAND
    if stance is Stance.CONCEDE and holder.denied and _of_demand(lowered, frame, sentence.high):
        return Stance.DEMAND, weak
    was_denied = holder.denied
    if was_denied:
        changed = _not_wanted(lowered, frame) if frame.word.lemma == "want" else DENIED[stance]
        if changed is None:
            return None
        stance, weak = changed[0], weak or changed[1]
    if stance is Stance.ACCEPT and "only" in lowered[max(sentence.low, frame.first - 2) : frame.last + 1]:
        stance = Stance.CONCEDE
    condition = condition_after(sentence, frame)
    if condition:
        if (
            stance is Stance.ACCEPT
            or (stance is Stance.REJECT and was_denied and condition in ("unless", "until", "only"))
            or (stance is Stance.REJECT and frame.word.holding is Holding.MODAL)
        ):
            stance = Stance.CONDITION
        elif stance is Stance.REJECT:
            weak = True
    return stance, weak


def _not_wanted(lowered: Sequence[str], frame: Frame) -> tuple[Stance, bool] | None:
    """Give what "does not want" shows: a refusal, but none of one sort only ("a paper guarantee")."""
    return (
        None
        if lowered[frame.last : frame.last + 1] in (["a"], ["an"], ["any"], ["to"])
        else (Stance.REJECT, False)
    )


def by_force(sentence: Sentence, frame: Frame) -> bool:
    """Return whether what a side will do is a use of force."""
    clause = sentence.clauses[clause_at(sentence.clauses, frame.first)]
    words = sentence.scene.lowered[frame.last : min(clause.last, frame.last + 9)]
    return not {"if", "not", "after"} & set(words[: _first_force(words)]) and _first_force(words) < len(words)


def _first_force(words: Sequence[str]) -> int:
    known = stance_words().force
    return next((at for at, word in enumerate(words) if word in known), len(words))


def _of_demand(lowered: Sequence[str], frame: Frame, high: int) -> bool:
    """Return whether what is not softened is a demand: "has not dropped its demand"."""
    return bool(
        {"demand", "demands", "insistence", "position", "conditions"}
        & set(lowered[frame.last : min(high, frame.last + 4)])
    )


def condition_after(sentence: Sentence, frame: Frame) -> str:
    """Give the first word of a condition in the frame's clause, the next, or before it in the sentence."""
    lowered = sentence.scene.lowered
    number = clause_at(sentence.clauses, frame.first)
    last = sentence.clauses[min(number + 1, len(sentence.clauses) - 1)].last
    known = stance_words().conditions
    for at in range(frame.last, last):
        for phrase in known.get(lowered[at], ()):
            if tuple(lowered[at : min(last, at + len(phrase))]) == phrase:
                return phrase[0]
    opening = sentence.low
    while opening < frame.first and not lowered[opening][0].isalnum():
        opening += 1
    first = lowered[opening]
    return first if first in ("if", "until", "unless") and frame.first > opening + 3 else ""
