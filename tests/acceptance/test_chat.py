"""Commands in Discord: the program as a process, given every command, button and menu that it has."""

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.store.database import Record
from bot.store.subscriptions import SubscriptionRow, add_subscription
from tests.acceptance.program import Program
from tests.loopback import Channel, Discord, Guild, User
from tests.loopback.replies import EPHEMERAL, Reply
from tests.loopback.world import FORUM

pytestmark = pytest.mark.asyncio(loop_scope="module")

COMMANDS = {
    "about", "brief", "changes", "disputes", "doctor", "help", "positions", "privacy", "quotes", "sources",
    "subscribe", "subscriptions", "who",
}  # fmt: skip


class House:
    """A Discord with a server, and the program in it."""

    def __init__(self, folder: Path, discord: Discord) -> None:
        self.discord = discord
        self.program = Program(folder, discord)
        self.owner: User = discord.world.user("olena")
        self.member: User = discord.world.user("petro")
        self.guild: Guild = discord.world.guild("Desk", self.owner, locale="de")
        self.news: Channel = discord.world.channel(self.guild, "news")
        self.forum: Channel = discord.world.channel(self.guild, "forum", FORUM)
        self.shut: Channel = discord.world.channel(self.guild, "shut", denied={"SEND_MESSAGES"})

    async def start(self) -> None:
        await self.program.start()
        async with asyncio.timeout(30):
            while not self.discord.rest.commands:  # noqa: ASYNC110 - another process sends them
                await asyncio.sleep(0.05)

    async def give(
        self, path: str, who: User | None = None, where: Channel | None = None, /, **options: Any
    ) -> tuple[Reply, dict[str, Any]]:
        reply = await self.discord.command(path, who or self.owner, where or self.news, **options)
        await reply.first()
        return reply, await reply.shown()

    async def read(
        self, path: str, who: User | None = None, where: Channel | None = None, /, **options: Any
    ) -> str:
        """Give a command; the answer's words, having made sure that only the asker sees it."""
        _, message = await self.give(path, who, where, **options)
        assert message["flags"] & EPHEMERAL
        assert message["pinged"] == []
        return words(message)

    async def subscription(self) -> str:
        """The id of a new subscription."""
        text = await self.read("subscribe", channel=self.news, time="08:00", timezone="Kyiv")
        found = re.search(r"\*\*([0-9a-f]{8})\*\*", text)
        assert found, text
        return found[1]


def words(message: dict[str, Any]) -> str:
    def walk(components: list[dict[str, Any]]) -> list[str]:
        return [
            text
            for one in components
            for text in ([one["content"]] if one["type"] == 10 else walk(one.get("components") or []))
        ]

    return "\n".join(walk(message["components"]))


