"""The seed originals with a hand-made reading: words of speakers and who said them, nothing else."""

from datetime import UTC, datetime
from pathlib import Path

from briefs.dossier import load_dossier
from briefs.ledger.entry import Entry
from briefs.model.reading import Stance
from briefs.model.talks import Dossier
from tests.ledger.builder import Draft

OUTLETS = {
    "000": "agency-a",
    "001": "novaya-gazeta-europe",
    "002": "agency-b",
    "003": "agency-c",
    "004": "ksl",
}
PUBLISHED = {
    "000": datetime(2026, 2, 18, 8, tzinfo=UTC),
    "001": datetime(2026, 2, 18, 10, tzinfo=UTC),
    "002": datetime(2026, 2, 18, 15, tzinfo=UTC),
    "003": datetime(2026, 2, 18, 21, tzinfo=UTC),
    "004": datetime(2026, 2, 18, 19, tzinfo=UTC),
}

SAID = tuple(
    tuple(part.strip("“”") for part in line.split(" | "))
    for line in (Path(__file__).parent / "said.txt").read_text(encoding="utf-8").splitlines()
)
"""Seed, actor or outlet it was told through, and the words inside each pair of quotation marks."""

AFTER = {
    ("003", "leavitt"): "In Washington",
    ("002", "difficult"): "describing",
    ("004", "difficult."): "first day",
}

CALLED = (
    ("003", "medinsky", "difficult, but business-like.", 0, "described the talks"),
    ("004", "medinsky", "difficult, but business-like.", 0, ""),
    ("002", "medinsky", "administrative", 0, ""),
    ("002", "witkoff", "made meaningful progress", 1, ""),
    ("003", "leavitt", "meaningful progress made", 1, ""),
    ("003", "zelenskyy", "we cannot say that the result is sufficient", -1, ""),
    ("002", "zelenskyy", "difficult", -1, "describing"),
)

HELD = (
    ("003", "russia", None, "territory", Stance.DEMAND, "Moscow wants Ukraine to cede", None, "ukraine"),
    (
        "003",
        "ukraine",
        None,
        "territory",
        Stance.REJECT,
        "something Kyiv has repeatedly rejected",
        None,
        None,
    ),
    (
        "001",
        "us",
        None,
        "territory",
        Stance.PROPOSE,
        "the US proposed that Ukraine withdraw its army",
        None,
        None,
    ),
    ("003", "ukraine", None, "nuclear-plant", Stance.DEMAND, "wants Zaporizhzhia", None, None),
    (
        "003",
        "russia",
        None,
        "nuclear-plant",
        Stance.REJECT,
        "which Russia dismisses as unacceptable",
        None,
        None,
    ),
    (
        "001",
        "russia",
        None,
        "election-ceasefire",
        Stance.ACCEPT,
        "so far only agreed to a one-day ceasefire",
        "Volodymyr Zelenskyy",
        None,
    ),
    (
        "001",
        "ukraine",
        None,
        "election-ceasefire",
        Stance.DEMAND,
        "the minimum 60-day ceasefire Kyiv believes is necessary",
        None,
        None,
    ),
    (
        "003",
        "us",
        "trump",
        "pressure",
        Stance.DEMAND,
        "Trump kept publicly demanding concessions from Ukraine",
        "Volodymyr Zelenskyy",
        "ukraine",
    ),
    (
        "003",
        "ukraine",
        "zelenskyy",
        "pressure",
        Stance.ACCUSE,
        'it was "not fair" that Trump kept publicly demanding concessions',
        None,
        "us",
    ),
    (
        "003",
        "ukraine",
        None,
        "security-guarantees",
        Stance.DEMAND,
        "Kyiv wants strong U.S.-backed security guarantees",
        None,
        None,
    ),
)


def dossier(root: Path) -> Dossier:
    """The first dossier."""
    return load_dossier((root / "seeds" / "talks.toml").read_text(encoding="utf-8"), "talks.toml")


def entries(originals: Path, talks: Dossier) -> tuple[Entry, ...]:
    """The five originals, read by hand."""
    drafts = {
        path.name[:3]: Draft(
            path.read_text(encoding="utf-8"),
            OUTLETS[path.name[:3]],
            PUBLISHED[path.name[:3]],
            path.name[:3],
            dossier=talks,
        )
        for path in sorted(originals.glob("*.txt"))
    }
    for seed, actor, *quoted in SAID:
        after = AFTER.get((seed, actor)) or AFTER.get((seed, quoted[0])) or ""
        if actor.startswith("via:"):
            drafts[seed].says(None, *quoted, after=after, via=actor[4:], speaker="anonymous: a source")
        else:
            drafts[seed].says(actor, *quoted, after=after)
    for seed, actor, words, polarity, after in CALLED:
        drafts[seed].calls_talks(actor, words, polarity, after)
    for seed, side, actor, issue, stance, words, told_by, toward in HELD:
        drafts[seed].holds(side, issue, stance, words, actor=actor, told_by=told_by, toward=toward)
    return tuple(draft.entry() for draft in drafts.values())
