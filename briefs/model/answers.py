"""Answers to the other questions: a speaker's card, and lists of quotes, positions and disputes.

Like the brief, their JSON is these values field by field, and every list is in the order to be shown.
"""

from dataclasses import dataclass
from datetime import date

from briefs.model.brief import Dispute, Quote, Source, StandingPosition, Utterance, Window


@dataclass(frozen=True, slots=True)
class Carried:
    """How many of a speaker's sayings an outlet carries; `outlet` is its name."""

    outlet: str
    sayings: int


@dataclass(frozen=True, slots=True)
class WhoCard:
    """All the record holds about one speaker.

    `actor` is an id of the dossier, or None for a speaker the dossier does not know, of whom only the name
    and what articles say is then given. `name` is the canonical name, `kind` "person", "body", "group" or
    None. `speaks_for` and `spokespeople` are ids of actors. `spellings` are the dossier's other spellings,
    `called` the words by which articles name the speaker as a source, most frequent first. `latest` are
    sayings by the speaker, newest first, each saying once; `positions` the standing positions by issue in
    the dossier's order; `spoken_of` what others say of the speaker, newest first. `sayings` counts the
    speaker's distinct sayings, `articles` the articles that carry them, `outlets` the outlets by number of
    sayings. `window` is None where the whole record was asked.
    """

    dossier: str
    actor: str | None
    name: str
    kind: str | None
    side: str | None
    role: str
    speaks_for: str | None
    spokespeople: tuple[str, ...]
    spellings: tuple[str, ...]
    called: tuple[str, ...]
    window: Window | None
    first: date | None
    last: date | None
    sayings: int
    articles: int
    outlets: tuple[Carried, ...]
    latest: tuple[Quote, ...]
    positions: tuple[StandingPosition, ...]
    spoken_of: tuple[Quote, ...]
    sources: tuple[Source, ...]
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NearName:
    """A known name close to one that is not: the actor's id (None outside the dossier) and name to show."""

    actor: str | None
    name: str


@dataclass(frozen=True, slots=True)
class NameUnknown:
    """Nobody is known by the name asked for; `near` are the closest known names, nearest first."""

    dossier: str
    asked: str
    near: tuple[NearName, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list was asked for: ids of actor, side and issue, words, and the window; None is no limit.

    `about` are words or a name that the quoted words mention; `text` are words found in them as they stand.
    """

    by: str | None = None
    side: str | None = None
    about: str | None = None
    issue: str | None = None
    text: str | None = None
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class QuoteList:
    """Sayings that fit what was asked, newest first, each once; `utterances` their differing wordings."""

    dossier: str
    asked: Asked
    quotes: tuple[Quote, ...]
    utterances: tuple[Utterance, ...]
    sources: tuple[Source, ...]
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PositionList:
    """Standing positions that fit what was asked, by issue and then by side, both in the dossier's order."""

    dossier: str
    asked: Asked
    positions: tuple[StandingPosition, ...]
    sources: tuple[Source, ...]
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DisputeList:
    """Disputes that fit what was asked, those between parties first, the most contested first."""

    dossier: str
    asked: Asked
    disputes: tuple[Dispute, ...]
    sources: tuple[Source, ...]
    names: tuple[tuple[str, str], ...]
