"""What is asked before and after, in plain words, and the states of rounds and reports."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LEAST, MOST = (
    5,
    10,
)  # numbers from five up are shown; a round or a report may ask for more, never for less
LINES_KEPT_DAYS = 90  # what was written in own words is gone so many days after a round has closed
WAVE_DAYS = 21


class Wave(models.TextChoices):
    """When the people of an edition are asked."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("Right after")
    THREE_MONTHS = "3_months", _("3 months after")
    SIX_MONTHS = "6_months", _("6 months after")


BEGINS = {Wave.AFTER: 1, Wave.THREE_MONTHS: 91, Wave.SIX_MONTHS: 182}  # days after the last day


class ReportState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("report", "draft")
    REVIEWED = "reviewed", pgettext_lazy("report", "reviewed")
    PUBLISHED = "published", pgettext_lazy("report", "published")
    SUPERSEDED = "superseded", pgettext_lazy("report", "replaced by a later one")


OUT = (ReportState.PUBLISHED, ReportState.SUPERSEDED)


class Question(msgspec.Struct, frozen=True):
    """Something asked, with what can be chosen: one of it, or as many as are true."""

    code: str
    text: Any  # words here are translated when they are read
    choices: Mapping[str, Any]
    is_single: bool = False

    def counts(self) -> list[str]:
        return [f"{self.code}.{choice}" for choice in self.choices]


_SPEAKING = Question(
    "speaking",
    _("How is it to say online what you think?"),
    {
        "easy": _("Mostly easy"),
        "hard": _("Often hard"),
        "less": _("I say less than I want to"),
        "stopped": _("I have stopped"),
    },
    is_single=True,
)
_DID = Question(
    "did",
    _("What did you do about it?"),
    {
        "silenced": _("Muted or blocked"),
        "reported": _("Reported it to the platform"),
        "kept": _("Kept proof of it"),
        "told": _("Told somebody I trust"),
        "law": _("Went to the police or a lawyer"),
        "answered": _("Answered"),
        "less": _("Posted less, or left a platform"),
        "nothing": _("Nothing"),
    },
)
LISTENING = (
    Question(
        "platforms",
        _("Where are you online?"),
        {
            "facebook": "Facebook",
            "instagram": "Instagram",
            "tiktok": "TikTok",
            "x": "X",
            "youtube": "YouTube",
            "whatsapp": "WhatsApp",
            "telegram": "Telegram",
            "linkedin": "LinkedIn",
            "bluesky": "Bluesky",
            "mastodon": "Mastodon",
            "other": _("Somewhere else"),
        },
    ),
    Question(
        "often",
        _("How often do you post or answer?"),
        {
            "daily": _("Every day"),
            "weekly": _("Every week"),
            "rarely": _("Less often"),
            "reading": _("I only read"),
        },
        is_single=True,
    ),
    Question(
        "happened",
        _("What happened to you there?"),
        {
            "insults": _("Insults, or contempt for women"),
            "sexual": _("Sexual messages or pictures I did not ask for"),
            "intimate": _("Intimate pictures of me shown around, real or made up"),
            "threats": _("Threats"),
            "lies": _("Lies about me"),
            "address": _("My address or other private things made public"),
            "posing": _("Somebody posing as me"),
            "crowd": _("Many at once, or the same text again and again"),
            "watched": _("Somebody following or watching me"),
            "none": _("None of this"),
        },
    ),
    _DID,
    _SPEAKING,
    Question(
        "topics",
        _("What do you want to talk about?"),
        {
            "silencing": _("Muting and blocking"),
            "reporting": _("Reporting so that it counts"),
            "proof": _("Keeping proof"),
            "accounts": _("Safe accounts and devices"),
            "law": _("What the law can do"),
            "rest": _("Rest, and how to go on"),
            "voice": _("Being heard"),
            "others": _("Standing by others"),
        },
    ),
)
FEEDBACK = (
    Question(
        "useful",
        _("What was of use to you?"),
        {
            "talks": _("Round tables and panels"),
            "workshops": _("Workshops and hands-on tables"),
            "soapbox": _("The soapbox"),
            "people": _("The people I met"),
            "guides": _("The guides"),
            "nothing": _("None of it"),
        },
    ),
    Question(
        "safe",
        _("Did you feel safe there?"),
        {"yes": _("Yes"), "mostly": _("Mostly"), "no": _("No")},
        is_single=True,
    ),
    _SPEAKING,
    Question(
        "changed",
        _("What changed in how you speak or post?"),
        {
            "more": _("I speak more"),
            "less": _("I speak less"),
            "sooner": _("I mute and block sooner"),
            "proof": _("I keep proof"),
            "help": _("I ask for help"),
            "nothing": _("Nothing"),
        },
    ),
    _DID,
    Question(
        "met",
        _("With how many people from there are you in touch?"),
        {
            "none": _("Nobody"),
            "few": _("1 or 2"),
            "some": _("3 to 5"),
            "many": _("More than 5"),
        },
        is_single=True,
    ),
)
COMPARED = (_SPEAKING, _DID)  # asked before and after


class LineKind(models.TextChoices):
    """What was written in own words."""

    LINE = "line", _("what else there is to say")
    PRACTICE = "practice", _("what helps her")
    OFFERED = "offered", _("what helps her, for a guide")
