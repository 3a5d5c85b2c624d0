from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.dossier import DossierError, load_dossier, plain
from briefs.model.talks import ActorKind, Feed

ROOT = Path(__file__).parents[1]
LEAST = '[dossier]\nname = "River talks"\n[sides.north]\nname = "North"\n'


def problems(text: str) -> list[str]:
    with pytest.raises(DossierError) as caught:
        load_dossier(text, "river.toml")
    return [str(problem) for problem in caught.value.problems]


def test_a_dossier_needs_a_name_and_one_side_and_fills_in_the_rest() -> None:
    dossier = load_dossier(LEAST, "folder/River Talks.toml")
    assert (dossier.id, dossier.name, dossier.zone) == ("river-talks", "River talks", "UTC")
    assert (dossier.begins, dossier.ends, dossier.actors, dossier.feeds) == (None, None, (), ())
    assert "negotiations" in dossier.talks
    assert dossier.sides[0].role == "party"


def test_lists_keep_the_file_s_order() -> None:
    text = LEAST + "".join(f'[actors.{id_}]\nname = "Ms {id_.title()}"\n' for id_ in ("zoe", "ada", "mia"))
    assert [actor.id for actor in load_dossier(text, "river.toml").actors] == ["zoe", "ada", "mia"]


def test_all_keys_reach_the_values() -> None:
    dossier = load_dossier(
        LEAST
        + """
[actors.ministry]
name = "Ministry of Water"
kind = "body"
[actors.ito]
name = "Kenji Ito"
side = "north"
role = "Spokesman"
aliases = ["K. Ito"]
titles = ["the ministry's spokesman"]
pronoun = "he"
speaks_for = "ministry"
rank = 3
[issues.dam]
name = "The dam"
all_of = [["dam", "weir*"], ["height"]]
none_of = ["beaver"]
[outlets.gazette]
name = "Gazette"
country = "North"
home = "https://gazette.example"
kind = "newspaper"
feeds = ["https://gazette.example/rss", "https://gazette.example/world"]
""",
        "river.toml",
    )
    ministry, ito = dossier.actors
    assert (ministry.kind, ministry.pronoun, ministry.side) == (ActorKind.BODY, "it", None)
    assert (ito.side, ito.speaks_for, ito.rank, ito.pronoun) == ("north", "ministry", 3, "he")
    assert dossier.issues[0].all_of == (("dam", "weir*"), ("height",))
    assert dossier.feeds == (
        Feed("gazette", "https://gazette.example/rss"),
        Feed("gazette", "https://gazette.example/world"),
    )


def test_days_are_days() -> None:
    text = LEAST.replace("[sides", "begins = 2026-01-23\nends = 2026-02-22\n[sides")
    dossier = load_dossier(text, "river.toml")
    assert (dossier.begins, dossier.ends) == (date(2026, 1, 23), date(2026, 2, 22))


