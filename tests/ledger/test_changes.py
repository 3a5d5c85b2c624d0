"""What changed between two windows, what stands, what comes."""

from datetime import date, timedelta

import pytest

from briefs.compile import compile_brief
from briefs.ledger.ledger import Ledger
from briefs.model.brief import Brief, ChangeKind
from briefs.model.reading import Stance
from tests.ledger.builder import DAY, DOSSIER, Draft, day


def told(
    stance: Stance, *, shift: int = 0, side: str = "south", issue: str = "border", outlet: str = "wire"
) -> Draft:
    """A report of one side's stance."""
    words = f"The {side} takes stance {stance.value} on the {issue}"
    draft = Draft(f"{words}. It snowed.", outlet, DAY + timedelta(days=shift, hours=10))
    return draft.holds(side, "border", stance, words)


def brief(*drafts: Draft) -> Brief:
    """The brief of the day."""
    return compile_brief(Ledger(DOSSIER, tuple(draft.entry() for draft in drafts)), day())


MOVES = [
    (Stance.REJECT, Stance.CONDITION, ChangeKind.SOFTENED),
    (Stance.DEMAND, Stance.PROPOSE, ChangeKind.SOFTENED),
    (Stance.DEMAND, Stance.CONCEDE, ChangeKind.WITHDRAWN),
    (Stance.CONDITION, Stance.REJECT, ChangeKind.HARDENED),
    (Stance.PROPOSE, Stance.DEMAND, ChangeKind.HARDENED),
    (Stance.REJECT, Stance.THREATEN, ChangeKind.HARDENED),
]


@pytest.mark.parametrize(("before", "after", "kind"), MOVES)
def test_a_side_that_moves_is_a_change_with_the_words_before_and_after(
    before: Stance, after: Stance, kind: ChangeKind
) -> None:
    found = brief(told(before, shift=-1), told(after)).changes
    assert [(each.kind, each.side, each.issue) for each in found] == [(kind, "south", "border")]
    assert found[0].before is not None
    assert found[0].after is not None
    assert (found[0].before.stance, found[0].after.stance) == (before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [(Stance.DEMAND, Stance.DEMAND), (Stance.DEMAND, Stance.REJECT), (Stance.ASSESS, Stance.ACCUSE)],
)
def test_a_stance_heard_again_or_of_another_kind_is_no_change(before: Stance, after: Stance) -> None:
    assert brief(told(before, shift=-1), told(after)).changes == ()


def test_a_side_that_speaks_of_an_issue_for_the_first_time_is_new() -> None:
    found = brief(told(Stance.REJECT, shift=-1), told(Stance.DEMAND, side="north")).changes
    assert (ChangeKind.NEW, "north", "border") in [(each.kind, each.side, each.issue) for each in found]


def test_nothing_is_new_where_nothing_was_known() -> None:
    assert brief(told(Stance.REJECT)).changes == ()


def test_the_same_input_again_gives_no_change() -> None:
    drafts = (told(Stance.REJECT, shift=-1), told(Stance.DEMAND, side="north"), told(Stance.ACCEPT))
    ledger = Ledger(DOSSIER, tuple(draft.entry() for draft in drafts))
    assert compile_brief(ledger, day(), before=day()).changes == ()


def test_a_side_that_falls_silent_in_a_dispute_is_told() -> None:
    yesterday = (told(Stance.REJECT, shift=-1), told(Stance.DEMAND, shift=-1, side="north", outlet="post"))
    found = brief(*yesterday, told(Stance.DEMAND, side="north")).changes
    assert [(each.kind, each.side) for each in found] == [(ChangeKind.SILENT, "south")]


def test_a_dispute_that_is_settled_is_told() -> None:
    yesterday = (told(Stance.REJECT, shift=-1), told(Stance.DEMAND, shift=-1, side="north", outlet="post"))
    found = brief(*yesterday, told(Stance.ACCEPT)).changes
    assert ChangeKind.SETTLED in [each.kind for each in found]


def test_what_was_held_before_stands_with_its_day_until_the_contrary_is_heard() -> None:
    stands = brief(told(Stance.REJECT, shift=-3), Draft("Nothing of note.")).positions
    assert [(each.stance, each.since) for each in stands] == [(Stance.REJECT, date(2026, 2, 15))]
    overtaken = brief(told(Stance.REJECT, shift=-3), told(Stance.ACCEPT)).positions
    assert [each.stance for each in overtaken] == [Stance.ACCEPT]
    assert [each.stance for each in overtaken[0].history] == [Stance.REJECT]


def test_own_words_come_before_what_others_say() -> None:
    draft = Draft("Ander says the South wants the dam. The South wants the whole dam.")
    draft.holds("south", "water", Stance.DEMAND, "the South wants the dam", told_by="Paul Ander")
    draft.holds("south", "water", Stance.DEMAND, "The South wants the whole dam")
    assert [each.told_by for each in brief(draft).positions] == [None, "Paul Ander"]


def test_a_position_that_many_outlets_carry_is_one_with_evidence_of_each() -> None:
    found = brief(told(Stance.REJECT), told(Stance.REJECT, outlet="post")).positions
    assert [[each.outlet for each in position.evidence] for position in found] == [["The Post", "The Wire"]]


COMING = [
    ("The next round of talks will be held on Friday.", date(2026, 2, 20)),
    ("Delegations are to meet again on March 1.", date(2026, 3, 1)),
    ("They agreed to meet again, without naming a date.", None),
    ("Another round of talks will be held soon.", None),
    ("A new round is planned for next Tuesday.", None),
]


@pytest.mark.parametrize(("text", "expected"), COMING)
def test_a_coming_meeting_is_listed_with_its_day_where_certain(text: str, expected: date | None) -> None:
    found = brief(Draft(f"It snowed. {text} Nobody spoke.")).next_dates
    assert [(each.evidence.exact, each.day) for each in found] == [(text, expected)]


def test_a_day_of_something_past_is_not_that_of_the_meeting() -> None:
    text = "A storm shut the pass on Tuesday, hours before the negotiators were to meet again."
    assert brief(Draft(text)).next_dates == ()
    fronted = brief(Draft("On Friday, after the storm, the negotiators are to meet again.")).next_dates
    assert [each.day for each in fronted] == [date(2026, 2, 20)]


@pytest.mark.parametrize(
    "text",
    [
        "The talks ended on Wednesday.",
        "Two rounds were held in the autumn.",
        "The next round brought nothing.",
        "He will be back soon.",
    ],
)
def test_what_names_no_coming_meeting_is_not_listed(text: str) -> None:
    assert brief(Draft(text)).next_dates == ()


def test_one_day_that_several_outlets_name_is_listed_once() -> None:
    one = Draft("The next round of talks will be held on Friday.", "wire")
    other = Draft("Envoys said that negotiators would meet again on Friday in the same hotel.", "post")
    assert len(brief(one, other).next_dates) == 1
