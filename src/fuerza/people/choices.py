"""The words that people's rows may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext_lazy


class RoleName(models.TextChoices):
    PARTICIPANT = "participant", _("participant")
    ORGANISER = "organiser", _("organiser")
    FACILITATOR = "facilitator", _("facilitator")
    ADVISER = "adviser", _("safety adviser")
    OPERATOR = "operator", _("operator")


class Address(models.TextChoices):
    """How she wants to be addressed where a language's verbs and adjectives carry gender."""

    FEMININE = "feminine", _("feminine")
    MASCULINE = "masculine", _("masculine")
    NEUTRAL = "neutral", _("neutral")


class Theme(models.TextChoices):
    DEVICE = "device", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class IdleMinutes(models.IntegerChoices):
    """After how long without a click she is signed out (R13)."""

    FIFTEEN = 15, _("15 minutes")
    THIRTY = 30, _("30 minutes")
    SIXTY = 60, _("60 minutes")


class LinkPurpose(models.TextChoices):
    INVITE = "invite"
    DEMO = "demo"
    RESET = "reset"


class Capability(models.TextChoices):
    DOCUMENT = "document", _("read and document")
    TRIAGE = "triage", _("sort")
    ACT = "act", _("act for me")
    PREPARE = "prepare", _("prepare reports")


class GrantKind(models.TextChoices):
    HELPER = "helper", _("helper")
    ADVISER = "adviser", _("safety adviser")


class NoticeKind(models.TextChoices):
    RESET = "reset", _("The account was opened anew by a reset")
    HELPER = "helper", _("Somebody was let in to help")
    HELPER_ENDED = "helper_ended", _("Somebody's help ended")
    SIGN_IN = "sign_in", _("Signed in")


class Browser(models.TextChoices):
    FIREFOX = "firefox", "Firefox"
    SAMSUNG = "samsung", "Samsung Internet"
    OPERA = "opera", "Opera"
    EDGE = "edge", "Edge"
    CHROME = "chrome", "Chrome"
    SAFARI = "safari", "Safari"
    OTHER = "other", _("another browser")


class System(models.TextChoices):
    ANDROID = "android", "Android"
    IOS = "ios", "iPhone, iPad"
    WINDOWS = "windows", "Windows"
    MAC = "mac", "Mac"
    LINUX = "linux", "Linux"
    OTHER = "other", _("another device")


class Purpose(models.TextChoices):
    """What she can say yes to, one by one. Each receipt names the version of these words: change one, raise it."""

    ROOM_LIST = "room_list", _("Be on the list of who is in the room")
    COHORT_LIST = "cohort_list", _("Be on the list of my group")
    DIRECTORY = "directory", _("Be found in the directory")
    INTRODUCTION = "introduction", _("Be asked whether I want to meet somebody")
    PARTNER_SHARE = "partner_share", _("Have my name given to a partner")
    PHOTO = "photo", _("Be in photos")
    NAMING = "naming", _("Be named")
    QUOTE = "quote", _("Be quoted")
    STORY = "story", _("Be part of a story")
    RESEARCH = "research", _("Be counted in research")
    NEWSLETTER = "newsletter", _("Get the newsletter")
    HASHTAG_LISTING = "hashtag_listing", _("Have my public posts with the hashtag listed")
    HELPING = "helping", _("Help at the desks of others, by the rules for helpers")
    ADVISING = "advising", _("Help as a safety adviser, by the rules for safety advisers")


AGREEMENTS = (
    Purpose.HELPING,
    Purpose.ADVISING,
)  # said yes to where their rules stand, not one by one


UNNAMED = "-"  # a sign-in name that begins so was made up for an invitation; nobody can choose one
POLICY_VERSION = "2026-11"

# Said by Django in forms and missing from its Hindi (some from all of ours): our own catalogues hold them.
ALSO_SAID = (
    gettext_noop("Null characters are not allowed."),
    gettext_noop("The password is too similar to the %(verbose_name)s."),
    gettext_noop("This password is too common."),
    gettext_noop("You must type the same password each time."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)
