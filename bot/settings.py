"""What the program is told from outside, read once and passed on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

import bot
from bot.errors import WrongUse

DEFAULT_RECORD: Final = "sqlite:///rapporteur.db"


class ReaderKind(StrEnum):
    """Which reader is used: everything, or rules alone for tiny machines."""

    FULL = "full"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings.

    `record_chosen`: the user named the record; `dossier` None: the first one. `discord_address` names another
    Discord than the public one (a test's). `allowed_hosts` may be fetched from though they are not public.
    `health` is where /healthz is answered, as HOST:PORT, "" for nowhere. `lease` and `beat` count seconds:
    how long a claimed delivery is held without news of its process, and how often it is looked for due ones.
    """

    record: str
    record_chosen: bool
    dossier: Path | None
    reader: ReaderKind
    discord_token: str = field(repr=False)
    debug: bool
    discord_address: str = ""
    allowed_hosts: tuple[str, ...] = ()
    follow_feeds: bool = True
    contact: str = "no contact given"
    health: str = ""
    lease: float = 60.0
    beat: float = 5.0

    def without_feeds(self) -> Self:
        """Give the same settings, but for following the dossier's feeds."""
        return replace(self, follow_feeds=False)

    @classmethod
    def read(
        cls,
        environment: Mapping[str, str],
        *,
        record: str | None = None,
        dossier: str | None = None,
        debug: bool = False,
    ) -> Self:
        """Read the settings; what is given as an argument stands above the environment.

        Raises:
            WrongUse: for a value that cannot be meant.
        """
        chosen = record or environment.get("RAPPORTEUR_RECORD")
        file = dossier or environment.get("RAPPORTEUR_DOSSIER")
        kind = environment.get("RAPPORTEUR_READER") or ReaderKind.FULL
        if kind not in list(ReaderKind):
            raise WrongUse(f'RAPPORTEUR_READER is "{kind}"; write {" or ".join(ReaderKind)}')
        return cls(
            record=chosen or DEFAULT_RECORD,
            record_chosen=bool(chosen),
            dossier=Path(file) if file else None,
            reader=ReaderKind(kind),
            discord_token=environment.get("DISCORD_TOKEN", ""),
            debug=debug,
            discord_address=environment.get("RAPPORTEUR_DISCORD", ""),
            allowed_hosts=tuple(environment.get("RAPPORTEUR_ALLOWED_HOSTS", "").split()),
            follow_feeds=environment.get("RAPPORTEUR_FEEDS", "on") != "off",
            contact=environment.get("RAPPORTEUR_CONTACT", "no contact given"),
            health=environment.get("RAPPORTEUR_HEALTH", ""),
            lease=_seconds(environment, "RAPPORTEUR_LEASE", 60.0),
            beat=_seconds(environment, "RAPPORTEUR_BEAT", 5.0),
        )


def _seconds(environment: Mapping[str, str], name: str, otherwise: float) -> float:
    stated = environment.get(name)
    if not stated:
        return otherwise
    try:
        seconds = float(stated)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 3600:
        raise WrongUse(f'{name} is "{stated[:40]}"; write a number of seconds from 0.1 to 3600')
    return seconds


def seeds_folder() -> Path:
    """Give the folder of the first dossier: within an installed package, or beside it in a clone."""
    package = Path(bot.__file__).resolve().parent
    packed = package / "seeds"
    return packed if (packed / "talks.toml").is_file() else package.parent / "seeds"
