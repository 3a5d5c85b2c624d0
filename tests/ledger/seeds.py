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

SAID: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("000", "zelenskyy", ("not fair",)),
    ("000", "zelenskyy", ("I hope it is just his tactics and not the decision,",)),
    ("000", "umerov", ("practical issues and the mechanics of possible decisions,",)),
    ("000", "via:Russian news agencies", ("very tense",)),
    ("000", "umerov", ("without excessive expectations.",)),
    (
        "000",
        "zelenskyy",
        (
            "We are ready to move quickly toward a worthy agreement to end the war. The question for the Russians is: "
            "Just what do they want?",
        ),
    ),
    ("000", "witkoff", ("brought about meaningful progress,",)),
    ("001", "zelenskyy", ("I hope it is just his tactics and not the decision,",)),
    ("001", "via:TASS", ("tense",)),
    ("001", "zelenskyy", ("absurd",)),
    ("001", "zelenskyy", ("raise the issue",)),
    ("001", "zelenskyy", ("achieve a breakthrough on the issue of territories",)),
    (
        "001",
        "zelenskyy",
        ("We don't have time for all this shit,", "So we have to decide, and have to finish the war."),
    ),
    ("002", "zelenskyy", ("difficult",)),
    ("002", "witkoff", ("made meaningful progress",)),
    (
        "002",
        "witkoff",
        (
            "President Trump’s success in uniting both sides of this war has led to meaningful progress, and we are "
            "proud to work under his leadership to stop the carnage in this horrific conflict,",
        ),
    ),
    (
        "002",
        "zelenskyy",
        ("trying to prolong negotiations that may have already reached their final stage.",),
    ),
    ("002", "medinsky", ("administrative",)),
    ("002", "medinsky", ("soon.",)),
    ("002", "umerov", ("substantive and intensive",)),
    ("002", "umerov", ("at this stage.",)),
    (
        "002",
        "umerov",
        ("This is a complex task that requires coordination from all involved and sufficient time,",),
    ),
    ("002", "zelenskyy", ("unfair",)),
    ("002", "zelenskyy", ("I hope it’s just a tactic and not a decision,",)),
    ("002", "umerov", ("practical issues and possible solution mechanisms.",)),
    ("002", "zelenskyy", ("There is no need for war,",)),
    ("002", "zelenskyy", ("are defending their state and independence.",)),
    (
        "002",
        "zelenskyy",
        (
            "We are also ready to move quickly towards a worthy agreement to end the war. The only question is the "
            "Russians. What do they want?",
        ),
    ),
    (
        "003",
        "zelenskyy",
        (
            "As of today, we cannot say that the result is sufficient.",
            "The military discussed certain issues seriously and substantively. Sensitive political matters, possible "
            "compromises and the necessary meeting of leaders have not yet been sufficiently addressed.",
        ),
    ),
    ("003", "leavitt", ("meaningful progress made",)),
    ("003", "leavitt", ("to continue to work towards a peace deal together.",)),
    (
        "003",
        "trump",
        (
            "very unfair, not just for Russians and Ukrainians who have lost their lives, but also for the American "
            "people and the American taxpayer who were footing the bill for this war effort before President Trump put "
            "a stop to it.",
        ),
    ),
    (
        "003",
        "zelenskyy",
        ("trying to drag out negotiations that could already have reached the final stage.",),
    ),
    ("003", "medinsky", ("difficult, but business-like.",)),
    ("003", "trump", ("Ukraine better come to the table fast. That's all I'm telling you.",)),
    ("003", "zelenskyy", ("not fair",)),
    ("004", "zelenskyy", ("difficult.",)),
    (
        "004",
        "zelenskyy",
        (
            "We can state that Russia is trying to drag out negotiations that could already have reached the final stage,",
        ),
    ),
    ("004", "medinsky", ("difficult, but business-like.",)),
    ("004", "trump", ("Ukraine better come to the table fast. That's all I'm telling you.",)),
    ("004", "zelenskyy", ("not fair",)),
    ("004", "zelenskyy", ("I hope it is just his tactics and not the decision,",)),
    ("004", "via:Russian news agencies", ("very tense.",)),
    ("004", "umerov", ("excessive expectations.",)),
)

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
    for seed, actor, quoted in SAID:
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
