"""Hand-made articles and briefs: every value in them points at words that stand in the articles' text."""

from datetime import UTC, date, datetime

from briefs.model.answers import Carried, WhoCard
from briefs.model.article import Article
from briefs.model.brief import (
    Brief,
    Change,
    ChangeKind,
    Dispute,
    DisputeKind,
    DisputeSide,
    DisputeStatus,
    Evidence,
    NextDate,
    Quote,
    Source,
    StandingPosition,
    Status,
    TalksCalled,
    Utterance,
    Window,
    Wording,
)
from briefs.model.reading import Form, Stance

DAY = Window(
    start=datetime(2026, 2, 17, 23, tzinfo=UTC),
    end=datetime(2026, 2, 18, 23, tzinfo=UTC),
    zone="Europe/Zurich",
)


def article(
    key: str, outlet: str, title: str, text: str, *, hour: int, address: str | None = "yes"
) -> Article:
    made = address if address != "yes" else f"https://{outlet.lower().replace(' ', '')}.example/{key}"
    return Article(
        id=key,
        version=1,
        outlet=outlet,
        title=title,
        published=datetime(2026, 2, 18, hour, 30, tzinfo=UTC),
        fetched=datetime(2026, 2, 18, hour, 45, tzinfo=UTC),
        address=made,
        path=None if made else f"articles/{key}.md",
        text=text,
    )


ARTICLES = {
    made.id: made
    for made in (
        article(
            "a1",
            "Daily Courier",
            "Second day in Geneva ends early",
            "The second day in Geneva was over after two hours. Vladimir Medinsky, who leads the "
            'Russian side, called the talks "difficult, but business-like." Moscow insists that Kyiv '
            "give up the rest of Donetsk, which Kyiv refuses to do. In his evening address Volodymyr "
            'Zelenskyy said that "we cannot say that the result is sufficient.\n\n"The '
            'military discussed certain issues seriously and substantively." He spoke of talks later '
            "this month.",
            hour=18,
        ),
        article(
            "a2",
            "Harbour Wire",
            "No result in Geneva, both sides call talks hard",
            "Russia's Medinsky found the talks “difficult, but business-like”. Zelenskyy wrote on X "
            "that Russia delays talks that “could already have reached the "
            "final stage.” Washington saw it otherwise: its envoy Steve Witkoff said the talks “made "
            "meaningful progress” on the way to peace. Kyiv will not withdraw from Donetsk, its "
            "delegation repeated.",
            hour=17,
        ),
        article(
            "a3",
            "Nord Post",
            "Zelenskyy: Russia plays for time",
            "Zelenskyy accused Moscow of delay in talks that “may have already reached "
            "their final stage.” A Russian source described Tuesday's round as “very tense”. “Someone "
            "has to move first”, it was heard in the corridors. The Kremlin dismisses joint running of "
            "the Zaporizhzhia plant by Kyiv and Washington.",
            hour=16,
            address=None,
        ),
    )
}


def words(key: str, exact: str, nth: int = 0) -> Evidence:
    at = ARTICLES[key]
    start = -1
    for _ in range(nth + 1):
        start = at.text.index(exact, start + 1)
    return Evidence(
        article=at.id,
        version=at.version,
        outlet=at.outlet,
        published=at.published,
        address=at.address,
        path=at.path,
        start=start,
        end=start + len(exact),
        exact=exact,
    )


def quote(key, exact, speaker, actor=None, side=None, *, quoted=None, form=Form.DIRECT, **other) -> Quote:
    stretches = [exact] if quoted is None else quoted
    return Quote(
        speaker=speaker,
        actor=actor,
        side=side,
        via=other.get("via"),
        form=form,
        evidence=words(key, exact),
        quoted=tuple(words(key, stretch) for stretch in stretches),
        attributed=None,
        issues=other.get("issues", ()),
        outlets=other.get("outlets", 1),
        independent=other.get("independent", other.get("outlets", 1)),
        new=other.get("new", True),
        confidence=other.get("confidence", 0.95),
    )


def position(key, exact, side, issue, stance, **other) -> StandingPosition:
    return StandingPosition(
        side=side,
        actor=other.get("actor"),
        speaker=other.get("speaker"),
        issue=issue,
        stance=stance,
        told_by=other.get("told_by"),
        via=None,
        toward=other.get("toward"),
        hedged=other.get("hedged", False),
        since=other.get("since", date(2026, 2, 18)),
        evidence=(words(key, exact), *other.get("also", ())),
        history=other.get("history", ()),
        confidence=0.9,
    )


def marked(whole: str, *parts: str) -> tuple[tuple[int, int], ...]:
    return tuple((whole.index(part), whole.index(part) + len(part)) for part in parts)


def source(key: str, *copies: str) -> Source:
    at = ARTICLES[key]
    return Source(at.id, at.version, at.outlet, at.title, at.published, at.address, at.path, copies)


NAMES = (
    ("russia", "Russia"),
    ("ukraine", "Ukraine"),
    ("usa", "United States"),
    ("europe", "Europe"),
    ("medinsky", "Vladimir Medinsky"),
    ("zelenskyy", "Volodymyr Zelenskyy"),
    ("witkoff", "Steve Witkoff"),
    ("territory", "Territory"),
    ("plant", "Zaporizhzhia nuclear plant"),
    ("state", "State of the talks"),
)
ROLES = (
    ("medinsky", "head of the Russian delegation"),
    ("zelenskyy", "President of Ukraine"),
    ("witkoff", "US envoy"),
)


