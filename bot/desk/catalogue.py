"""The seeds: the dossier's own articles, retold, and what they know of their originals."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePath

from bot.monitor.dates import Period
from bot.monitor.files import read_bytes
from bot.monitor.front import split_front
from bot.monitor.pages import Page, parse_page, seed_name


class Catalogue:
    """The articles of a folder of seeds. Nothing is opened before it is needed."""

    def __init__(self, folder: Path | None, period: Period) -> None:
        self._folder = folder
        self._period = period

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """The seeds' files by name; none where there is no folder."""
        if self._folder is None or not self._folder.is_dir():
            return ()
        return tuple(sorted(self._folder.glob("*.md")))

    def read(self, file: Path) -> Page:
        """Read one of the files.

        Raises:
            FileRefused: when it is no article.
        """
        return parse_page(read_bytes(str(file)), self.shown(file), self._period, None)

    def find(self, seed: str) -> tuple[Path, Page] | None:
        """Find the retelling of the file of this name (without folder and suffix)."""
        file = self._by_name.get(seed)
        return None if file is None else (file, self.read(file))

    def shown(self, file: Path) -> str:
        """Give the path by which a seed is known: from the dossier's folder on, the same on every machine."""
        return PurePath(file.parent.parent.name, file.parent.name, file.name).as_posix()

    @cached_property
    def _by_name(self) -> Mapping[str, Path]:
        fronts = ((file, split_front(file.read_text("utf-8", "replace"))[0]) for file in self.files)
        return {seed_name(front["seed"]): file for file, front in fronts if front.get("seed")}
