"""The words that turns, tables and check-up lists may hold; and the catalogue of what a check-up looks at."""

import msgspec
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise


class TurnState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("turn", "waits")
    CALLED = "called", pgettext_lazy("turn", "speaks now")
    DONE = "done", pgettext_lazy("turn", "has spoken")


IN_QUEUE = (TurnState.CALLED, TurnState.WAITING)


class Refusal(models.TextChoices):
    """Why a turn or a table could not be had: the code stays the same in every language and version."""

    OVER = "over", _("This session is over, or does not take place.")
    TAKEN = "taken", _("That table can't be had any more. Choose another one, or wait for one.")
    HAS_ONE = "has_one", _("You have a table at this session. Give it up first to take another.")
    NO_DAY = "no_day", _("Give the session a day first: a table has an hour.")
    NOT_WITHIN = "not_within", _("These tables do not fit into the session's hours.")


class Platform(msgspec.Struct, frozen=True):
    """What a check-up looks at on one platform: the guide to it, and the steps in their order."""

    label: str
    guide: str  # the id by which the guides' page of it is found
    steps: dict[str, Words]


_TWO_STEPS = _("Signing in takes a second step, by an app or a key rather than a text message")
_GETTING_BACK = _(
    "The mail address and the number for getting back in are mine alone, and well locked"
)
_SIGNED_IN = _("Every device that is signed in is mine; the others are signed out")
_APPS = _("Apps and services that may use the account are ones that I know")
_FOUND = _("Nobody finds me by my telephone number or mail address")
_MESSAGES = _("Only people I chose can write to me directly")
_ANSWERS = _("I decided who may answer what I post")
_TAGS = _("I decided who may tag me, and look at tags before they show")
_PLACE = _("No place is added to what I post, and old places are gone")

PLATFORMS = {
    "x": Platform(
        "X",
        "d6b24b7a-4d27-441f-9985-c2b44d4982ff",
        {
            "two_steps": _TWO_STEPS,
            "getting_back": _GETTING_BACK,
            "signed_in": _SIGNED_IN,
            "found": _FOUND,
            "messages": _MESSAGES,
            "place": _PLACE,
        },
    ),
    "instagram": Platform(
        "Instagram",
        "112e1958-8086-4634-8725-a29152398adc",
        {
            "two_steps": _TWO_STEPS,
            "getting_back": _GETTING_BACK,
            "signed_in": _SIGNED_IN,
            "answers": _("I decided who may comment, and which words are hidden"),
            "tags": _TAGS,
            "messages": _MESSAGES,
        },
    ),
    "whatsapp": Platform(
        "WhatsApp",
        "415be078-6c5b-44c8-a02f-42758e1515f4",
        {
            "two_steps": _("The account has a PIN of its own, and a mail address to get it back"),
            "linked": _("Every linked device is mine; the others are logged out"),
            "groups": _("Only people I chose can add me to groups"),
            "seen": _("I decided who sees my picture and when I was last there"),
            "place": _("I share my place with nobody by accident"),
            "backup": _("The backup of my chats is encrypted, or I have none"),
        },
    ),
    "facebook": Platform(
        "Facebook",
        "0ca4f441-291d-4f7b-bbe9-d6219b97a670",
        {
            "two_steps": _TWO_STEPS,
            "getting_back": _GETTING_BACK,
            "signed_in": _SIGNED_IN,
            "found": _FOUND,
            "tags": _TAGS,
            "friends": _("I decided who sees my friends, and what I posted in earlier years"),
        },
    ),
    "youtube": Platform(
        "YouTube",
        "dc42d127-53b4-44b3-9eb1-c51f5d382cdd",
        {
            "two_steps": _TWO_STEPS,
            "getting_back": _GETTING_BACK,
            "signed_in": _SIGNED_IN,
            "managers": _("Whoever may manage the channel is somebody I chose"),
            "answers": _("Comments are held for me to look at where I want that"),
            "place": _("No video shows where I live or when I am there"),
        },
    ),
    "bluesky": Platform(
        "Bluesky",
        "9dd1f4e9-874d-4d8d-bcaf-cc9748ef8c78",
        {
            "two_steps": _("Signing in takes a code that comes by mail"),
            "getting_back": _GETTING_BACK,
            "apps": _("App passwords that I don't use are deleted"),
            "answers": _ANSWERS,
            "quotes": _("I decided whether my posts may be quoted"),
            "messages": _MESSAGES,
        },
    ),
    "mastodon": Platform(
        "Mastodon",
        "2d833587-6281-41fa-8516-f8e6aa8836e3",
        {
            "two_steps": _TWO_STEPS,
            "signed_in": _SIGNED_IN,
            "apps": _APPS,
            "followers": _("I look at who wants to follow me before they do"),
            "notices": _("Notices from people I don't know are held back"),
            "found": _("I decided whether my posts can be searched and suggested"),
        },
    ),
}