def ids(message: dict[str, Any]) -> list[str]:
    def walk(components: list[dict[str, Any]]) -> list[str]:
        own = [one["custom_id"] for one in components if "custom_id" in one]
        return own + [id_ for one in components for id_ in walk(one.get("components") or [])]

    return walk(message["components"])


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    def walk(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
        own = [one for one in components if one["type"] == 2]
        return own + [one for part in components for one in walk(part.get("components") or [])]

    return walk(message["components"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house() -> AsyncIterator[House]:
    with tempfile.TemporaryDirectory() as folder:
        async with Discord() as discord:
            discord.rest.pacing.enforced = False
            made = House(Path(folder), discord)
            await made.start()
            try:
                yield made
            finally:
                code = await made.program.stop()
        assert code == 0
        assert "command failed" not in made.program.log()


async def test_all_commands_are_given_to_discord_for_servers_and_users(house: House):
    commands = {command["name"]: command for command in house.discord.rest.commands}
    assert set(commands) == COMMANDS
    assert commands["brief"]["integration_types"] == [0, 1]
    assert sorted(commands["brief"]["contexts"]) == [0, 1, 2]
    for name in ("subscribe", "subscriptions", "doctor"):
        assert commands[name]["default_member_permissions"] == 1 << 5
        assert commands[name]["contexts"] == [0]
        assert commands[name]["integration_types"] == [0]


@pytest.mark.parametrize(
    ("path", "options", "expected"),
    [
        ("brief", {}, "Daily brief"),
        ("brief", {"on": "2026-02-18", "period": "week"}, "Weekly brief"),
        ("brief", {"on": "2020-01-01"}, "No articles on 1 January 2020"),
        ("brief", {"on": "yesterday @everyone"}, "is no date"),
        ("who", {"name": "Zelensky"}, "Volodymyr Zelenskyy"),
        ("who", {"name": "Лавров"}, "Sergei Lavrov"),
        ("who", {"name": "Ukraine"}, "Ukraine"),
        ("who", {"name": "Nobody Atall"}, "Nobody is known"),
        ("who", {"name": "x" * 3000}, "Nobody is known"),
        ("positions", {}, "Positions by issue"),
        ("positions", {"actor": "Ukraine", "issue": "territory"}, "Territory"),
        ("positions", {"issue": "weather"}, "There is no issue"),
        ("disputes", {}, "Open disputes"),
        ("quotes", {"by": "Medinsky"}, "Medinsky"),
        ("quotes", {"text": "zzzz"}, "Nothing stored fits"),
        ("quotes", {"by": "Nobody Atall"}, "Nobody is known"),
        ("changes", {}, "No changes since"),
        ("sources", {}, "KSL.com: 1 article"),
        ("about", {}, "5 articles of 5 outlets"),
        ("help", {}, "`/subscribe`"),
        ("privacy show", {}, "Nothing is kept of you"),
    ],
)
async def test_each_command_answers_its_asker_alone(
    house: House, path: str, options: dict[str, Any], expected: str
):
    for place in (house.news, house.discord.world.dm(house.member)):
        assert expected in await house.read(path, house.member, place, **options)


async def test_help_names_every_command_and_none_that_is_not_there(house: House):
    named = set(re.findall(r"`/([a-z]+)", await house.read("help")))
    assert named == COMMANDS - {"help"}


async def test_only_what_is_asked_to_be_public_is(house: House):
    _, message = await house.give("who", name="Zelensky", public=True)
    assert not message["flags"] & EPHEMERAL
    for path, options in (("brief", {"on": "2020-01-01"}), ("who", {"name": "Nobody Atall"})):
        reply, message = await house.give(path, public=True, **options)
        assert message["flags"] & EPHEMERAL
        assert reply.deleted, "the public deferral stays"


async def test_pages_are_turned_and_chosen_also_after_a_restart(house: House):
    _, message = await house.give("brief")
    first = words(message)
    previous, following, goto = ids(message)
    for restarted in (False, True):
        if restarted:
            writes = house.discord.rest.command_writes
            await house.program.stop()
            await house.start()
            await asyncio.sleep(2.5)
            assert house.discord.rest.command_writes == writes, "unchanged commands were given again"
        reply = await house.discord.press(message, following, house.owner, house.news)
        second = await reply.shown()
        assert reply.type == 6
        assert words(second) != first
        chosen = await (await house.discord.press(message, goto, house.owner, house.news, ["0"])).shown()
        assert words(chosen) == first
    assert previous.startswith("turn:")


async def test_the_next_question_is_a_button_and_so_is_the_name_that_was_meant(house: House):
    async def press(message: dict[str, Any], label: str) -> dict[str, Any]:
        (id_,) = [one["custom_id"] for one in buttons(message) if one.get("label") == label]
        shown = await (await house.discord.press(message, id_, house.member, house.news)).shown()
        assert shown["flags"] & EPHEMERAL
        return shown

    _, unknown = await house.give("who", name="Madinsky")
    card = await press(unknown, "Vladimir Medinsky")
    assert "Vladimir Medinsky" in words(card)
    quotes = await press(card, "Quotes")
    assert words(quotes).startswith("## Quotes")
    again = await press(quotes, "Who is that?")
    assert words(again) == words(card)


@pytest.mark.parametrize(
    "custom_id", ["turn:0000000000000000:1n", "ask:0000000000000000", "delivery:aaaaaaaaaaaaaaaa:0"]
)
async def test_a_button_of_something_forgotten_says_so(house: House, custom_id: str):
    button = {"type": 2, "id": 2, "style": 2, "label": "x", "custom_id": custom_id}
    _, message = await house.give("help")
    message = message | {"components": [{"type": 1, "id": 1, "components": [button]}]}
    reply = await house.discord.press(message, custom_id, house.owner, house.news)
    shown = await reply.shown()
    assert shown["flags"] & EPHEMERAL
    assert "too old" in words(shown) or "not kept" in words(shown)


@pytest.mark.parametrize(
    ("path", "option", "typed", "first"),
    [
        ("who", "name", "", "Volodymyr Zelenskyy"),
        ("who", "name", "zel", "Volodymyr Zelenskyy"),
        ("who", "name", "Медин", "Vladimir Medinsky"),
        ("who", "name", "russia", "Russia"),
        ("brief", "on", "feb", "18 February 2026"),
        ("positions", "issue", "terr", "Territory and withdrawal from Donbas"),
        ("subscribe", "timezone", "kyiv", "Europe/Kyiv"),
        ("subscribe", "timezone", "new yo", "America/New York"),
    ],
)
async def test_what_is_typed_is_completed(house: House, path: str, option: str, typed: str, first: str):
    found = await house.discord.autocomplete(path, house.owner, house.news, option, **{option: typed})
    assert found[0]["name"] == first
    assert len(found) <= 25


async def test_a_subscription_is_made_looked_at_changed_and_removed(house: House):
    subscription = await house.subscription()
    offered = await house.discord.autocomplete(
        "subscriptions preview", house.owner, house.news, "subscription", subscription=""
    )
    assert subscription in [one["value"] for one in offered]
    for path, expected in (
        ("next", "Europe/Kyiv"),
        ("pause", "Paused"),
        ("resume", "Resumed"),
    ):
        assert expected in await house.read(f"subscriptions {path}", subscription=subscription)
    reply, _ = await house.give("subscriptions preview", subscription=subscription)
    assert "Daily brief" in words(reply.messages[0])
    assert subscription in await house.read("subscriptions list")
    assert "made 1 subscription" in await house.read("privacy show")
    assert "Removed" in await house.read("subscriptions remove", subscription=subscription)
    assert "no subscription" in await house.read("subscriptions next", subscription=subscription)


async def test_a_member_without_the_right_changes_nothing(house: House):
    subscription = await house.subscription()
    for path in ("pause", "resume", "remove"):
        text = await house.read(f"subscriptions {path}", house.member, subscription=subscription)
        assert "Only those who may manage this server" in text
    text = await house.read("subscribe", house.member, channel=house.news, time="08:00")
    assert "Only those who may manage this server" in text
    assert "Nothing is kept of you" in await house.read("privacy delete", house.member)
    assert subscription in await house.read("subscriptions list")
    assert "Removed 1 subscription" in await house.read("privacy delete")


async def test_another_server_sees_nothing_of_this_one(house: House):
    subscription = await house.subscription()
    stranger = house.discord.world.user("stranger")
    house.discord.world.guild("Elsewhere", stranger)
    elsewhere = Channel("1", "far", 0, list(house.discord.world.guilds)[-1])
    for path in ("next", "preview", "remove"):
        text = await house.read(f"subscriptions {path}", stranger, elsewhere, subscription=subscription)
        assert "no subscription" in text
    assert "Removed" in await house.read("subscriptions remove", subscription=subscription)


@pytest.mark.parametrize(
    ("locale", "name", "done", "button"),
    [("uk", "зведення", "Підписку створено.", "Далі ▶"), ("de", "bericht", "Abo angelegt.", "Weiter ▶")],
)
async def test_names_and_own_words_are_in_the_askers_language(
    house: House, locale: str, name: str, done: str, button: str
):
    commands = {command["name"]: command for command in house.discord.rest.commands}
    assert commands["brief"]["name_localizations"][locale] == name
    asker = house.discord.world.user("asker", locale=locale)
    house.guild.members[asker.id] = house.discord.world.permissions(house.owner, house.guild)
    text = await house.read("subscribe", asker, channel=house.news, time="8")
    assert text.startswith(done)
    _, message = await house.give("brief", asker)
    assert button in str(message["components"])
    _, message = await house.give("brief", asker, public=True)
    assert "Weiter ▶" in str(message["components"]), "the server's language, where everybody sees it"
    await house.read("privacy delete", asker)


async def test_a_user_who_brought_the_bot_asks_it_in_a_server_that_has_not(house: House):
    elsewhere = Channel("2", "far", 0, "4444444444444444444")
    assert "Daily brief" in await house.read("brief", house.member, elsewhere)
    assert "Nothing is kept" in await house.read("privacy show", house.member, elsewhere)


async def test_the_doctor_names_what_is_lacking_and_where(house: House):
    made = await house.read("subscribe", channel=house.shut, time="9", days="weekdays")
    assert "still needs Send Messages" in made
    await house.read("subscribe", channel=house.forum, time="9:30 pm")
    text = await house.read("doctor")
    assert f"<#{house.shut.id}>: the bot lacks **Send Messages**" in text
    assert f"<#{house.forum.id}>: the bot may do all that is needed" in text
    assert "Removed 2 subscriptions" in await house.read("privacy delete")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"time": "25:00"}, "no time of day"),
        ({"time": "8", "timezone": "Kiew"}, "no time zone"),
        ({"time": "8", "days": "someday"}, "no weekday"),
    ],
)
async def test_a_subscription_that_cannot_be_meant_is_refused(
    house: House, options: dict[str, str], expected: str
):
    assert expected in await house.read("subscribe", channel=house.news, **options)


