"""Taking articles in: each is stored once, with its reading, in one transaction."""

import hashlib
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.catalogue import Catalogue
from bot.desk.outlets import find_outlet
from bot.desk.reader import Reader, ReadingFailed
from bot.desk.revisions import load_revisions
from bot.errors import FileRefused
from bot.monitor.dates import DatedBy, Period
from bot.monitor.files import absolute, list_files, read_file
from bot.monitor.pages import Known, Page, parse_page, seed_name
from bot.store import articles as stored
from bot.store import readings
from bot.store.articles import Standing, Version
from bot.store.database import Record
from briefs.ledger.revision import revision_in_words
from briefs.ledger.sketch import sketch
from briefs.model.reading import Reading
from briefs.model.talks import Dossier


class Outcome(StrEnum):
    """What became of an article that was offered."""

    NEW = "stored"
    CHANGED = "stored as a new version"
    SAME = "already stored"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file. `why` says why it was refused; the other fields tell what was understood.

    `changed` says in words what a new version changed, "" for anything else.
    """

    path: str
    outcome: Outcome
    why: str = ""
    article: str = ""
    outlet: str = ""
    title: str = ""
    published: datetime | None = None
    dated_by: DatedBy | None = None
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of the articles, above what they say of themselves."""

    outlet: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Offer:
    """An article on its way in: the page, where it comes from, and what follows from both."""

    page: Page
    path: str | None
    place: str | None
    published: datetime
    dated_by: DatedBy
    outlet: str
    outlet_name: str
    outlet_known: Known
    seed: str | None
    hash: str
    known: datetime | None


#: A text that shares less of its three-word runs with the file's last one is another article.
ALIKE: Final = 0.3
_SURENESS: Final = {dated: -place for place, dated in enumerate(DatedBy)}


