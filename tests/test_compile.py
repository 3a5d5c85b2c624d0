"""Compiling: whatever the order of arrival, one brief; every line once, every line from the text."""

import os
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.compile import compile_brief, compile_card, list_disputes, list_positions, list_quotes
from briefs.ledger.entry import Entry, known_at
from briefs.ledger.ledger import Ledger
from briefs.model.answers import Asked
from briefs.model.brief import Brief, DisputeKind, Evidence, Quote, Window
from briefs.model.reading import Stance
from briefs.plain import to_json
from tests.ledger import seeds
from tests.ledger.builder import DAY, DOSSIER, Draft, day

ROOT = Path(__file__).parent.parent


def week() -> list[Draft]:
    """A week of reports with all that a brief can show."""
    drafts: list[Draft] = []
    for shift in (-2, -1, 0):
        for number, outlet in enumerate(("wire", "post", "daily")):
            plan = ("just his tactics and not the decision", "just a tactic and not a decision")[number % 2]
            text = (
                f"{outlet} {shift}: Ander said “we hope it is {plan}” at the dam on day {shift}. "
                f"“The border stays where it is,” Solis told {outlet}. The North wants the border moved, "
                "something the South refused. Ander called the talks useful. The next round is on Friday. "
                f"Somebody said “{outlet} knows {number * 7} things about water” in the lift."
            )
            draft = Draft(text, outlet, DAY + timedelta(days=shift, hours=8 + number))
            draft.says("ander", f"we hope it is {plan}").says("solis", "The border stays where it is,")
            draft.says(None, f"{outlet} knows {number * 7} things about water", speaker="anonymous: somebody")
            draft.holds("north", "border", Stance.DEMAND, "The North wants the border moved", toward="south")
            draft.holds("south", "border", Stance.REJECT, "something the South refused")
            draft.calls_talks("ander", "useful", 1)
            drafts.append(draft)
    return drafts


ENTRIES = tuple(draft.entry() for draft in week())


def quotes_of(brief: Brief) -> list[Quote]:
    return [*brief.quotes, *brief.unattributed]


def evidence_of(value: object) -> list[Evidence]:
    """Every evidence inside a value."""
    if isinstance(value, Evidence):
        return [value]
    if isinstance(value, tuple):
        return [each for part in value for each in evidence_of(part)]
    names = getattr(value, "__dataclass_fields__", {})
    return [each for name in names for each in evidence_of(getattr(value, name))]


@settings(max_examples=int(os.environ.get("ORDERS", "50")), deadline=None)
@given(st.data())
def test_any_order_and_any_portions_of_arrival_give_one_brief(data: st.DataObject) -> None:
    order = data.draw(st.permutations(ENTRIES))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(order)), max_size=4)))
    ledger = Ledger(DOSSIER)
    for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True):
        ledger = ledger.with_entries(order[start:end])
    assert ledger == Ledger(DOSSIER, ENTRIES)
    assert to_json(compile_brief(ledger, day())) == to_json(compile_brief(Ledger(DOSSIER, ENTRIES), day()))


def test_entries_added_twice_and_older_versions_change_nothing() -> None:
    older = replace(ENTRIES[0], article=replace(ENTRIES[0].article, version=0))
    ledger = Ledger(DOSSIER, (older, *ENTRIES)).with_entries((*ENTRIES, older))
    assert ledger == Ledger(DOSSIER, ENTRIES)


def test_every_piece_of_evidence_is_the_article_s_own_words() -> None:
    texts = {entry.article.id: entry.article.text for entry in ENTRIES}
    found = evidence_of(compile_brief(Ledger(DOSSIER, ENTRIES), day()))
    assert len(found) > 20
    assert all(texts[each.article][each.start : each.end] == each.exact for each in found)


def test_no_words_are_shown_twice_as_a_quote() -> None:
    brief = compile_brief(Ledger(DOSSIER, ENTRIES), day())
    shown = [each.exact.strip(",.").casefold() for quote in quotes_of(brief) for each in quote.quoted]
    assert all(one not in other for at, one in enumerate(shown) for other in shown[:at] + shown[at + 1 :])
    assert "tactic" not in " ".join(shown).replace("tactics", "", 1)


