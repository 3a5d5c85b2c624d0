"""The brief: one page about one window of time, every line of it made of evidence.

Its JSON is these values field by field, so the names here are a public contract (README, "JSON").
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from briefs.model.reading import Form, Stance

OTHER = "other"
"""The issue of a dispute that touches no issue of the dossier; `Brief.names` gives it a name."""


@dataclass(frozen=True, slots=True)
class Window:
    """The time a brief is about: `[start, end)`, aware instants, shown in the IANA zone `zone`."""

    start: datetime
    end: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where words stand: code points `[start, end)` of the stored text of an article's version.

    `exact` are the words there, letter for letter. `outlet` is the outlet's name, `address` its page.
    """

    article: str
    version: int
    outlet: str
    published: datetime
    address: str | None
    path: str | None
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words somebody said. `quoted` are the stretches inside quotation marks, `evidence` the whole content.

    `attributed` is the stretch from source to cue that says who speaks. `outlets` counts the outlets that
    carry the same utterance, `independent` those left when copies of one text count once. `new` is False
    when the same saying was known before the window.
    """

    speaker: str | None
    actor: str | None
    side: str | None
    via: str | None
    form: Form
    evidence: Evidence
    quoted: tuple[Evidence, ...]
    attributed: Evidence | None
    issues: tuple[str, ...]
    outlets: int
    independent: int
    new: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class StandingPosition:
    """A stance that stands at the window's end, its evidence newest first, with what came before.

    `told_by` names the speaker of another side who says so; `history` lists earlier, different stances,
    newest first.
    """

    side: str
    actor: str | None
    speaker: str | None
    issue: str
    stance: Stance
    told_by: str | None
    via: str | None
    toward: str | None
    hedged: bool
    since: date
    evidence: tuple[Evidence, ...]
    history: tuple["StandingPosition", ...]
    confidence: float


class DisputeKind(StrEnum):
    """Between whom an issue is disputed."""

    PARTIES = "between parties"
    OUTLETS = "between outlets"
    WITHIN = "within one article"


class DisputeStatus(StrEnum):
    """How a dispute stands at the window's end."""

    OPEN = "open"
    NARROWING = "narrowing"
    SETTLED = "settled"
    DORMANT = "dormant"


@dataclass(frozen=True, slots=True)
class DisputeSide:
    """One side of a dispute. Between outlets and within an article `side` is the outlet's name."""

    side: str
    positions: tuple[StandingPosition, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """An issue on which positions are opposed, with each side's words in the dossier's order of sides.

    `issue` is an id of the dossier or `OTHER`. `reason` is the fixed phrase that says what makes it a dispute
    ("opposed stances", "rival proposals", "opposed readings of the talks", "different numbers",
    "different force", "different wording", "opposed statements").
    """

    issue: str
    kind: DisputeKind
    status: DisputeStatus
    reason: str
    since: date
    sides: tuple[DisputeSide, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """How some outlets give a saying. `differing` are `(start, end)` in `exact` of words the others lack."""

    exact: str
    differing: tuple[tuple[int, int], ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One saying as several outlets word it: at least one wording, the most widely carried first.

    `shifts` are fixed phrases for differences that change the meaning ("modality: may / could").
    """

    speaker: str
    actor: str | None
    side: str | None
    wordings: tuple[Wording, ...]
    shifts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TalksCalled:
    """What a speaker called the talks; `polarity` -1, 0 or +1."""

    speaker: str | None
    actor: str | None
    side: str | None
    via: str | None
    polarity: int
    evidence: tuple[Evidence, ...]


class ChangeKind(StrEnum):
    """What is different from the window before."""

    NEW = "new"
    HARDENED = "hardened"
    SOFTENED = "softened"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two windows, with the words before and after where there are any."""

    kind: ChangeKind
    side: str
    issue: str
    before: StandingPosition | None
    after: StandingPosition | None


@dataclass(frozen=True, slots=True)
class NextDate:
    """Words that name a coming date or meeting, and who says so."""

    evidence: Evidence
    day: date | None


@dataclass(frozen=True, slots=True)
class Source:
    """An article the brief was made from. `copies` are the ids of other articles that share its text."""

    article: str
    version: int
    outlet: str
    title: str
    published: datetime
    address: str | None
    path: str | None
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The status line in figures; `latest` is the latest day before or in the window that has articles."""

    articles: int
    outlets: int
    independent: int
    latest: date | None


@dataclass(frozen=True, slots=True)
class Brief:
    """One brief, every list in the order in which it is to be shown.

    Nothing is left out to save room: limits on length are the renderer's, which pages.

    `quotes` are what was said in the window by known speakers, best first by the stated rule; `toplines` the
    first of them. `unattributed` are quoted words whose speaker could not be told with confidence or is
    unnamed; `single` are quotes carried by one independent source only. `silent` are ids of sides without own
    words in the window. `names` gives for every id of side, actor and issue used here the name to show,
    `roles` for actors with a role in the dossier that role ("Kremlin spokesman").
    """

    dossier: str
    title: str
    kind: str
    window: Window
    as_of: datetime | None
    status: Status
    toplines: tuple[Quote, ...]
    quotes: tuple[Quote, ...]
    positions: tuple[StandingPosition, ...]
    disputes: tuple[Dispute, ...]
    utterances: tuple[Utterance, ...]
    characterisations: tuple[TalksCalled, ...]
    unattributed: tuple[Quote, ...]
    single: tuple[Quote, ...]
    changes: tuple[Change, ...]
    silent: tuple[str, ...]
    next_dates: tuple[NextDate, ...]
    sources: tuple[Source, ...]
    names: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...] = ()
