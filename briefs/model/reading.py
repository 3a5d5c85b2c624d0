"""What a reading of one article finds: attributions and positions, each with its spans."""

from dataclasses import dataclass
from enum import StrEnum

from briefs.model.span import Span


class Form(StrEnum):
    """How the words are given: all inside quotation marks, partly, or not at all."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Stance(StrEnum):
    """How an actor stands to an issue, in the order in which they would be listed."""

    DEMAND = "demand"
    PROPOSE = "propose"
    CONDITION = "condition"
    ACCEPT = "accept"
    CONCEDE = "concede"
    REJECT = "reject"
    ACCUSE = "accuse"
    THREATEN = "threaten"
    ASSESS = "assess"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words or view as an article gives them: source, cue, content.

    Each of `source`, `cue`, `content` lists its spans in text order; `content` is never empty and
    takes in the quotation marks around quoted words. `quoted` are the stretches of the content
    inside quotation marks that this speaker uttered, without the marks, one per pair of marks (an open
    quotation that runs over paragraphs gives one stretch a paragraph): where the contents of several
    attributions reach over a quotation, it belongs to exactly one of them, its utterer's. `actor` and
    `side` are ids of the dossier.
    `speaker` is the actor's canonical name, a name the dossier does not know as the article last
    gave it in full, `anonymous: ...` with the words that describe an unnamed source, or None where
    nobody can be named with confidence. `via` names the outlet or person it was told through. `force`
    is the cue's reporting word in the lexicon ("demand", "say"). `confidence` is calibrated: of all
    given as 0.9, nine in ten have content and speaker right.
    """

    form: Form
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    actor: str | None
    speaker: str | None
    side: str | None
    via: str | None
    force: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Position:
    """One actor's stance on one issue of the dossier, with the words that show it.

    `span` is the shortest clause or sentence that shows the stance on its own; `told_by` is the
    speaker (as in `Attribution.speaker`) who says so of the actor where that is somebody of another
    side ("Zelensky said that Russia offers ..."), None where the actor or the article itself says so.
    `via` as in an attribution. `toward` is the side the stance is aimed at where it is named (accuse,
    threaten, demand). `hedged` is True for reported refusals, doubts and conditionals that weaken it
    ("may", "is said to").
    """

    actor: str | None
    side: str
    issue: str
    stance: Stance
    span: Span
    told_by: str | None
    via: str | None
    toward: str | None
    hedged: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Characterisation:
    """What somebody called the talks: the describing words, who used them, and whether they praise or damn.

    `polarity` is -1, 0 or +1 from the lexicon.
    """

    actor: str | None
    speaker: str | None
    side: str | None
    span: Span
    polarity: int
    via: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one text, each list in text order, without duplicates."""

    attributions: tuple[Attribution, ...]
    positions: tuple[Position, ...]
    characterisations: tuple[Characterisation, ...]
