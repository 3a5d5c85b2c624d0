"""What is a dispute, and what only looks like one."""

from datetime import timedelta

import pytest

from briefs.compile import compile_brief
from briefs.ledger.ledger import Ledger
from briefs.model.brief import Dispute, DisputeKind, DisputeStatus, Window
from briefs.model.reading import Stance
from tests.ledger.builder import DAY, DOSSIER, Draft, day

WANT = "The North wants the border moved to the river"
REFUSE = "something the South has refused"


def disputes(*drafts: Draft, window: Window | None = None) -> tuple[Dispute, ...]:
    """The disputes of the day."""
    return compile_brief(Ledger(DOSSIER, tuple(draft.entry() for draft in drafts)), window or day()).disputes


def two_sided(*, shift: int = 0, outlet: str = "wire") -> Draft:
    """A report with both sides of the border dispute."""
    draft = Draft(f"{WANT}, {REFUSE}. More tomorrow.", outlet, DAY + timedelta(days=shift, hours=9))
    draft.holds("north", "border", Stance.DEMAND, WANT, toward="south")
    return draft.holds("south", "border", Stance.REJECT, REFUSE)


def test_a_demand_and_its_refusal_are_a_dispute_with_both_sides_words() -> None:
    found = disputes(two_sided())
    assert [(each.issue, each.kind, each.status, each.reason) for each in found] == [
        ("border", DisputeKind.PARTIES, DisputeStatus.OPEN, "opposed stances")
    ]
    words = {side.side: side.positions[0].evidence[0].exact for side in found[0].sides}
    assert words == {"north": WANT, "south": REFUSE}


def test_sides_are_listed_in_the_dossier_s_order_with_all_who_have_words() -> None:
    draft = two_sided()
    draft.text += " The mediator proposed a survey of the border."
    draft.holds("mediator", "border", Stance.PROPOSE, "The mediator proposed a survey of the border")
    assert [side.side for side in disputes(draft)[0].sides] == ["north", "south", "mediator"]


ONE_SIDED = [
    (("south", Stance.DEMAND), ("south", Stance.REJECT)),
    (("south", Stance.DEMAND), ("north", Stance.ASSESS)),
    (("south", Stance.PROPOSE), ("north", Stance.ACCEPT)),
    (("south", Stance.ACCUSE), ("north", Stance.DEMAND)),
    (("south", Stance.REJECT), ("north", Stance.REJECT)),
    (("south", Stance.DEMAND), ("north", Stance.DEMAND)),
]


@pytest.mark.parametrize(("one", "other"), ONE_SIDED)
def test_positions_that_are_not_opposed_are_no_dispute(
    one: tuple[str, Stance], other: tuple[str, Stance]
) -> None:
    draft = Draft("First words about a border. Second words about a border.")
    draft.holds(one[0], "border", one[1], "First words about a border")
    draft.holds(other[0], "border", other[1], "Second words about a border")
    assert disputes(draft) == ()


OPPOSED = [
    (("north", Stance.PROPOSE, None), ("south", Stance.REJECT, None)),
    (("north", Stance.ACCEPT, None), ("south", Stance.REJECT, None)),
    (("north", Stance.DEMAND, None), ("south", Stance.ACCUSE, "north")),
    (("north", Stance.ACCUSE, "south"), ("south", Stance.ACCUSE, "north")),
    (("north", Stance.ACCUSE, "south"), ("south", Stance.REJECT, None)),
    (("north", Stance.DEMAND, "south"), ("south", Stance.DEMAND, "north")),
    (("north", Stance.CONDITION, None), ("south", Stance.REJECT, None)),
]


@pytest.mark.parametrize(("one", "other"), OPPOSED)
def test_opposed_positions_are_a_dispute(
    one: tuple[str, Stance, str | None], other: tuple[str, Stance, str | None]
) -> None:
    draft = Draft("First words about a border. Second words about a border.")
    draft.holds(one[0], "border", one[1], "First words about a border", toward=one[2])
    draft.holds(other[0], "border", other[1], "Second words about a border", toward=other[2])
    assert [each.issue for each in disputes(draft)] == ["border"]


