"""Builds articles with readings from words searched in a text, so that tests read as the news does."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from briefs.ledger.entry import Entry, enter
from briefs.model.article import Article
from briefs.model.brief import Window
from briefs.model.reading import Attribution, Characterisation, Form, Position, Reading, Stance
from briefs.model.span import Span
from briefs.model.talks import Actor, ActorKind, Dossier, Issue, Outlet, Side

DAY = datetime(2026, 2, 18, tzinfo=UTC)


def day(number: int = 0) -> Window:
    """The 18th of February, or so many days later."""
    start = DAY + timedelta(days=number)
    return Window(start, start + timedelta(days=1), "UTC")


def _actor(id_: str, name: str, side: str, rank: int, kind: ActorKind = ActorKind.PERSON) -> Actor:
    return Actor(id_, name, kind, side, f"role of {name}", (name.rpartition(" ")[2],), (), "he", None, rank)


DOSSIER = Dossier(
    "lake",
    "Lake talks",
    "UTC",
    ("talks", "negotiations"),
    ("Geneva",),
    None,
    None,
    (
        Side("north", "North", "party", ("the North",), ("Northern",)),
        Side("south", "South", "party", ("the South",), ("Southern",)),
        Side("mediator", "Mediator", "mediator", (), ()),
    ),
    (
        _actor("ander", "Paul Ander", "north", 1),
        _actor("north-spokesman", "Ivo Berg", "north", 4),
        _actor("solis", "Maria Solis", "south", 1),
        _actor("envoy", "Jon Weir", "mediator", 2),
    ),
    (
        Issue("water", "Water", ("water", "dam*"), (), ()),
        Issue("border", "Border", ("border*", "withdraw*"), (), ()),
        Issue("talks-state", "State of the talks", ("progress", "difficult"), (), ()),
    ),
    (
        Outlet("wire", "The Wire", "UK", "https://wire.test", "wire", ()),
        Outlet("post", "The Post", "US", "https://post.test", "newspaper", ()),
        Outlet("daily", "The Daily", "FR", "https://daily.test", "newspaper", ()),
    ),
    (),
)

ACTORS = {actor.id: actor for actor in DOSSIER.actors}


@dataclass
class Draft:
    """An article being built; every method finds its words in the text."""

    text: str
    outlet: str = "wire"
    published: datetime = DAY + timedelta(hours=12)
    id: str = ""
    version: int = 1
    dossier: Dossier = DOSSIER
    attributions: list[Attribution] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    calls: list[Characterisation] = field(default_factory=list)

    def find(self, words: str, after: str = "") -> Span:
        """The first place of `words` behind `after`."""
        begin = self.text.index(after) if after else 0
        start = self.text.index(words, begin)
        return Span(start, start + len(words))

    def says(
        self,
        actor: str | None,
        *quoted: str,
        after: str = "",
        sure: float = 0.95,
        via: str | None = None,
        speaker: str | None = None,
        content: str = "",
        force: str = "say",
        cue: str = "",
    ) -> "Draft":
        """`actor` says the quoted words, which stand in the text between quotation marks."""
        spans = tuple(self.find(words, after) for words in quoted)
        known = {each.id: each for each in self.dossier.actors}.get(actor or "")
        form = Form.DIRECT if spans else Form.INDIRECT
        held = (
            (self.find(content, after),)
            if content
            else tuple(Span(each.start - 1, each.end + 1) for each in spans)
        )
        self.attributions.append(
            Attribution(
                form,
                (),
                (self.find(cue),) if cue else (),
                held,
                spans,
                actor,
                speaker or (known.name if known else None),
                known.side if known else None,
                via,
                force,
                sure,
            )
        )
        return self

    def holds(
        self,
        side: str,
        issue: str,
        stance: Stance,
        words: str,
        *,
        actor: str | None = None,
        told_by: str | None = None,
        toward: str | None = None,
        hedged: bool = False,
        sure: float = 0.9,
    ) -> "Draft":
        """A side holds a stance on an issue, shown by `words`."""
        self.positions.append(
            Position(actor, side, issue, stance, self.find(words), told_by, None, toward, hedged, sure)
        )
        return self

    def calls_talks(self, actor: str, words: str, polarity: int, after: str = "") -> "Draft":
        """`actor` calls the talks `words`."""
        known = {each.id: each for each in self.dossier.actors}[actor]
        self.calls.append(
            Characterisation(actor, known.name, known.side, self.find(words, after), polarity, None, 0.9)
        )
        return self

    def article(self) -> Article:
        """The article as it stands."""
        name = self.id or f"{self.outlet}-{self.published:%d%H%M}"
        return Article(
            name,
            self.version,
            self.outlet,
            self.text[:40],
            self.published,
            self.published,
            f"https://{self.outlet}.test/{name}",
            None,
            self.text,
        )

    def entry(self) -> Entry:
        """The article read, with its sketch."""
        return enter(
            self.article(), Reading(tuple(self.attributions), tuple(self.positions), tuple(self.calls))
        )
