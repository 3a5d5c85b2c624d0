import pytest

from bot.monitor.walls import STUB_WORDS, find_wall

LEAD = (
    "Negotiators met in Geneva on Wednesday for a second day and parted without a date for the next round. "
)
LONG = "The envoy said that the parties had spoken for six hours about territory and about the plant. " * 20


@pytest.mark.parametrize(
    "ending",
    [
        "Subscribe to continue reading",
        "Subscribe now to unlock the rest of this story.",
        "Already a subscriber? Sign in",
        "Keep reading with a free account",
        "To continue reading, create an account.",
        "This article is for subscribers only.",
        "This content is available to registered users.",
        "Unlock this article for 1 euro",
        "Register for free to continue",
        "You have reached your limit of free articles.",
        "Start your free trial",
        "Sign in to continue",
    ],
)
def test_a_short_text_that_asks_for_payment_is_a_paywall(ending: str):
    assert find_wall("", LEAD + ending) == "paywall"


def test_a_page_that_says_of_itself_that_it_is_not_free_is_a_paywall_where_little_is_shown():
    assert find_wall('{"isAccessibleForFree": "False"}', LEAD) == "paywall"
    assert find_wall('{"isAccessibleForFree":false}', LEAD) == "paywall"
    assert find_wall('{"isAccessibleForFree":true}', LEAD) is None


@pytest.mark.parametrize(
    "text",
    [
        "Before you continue. We and our 842 partners store and/or access information on a device. Accept",
        "Your privacy matters. Accept all cookies or manage your privacy settings.",
        "We use cookies. Some vendors rely on legitimate interest. Consent to the use of your data.",
    ],
)
def test_a_page_that_asks_for_consent_is_no_article(text: str):
    assert find_wall("", text) == "consent wall"


def test_one_sentence_about_cookies_makes_no_consent_wall():
    assert find_wall("", f"{LEAD}{LEAD}We use cookies.") is None


@pytest.mark.parametrize(
    "text",
    [
        "Please verify you are human to go on.",
        "Checking your browser before you proceed",
        "Please enable JavaScript and cookies to continue",
        "We have detected unusual traffic from your network.",
        "Access to this page has been denied",
        "Complete the captcha below",
    ],
)
def test_a_page_that_doubts_that_a_human_reads_is_a_robot_check(text: str):
    assert find_wall("", text) == "robot check"


@pytest.mark.parametrize(
    "ending",
    ["Subscribe to continue reading our coverage.", "We use cookies. Accept all cookies.", "Are you human?"],
)
def test_a_long_article_that_ends_in_an_invitation_is_read(ending: str):
    assert len(LONG.split()) > STUB_WORDS
    assert find_wall('{"isAccessibleForFree": false}', LONG + ending) is None


def test_a_short_article_is_no_wall():
    assert find_wall("", LEAD) is None
    assert find_wall("", "The minister was denied access to the meeting and left at noon. " + LEAD) is None
