"""Who and what there is in the small Discord: users, servers, channels and their messages."""

import itertools
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

TEXT, DM, ANNOUNCEMENT, PUBLIC_THREAD, FORUM = 0, 1, 5, 11, 15

PERMISSIONS = {
    "CREATE_INVITE": 1 << 0,
    "MANAGE_GUILD": 1 << 5,
    "VIEW_CHANNEL": 1 << 10,
    "SEND_MESSAGES": 1 << 11,
    "MANAGE_MESSAGES": 1 << 13,
    "EMBED_LINKS": 1 << 14,
    "ATTACH_FILES": 1 << 15,
    "READ_MESSAGE_HISTORY": 1 << 16,
    "MENTION_EVERYONE": 1 << 17,
    "CREATE_PUBLIC_THREADS": 1 << 35,
    "SEND_MESSAGES_IN_THREADS": 1 << 38,
}
EVERYTHING = sum(PERMISSIONS.values())
MEMBER = EVERYTHING & ~(
    PERMISSIONS["MANAGE_GUILD"] | PERMISSIONS["MANAGE_MESSAGES"] | PERMISSIONS["MENTION_EVERYONE"]
)

_EPOCH = 1_420_070_400_000
_count = itertools.count(1)


def snowflake() -> str:
    """Give a new id that sorts by time, as Discord's do."""
    return str(((int(time.time() * 1000) - _EPOCH) << 22) | (next(_count) & 0x3FFFFF))


@dataclass
class User:
    """Somebody on Discord. `locale` is the language of their client."""

    id: str
    name: str
    locale: str = "en-US"
    bot: bool = False

    def seen(self) -> dict[str, Any]:
        """Give the user as Discord sends one."""
        return {
            "id": self.id,
            "username": self.name,
            "global_name": None,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
        }


@dataclass
class Channel:
    """A channel. `denied` are the permissions that the bot lacks here."""

    id: str
    name: str
    type: int
    guild: str | None
    denied: set[str] = field(default_factory=set)
    parent: str | None = None
    recipient: User | None = None
    tags: list[dict[str, Any]] = field(default_factory=list)
    tag_required: bool = False
    applied_tags: list[str] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    position: int = 0

    def seen(self, bot: str) -> dict[str, Any]:
        """Give the channel as Discord sends one."""
        if self.type == DM:
            assert self.recipient is not None
            return {"id": self.id, "type": DM, "recipients": [self.recipient.seen()], "last_message_id": None}
        mask = sum(PERMISSIONS[name] for name in self.denied)
        base: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "guild_id": self.guild,
            "name": self.name,
            "position": self.position,
            "nsfw": False,
            "parent_id": self.parent,
            "topic": None,
            "last_message_id": self.messages[-1]["id"] if self.messages else None,
            "rate_limit_per_user": 0,
            "permission_overwrites": [{"id": bot, "type": 1, "allow": "0", "deny": str(mask)}],
        }
        if self.type == FORUM:
            base |= {"available_tags": self.tags, "flags": 16 if self.tag_required else 0}
        if self.type == PUBLIC_THREAD:
            base |= {
                "owner_id": bot,
                "message_count": len(self.messages),
                "member_count": 1,
                "applied_tags": self.applied_tags,
                "thread_metadata": {
                    "archived": False,
                    "auto_archive_duration": 1440,
                    "archive_timestamp": datetime.now(UTC).isoformat(),
                    "locked": False,
                },
            }
            del base["permission_overwrites"]
        return base


@dataclass
class Guild:
    """A server. `members` maps a user's id to the sum of their permissions."""

    id: str
    name: str
    owner: User
    locale: str = "en-US"
    members: dict[str, int] = field(default_factory=dict)
    roles: list[dict[str, Any]] = field(default_factory=list)


class World:
    """Everything there is, and the bot in it."""

    def __init__(self) -> None:
        self.bot = User("1000000000000000001", "Rapporteur", bot=True)
        self.application = "1000000000000000001"
        self.users: dict[str, User] = {self.bot.id: self.bot}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}

    def user(self, name: str, locale: str = "en-US") -> User:
        """Add a user."""
        added = User(snowflake(), name, locale)
        self.users[added.id] = added
        return added

    def guild(self, name: str, owner: User, locale: str = "en-US") -> Guild:
        """Add a server that the bot is in; its owner may do everything."""
        added = Guild(snowflake(), name, owner, locale, {owner.id: EVERYTHING})
        self.guilds[added.id] = added
        return added

    def role(self, guild: Guild, name: str, *, mentionable: bool = True) -> dict[str, Any]:
        """Add a role to a server."""
        role = role_seen(snowflake(), name, MEMBER, mentionable=mentionable)
        guild.roles.append(role)
        return role

    def channel(self, guild: Guild | None, name: str, kind: int = TEXT, **more: Any) -> Channel:
        """Add a channel."""
        added = Channel(snowflake(), name, kind, guild.id if guild else None, **more)
        added.position = len(self.channels)
        self.channels[added.id] = added
        return added

    def dm(self, user: User) -> Channel:
        """Give the channel between a user and the bot, made when there is none."""
        for channel in self.channels.values():
            if channel.type == DM and channel.recipient is user:
                return channel
        return self.channel(None, "", DM, recipient=user)

    def permissions(self, user: User, guild: Guild | None) -> int:
        """Give what a user may do in a server (in a direct message: what one may do there)."""
        if guild is None:
            return MEMBER
        return EVERYTHING if guild.owner is user else guild.members.get(user.id, MEMBER)

    def member_seen(self, user: User, guild: Guild | None) -> dict[str, Any]:
        """Give a user as a member of a server."""
        return {
            "user": user.seen(),
            "roles": [],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": str(self.permissions(user, guild)),
        }

    def guild_seen(self, guild: Guild) -> dict[str, Any]:
        """Give a server as GUILD_CREATE sends it."""
        everyone = role_seen(guild.id, "@everyone", MEMBER, mentionable=False)
        channels = [c for c in self.channels.values() if c.guild == guild.id]
        return {
            "id": guild.id,
            "name": guild.name,
            "owner_id": guild.owner.id,
            "icon": None,
            "splash": None,
            "features": [],
            "emojis": [],
            "stickers": [],
            "roles": [everyone, *guild.roles],
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "preferred_locale": guild.locale,
            "afk_timeout": 0,
            "system_channel_flags": 0,
            "joined_at": "2026-01-01T00:00:00+00:00",
            "large": False,
            "unavailable": False,
            "member_count": 2,
            "voice_states": [],
            "members": [self.member_seen(self.bot, guild)],
            "channels": [c.seen(self.bot.id) for c in channels if c.type != PUBLIC_THREAD],
            "threads": [c.seen(self.bot.id) for c in channels if c.type == PUBLIC_THREAD],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }


def role_seen(id_: str, name: str, permissions: int, *, mentionable: bool) -> dict[str, Any]:
    """Give a role as Discord sends one."""
    return {
        "id": id_,
        "name": name,
        "permissions": str(permissions),
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "managed": False,
        "mentionable": mentionable,
        "flags": 0,
    }
