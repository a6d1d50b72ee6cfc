"""The words that people's rows may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    RESET = "reset"
    HELPER = "helper"
    SIGN_IN = "sign_in"
