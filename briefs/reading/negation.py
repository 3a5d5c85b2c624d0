"""What a negation, a refusal or a hedge makes of a stance.

"Has not agreed to" is a refusal that leaves a door open (hedged), "did not rule out" concedes a
little, "no longer insists" gives a demand up; a negated proposal or accusation is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.model.reading import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefs.reading.frames import StanceWords

#: What the stance is when denied, and whether that is weaker than said outright.
DENIED: Final[dict[Stance, tuple[Stance, bool] | None]] = {
    Stance.DEMAND: (Stance.CONCEDE, True),
    Stance.PROPOSE: None,
    Stance.CONDITION: None,
    Stance.ACCEPT: (Stance.REJECT, False),
    Stance.CONCEDE: (Stance.REJECT, False),
    Stance.REJECT: (Stance.CONCEDE, True),
    Stance.ACCUSE: None,
    Stance.THREATEN: None,
    Stance.ASSESS: None,
}


def denied(words: Iterable[str], known: StanceWords) -> bool:
    """Tell whether an odd number of negations and refusals stands among the words before a stance word."""
    count = 0
    before = ""
    for word in words:
        if (word == "only" and before == "not") or (word in (".", ",") and before == "no"):
            count -= 1
        elif word == "longer" and before == "no":
            pass
        elif word in known.negations or word.endswith(("n't", "n\u2019t")) or word in known.denying:
            count += 1
        before = word
    return count % 2 == 1


def hedged(words: Iterable[str], known: StanceWords) -> bool:
    """Tell whether a word weakens the stance."""
    return any(word in known.hedges for word in words)
