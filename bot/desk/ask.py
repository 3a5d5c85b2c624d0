"""Every question that can be asked of the record: a value in, a value out."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final, TypedDict

from bot.desk.names import Known, find_name
from bot.desk.sides import compile_side_card
from bot.desk.windows import Days, day_in_words, midnight, zone_of
from bot.errors import NothingFound, RapporteurError, one_line
from bot.store import articles, readings
from bot.store.database import Record
from briefs.compile import compile_brief, compile_card, list_disputes, list_positions, list_quotes
from briefs.ledger.ledger import Ledger
from briefs.model.answers import Asked, DisputeList, NameUnknown, PositionList, QuoteList, WhoCard
from briefs.model.article import Article
from briefs.model.brief import Brief, Window
from briefs.model.reading import Reading
from briefs.model.talks import Dossier
from briefs.plain import NotPlainError, brief_from_json
from briefs.verify import Failure, cited, verify

EMPTY: Final = (
    "the record is empty; `rapporteur import PATH...` stores your articles, "
    "`rapporteur run` those that come with the dossier"
)
#: How far back sayings are known again: what is older and said anew is new.
LOOK_BACK: Final = timedelta(days=7)
#: How many of a side's newest positions on an issue are looked for before that, for what still stands.
POSITIONS_BEFORE: Final = 4
#: How many of the newest articles a question about a speaker or about words reads at most, and how many of
#: the newest of all, for what others say of the speaker.
OF_SPEAKER: Final = 100
OF_ALL: Final = 30


#: Marks that people put around the words they look for.
_MARKS: Final = " \"'\u201c\u201d\u201e\u2018\u2019\xab\xbb"


class Ask:
    """Answers questions for one dossier from one record."""

    def __init__(self, record: Record, dossier: Dossier) -> None:
        self._record = record
        self.dossier = dossier

    async def brief(
        self,
        on: date | None = None,
        *,
        days: Days | None = None,
        as_of: datetime | None = None,
        kind: str = "daily",
        zone: str | None = None,
    ) -> Brief:
        """Give the brief of a day or of days, by default of the latest day that has articles.

        Raises:
            NothingFound: when there is no article on these days; the message names the latest day that has.
        """
        window, before = await self._windows(on, days, zone, as_of)
        ledger = await self._ledger(window, as_of)
        return compile_brief(ledger, window, self.dossier, kind=kind, before=before, as_of=as_of)

    async def brief_of(self, window: Window, *, kind: str = "daily") -> Brief:
        """Give the brief of any stretch of time, quiet or not, compared with as long a one before it."""
        length = window.end - window.start
        before = Window(window.start - length, window.start, window.zone)
        return compile_brief(
            await self._ledger(window, None), window, self.dossier, kind=kind, before=before, as_of=None
        )

    async def who(self, name: str) -> WhoCard | NameUnknown:
        """Give all the record holds about one speaker, or the known names near to the one asked for."""
        async with self._record.reading() as connection:
            found = find_name(self.dossier, await readings.load_speakers(connection), name)
            if not isinstance(found, Known):
                return NameUnknown(self.dossier.id, name, found)
            own = await readings.find_articles_of_speaker(connection, found.name, OF_SPEAKER)
            newest = await articles.find_newest(connection, OF_ALL)
            entries = await readings.load_entries_of(connection, {*own, *newest}, None)
        ledger = Ledger(self.dossier, entries)
        side = next((side for side in self.dossier.sides if side.id == found.side and not found.actor), None)
        card = compile_side_card(ledger, side) if side else compile_card(ledger, found.id)
        if card is None:
            raise NothingFound(f"no words of {one_line(found.name, 60)} are held surely enough to be shown")
        return card

    async def positions(self, *, actor: str | None = None, issue: str | None = None) -> PositionList:
        """Give what stands now, of one actor or side, on one issue."""
        known = await self._named(actor)
        asked = Asked(**_whom(known), issue=self._issue(issue))
        window, _ = await self._windows(None, None, None, None)
        return list_positions(await self._ledger(window, None), asked)

    async def disputes(
        self,
        on: date | None = None,
        *,
        days: Days | None = None,
        as_of: datetime | None = None,
        zone: str | None = None,
    ) -> DisputeList:
        """Give what is in dispute on a day, by default the latest day that has articles."""
        window, _ = await self._windows(on, days, zone, as_of)
        return list_disputes(await self._ledger(window, as_of), Asked(window=window))

    async def quotes(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        issue: str | None = None,
        text: str | None = None,
        since: date | None = None,
    ) -> QuoteList:
        """Give sayings, newest first: by somebody, about something, on an issue, with these words in them."""
        text = text.strip(_MARKS) if text else text
        speaker, subject = await self._named(by), None
        if about is not None:
            with suppress(NothingFound):
                subject = await self._named(about)
        start = None if since is None else midnight(since, self.dossier.zone)
        asked = Asked(
            **_whom(speaker), about=subject.id if subject else about, issue=self._issue(issue), text=text
        )
        async with self._record.reading() as connection:
            if speaker is not None:
                ids = await readings.find_articles_of_speaker(connection, speaker.name, OF_SPEAKER)
            else:
                longest = max((text or "").split(), key=len, default="")
                ids = await articles.find_newest(connection, OF_SPEAKER, word=longest, start=start)
            entries = await readings.load_entries_of(connection, ids, None)
        kept = tuple(entry for entry in entries if start is None or entry.article.published >= start)
        return list_quotes(Ledger(self.dossier, kept), asked)

    async def verify(self, written: str, *, rebuild: bool = True) -> tuple[Failure, ...]:
        """Check a brief's JSON against the record, line by line; nothing found is the proof that it holds."""
        try:
            claimed = brief_from_json(written)
        except NotPlainError:
            return verify(written, lambda _article, _version: None, dossier=self.dossier)
        held: dict[tuple[str, int], Article | None] = {}
        async with self._record.reading() as connection:
            for article, version in sorted(cited(claimed)):
                held[article, version] = await articles.load_version(connection, article, version)
        window = claimed.window
        length = window.end - window.start
        again: Brief | None = None
        if rebuild and length > timedelta():
            with suppress(RapporteurError, OverflowError):
                before = Window(window.start - length, window.start, window.zone)
                ledger = await self._ledger(window, claimed.as_of)
                again = compile_brief(
                    ledger, window, self.dossier, kind=claimed.kind, before=before, as_of=claimed.as_of
                )
        return verify(
            written,
            lambda article, version: held.get((article, version)),
            dossier=self.dossier,
            rebuild=(lambda _: again) if rebuild else None,
        )

    async def everything(self) -> tuple[tuple[Article, Reading], ...]:
        """Give all articles with what was read in them, oldest first."""
        async with self._record.reading() as connection:
            entries = await readings.load_entries(connection, None, None, None)
        return tuple((entry.article, entry.reading) for entry in entries)

    async def days(self) -> tuple[date, ...]:
        """List the days that have articles, oldest first."""
        async with self._record.reading() as connection:
            moments = await articles.load_moments(connection)
        zone = zone_of(self.dossier.zone)
        return tuple(sorted({moment.astimezone(zone).date() for moment in moments}))

    async def speakers(self) -> tuple[str, ...]:
        """List the speakers of the record by name, those of the dossier too."""
        async with self._record.reading() as connection:
            return tuple(sorted(await readings.load_speakers(connection)))

    async def latest(self, zone: str | None = None, as_of: datetime | None = None) -> Days:
        """Give the latest day that has articles.

        Raises:
            NothingFound: when the record holds none; the message says what to do.
        """
        async with self._record.reading() as connection:
            moment = await articles.latest_published(connection, None, as_of)
        if moment is None:
            raise NothingFound(EMPTY if as_of is None else f"the record holds no article from before {as_of}")
        day = moment.astimezone(zone_of(zone or self.dossier.zone)).date()
        return Days(day, day)

    async def _no_articles(self, days: Days, zone: str, as_of: datetime | None) -> NothingFound:
        latest = await self.latest(zone, as_of)
        span = day_in_words(days.first)
        if days.last != days.first:
            span = f"{span} to {day_in_words(days.last)}"
        return NothingFound(
            f"no articles on {span}; the latest day that has some is {day_in_words(latest.last)} "
            f"({latest.last.isoformat()})"
        )

    async def _windows(
        self, on: date | None, days: Days | None, zone: str | None, as_of: datetime | None
    ) -> tuple[Window, Window]:
        """Give the window that is meant, and the one before it to compare with."""
        zone = zone_of(zone or self.dossier.zone).key
        meant = days or (Days(on, on) if on else await self.latest(zone, as_of))
        window = meant.window(zone)
        async with self._record.reading() as connection:
            latest = await articles.latest_published(connection, window.end, as_of)
        if latest is None or latest < window.start:
            raise await self._no_articles(meant, zone, as_of)
        return window, meant.before().window(zone)

    async def _ledger(self, window: Window, as_of: datetime | None) -> Ledger:
        """Load what a window's brief is made from: its articles, some before, and what stood before these."""
        since = window.start - LOOK_BACK
        pairs = [(issue.id, side.id) for issue in self.dossier.issues for side in self.dossier.sides]
        async with self._record.reading() as connection:
            recent = await readings.load_entries(connection, since, window.end, as_of)
            older = await readings.load_last_positions(connection, pairs, since, as_of, POSITIONS_BEFORE)
        return Ledger(self.dossier, (*older, *recent))

    async def _named(self, name: str | None) -> Known | None:
        if name is None:
            return None
        async with self._record.reading() as connection:
            speakers = await readings.load_speakers(connection)
        found = find_name(self.dossier, speakers, name)
        if isinstance(found, Known):
            return found
        near = " or ".join(one.name for one in found)
        hint = f"; did you mean {near}?" if near else ", neither in the dossier nor in the record"
        raise NothingFound(f'nobody is known by "{one_line(name, 60)}"{hint}')

    def _issue(self, issue: str | None) -> str | None:
        """Give the id of an issue named by id or name."""
        if issue is None:
            return None
        asked = issue.casefold().strip()
        for each in self.dossier.issues:
            if asked in {each.id.casefold(), each.name.casefold()}:
                return each.id
        known = ", ".join(each.id for each in self.dossier.issues)
        raise NothingFound(f'there is no issue "{one_line(issue, 60)}"; the dossier has {known}')


class _Whom(TypedDict):
    by: str | None
    side: str | None


def _whom(known: Known | None) -> _Whom:
    """Give what an answer is asked for: an actor or a speaker, or for a side everybody on it."""
    if known is None:
        return {"by": None, "side": None}
    if known.actor is None and known.side is not None:
        return {"by": None, "side": known.side}
    return {"by": known.id, "side": None}