def test_a_person_answers_to_the_last_name_unless_somebody_else_does() -> None:
    text = LEAST + "".join(
        f'[actors.{id_}]\nname = "{name}"\n'
        for id_, name in [("a", "Ana Cruz"), ("b", "Luz Vega"), ("c", "Eva Vega"), ("d", "Jon North")]
    )
    aliases = {actor.id: actor.aliases for actor in load_dossier(text, "river.toml").actors}
    assert aliases["a"] == ("Cruz",)
    assert aliases["b"] == aliases["c"] == ()


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ('[side.south]\nname = "South"', 'side is unknown; did you mean "sides"?'),
        (
            '[actors.ito]\nname = "Ito"\nalias = ["K"]',
            'actors.ito.alias is unknown; did you mean "aliases"?',
        ),
        ("[actors.ito]", 'actors.ito.name is missing; write name = "..."'),
        ("[actors.ito]\nname = 7", "actors.ito.name is 7; write text in quotation marks"),
        ('[actors.ito]\nname = " "', "actors.ito.name is empty; fill it or leave it out"),
        (
            '[actors.ito]\nname = "I\\u0007to"',
            "actors.ito.name holds a control character; write it on one line, as plain text",
        ),
        (
            '[actors.ito]\nname = "Ito"\nside = "nroth"',
            'actors.ito.side names no side: "nroth"; did you mean "north"?',
        ),
        (
            '[actors.ito]\nname = "Ito"\nspeaks_for = "mayor"',
            'actors.ito.speaks_for names no actor: "mayor"; known are ito',
        ),
        (
            '[actors.ito]\nname = "Ito"\nspeaks_for = "ito"',
            "actors.ito.speaks_for leads back to the actor; let the highest of them speak alone",
        ),
        ('[actors.ito]\nname = "Ito"\nkind = "persn"', 'actors.ito.kind is "persn"; did you mean "person"?'),
        ('[actors.ito]\nname = "Ito"\nrank = 0', "actors.ito.rank is 0; write a whole number from 1 to 9"),
        (
            '[actors.ito]\nname = "Ito"\nrank = true',
            "actors.ito.rank is true or false; write a whole number from 1 to 9",
        ),
        (
            '[actors.ito]\nname = "Ito"\naliases = "K"',
            'actors.ito.aliases is text; write a list: ["one", "other"]',
        ),
        (
            '[actors.ito]\nname = "Ito"\naliases = ["K", 5]',
            "actors.ito.aliases[1] is 5; write text in quotation marks",
        ),
        (
            '[actors."K Ito"]\nname = "Ito"',
            "actors.K Ito is no id; use small letters a to z, digits and single hyphens",
        ),
        ("actors = 3", "actors is 3; write tables like [actors.some-id]"),
        ("[actors]\nito = 3", "actors.ito is 3; write a table [actors.ito]"),
        ('[[actors]]\nname = "Ito"', "actors is a list; write tables like [actors.some-id]"),
        (
            '[issues.dam]\nname = "The dam"',
            'issues.dam.any_of is missing; say how the issue is recognised: any_of = ["land", "border*"]',
        ),
        (
            '[issues.dam]\nname = "The dam"\nany_of = ["d*m"]',
            'issues.dam.any_of has a star in a wrong place: "d*m"; a star only ends a word: border*',
        ),
        (
            '[issues.dam]\nname = "The dam"\nall_of = ["dam"]',
            'issues.dam.all_of is not a list of lists; write all_of = [["one", "other"], ["third"]]',
        ),
        (
            '[issues.dam]\nname = "The dam"\nall_of = [["dam"], []]',
            "issues.dam.all_of[1] is an empty list; fill it or leave it out",
        ),
        (
            '[outlets.post]\nname = "Post"\nfeeds = ["ftp://post.example/rss"]',
            (
                'outlets.post.feeds[0] is no web address: "ftp://post.example/rss"; '
                "write https://... as a browser shows it"
            ),
        ),
    ],
)
def test_a_mistake_is_told_with_file_key_and_remedy(added: str, said: str) -> None:
    # A bare key stands before the tables, a table after them.
    text = f"{added}\n{LEAST}" if added == "actors = 3" else f"{LEAST}{added}\n"
    assert f"river.toml: {said}" in problems(text)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (
            'zone = "Europe/Zürich"',
            'river.toml: dossier.zone is no time zone: "Europe/Zürich"; did you mean "Europe/Zurich"?',
        ),
        ('zone = "Europe"', 'river.toml: dossier.zone is no time zone: "Europe"'),
        ('zone = "../../etc/passwd"', "river.toml: dossier.zone is no time zone"),
        (
            'begins = "2026-01-23"',
            "river.toml: dossier.begins is text; write a day without quotation marks: begins = 2026-02-17",
        ),
        ("ends = 2026-01-23T10:00:00Z", "river.toml: dossier.ends is of another type"),
        (
            "begins = 2026-02-02\nends = 2026-01-01",
            "river.toml: dossier.ends is 2026-01-01, before begins (2026-02-02); exchange the two",
        ),
        ('id = "River Talks"', 'river.toml: dossier.id is "River Talks"'),
        ("talks = []", "river.toml: dossier.talks is an empty list; fill it or leave it out"),
    ],
)
def test_a_mistake_in_the_head_is_told(head: str, said: str) -> None:
    (only,) = problems(LEAST.replace("[sides", f"{head}\n[sides"))
    assert only.startswith(said)


def test_all_mistakes_are_told_at_once() -> None:
    text = '[dossier]\n[actors.ito]\nname = "Ito"\nside = "north"\nrank = 99\n[outlets.post]\nhome = "post"\n'
    assert problems(text) == [
        'river.toml: dossier.name is missing; write name = "..."',
        "river.toml: actors.ito.rank is 99; write a whole number from 1 to 9",
        'river.toml: outlets.post.name is missing; write name = "..."',
        'river.toml: outlets.post.home is no web address: "post"; write https://... as a browser shows it',
        "river.toml: sides is empty; write at least one table [sides.some-id]",
        'river.toml: actors.ito.side names no side: "north"; there are none yet: write one first',
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('aliases = ["the Ferryman"]', 'aliases = ["Ferryman"]'),
        ('aliases = ["Ｆerryman"]', 'titles = ["the ferryman"]'),
        ('titles = ["the chief negotiator"]', 'titles = ["The Chief Negotiator"]'),
        ('aliases = ["Пётр"]', 'aliases = ["Петр"]'),
        ("", 'aliases = ["Ana Cruz"]'),
        ("", 'aliases = ["Rivermen"]'),
    ],
)
def test_a_name_that_two_could_mean_is_refused(one: str, other: str) -> None:
    actors = f'[actors.a]\nname = "Ana Cruz"\n{one}\n[actors.b]\nname = "Bo Dahl"\n{other}\n'
    text = f'{LEAST}aliases = ["rivermen"]\n{actors}'
    (only,) = problems(text)
    assert "actors.b." in only
    assert "keep it with one of them" in only