def test_a_refusal_aimed_at_another_side_is_no_answer() -> None:
    draft = Draft("First words about a border. Second words about a border.")
    draft.holds("north", "border", Stance.DEMAND, "First words about a border", toward="mediator")
    draft.holds("south", "border", Stance.THREATEN, "Second words about a border", toward="mediator")
    assert disputes(draft) == ()


def test_what_is_hedged_or_unsure_makes_no_dispute() -> None:
    for change in ({"hedged": True}, {"sure": 0.45}):
        draft = Draft(f"{WANT}, {REFUSE}.").holds("north", "border", Stance.DEMAND, WANT)
        draft.holds("south", "border", Stance.REJECT, REFUSE, **change)
        assert disputes(draft) == ()


def test_what_one_side_tells_of_the_other_is_marked_so() -> None:
    draft = Draft(f"Solis said: {WANT}, {REFUSE}.")
    draft.holds("north", "border", Stance.DEMAND, WANT, told_by="Maria Solis")
    draft.holds("south", "border", Stance.REJECT, REFUSE)
    sides = {side.side: side.positions[0].told_by for side in disputes(draft)[0].sides}
    assert sides == {"north": "Maria Solis", "south": None}


def test_rival_figures_for_one_thing_are_a_dispute_of_parties_and_not_of_outlets() -> None:
    one = Draft("The North offered to open the dam for one day to farmers.", "wire")
    one.holds("north", "water", Stance.PROPOSE, "The North offered to open the dam for one day to farmers")
    other = Draft("The South wants the dam open for 60 days to farmers.", "post")
    other.holds("south", "water", Stance.DEMAND, "The South wants the dam open for 60 days to farmers")
    assert [(each.kind, each.reason) for each in disputes(one, other)] == [
        (DisputeKind.PARTIES, "rival proposals")
    ]


def test_one_sentence_that_sets_two_offers_against_each_other_shows_rivals() -> None:
    whole = "The North agreed to a one-day pause at the dam, rather than the 60 days that the South wants"
    draft = Draft(whole + ".")
    draft.holds(
        "north",
        "water",
        Stance.CONCEDE,
        "The North agreed to a one-day pause at the dam, rather than the 60 days",
    )
    draft.holds("south", "water", Stance.DEMAND, whole)
    assert [each.reason for each in disputes(draft)] == ["rival proposals"]


def test_opposed_readings_of_the_talks_are_a_dispute() -> None:
    draft = Draft(
        "Ander called the talks a triumph. Solis called the talks a farce. The envoy called them long."
    )
    draft.calls_talks("ander", "a triumph", 1).calls_talks("solis", "a farce", -1).calls_talks(
        "envoy", "long", 0
    )
    found = disputes(draft)
    assert [(each.issue, each.reason) for each in found] == [("talks-state", "opposed readings of the talks")]
    assert [side.side for side in found[0].sides] == ["north", "south", "mediator"]


def test_readings_of_different_rounds_are_no_dispute() -> None:
    earlier = Draft("Ander called the talks a triumph.", "wire", DAY - timedelta(days=9))
    later = Draft("Solis called the talks a farce.", "post")
    weeks = Window(DAY - timedelta(days=14), DAY + timedelta(days=1), "UTC")
    drafts = earlier.calls_talks("ander", "a triumph", 1), later.calls_talks("solis", "a farce", -1)
    assert disputes(*drafts, window=weeks) == ()


def test_a_dispute_heard_of_before_stays_open_with_its_first_day() -> None:
    found = disputes(two_sided(shift=-2), Draft("Nothing of note today."))
    assert [(each.status, each.since.day) for each in found] == [(DisputeStatus.OPEN, 16)]


def test_a_dispute_not_heard_of_for_long_is_dormant() -> None:
    found = disputes(two_sided(shift=-12), Draft("Nothing of note today."))
    assert [each.status for each in found] == [DisputeStatus.DORMANT]


def test_a_side_that_now_sets_conditions_narrows_a_dispute() -> None:
    softer = Draft("The South would move the border if the pumps were returned.", "post")
    softer.holds(
        "south", "border", Stance.CONDITION, "The South would move the border if the pumps were returned"
    )
    found = disputes(two_sided(shift=-1), softer)
    assert [each.status for each in found] == [DisputeStatus.NARROWING]


