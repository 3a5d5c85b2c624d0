import pytest

from bot.monitor.robots import Robots

RULES = b"""User-agent: *
Disallow: /private/
Crawl-delay: 3

User-agent: Rapporteur
Disallow: /members/
Allow: /members/free
Crawl-delay: 900
"""


@pytest.mark.parametrize(
    ("status", "path", "allowed"),
    [
        (200, "/story", True),
        (200, "/members/1", False),
        (200, "/members/free/1", True),
        (200, "/private/1", True),
        (404, "/members/1", True),
        (403, "/members/1", True),
        (503, "/story", False),
        (0, "/story", False),
    ],
)
def test_robots_rules_are_kept_to(status: int, path: str, allowed: bool):
    assert Robots(status, RULES).allow(f"https://outlet.example{path}", "Rapporteur") is allowed


def test_others_rules_hold_for_others():
    assert not Robots(200, RULES).allow("https://outlet.example/private/1", "Other")


def test_a_wait_is_kept_to_up_to_a_minute():
    assert (Robots(200, RULES).delay("Other"), Robots(200, RULES).delay("Rapporteur")) == (3.0, 60.0)
    assert Robots(404, b"").delay("Other") == 0.0


@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff\xfe", b"Disallow" * 100_000, "\ufeffUser-agent: *\nAllow: /".encode()]
)
def test_broken_rules_forbid_nothing(body: bytes):
    assert Robots(200, body).allow("https://outlet.example/story", "Rapporteur")
