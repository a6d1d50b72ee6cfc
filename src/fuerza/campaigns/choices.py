"""The words that a campaign's assets, counts and days may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LEAST = 5  # fewer, herself among them, are not shown to each other
SHOWN_AT_MOST = 20  # of the others, to each


class AssetKind(models.TextChoices):
    CARD = "card", _("a card")
    HANDBOOK = "handbook", _("a handbook")
    OTHER = "other", _("something else")


class CountKind(models.TextChoices):
    """What is counted of a campaign: numbers alone, never words of others and never people."""

    HANDED_OUT = "handed_out", _("handed out")
    OPENED = "opened", _("times opened or downloaded")
    POSTS = "posts", _("posts")
    REPOSTS = "reposts", _("reposts")
    LIKES = "likes", _("likes")
    VIEWS = "views", _("views")


class Platform(models.TextChoices):
    """Where she has the handle that the others see."""

    X = "x", "X"
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    YOUTUBE = "youtube", "YouTube"
    TIKTOK = "tiktok", "TikTok"
    BLUESKY = "bluesky", "Bluesky"
    MASTODON = "mastodon", "Mastodon"


class Refusal(models.TextChoices):
    """Why something could not be done: the code stays the same in every language and version."""

    OVER = "over", _("This day is over, or was ended.")
    UNKNOWN = "unknown", _("This is neither a PNG picture nor a PDF that can be read.")
    LARGE = "large", _("This file is too large: three megabytes and sixty pages are the most.")
    LOCKED = "locked", _("This PDF is locked by a password. Save it without one.")
