"""The program put together: opens, wires and closes everything. The only module that sees it all."""

import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.desk.ask import Ask
from bot.desk.catalogue import Catalogue
from bot.desk.intake import Intake, period_of
from bot.desk.reader import Reader, make_reader
from bot.errors import RapporteurError
from bot.monitor.files import decode, read_bytes
from bot.settings import ReaderKind, Settings, seeds_folder
from bot.store.database import Record
from briefs.dossier import DossierError, load_dossier
from briefs.model.talks import Dossier

Tell = Callable[[str], None]
#: Fewer articles than this are read again without a word.
MANY = 20


class DossierRefused(RapporteurError):
    """A dossier that cannot be used: a line for each mistake, with file, key and remedy."""


@dataclass(frozen=True, slots=True)
class App:
    """All that a command needs, open."""

    dossier: Dossier
    reader: Reader
    record: Record
    ask: Ask
    intake: Intake


def now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


def dossier_file(settings: Settings) -> Path:
    """Give the file of the dossier that is followed."""
    return settings.dossier or seeds_folder() / "talks.toml"


def open_dossier(file: Path) -> Dossier:
    """Load a dossier.

    Raises:
        FileRefused: when the file cannot be read.
        DossierRefused: when there are mistakes in it; each is named.
    """
    text = decode(read_bytes(str(file)), str(file))
    try:
        return load_dossier(text, str(file))
    except DossierError as error:
        raise DossierRefused(str(error)) from error


def open_reader(settings: Settings, dossier: Dossier) -> Reader:
    """Make the reader that the settings ask for."""
    from briefs import reading  # noqa: PLC0415 (most of what starting costs)

    version = _changed(Path(reading.__file__).parent)
    engine = partial(reading.read, rules_only=settings.reader is ReaderKind.RULES)
    return make_reader(engine, f"{settings.reader.value}:{version}", dossier)


def _changed(folder: Path) -> str:
    """Give a mark that is another one whenever the reading engine is, the same on every machine."""
    digest = hashlib.blake2b(digest_size=6)
    for file in sorted(folder.iterdir()):
        if file.suffix in {".py", ".toml", ".npz"}:
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


@asynccontextmanager
async def open_app(settings: Settings, tell: Tell, *, make: bool) -> AsyncIterator[App]:
    """Open everything for one command; `make` the record when there is none.

    What another reader or an older version read is read again first; `tell` hears of it when it takes long.
    """
    file = dossier_file(settings)
    dossier = open_dossier(file)
    reader = open_reader(settings, dossier)
    async with Record.open(settings.record, make=make) as record:
        catalogue = Catalogue(file.parent / "articles", period_of(dossier))
        intake = Intake(record, dossier, reader, catalogue, now)
        if not record.read_only:
            async for done, of in intake.read_again():
                if done == 0 and of >= MANY:
                    tell(f"reading {of} stored articles again, for a newer reader or another dossier")
        yield App(dossier, reader, record, Ask(record, dossier), intake)
