"""Her own profile, posts and settings: what the server tells, and nothing more."""

from safeguard.platforms.base import Access
from safeguard.platforms.hers import Owned
from safeguard.platforms.mastodon.connector import Mastodon
from tests.safeguard.platforms.mastodon.double import BEGIN, HER, Double
from tests.safeguard.platforms.mastodon.things import status


def test_her_newest_posts_come_first_and_her_profile_before_them(
    double: Double, mastodon: Mastodon, watch: Access
) -> None:
    her = double.meet(HER, "her", note="<p>At the <b>mill</b></p>", display_name="")
    her["fields"] = [{"name": "Phone", "value": "<p>555</p>"}, 7]
    double.statuses["h1"] = status("h1", her, "one", BEGIN)
    double.statuses["h2"] = status("h2", her, "two", BEGIN, in_reply_to_id="h1")

    found = mastodon.own(watch, 25)

    assert found == (
        Owned(id=HER, kind="profile", text="At the mill\nPhone: 555", url=her["url"]),
        Owned(id="h2", kind="post", text="two", url=double.statuses["h2"]["url"]),
        Owned(id="h1", kind="post", text="one", url=double.statuses["h1"]["url"], begins=True),
    )


def test_an_account_that_says_nothing_has_no_profile(
    double: Double, mastodon: Mastodon, watch: Access
) -> None:
    double.meet(HER, "her", display_name="")

    assert mastodon.own(watch, 25) == ()


def test_her_settings_are_read_as_they_stand(
    double: Double, mastodon: Mastodon, watch: Access
) -> None:
    double.meet(HER, "her", locked=True, discoverable=False, source={"privacy": "unlisted"})

    assert mastodon.settings(watch) == {
        "locked": "yes",
        "discoverable": "no",
        "privacy": "unlisted",
        "for_not_following": "accept",
        "for_new_accounts": "accept",
        "for_private_mentions": "filter",
    }


def test_a_server_without_a_policy_tells_what_it_has(
    double: Double, mastodon: Mastodon, watch: Access
) -> None:
    double.missing = {"policy"}
    double.meet(HER, "her", locked=False)

    assert mastodon.settings(watch) == {"locked": "no"}