def busy_day() -> Brief:
    medinsky = quote(
        "a1", '"difficult, but business-like."', "Vladimir Medinsky", "medinsky", "russia",
        quoted=["difficult, but business-like."], issues=("state",), outlets=2,
    )  # fmt: skip
    whole = ARTICLES["a1"].text
    begin = whole.index('"we cannot')
    saying = whole[begin : whole.index(" He spoke")]
    zelenskyy = quote(
        "a1", saying, "Volodymyr Zelenskyy", "zelenskyy", "ukraine",
        quoted=[
            "we cannot say that the result is sufficient.",
            "The military discussed certain issues seriously and substantively.",
        ],
    )  # fmt: skip
    witkoff = quote(
        "a2", "the talks “made meaningful progress” on the way to peace", "Steve Witkoff", "witkoff", "usa",
        quoted=["made meaningful progress"], form=Form.MIXED, issues=("state",),
    )  # fmt: skip
    drag = quote(
        "a2",
        "Russia delays talks that “could already have reached the final stage.”",
        "Volodymyr Zelenskyy", "zelenskyy", "ukraine", form=Form.MIXED, outlets=2, new=False,
        quoted=["could already have reached the final stage."],
    )  # fmt: skip
    tense = quote("a3", "“very tense”", "anonymous: A Russian source", quoted=["very tense"])
    corridor = quote("a3", "“Someone has to move first”", None, quoted=["Someone has to move first"])
    wants = position(
        "a1", "Moscow insists that Kyiv give up the rest of Donetsk", "russia", "territory", Stance.DEMAND
    )
    refuses = position(
        "a1", "Kyiv refuses to do", "ukraine", "territory", Stance.REJECT,
        also=(words("a2", "Kyiv will not withdraw from Donetsk, its delegation repeated."),),
        since=date(2026, 2, 17),
    )  # fmt: skip
    plant = position(
        "a3", "The Kremlin dismisses joint running of the Zaporizhzhia plant by Kyiv and Washington.",
        "russia", "plant", Stance.REJECT,
    )  # fmt: skip
    could = "could already have reached the final stage."
    may = "may have already reached their final stage."
    return Brief(
        dossier="geneva-2026",
        title="US-mediated talks between Ukraine and Russia",
        kind="daily",
        window=DAY,
        as_of=None,
        status=Status(articles=3, outlets=3, independent=3, latest=date(2026, 2, 18)),
        toplines=(medinsky, zelenskyy, witkoff),
        quotes=(medinsky, zelenskyy, witkoff, drag),
        positions=(wants, refuses, plant),
        disputes=(
            Dispute(
                issue="territory",
                kind=DisputeKind.PARTIES,
                status=DisputeStatus.OPEN,
                reason="opposed stances",
                since=date(2026, 2, 17),
                sides=(DisputeSide("ukraine", (refuses,)), DisputeSide("russia", (wants,))),
            ),
        ),
        utterances=(
            Utterance(
                speaker="Volodymyr Zelenskyy",
                actor="zelenskyy",
                side="ukraine",
                wordings=(
                    Wording(could, marked(could, "could already have"), (words("a2", could),)),
                    Wording(may, marked(may, "may have already", "their"), (words("a3", may),)),
                ),
                shifts=("modality: could / may",),
            ),
        ),
        characterisations=(
            TalksCalled(
                "Vladimir Medinsky", "medinsky", "russia", None, 0,
                (words("a1", "difficult, but business-like"), words("a2", "difficult, but business-like")),
            ),
            TalksCalled(
                "Steve Witkoff", "witkoff", "usa", None, 1, (words("a2", "made meaningful progress"),)
            ),
        ),
        unattributed=(tense, corridor),
        single=(zelenskyy, witkoff, tense, corridor),
        changes=(
            Change(ChangeKind.NEW, "russia", "plant", None, plant),
            Change(ChangeKind.SILENT, "europe", "territory", None, None),
        ),
        silent=("europe",),
        next_dates=(NextDate(words("a1", "He spoke of talks later this month."), None),),
        sources=(source("a1"), source("a2"), source("a3")),
        names=NAMES,
        roles=ROLES,
    )  # fmt: skip


def empty(status: Status, window: Window = DAY) -> Brief:
    return Brief(
        dossier="geneva-2026",
        title="US-mediated talks between Ukraine and Russia",
        kind="daily",
        window=window,
        as_of=None,
        status=status,
        toplines=(),
        quotes=(),
        positions=(),
        disputes=(),
        utterances=(),
        characterisations=(),
        unattributed=(),
        single=(),
        changes=(),
        silent=(),
        next_dates=(),
        sources=(),
        names=(),
    )


def quiet_day() -> Brief:
    return empty(Status(articles=0, outlets=0, independent=0, latest=date(2026, 2, 16)))


def empty_record() -> Brief:
    return empty(Status(articles=0, outlets=0, independent=0, latest=None))


def who_card() -> WhoCard:
    brief = busy_day()
    return WhoCard(
        dossier="geneva-2026",
        actor="zelenskyy",
        name="Volodymyr Zelenskyy",
        kind="person",
        side="ukraine",
        role="President of Ukraine",
        speaks_for=None,
        spokespeople=("umerov",),
        spellings=("Zelensky", "Zelenskiy", "Зеленський"),
        called=("Zelenskyy", "he"),
        window=None,
        first=date(2026, 2, 17),
        last=date(2026, 2, 18),
        sayings=2,
        articles=3,
        outlets=(Carried("Daily Courier", 2), Carried("Harbour Wire", 1)),
        latest=(brief.quotes[1], brief.quotes[3]),
        positions=(brief.positions[1],),
        spoken_of=(brief.quotes[0],),
        sources=brief.sources,
        names=(*NAMES, ("umerov", "Rustem Umerov")),
    )