class Intake:
    """Stores articles."""

    def __init__(
        self,
        record: Record,
        dossier: Dossier,
        reader: Reader,
        catalogue: Catalogue,
        now: Callable[[], datetime],
    ) -> None:
        self._record = record
        self._dossier = dossier
        self._reader = reader
        self._catalogue = catalogue
        self._now = now
        self._period = period_of(dossier)

    async def take_files(self, paths: Iterable[str], given: Given | None = None) -> AsyncIterator[Taken]:
        """Store files and directories of files, telling of each as it is done; a refusal stops no other."""
        for path in paths:
            try:
                for file in list_files(path):
                    yield await self.take_file(file, given)
            except FileRefused as refused:
                yield Taken(refused.path, Outcome.REFUSED, why=refused.why)

    async def take_file(self, path: str, given: Given | None = None) -> Taken:
        """Store one file, or say why not."""
        try:
            content, file_time = read_file(path)
            page = parse_page(content, path, self._period, file_time)
            return await self.take_page(page, PurePath(path).as_posix(), absolute(path), given=given)
        except FileRefused as refused:
            return Taken(refused.path, Outcome.REFUSED, why=refused.why)
        except ReadingFailed as failed:
            return Taken(path, Outcome.REFUSED, why=str(failed))

    async def take_page(
        self,
        page: Page,
        path: str | None,
        place: str | None,
        *,
        given: Given | None = None,
        known: datetime | None = None,
        reading: Reading | None = None,
    ) -> Taken:
        """Store one page; `known` is when it was fetched, None for a file, known since its publication.

        `reading` is what the same reader has found in the page's text elsewhere, None where it has not.
        """
        offer = self._offer(page, path, place, given or Given(), known)
        if reading is None and not await self.knows(page.text):
            # Read before the record is held: reading a long text must keep nobody waiting.
            reading = self._reader.read(page.text)
        async with self._record.writing() as connection:
            seed = None if page.seed or offer.seed is None else await self._seed(connection, offer.seed)
            if seed is not None:
                await self._store(connection, seed, None)
            outcome, standing, title = await self._store(connection, offer, reading)
            outlet = await stored.outlet_name(connection, standing.outlet)
        changed = await self._changed(standing.id) if outcome is Outcome.CHANGED else ""
        return Taken(
            path=path or page.address or "",
            outcome=outcome,
            article=standing.id,
            outlet=outlet,
            title=title,
            published=standing.published,
            dated_by=DatedBy(standing.dated_by),
            changed=changed,
        )

    async def _changed(self, article: str) -> str:
        async with self._record.reading() as connection:
            revised = await load_revisions(connection, article, last=True)
        return revision_in_words(revised[0].changed) if revised else ""

    async def knows(self, text: str) -> bool:
        """Tell whether the record holds this text, as a version of any article."""
        async with self._record.reading() as connection:
            return bool(await stored.find_by_hash(connection, text_hash(text)))

    async def take_seeds(self) -> tuple[Taken, ...]:
        """Store the dossier's own articles; those already stored change nothing."""
        taken = []
        for file in self._catalogue.files:
            page = self._catalogue.read(file)
            taken.append(await self.take_page(page, self._catalogue.shown(file), str(file)))
        return tuple(taken)

    async def read_again(self) -> AsyncIterator[tuple[int, int]]:
        """Read anew what another reader read, giving how many are done, of how many.

        A text over which the reader breaks down keeps what was read in it before.
        """
        async with self._record.reading() as connection:
            unread = await readings.unread_versions(connection, self._reader.key)
        for done, (article, number) in enumerate(unread):
            yield done, len(unread)
            async with self._record.writing() as connection:
                version = await stored.load_version(connection, article, number)
                if version is None:
                    continue
                with suppress(ReadingFailed):
                    reading = self._reader.read(version.text)
                    await readings.save_reading(
                        connection, article, number, reading, self._reader.key, sketch(version.text).packed()
                    )

    def _offer(
        self, page: Page, path: str | None, place: str | None, given: Given, known: datetime | None
    ) -> _Offer:
        name, outlet_known = page.outlet, page.outlet_known
        if given.outlet:
            name, outlet_known = given.outlet, Known.GIVEN
        outlet, outlet_name = find_outlet(self._dossier, name, page.address)
        if outlet is None:
            # A source nobody names is told from others by its file.
            outlet = outlet_name = PurePath(path or page.address or "unknown").stem
            outlet_known = Known.GUESSED
        published, dated_by = page.published, page.dated_by
        if given.published:
            published, dated_by = given.published, DatedBy.GIVEN
        stem = seed_name(path) if path else None
        return _Offer(
            page=page,
            path=path,
            place=place,
            published=published or self._now(),
            dated_by=dated_by,
            outlet=outlet,
            outlet_name=outlet_name,
            outlet_known=outlet_known,
            seed=page.seed or stem,
            hash=text_hash(page.text),
            known=known,
        )

    async def _seed(self, connection: AsyncConnection, seed: str) -> _Offer | None:
        """Give the retelling that an original comes after, so that both orders give the same record."""
        if await stored.find_by_seed(connection, seed) is not None:
            return None
        found = self._catalogue.find(seed)
        if found is None:
            return None
        file, page = found
        return self._offer(page, self._catalogue.shown(file), str(file), Given(), None)

    async def _store(
        self, connection: AsyncConnection, offer: _Offer, reading: Reading | None
    ) -> tuple[Outcome, Standing, str]:
        standing, same = await self._known(connection, offer)
        await stored.save_outlet(connection, offer.outlet, offer.outlet_name)
        if standing is None:
            standing = _first(offer)
            await stored.add_article(connection, standing)
            title = await self._add(connection, standing, (), offer, reading)
            return Outcome.NEW, standing, title
        versions = await stored.load_versions(connection, standing.id)
        if same:
            title = await _rename(connection, standing, versions, offer)
        else:
            title = await self._add(connection, standing, versions, offer, reading)
        merged = _merged(standing, versions, offer, same=same)
        if merged != standing:
            await stored.change_article(connection, standing.id, merged)
        return Outcome.SAME if same else Outcome.CHANGED, merged, title

    async def _known(self, connection: AsyncConnection, offer: _Offer) -> tuple[Standing | None, bool]:
        """Find the article that the offer is, and whether the record holds its very text."""
        holders = await stored.find_by_hash(connection, offer.hash)
        article = None
        if offer.page.address:
            article = await stored.find_by_address(connection, offer.page.address)
        if article is None and offer.seed:
            article = await stored.find_by_seed(connection, offer.seed)
        if article is not None and any(holder.id == article.id for holder in holders):
            return article, True
        # One text in two outlets is two articles, copies of each other; in one outlet it is one.
        own = [holder for holder in holders if not _of_others(holder, offer)]
        if own:
            return own[0], True
        if article is None and offer.place:
            article = await self._edited(connection, offer)
        return article, False

    async def _edited(self, connection: AsyncConnection, offer: _Offer) -> Standing | None:
        """Find the article that the same file held before it was edited."""
        for found in await stored.find_by_place(connection, offer.place or ""):
            if offer.page.address and found.address and offer.page.address != found.address:
                continue
            versions = await stored.load_versions(connection, found.id)
            if any(
                version.place == offer.place and alike(version.text, offer.page.text) for version in versions
            ):
                return found
        return None

    async def _add(
        self,
        connection: AsyncConnection,
        standing: Standing,
        before: tuple[Version, ...],
        offer: _Offer,
        reading: Reading | None,
    ) -> str:
        """Add the offer as a version, with its reading, and give its title."""
        best = max(before, key=lambda version: (version.title_rank, version.number), default=None)
        title, rank = offer.page.title, int(offer.page.title_known)
        if best is not None and best.title_rank > rank:
            title, rank = best.title, best.title_rank
        version = Version(
            number=len(before) + 1,
            title=title,
            title_rank=rank,
            text=offer.page.text,
            hash=offer.hash,
            path=offer.path,
            place=offer.place,
            retold=offer.page.seed is not None,
            fetched=offer.known or self._now(),
            known=offer.known,
        )
        await stored.add_version(connection, standing.id, version)
        found = self._reader.read(version.text) if reading is None else reading
        packed = sketch(version.text).packed()
        await readings.save_reading(connection, standing.id, version.number, found, self._reader.key, packed)
        return title


