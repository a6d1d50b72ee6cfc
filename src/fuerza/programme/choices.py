"""The words that the programme's rows may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgrammeState(models.TextChoices):
    ACTIVE = "active", _("active")
    ARCHIVED = "archived", _("archived")


class PlaceKind(models.TextChoices):
    CITY = "city", _("city")
    REGION = "region", _("region")
    COUNTRY = "country", _("country")


class NameKind(models.TextChoices):
    NAME = "name"  # what the place is called in a language
    ALIAS = "alias"  # a spelling under which somebody may look for it, or a list may bring it


class Precision(models.TextChoices):
    """How much is known of a date; empty when nothing is."""

    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")


class EditionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("edition", "draft")
    ANNOUNCED = "announced", pgettext_lazy("edition", "announced")
    OPEN = "open", pgettext_lazy("edition", "open")
    CLOSED = "closed", pgettext_lazy("edition", "closed")
    RUNNING = "running", pgettext_lazy("edition", "running")
    COMPLETED = "completed", pgettext_lazy("edition", "took place")
    REPORTED = "reported", pgettext_lazy("edition", "reported")
    ARCHIVED = "archived", pgettext_lazy("edition", "archived")
    CANCELLED = "cancelled", pgettext_lazy("edition", "cancelled")


NEXT_STATE = {
    EditionState.DRAFT: EditionState.ANNOUNCED,
    EditionState.ANNOUNCED: EditionState.OPEN,
    EditionState.OPEN: EditionState.CLOSED,
    EditionState.CLOSED: EditionState.RUNNING,
    EditionState.RUNNING: EditionState.COMPLETED,
    EditionState.COMPLETED: EditionState.REPORTED,
    EditionState.REPORTED: EditionState.ARCHIVED,
}
BEFORE_IT_TOOK_PLACE = frozenset(
    {
        EditionState.DRAFT,
        EditionState.ANNOUNCED,
        EditionState.OPEN,
        EditionState.CLOSED,
        EditionState.RUNNING,
    }
)


class Visibility(models.TextChoices):
    PUBLIC = "public", _("everybody, and it stands in the list")
    UNLISTED = "unlisted", _("everybody who has the address")
    INVITED = "invited", _("only people invited to it")
    SEALED = "sealed", _("only its organisers")


class AttendanceMode(models.TextChoices):
    OFFLINE = "offline", _("in person")
    ONLINE = "online", _("online")
    MIXED = "mixed", _("in person and online")


class TextStatus(models.TextChoices):
    MACHINE = "machine", _("machine draft")
    DRAFT = "draft", _("draft")
    REVIEWED = "reviewed", _("reviewed")


class Confidence(models.TextChoices):
    ASSERTED = "asserted", _("claimed")
    VERIFIED = "verified", _("checked")
    DISPUTED = "disputed", _("sources differ")


class PartnerKind(models.TextChoices):
    NGO = "ngo", _("NGO")
    MEDIA = "media", _("media")
    COMPANY = "company", _("company")
    POLICE = "police", _("police")
    STATE = "state", _("state body")
    PLATFORM = "platform", _("platform")


OFFICIAL = (PartnerKind.POLICE, PartnerKind.STATE)  # never get names, whatever anybody agrees to


class PartnerRole(models.TextChoices):
    HOST = "host", _("host")
    CO_ORGANISER = "co_organiser", _("co-organiser")
    FUNDER = "funder", _("funder")
    VENUE = "venue", _("gives the rooms")
    TRAINER = "trainer", _("trainer")


class DataAccess(models.TextChoices):
    """What a partner gets about the people who come, as they read it."""

    NONE = "none", _("gets no data")
    AGGREGATE = "aggregate", _("gets numbers, none below five")
    NAMED_WITH_CONSENT = "named_with_consent", _("gets the names of those who agree")


class Format(models.TextChoices):
    ROUND_TABLE = "round_table", _("round table")
    WORKSHOP = "workshop", _("workshop")
    PANEL = "panel", _("panel")
    QA = "qa", _("questions and answers")
    SOAPBOX = "soapbox", _("soapbox")
    CLINIC = "clinic", _("hands-on table")
    SOCIAL = "social", _("time together")


class AttributionRule(models.TextChoices):
    """What may be told outside about what was said in a session."""

    OPEN = "open", _("What is said here may be quoted, with names.")
    CHATHAM_HOUSE = (
        "chatham_house",
        _("What is said here may be told outside, but not who said it or who was there."),
    )
    SEALED = "sealed", _("Nothing that is said here leaves the room.")


SLOT_SECONDS = 140  # one voice at the soapbox, as long as a message once was

# What a claim can be about; a field not named here is shown by its own name.
FACT_WORDS = {
    "attendees": _("Who came"),
    "cohorts": _("Fields they came from"),
    "country": _("Country"),
    "document": _("Document"),
    "earlier_editions": _("Editions before it"),
    "format": _("What took place"),
    "hashtag": _("Hashtag"),
    "host_event": _("Host event"),
    "likes": _("Likes"),
    "listed_as": _("Listed as"),
    "partner": _("Partner"),
    "posted_on": _("Posted"),
    "reposts": _("Reposts"),
    "session_minutes": _("Minutes"),
    "slot_seconds": _("Seconds for each voice"),
    "soapbox_speakers": _("Soapbox speakers"),
    "starts": _("When"),
}
