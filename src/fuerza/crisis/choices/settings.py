"""What is said of an account's settings: what each value means, when to think about it, and where it is changed.

The codes and values are those of `safeguard.platforms`' own readers. The places in menus are as the networks' own
help pages name them; menus move, and the page says so.
"""

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One setting: what it is, what each value means, which of them is the safer one, and where it is changed."""

    label: Words
    values: dict[str, Words]
    safer: frozenset[str]
    todo: Words
    where: Words


_YES_NO: dict[str, Words] = {"yes": _("yes"), "no": _("no")}
_POLICY: dict[str, Words] = {
    "accept": _("shown like all others"),
    "filter": _("held back for you to look at"),
    "drop": _("thrown away before anybody sees it"),
}
_NOTICES = _("Preferences, or in the app: Notifications, the sign for filters at the top")
_REACH = _("Preferences, Public profile, Privacy and reach")
_POSTING = _("Settings, Privacy and security, or when you write: the line below the text")

SETTINGS: dict[str, dict[str, Setting]] = {
    "bluesky": {
        "replies": Setting(
            label=_("Who may answer your new posts"),
            values={"anybody": _("everybody"), "some": _("some"), "nobody": _("nobody")},
            safer=frozenset({"some", "nobody"}),
            todo=_("If strangers' answers hurt you often, let only people you follow answer."),
            where=_POSTING,
        ),
        "quotes": Setting(
            label=_("Who may quote your new posts"),
            values={"anybody": _("everybody"), "nobody": _("nobody")},
            safer=frozenset({"nobody"}),
            todo=_(
                "Being quoted is how many floods begin. You can switch it off for what you write from now on."
            ),
            where=_POSTING,
        ),
        "messages": Setting(
            label=_("Who may send you direct messages"),
            values={
                "all": _("everybody"),
                "following": _("people you follow"),
                "none": _("nobody"),
                "default": _("not set by you: as the network has it"),
            },
            safer=frozenset({"following", "none"}),
            todo=_("Let only people you follow write to you."),
            where=_("Chat, the sign for settings"),
        ),
        "told_of_posts": Setting(
            label=_("Who may be told at once when you post"),
            values={
                "followers": _("your followers"),
                "mutuals": _("followers whom you follow"),
                "none": _("nobody"),
                "default": _("as the network sets it: your followers"),
            },
            safer=frozenset({"mutuals", "none"}),
            todo=_(
                "Whoever is told at once can be the first to attack. Choose followers whom you follow, or nobody."
            ),
            where=_("Settings, Privacy and security"),
        ),
        "signed_out": Setting(
            label=_("Whether your profile asks to be hidden from people who are not signed in"),
            values={"shown": _("no"), "hidden": _("yes; not every app follows it")},
            safer=frozenset({"hidden"}),
            todo=_(
                "Ask that only people who are signed in see your posts. Not every app follows it."
            ),
            where=_("Settings, Privacy and security, Logged-out visibility"),
        ),
        "labelers": Setting(
            label=_("Moderation services that you chose besides the network's own"),
            values={},
            safer=frozenset(),
            todo="",
            where=_("Moderation"),
        ),
        "muted_words": Setting(
            label=_("Words you muted"),
            values={},
            safer=frozenset(),
            todo="",
            where=_("Moderation, Muted words & tags"),
        ),
    },
    "mastodon": {
        "locked": Setting(
            label=_("You say yes to each new follower"),
            values=_YES_NO,
            safer=frozenset({"yes"}),
            todo=_(
                "Say yes to each follower yourself: what you write for followers then stays with people you know."
            ),
            where=_REACH,
        ),
        "discoverable": Setting(
            label=_("Your profile and posts are suggested to strangers"),
            values=_YES_NO,
            safer=frozenset({"no"}),
            todo=_("In a bad time, don't have yourself suggested to strangers."),
            where=_REACH,
        ),
        "indexable": Setting(
            label=_("Your public posts are found by search"),
            values=_YES_NO,
            safer=frozenset({"no"}),
            todo=_(
                "Old posts are searched for something to use against you. You can take them out of the search."
            ),
            where=_REACH,
        ),
        "hide_collections": Setting(
            label=_("Whom you follow and who follows you is hidden"),
            values=_YES_NO,
            safer=frozenset({"yes"}),
            todo=_("Hide these lists: attackers go to your friends and family from there."),
            where=_REACH,
        ),
        "privacy": Setting(
            label=_("Who sees your new posts, where you say nothing else"),
            values={
                "public": _("everybody"),
                "unlisted": _("everybody, but not in lists and searches"),
                "private": _("your followers"),
                "direct": _("only whom you name"),
            },
            safer=frozenset({"unlisted", "private", "direct"}),
            todo=_(
                "Choose followers, or quiet public, as what is taken where you say nothing else."
            ),
            where=_("Preferences, Other"),
        ),
        "for_not_following": Setting(
            label=_("Notifications from people you don't follow"),
            values=_POLICY,
            safer=frozenset({"filter", "accept"}),
            todo=_("What is thrown away can never be evidence. Have it held back instead."),
            where=_NOTICES,
        ),
        "for_new_accounts": Setting(
            label=_("Notifications from accounts of the last 30 days"),
            values=_POLICY,
            safer=frozenset({"filter"}),
            todo=_(
                "Have them held back: accounts made for a flood are new. Thrown away, they are no evidence."
            ),
            where=_NOTICES,
        ),
        "for_private_mentions": Setting(
            label=_("Private mentions by people you don't follow"),
            values=_POLICY,
            safer=frozenset({"filter"}),
            todo=_(
                "Have them held back, so that you choose when to look. Thrown away, they are no evidence."
            ),
            where=_NOTICES,
        ),
    },
}

# What no platform lets us read: she looks herself. Platform -> (what to look at, where it is).
_CODE, _APPS = (
    _("A second step when you sign in"),
    _("Which apps may use your account: end those you don't know"),
)
_DEVICES = _("Where you are signed in: end what you don't know")
LOOK_YOURSELF: dict[str, list[tuple[Words, Words]]] = {
    "bluesky": [
        (_CODE, _("Settings, Privacy and security, Two-factor authentication")),
        (_APPS, _("Settings, Privacy and security, App passwords")),
    ],
    "mastodon": [
        (_CODE, _("Preferences, Account, Two-factor Auth")),
        (_DEVICES, _("Preferences, Account, Account settings: Sessions")),
        (_APPS, _("Preferences, Account, Authorized applications")),
    ],
    "x": [
        (_CODE, _("Settings and privacy, Security and account access, Security")),
        (_DEVICES, _("Settings and privacy, Security and account access, Apps and sessions")),
        (
            _("Who may send you messages, who may tag you, and what is muted"),
            _("Settings and privacy, Privacy and safety"),
        ),
        (
            _("Whether you are found by your phone number or mail address"),
            _("Settings and privacy, Privacy and safety, Discoverability and contacts"),
        ),
    ],
    "youtube": [
        (_CODE, _("your Google Account, Security")),
        (_DEVICES, _("your Google Account, Security, Your devices")),
        (_("Comments held for review, blocked words"), _("YouTube Studio, Settings, Community")),
    ],
    "instagram": [
        (_CODE, _("Accounts Center, Password and security")),
        (_DEVICES, _("Accounts Center, Password and security, Where you're logged in")),
        (
            _("Who may comment, tag, mention and write to you; hidden words; limits"),
            _("Settings, How others can interact with you"),
        ),
    ],
}
