"""One article as an outlet published it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article, its text kept as the outlet wrote it.

    `id` names the article over all its versions; `version` counts from 1. `published` and `fetched`
    are aware and in UTC. `address` is the canonical http(s) address, `path` the file it was imported
    from as the user named it; either may be missing. `outlet` is an outlet's id in the dossier where
    it is known there, else the outlet's name as given. Every span of every value made from the
    article counts in `text`.
    """

    id: str
    version: int
    outlet: str
    title: str
    published: datetime
    fetched: datetime
    address: str | None
    path: str | None
    text: str