def period_of(dossier: Dossier) -> Period:
    """Give the days of the dossier, by which dates without a year are understood."""
    return Period(dossier.begins, dossier.ends, dossier.zone)


def text_hash(text: str) -> str:
    """Give the digest by which equal texts are known; how lines are broken and words spaced is left out."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def alike(one: str, other: str) -> bool:
    """Tell whether two texts are versions of one article: they share runs of three words."""
    runs, others = _runs(one), _runs(other)
    return len(runs & others) >= ALIKE * max(1, min(len(runs), len(others)))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}


def _of_others(holder: Standing, offer: _Offer) -> bool:
    known = min(holder.outlet_rank, int(offer.outlet_known)) >= Known.PAGE
    return known and holder.outlet != offer.outlet


def _identity(standing: Standing, first_hash: str) -> str:
    """Give the article's id, which depends on what it is and on nothing of when or how it came."""
    if standing.address:
        named = f"address:{standing.address}"
    elif standing.seed:
        named = f"seed:{standing.seed}"
    elif standing.outlet_rank >= Known.PAGE:
        named = f"text:{standing.outlet}:{first_hash}"
    else:
        named = f"text:{first_hash}"
    return f"a{hashlib.sha256(named.encode()).hexdigest()[:16]}"


def _first(offer: _Offer) -> Standing:
    standing = Standing(
        id="",
        outlet=offer.outlet,
        outlet_rank=int(offer.outlet_known),
        address=offer.page.address,
        seed=offer.page.seed,
        published=offer.published,
        dated_by=offer.dated_by.value,
        current=1,
    )
    return replace(standing, id=_identity(standing, offer.hash))


def _merged(standing: Standing, versions: tuple[Version, ...], offer: _Offer, *, same: bool) -> Standing:
    """Join what is known with what the offer knows, so that the order of joining does not show.

    The surer statement stands. Between equally sure ones of different files the earlier date and the first
    name in the alphabet stand; the same file's newer statement corrects its older one.
    """
    corrects = any(version.place is not None and version.place == offer.place for version in versions)
    merged = standing
    theirs, ours = standing.outlet_rank, int(offer.outlet_known)
    stated = corrects or offer.outlet_known is Known.GIVEN or offer.outlet < standing.outlet
    if ours > theirs or (ours == theirs and stated):
        merged = replace(merged, outlet=offer.outlet, outlet_rank=ours)
    sure, surer = _SURENESS[DatedBy(standing.dated_by)], _SURENESS[offer.dated_by]
    stated = corrects or offer.dated_by is DatedBy.GIVEN or offer.published < standing.published
    if surer > sure or (surer == sure and stated):
        merged = replace(merged, published=offer.published, dated_by=offer.dated_by.value)
    addresses = [address for address in (standing.address, offer.page.address) if address]
    merged = replace(merged, address=min(addresses, default=None), seed=standing.seed or offer.page.seed)
    numbers = [(not version.retold, version.number) for version in versions]
    if not same:
        numbers.append((offer.page.seed is None, len(versions) + 1))
    first = versions[0].hash if versions else offer.hash
    return replace(merged, current=max(numbers)[1], id=_identity(merged, first))


async def _rename(
    connection: AsyncConnection, standing: Standing, versions: tuple[Version, ...], offer: _Offer
) -> str:
    """Give the version that has the offer's text the surer title, and the path that comes first."""
    version = next(version for version in versions if version.hash == offer.hash)
    rank = int(offer.page.title_known)
    corrects = version.place == offer.place
    title = version.title
    if rank > version.title_rank or (rank == version.title_rank and (corrects or offer.page.title < title)):
        title = offer.page.title
        await stored.change_title(connection, standing.id, version.number, title, rank)
    if offer.path and offer.place and (version.path is None or offer.path < version.path):
        await stored.change_path(connection, standing.id, version.number, offer.path, offer.place)
    return title