async def test_everyone_is_never_the_role_that_is_pinged(house: House):
    everyone = {
        "id": house.guild.id, "name": "@everyone", "permissions": "0", "color": 0, "hoist": False,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None}, "position": 0,
        "managed": False, "mentionable": False, "flags": 0,
    }  # fmt: skip
    text = await house.read("subscribe", channel=house.news, time="8", ping_role=everyone)
    assert "does not ping everyone" in text


async def test_the_button_of_a_posted_brief_opens_it_to_the_presser_alone(house: House):
    now = datetime.now(UTC)
    due = SubscriptionRow(
        id="due", guild=int(house.guild.id), channel=int(house.news.id), user=int(house.owner.id),
        at=f"{now:%H:%M}", days="0123456", zone="UTC", period="day", sections="", role=None,
        skip_quiet=False, locale="en", paused="", told=False, made=now, next_due=now.replace(second=0),
    )  # fmt: skip
    async with (
        Record.open(f"sqlite:///{house.program.record}", make=False) as record,
        record.writing() as connection,
    ):
        await add_subscription(connection, due)
    async with asyncio.timeout(20):
        while not house.news.messages:  # noqa: ASYNC110 - another process posts it
            await asyncio.sleep(0.1)
    posted = house.news.messages[0]
    (mark,) = [id_ for id_ in ids(posted) if id_.startswith("delivery:")]
    reply = await house.discord.press(posted, mark, house.member, house.news)
    shown = await reply.shown()
    assert shown["flags"] & EPHEMERAL
    assert "Wednesday 18 February 2026" in words(shown)
    assert "sent" in await house.read("subscriptions next", subscription="due")
    await house.read("subscriptions remove", subscription="due")
    shown = await (await house.discord.press(posted, mark, house.member, house.news)).shown()
    assert "not kept" in words(shown)


