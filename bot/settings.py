"""What the program is told from outside, read once and passed on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """All settings. `record_chosen`: the user named the record; `dossier` None: the first one."""

    record: str
    record_chosen: bool
    dossier: Path | None
    reader: ReaderKind
    discord_token: str = field(repr=False)
    debug: bool

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
        )


def seeds_folder() -> Path:
    """Give the folder of the first dossier: within an installed package, or beside it in a clone."""
    package = Path(bot.__file__).resolve().parent
    packed = package / "seeds"
    return packed if (packed / "talks.toml").is_file() else package.parent / "seeds"