def test_a_dispute_is_settled_once_both_sides_have_accepted() -> None:
    deal = Draft("Both sides accepted the new border.", "post")
    deal.holds("south", "border", Stance.ACCEPT, "Both sides accepted the new border")
    deal.holds("north", "border", Stance.ACCEPT, "Both sides accepted the new border")
    weeks = Window(DAY - timedelta(days=7), DAY + timedelta(days=1), "UTC")
    assert [each.status for each in disputes(two_sided(shift=-1), deal, window=weeks)] == [
        DisputeStatus.SETTLED
    ]


# Between outlets.

DEMANDED = "The envoy demanded that Solis withdraw from the dam"
URGED = "The envoy urged the South to withdraw from the dam at once"
SUGGESTED = "The envoy suggested that the South could withdraw"


def asks(words: str, outlet: str, *, shift: int = 0, issue: str = "border") -> Draft:
    """A report that the envoy asks something of the South."""
    draft = Draft(f"{words}. He left at noon.", outlet, DAY + timedelta(hours=9, days=shift))
    return draft.holds("mediator", issue, Stance.DEMAND, words, actor="envoy", toward="south")


def test_one_request_given_with_different_force_is_a_dispute_of_outlets() -> None:
    found = disputes(asks(DEMANDED, "wire"), asks(URGED, "post"), asks(SUGGESTED, "daily"))
    assert [(each.kind, each.reason) for each in found] == [(DisputeKind.OUTLETS, "different force")]
    assert [side.side for side in found[0].sides] == ["The Wire", "The Post", "The Daily"]


@pytest.mark.parametrize(
    "other",
    [
        asks(DEMANDED, "post"),
        asks(URGED, "wire"),
        asks(URGED, "post", shift=-6),
        asks("The envoy urged the South to answer the letter", "post"),
        asks("The envoy said that the South should withdraw", "post"),
    ],
)
def test_same_force_same_outlet_other_days_or_other_requests_are_none(other: Draft) -> None:
    assert disputes(asks(DEMANDED, "wire"), other) == ()


FILLERS = {
    "wire": " Snow fell on the hotel all morning. Reporters waited by the lift, and three of them slept.",
    "post": " In the capital a crowd with candles stood before the ministry. Nobody spoke to it.",
}


def numbers(one: str, other: str) -> list[Dispute]:
    """The disputes on numbers between two outlets that each give one text among their own."""
    drafts = (Draft(one + FILLERS["wire"], "wire"), Draft(other + FILLERS["post"], "post"))
    return [each for each in disputes(*drafts) if each.reason == "different numbers"]


def test_two_numbers_for_one_thing_are_a_dispute_of_outlets() -> None:
    found = numbers(
        "Southern guards shot down 43 drones over the upper dam on Wednesday.",
        "On Wednesday Southern guards shot down 57 drones over the upper dam.",
    )
    assert sorted(side.positions[0].evidence[0].exact for side in found[0].sides) == [
        "On Wednesday Southern guards shot down 57 drones over the upper dam.",
        "Southern guards shot down 43 drones over the upper dam on Wednesday.",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The shelling of Millford killed 12 people.", "15 people were killed by shelling in Millford."),
        (
            "A Northern drone strike on a market in Millford killed nine people, hours before the talks.",
            "Six people were killed when a Northern drone hit a market in Millford.",
        ),
        ("The flood cut off 400 houses in Millford.", "In Millford 650 houses were cut off by the flood."),
        ("The North fired 43 rockets at Millford.", "The North fired 31 rockets at Millford overnight."),
        ("The session in Geneva lasted two hours.", "The session in Geneva lasted nearly five hours."),
    ],
)
def test_numbers_for_one_thing_are_met_in_few_words_where_the_names_agree(one: str, other: str) -> None:
    assert len(numbers(one, other)) == 1
    assert len(numbers(other, one)) == 1