async def test_first_answers_come_at_once_though_many_ask(house: House):
    async def ask(number: int) -> float:
        path, options = [
            ("brief", {}),
            ("who", {"name": f"Putin {number}"}),
            ("quotes", {"text": f"a{number}"}),
        ][number % 3]
        reply, _ = await house.give(path, house.member, **options)
        assert reply.seconds is not None
        return reply.seconds

    taken = sorted(await asyncio.gather(*(ask(number) for number in range(48))))
    assert taken[-1] < 3.0, "Discord would have given up"


async def test_two_shards_answer_for_their_servers_and_one_outlives_being_removed(tmp_path: Path):
    async with Discord(shards=2) as discord:
        discord.rest.pacing.enforced = False
        owner = discord.world.user("olena")
        guilds = []
        while {(int(guild.id) >> 22) % 2 for guild in guilds} != {0, 1}:
            guilds.append(discord.world.guild("Desk", owner))
            await asyncio.sleep(0.001)
        channels = [discord.world.channel(guild, "news") for guild in guilds]
        program = Program(tmp_path, discord)
        await program.start()
        async with asyncio.timeout(30):
            while not discord.rest.commands:  # noqa: ASYNC110 - another process sends them
                await asyncio.sleep(0.05)
        for channel in channels:
            assert "Daily brief" in words(await (await discord.command("brief", owner, channel)).shown())
        await discord.remove_bot(guilds[0])
        assert "Daily brief" in words(await (await discord.command("brief", owner, channels[-1])).shown())
        assert await program.stop() == 0