def test_a_saying_known_before_the_window_is_not_new() -> None:
    new = {quote.speaker: quote.new for quote in compile_brief(Ledger(DOSSIER, ENTRIES), day()).quotes}
    assert new == {"Paul Ander": False, "Maria Solis": False}
    first = compile_brief(Ledger(DOSSIER, ENTRIES), day(-2)).quotes
    assert all(quote.new for quote in first)


def test_outlets_and_independent_sources_of_a_saying_are_counted() -> None:
    quote = compile_brief(Ledger(DOSSIER, ENTRIES), day()).quotes[0]
    assert (quote.outlets, quote.independent) == (3, 1)


def test_what_is_published_after_the_window_is_not_looked_at() -> None:
    short = Ledger(DOSSIER, tuple(each for each in ENTRIES if each.article.published < day(-2).end))
    assert to_json(compile_brief(short, day(-2))) == to_json(compile_brief(Ledger(DOSSIER, ENTRIES), day(-2)))


def test_words_without_a_sure_speaker_are_shown_without_one() -> None:
    draft = Draft("“We will open the dam in May,” a voice said. “It is late,” he added.")
    draft.says("ander", "We will open the dam in May,", sure=0.3).says(None, "It is late,")
    brief = compile_brief(Ledger(DOSSIER, (draft.entry(),)), day(), threshold=0.5)
    assert brief.quotes == ()
    assert [quote.speaker for quote in brief.unattributed] == [None, None]


@pytest.mark.parametrize(
    ("one", "other", "outlet", "believed"),
    [
        (0.9, 0.4, "post", True),
        (0.6, 0.6, "post", True),
        (0.6, 0.4, "post", False),
        (0.6, 0.6, "wire", False),
        (0.9, 0.2, "post", True),
    ],
)
def test_a_speaker_is_believed_where_one_source_is_sure_or_two_are_fairly(
    one: float, other: float, outlet: str, believed: bool
) -> None:
    words = "we will open the upper dam for the farmers in May"
    first = Draft(f"Ander told the wire that “{words}” and went in.", "wire").says("ander", words, sure=one)
    second = Draft(f"In the lift the man from the North repeated: “{words}”. Nobody asked.", outlet, DAY)
    second.says("ander", words, sure=other)
    brief = compile_brief(Ledger(DOSSIER, (first.entry(), second.entry())), day(), threshold=0.8)
    assert [quote.actor for quote in brief.quotes] == (["ander"] if believed else [])


def test_an_outlet_is_no_speaker() -> None:
    draft = Draft("“We will open the dam in May,” The Post reported.")
    draft.says(None, "We will open the dam in May,", speaker="The Post")
    brief = compile_brief(Ledger(DOSSIER, (draft.entry(),)), day())
    assert brief.quotes == ()
    assert len(brief.unattributed) == 1


def test_of_two_speakers_of_the_same_words_the_outer_is_believed() -> None:
    text = "Berg said Ander saw the deal as “a gift to nobody at all”."
    draft = Draft(text).says("ander", "a gift to nobody at all")
    draft.says("north-spokesman", "a gift to nobody at all", content=text[10:-1])
    brief = compile_brief(Ledger(DOSSIER, (draft.entry(),)), day())
    assert [quote.actor for quote in brief.quotes] == ["north-spokesman"]


def test_toplines_let_each_side_speak_before_anybody_speaks_twice() -> None:
    text = "“Water one is ours,” “border two is ours,” “dam three is ours,” “it is closed,” “talks are over.”"
    draft = Draft(text)
    for words in ("Water one is ours,", "border two is ours,", "dam three is ours,"):
        draft.says("ander", words)
    draft.says("solis", "it is closed,").says("envoy", "talks are over.")
    sides = [quote.side for quote in compile_brief(Ledger(DOSSIER, (draft.entry(),)), day()).toplines]
    assert sorted(sides) == ["mediator", "north", "south"]


def test_a_day_without_articles_names_the_latest_that_has_some() -> None:
    brief = compile_brief(Ledger(DOSSIER, ENTRIES), day(3))
    assert (brief.status.articles, str(brief.status.latest)) == (0, "2026-02-18")
    assert (brief.quotes, brief.silent, brief.changes) == ((), (), ())