TRAPS = [
    ("The shelling of Millford killed 12 people.", "The shelling of Millford wounded 40 people."),
    ("The shelling of Millford killed 12 people.", "The shelling of Oakham killed 15 people."),
    (
        "The shelling of Millford killed 12 people.",
        "The shelling of Millford has killed 90 people since May.",
    ),
    ("The North fired 43 rockets at Millford.", "The South fired 31 rockets at Millford."),
    ("The North fired 43 rockets at Millford.", "The South shot down 31 rockets of the North over Millford."),
    ("The session in Geneva lasted two hours.", "The lunch in Geneva lasted five hours."),
    ("The session in Geneva lasted two hours.", "A meeting in Geneva after the session lasted five hours."),
    ("The first session in Geneva lasted two hours.", "The second session in Geneva lasted five hours."),
    ("The session lasted two hours on Wednesday.", "The session lasted six hours on Tuesday."),
    ("The session at the hotel lasted two hours.", "Ander and Solis spoke for six hours after the session."),
    (
        "The North holds about 20% of the Southern land.",
        "The North holds about 45% of the Lake district.",
    ),
    ("The North offered a one-day truce for the vote.", "The South wants a 60-day truce for the vote."),
    (
        "About 20 people died in the upper valley on Monday.",
        "Some 22 people died in the upper valley on Monday.",
    ),
    (
        "They exchanged 157 prisoners from each side at noon.",
        "They exchanged 314 prisoners in total at noon.",
    ),
    (
        "It was the second of four rounds held by the lake.",
        "It was the second of five days held by the lake.",
    ),
    (
        "Guards shot down 43 drones, and 57 drones fell in the lake.",
        "Guards shot down 57 drones over the lake.",
    ),
    (
        "The talks lasted six hours on Tuesday at the hotel.",
        "The talks lasted five hours on Monday at the hotel.",
    ),
]


@pytest.mark.parametrize(("one", "other"), TRAPS)
def test_numbers_of_different_things_days_or_parties_are_none(one: str, other: str) -> None:
    assert numbers(one, other) == []
    assert numbers(other, one) == []


def test_numbers_of_two_speakers_are_none() -> None:
    one = Draft('Ander said "we shot down 43 drones over the upper dam today".', "wire")
    other = Draft('Solis said "we shot down 57 drones over the upper dam today".', "post")
    one.says("ander", "we shot down 43 drones over the upper dam today")
    other.says("solis", "we shot down 57 drones over the upper dam today")
    assert disputes(one, other) == ()


@pytest.mark.parametrize(("actor", "speaker", "many"), [(None, "the delegates", 1), ("ander", None, 0)])
def test_a_number_told_by_a_party_does_not_conflict_with_an_outlet_s_own(
    actor: str | None, speaker: str | None, many: int
) -> None:
    one = Draft("The session in Geneva lasted two hours." + FILLERS["wire"], "wire")
    other = Draft("The session in Geneva lasted five hours, we hear." + FILLERS["post"], "post")
    other.says(actor, speaker=speaker, content="The session in Geneva lasted five hours")
    assert len(disputes(one, other)) == many


def test_copies_of_one_text_do_not_differ_in_numbers() -> None:
    body = "The envoy left the hotel late. Nobody would say what was on the paper he carried under his arm. "
    text = body + "Southern guards shot down {} drones over the upper dam on Wednesday. " + body
    assert disputes(Draft(text.format(43), "wire"), Draft(text.format(57), "post")) == ()


# Within one article.


def within(text: str) -> list[Dispute]:
    """The disputes within one article."""
    return [each for each in disputes(Draft(text)) if each.kind is DisputeKind.WITHIN]


def test_an_article_that_says_the_talks_ended_and_lie_ahead_on_one_day_contradicts_itself() -> None:
    found = within(
        "The talks ended without result on Wednesday. Both sides prepare for more talks on Wednesday."
    )
    assert [(each.issue, each.reason) for each in found] == [("talks-state", "opposed statements")]
    assert [side.positions[0].evidence[0].exact[:9] for side in found[0].sides] == ["The talks", "Both side"]


@pytest.mark.parametrize(
    "text",
    [
        "The talks ended on Tuesday. Both sides prepare for a second day of talks on Wednesday.",
        "The talks ended on Wednesday. Both sides prepare for a new round of talks next Wednesday.",
        "The talks ended on Wednesday. Both sides prepare for a new round of talks.",
        'The talks ended on Wednesday. "We prepare for talks on Wednesday," said Ander.',
        "Solis said no progress was made. The envoy said there was meaningful progress on Wednesday.",
        "The talks ended on Wednesday without progress.",
    ],
)
def test_other_days_or_other_speakers_are_no_contradiction(text: str) -> None:
    assert within(text) == []
