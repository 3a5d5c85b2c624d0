"""A brief or an answer laid out: sections of groups of parts of lines, ready for any form."""

from dataclasses import dataclass, replace
from datetime import date

from briefs.render.words import Piece


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand. `link` opens the article at the words; `number` counts the sources from 1.

    `day` is the day of publishing in words where it is not the sheet's own, `stamp` the instant for Discord.
    """

    outlet: str
    number: int | None
    link: str | None
    day: str | None
    stamp: int


@dataclass(frozen=True, slots=True)
class Line:
    """Words, who they are by and where they stand.

    `label` is a fixed phrase before the words, `who` and `role` name the speaker where no heading does,
    `notes` are fixed phrases after them. `reported` is True where the words are the outlet's, not the
    speaker's. `more` says how many further outlets carry them. A line may have notes without words.
    """

    pieces: tuple[Piece, ...] = ()
    label: str | None = None
    who: str | None = None
    role: str | None = None
    notes: tuple[str, ...] = ()
    reported: bool = False
    places: tuple[Place, ...] = ()
    more: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under one name: an actor, a side."""

    lines: tuple[Line, ...]
    heading: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Parts under one heading; `beside` where they are to be compared."""

    parts: tuple[Part, ...]
    heading: str | None = None
    notes: tuple[str, ...] = ()
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a sheet. `noun` is counted in what is still to come."""

    id: str
    heading: str
    groups: tuple[Group, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A source in the list of sources; `same` are the numbers of sources that share its text."""

    number: int
    outlet: str
    title: str
    day: str
    stamp: int
    link: str | None
    address: str | None
    path: str | None
    same: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is to be said. `status` are parts of the status line, `notices` say what news is missing."""

    title: str
    kind: str
    when: str
    stamp: int | None
    status: tuple[str, ...]
    notices: tuple[str, ...]
    legend: tuple[str, ...]
    sources: tuple[Listed, ...]
    sections: tuple[Section, ...]

    def section(self, name: str) -> Section | None:
        """Give the section of that name, or None where it has no content."""
        return next((section for section in self.sections if section.id == name), None)

    def only(self, names: tuple[str, ...]) -> "Sheet":
        """Give the sheet with no other sections than those named."""
        return replace(
            self,
            sections=tuple(section for section in self.sections if section.id in names),
            sources=self.sources if "sources" in names else (),
            legend=(),
        )