def test_an_empty_ledger_gives_an_empty_brief() -> None:
    brief = compile_brief(Ledger(DOSSIER), day())
    assert brief.status.latest is None
    assert brief.sources == brief.disputes == ()


def test_silent_are_the_sides_without_own_words() -> None:
    assert compile_brief(Ledger(DOSSIER, ENTRIES), day()).silent == ("mediator",)


def test_of_the_versions_of_an_article_the_one_known_at_the_instant_counts() -> None:
    first = week()[0].article()
    second = replace(first, version=2, fetched=first.fetched + timedelta(hours=2))
    assert known_at((second, first), first.fetched + timedelta(hours=1)) == (first,)
    assert known_at((first, second), second.fetched) == (second,)
    assert known_at((first, second), first.fetched - timedelta(seconds=1)) == ()


def test_names_are_given_for_every_id_that_is_used() -> None:
    brief = compile_brief(Ledger(DOSSIER, ENTRIES), day())
    names = dict(brief.names)
    ids = {quote.actor for quote in brief.quotes} | {each.issue for each in brief.disputes}
    ids |= {side.side for each in brief.disputes if each.kind is DisputeKind.PARTIES for side in each.sides}
    assert ids <= names.keys()


# Cards and lists.


def test_a_card_holds_what_a_speaker_said_and_what_others_say_of_them() -> None:
    draft = Draft("“Solis never reads what we send,” Ander said. “I read all of it,” Solis said.")
    draft.says("ander", "Solis never reads what we send,").says("solis", "I read all of it,")
    card = compile_card(Ledger(DOSSIER, (draft.entry(),)), "solis")
    assert card is not None
    assert [quote.evidence.exact for quote in card.latest] == ["“I read all of it,”"]
    assert [quote.speaker for quote in card.spoken_of] == ["Paul Ander"]
    assert (card.name, card.side, card.sayings, card.articles) == ("Maria Solis", "south", 1, 1)


def test_a_card_of_somebody_outside_the_dossier_is_made_of_what_articles_say() -> None:
    draft = Draft("“The wheat is dying,” said Ada Pell.").says(
        None, "The wheat is dying,", speaker="Ada Pell"
    )
    ledger = Ledger(DOSSIER, (draft.entry(),))
    card = compile_card(ledger, "ada pell")
    assert card is not None
    assert (card.name, card.actor, len(card.latest)) == ("Ada Pell", None, 1)
    assert compile_card(ledger, "Nobody Known") is None


def test_a_card_of_an_actor_who_said_nothing_still_says_who_they_are() -> None:
    card = compile_card(Ledger(DOSSIER), "envoy")
    assert card is not None
    assert (card.name, card.latest, card.first) == ("Jon Weir", (), None)


def moved() -> Ledger:
    """The North's two men on the dam: each has refused and demanded, the spokesman last but one."""
    told = (
        (-3, "ander", Stance.REJECT, "Ander ruled out a lower dam"),
        (-2, "north-spokesman", Stance.PROPOSE, "Berg offered a dam in the valley"),
        (-1, "north-spokesman", Stance.DEMAND, "Berg demanded the whole dam"),
        (0, "ander", Stance.DEMAND, "Ander demanded a higher dam"),
    )
    drafts = [
        Draft(f"{words} on that day.", published=DAY + timedelta(days=shift, hours=9)).holds(
            "north", "water", stance, words, actor=actor
        )
        for shift, actor, stance, words in told
    ]
    return Ledger(DOSSIER, tuple(draft.entry() for draft in drafts))


def test_a_person_s_card_holds_no_earlier_words_of_others_on_their_side() -> None:
    card = compile_card(moved(), "ander")
    assert card is not None
    assert [(each.actor, each.stance, [past.actor for past in each.history]) for each in card.positions] == [
        ("ander", Stance.DEMAND, ["ander"]),
        ("ander", Stance.REJECT, []),
    ]
    assert [each.evidence[0].exact for each in card.positions[0].history] == ["Ander ruled out a lower dam"]


def test_what_a_side_held_before_is_that_of_all_its_people() -> None:
    newest = list_positions(moved(), Asked(side="north")).positions[0]
    assert [past.actor for past in newest.history] == ["north-spokesman", "ander"]