def test_two_outlets_of_one_name_are_refused() -> None:
    (only,) = problems(
        f'{LEAST}[outlets.a]\nname = "The Post"\n[outlets.b]\nname = "B"\naliases = ["Post"]\n'
    )
    assert only == (
        'river.toml: outlets.b has the name "Post", which outlets.a has too; keep it with one of them'
    )


def test_speaking_in_a_circle_is_refused() -> None:
    text = LEAST + "".join(
        f'[actors.{id_}]\nname = "{id_ * 3}"\nspeaks_for = "{other}"\n' for id_, other in ["ab", "bc", "cb"]
    )
    assert [said.split()[1] for said in problems(text)] == ["actors.b.speaks_for", "actors.c.speaks_for"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[dossier]\nname = "A\n', "at line 2"),
        ('[dossier]\nname = "A"\nname = "B"\n', "at line 3"),
        (LEAST + '[sides.north]\nname = "N"\n', "river.toml: says something twice: Cannot declare"),
        ("x = " + "[" * 5000, "river.toml: nests values too deeply"),
        ("x = " + "1" * 5000, "river.toml: is not TOML"),
        ("\x00", "river.toml: is not TOML"),
        (" " * 1_000_001, "river.toml: has 1,000,001 characters; a dossier has at most 1,000,000"),
        ("", "river.toml: dossier is missing; write a table [dossier]"),
    ],
)
def test_a_file_that_is_no_dossier_is_refused_in_one_line_each(text: str, said: str) -> None:
    listed = problems(text)
    assert said in listed[0]
    assert all("\n" not in line for line in listed)


@pytest.mark.parametrize(
    "address",
    [
        "gazette.example",
        "javascript:alert(1)",
        "https://",
        "https://a b.example",
        "https://user@gazette.example",
        "http://[::1",
        "https://gazette.example:0/",
        "https://gazette.example:99999/",
        "file:///etc/passwd",
    ],
)
def test_only_web_addresses_are_addresses(address: str) -> None:
    (only,) = problems(f'{LEAST}[outlets.g]\nname = "G"\nhome = "{address}"\n')
    assert "is no web address" in only


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    assert load_dossier("\ufeff" + LEAST.replace("\n", "\r\n"), "r.toml") == load_dossier(LEAST, "r.toml")


def test_what_toml_text_holds_reads_like_the_text() -> None:
    mapping = {"dossier": {"name": "River talks"}, "sides": {"north": {"name": "North"}}}
    assert load_dossier(mapping, "r.toml") == load_dossier(LEAST, "r.toml")


def test_names_are_compared_without_case_marks_and_article() -> None:
    assert plain("The  Élysée—Palace") == plain("élysée palace")
    assert plain("the") == "the"


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates()
keys = st.sampled_from(
    "dossier sides actors issues outlets name id zone kind side rank aliases any_of all_of feeds home".split()
)
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4)
)


@given(st.dictionaries(keys | st.text(max_size=3), anything, max_size=5))
def test_any_values_are_read_or_refused_with_lines(values: dict[str, object]) -> None:
    try:
        told = [] if load_dossier(values, "any.toml").sides else ["a dossier without sides"]
    except DossierError as error:
        told = [str(problem) for problem in error.problems] or ["an error without problems"]
    assert all(line.startswith("any.toml: ") for line in told)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(DossierError):
        load_dossier(text, "any.toml")


def test_the_first_dossier_has_no_mistake() -> None:
    dossier = load_dossier((ROOT / "seeds" / "talks.toml").read_text(encoding="utf8"), "talks.toml")
    assert dossier.id == "ukraine-russia"


def test_the_small_dossier_shown_in_the_first_one_s_comments_works() -> None:
    lines = (ROOT / "seeds" / "talks.toml").read_text(encoding="utf8").splitlines()
    shown = [line.removeprefix("#   ") for line in lines if line.startswith("#   ")]
    dossier = load_dossier("\n".join(shown), "small.toml")
    assert (len(dossier.actors), len(dossier.issues), len(dossier.feeds)) == (1, 1, 1)