def test_lists_hold_what_fits_and_each_saying_once() -> None:
    ledger = Ledger(DOSSIER, ENTRIES)
    assert {quote.actor for quote in list_quotes(ledger, Asked(by="ander")).quotes} == {"ander"}
    assert [quote.actor for quote in list_quotes(ledger, Asked(issue="border")).quotes] == ["solis"]
    assert list_quotes(ledger, Asked(text="no such words")).quotes == ()
    assert {quote.speaker for quote in list_quotes(ledger, Asked(text="knows 7 things")).quotes} == {
        "anonymous: somebody"
    }
    assert {each.side for each in list_positions(ledger, Asked(side="north")).positions} == {"north"}
    assert [each.issue for each in list_disputes(ledger, Asked(side="south")).disputes] == ["border"]
    assert list_disputes(ledger, Asked(issue="water")).disputes == ()


# The seed originals, read by hand.


@pytest.fixture(scope="module")
def entries(originals: Path) -> tuple[Entry, ...]:
    return seeds.entries(originals, seeds.dossier(ROOT))


@pytest.fixture(scope="module")
def brief(entries: tuple[Entry, ...]) -> Brief:
    start = DAY - timedelta(hours=1)
    window = Window(start, start + timedelta(days=1), "Europe/Zurich")
    return compile_brief(Ledger(seeds.dossier(ROOT), entries), window)


def test_the_originals_dispute_what_the_parties_dispute(brief: Brief) -> None:
    parties = {
        each.issue: [side.side for side in each.sides]
        for each in brief.disputes
        if each.kind is DisputeKind.PARTIES
    }
    assert parties == {
        "talks-progress": ["ukraine", "russia", "us"],
        "territory": ["ukraine", "russia", "us"],
        "nuclear-plant": ["ukraine", "russia"],
        "election-ceasefire": ["ukraine", "russia"],
        "pressure": ["ukraine", "us"],
    }


def test_the_originals_give_these_sayings_in_several_wordings(brief: Brief) -> None:
    found = {frozenset(wording.exact.strip(".,") for wording in each.wordings) for each in brief.utterances}
    pairs = [
        ("just his tactics", "just a tactic"),
        ("practical issues and the mechanics", "practical issues and possible solution"),
        ("trying to drag out", "trying to prolong"),
        ("We are ready to move", "We are also ready to move"),
        ("not fair", "unfair"),
        ("business-like", "administrative"),
    ]
    for one, other in pairs:
        assert any(
            any(one in each for each in group) and any(other in each for each in group) for group in found
        ), one


def test_no_saying_of_the_originals_is_given_to_two_speakers(brief: Brief) -> None:
    for each in brief.utterances:
        articles = {evidence.article for wording in each.wordings for evidence in wording.evidence}
        assert len(articles) > 1
    assert "modality: could / may" in [shift for each in brief.utterances for shift in each.shifts]


def test_no_number_trap_of_the_originals_is_reported(brief: Brief) -> None:
    assert [each for each in brief.disputes if each.reason == "different numbers"] == []


def test_one_original_contradicts_itself(brief: Brief) -> None:
    within = [each for each in brief.disputes if each.kind is DisputeKind.WITHIN]
    assert [side.positions[0].evidence[0].article for each in within for side in each.sides] == ["002", "002"]


def test_the_originals_brief_holds_the_key_words_of_each_side(brief: Brief) -> None:
    words = " ".join(quote.evidence.exact for quote in brief.quotes)
    for expected in (
        "difficult, but business-like",
        "meaningful progress",
        "cannot say that the result is sufficient",
    ):
        assert expected in words
    assert {quote.side for quote in brief.toplines[:3]} == {"ukraine", "russia", "us"}


@pytest.mark.parametrize("seed", range(10))
def test_the_originals_give_one_brief_in_any_order(
    entries: tuple[Entry, ...], brief: Brief, seed: int
) -> None:
    shuffled = list(entries)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    ledger = Ledger(seeds.dossier(ROOT), tuple(shuffled[:2])).with_entries(shuffled[2:])
    assert to_json(compile_brief(ledger, brief.window)) == to_json(brief)
