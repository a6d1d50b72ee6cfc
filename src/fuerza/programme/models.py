"""Programmes, their editions and what hangs from one: texts, claims, partners, sessions, hashtags, campaigns.

Start at Edition. Dates are partial (EDTF): `starts` holds exactly what is known, and the days derived from it
are for sorting and windows, never for display. Nothing here is about a person; ids are UUIDv4, since anybody
may see them.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from fuerza.programme.choices import (
    OFFICIAL,
    AttendanceMode,
    AttributionRule,
    Confidence,
    DataAccess,
    EditionState,
    Format,
    NameKind,
    PartnerKind,
    PartnerRole,
    PlaceKind,
    Precision,
    ProgrammeState,
    TextStatus,
    Visibility,
)


class Words(models.Model):
    """A text in one language. The row whose language is its `source_language` is the one written first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    field = models.CharField(max_length=20)
    language = models.CharField(max_length=35)
    text = models.TextField()
    source_language = models.CharField(max_length=35)
    status = models.CharField(max_length=10, choices=TextStatus, default=TextStatus.DRAFT)

    class Meta:
        abstract = True


class PartlyDated(models.Model):
    """Something whose beginning may be known to the year, the month or the day, or not at all."""

    starts = models.CharField(max_length=10, default="")
    precision = models.CharField(max_length=5, choices=Precision, default="")
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)

    class Meta:
        abstract = True


class Changing(models.Model):
    """Something that calendars follow: what changed in it that matters, counted, and when it last did."""

    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True


def _no_false_day(name: str) -> models.CheckConstraint:
    """Let a row hold one exact day only where the day is what is known (domain.md, invariant 3)."""
    unknown = Q(starts="", precision="", first_day=None, last_day=None)
    known = Q(first_day__isnull=False, last_day__isnull=False) & ~Q(
        starts=""
    )  # a NULL passes a check
    day = Q(precision=Precision.DAY, first_day=F("last_day"))
    partial = Q(precision__in=[Precision.YEAR, Precision.MONTH], first_day__lt=F("last_day"))
    return models.CheckConstraint(condition=unknown | (known & (day | partial)), name=name)


class Claim(models.Model):
    """What one source says, in its words: kept apart from anything we counted (invariant 2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    field = models.CharField(max_length=40)
    value = models.TextField()
    source_title = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, default="")
    source_date = models.CharField(max_length=10, default="")  # EDTF; when it was published
    is_exact = models.BooleanField(default=False)  # the address leads to the page, not to the site
    confidence = models.CharField(max_length=10, choices=Confidence, default=Confidence.ASSERTED)

    class Meta:
        abstract = True


class Programme(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    slug = models.SlugField(max_length=60, unique=True)
    state = models.CharField(max_length=10, choices=ProgrammeState, default=ProgrammeState.ACTIVE)
    source_language = models.CharField(max_length=35, default="en")
    made_at = models.DateTimeField()


class ProgrammeText(Words):
    """Fields: name, about."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="texts")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "field", "language"], name="programme_text_once"
            )
        ]


class Place(models.Model):
    """A city, region or country of our own small gazetteer; coordinates only to a tenth of a degree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    geoname_id = models.PositiveIntegerField(null=True, unique=True)
    kind = models.CharField(max_length=10, choices=PlaceKind, default=PlaceKind.CITY)
    country = models.CharField(max_length=2)
    zone = models.CharField(max_length=60, default="")
    languages = models.JSONField(default=list)
    names_shown: "list[PlaceName]"  # what a reader of one language needs of them, where a query has looked for it
    latitude = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    longitude = models.DecimalField(max_digits=4, decimal_places=1, null=True)


class PlaceName(models.Model):
    """What a place is called, in a language or as an alias; `key` is what makes two spellings one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(max_length=5, choices=NameKind, default=NameKind.NAME)
    language = models.CharField(max_length=35, default="")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, db_index=True)
    country = models.CharField(
        max_length=2
    )  # the place's, so that the database can hold the rule below

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "language"],
                condition=Q(kind=NameKind.NAME),
                name="programme_place_one_name_per_language",
            ),
            models.UniqueConstraint(
                fields=["country", "key"],
                condition=Q(kind=NameKind.ALIAS),
                name="programme_alias_once_per_country",
            ),
        ]


class Edition(PartlyDated, Changing):
    """One event of a programme: an issue, at a place. Nothing of it is shown before `announced_at` is set."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="editions")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="editions")
    host_event = models.CharField(max_length=200, default="")
    zone = models.CharField(max_length=60, default="")
    languages = models.JSONField(default=list)
    formats = models.JSONField(default=list)
    attendance_mode = models.CharField(
        max_length=10, choices=AttendanceMode, default=AttendanceMode.OFFLINE
    )
    state = models.CharField(max_length=10, choices=EditionState, default=EditionState.DRAFT)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    announced_at = models.DateTimeField(null=True)
    source_language = models.CharField(max_length=35, default="en")
    is_fictional = models.BooleanField(default=False)
    distinct_because = models.CharField(max_length=300, default="")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            _no_false_day("programme_edition_no_false_day"),
            models.CheckConstraint(
                condition=Q(announced_at__isnull=False)
                | Q(state__in=[EditionState.DRAFT, EditionState.CANCELLED]),
                name="programme_edition_shown_since",
            ),
        ]
        indexes = [models.Index(fields=["programme", "first_day"], name="programme_edition_when")]


class EditionText(Words):
    """Fields: issue, title, about."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="texts")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "field", "language"], name="programme_edition_text_once"
            )
        ]


class EditionFact(Claim):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="facts")


class Partner(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=PartnerKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "kind"], name="programme_partner_once")
        ]


class Partnership(models.Model):
    """What one partner does at one edition, and what it is told about the people there.

    `kind` repeats the partner's, which never changes, so that the database itself refuses names to police and
    state, whoever writes the row (misuse.md).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="partnerships")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="partnerships")
    kind = models.CharField(max_length=10, choices=PartnerKind)
    role = models.CharField(max_length=15, choices=PartnerRole)
    data_access = models.CharField(max_length=20, choices=DataAccess, default=DataAccess.NONE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "partner"], name="programme_partner_once_per_edition"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=OFFICIAL, data_access=DataAccess.NAMED_WITH_CONSENT),
                name="programme_no_names_to_officials",
            ),
        ]


class PartnershipText(Words):
    """Field: told, which says more closely what the partner gets and what for."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="texts")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "field", "language"], name="programme_told_once"
            )
        ]


class Session(Changing):
    """Part of an edition's agenda. Hours are local to `zone`; without `on` its day is not settled yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sessions")
    format = models.CharField(max_length=15, choices=Format)
    on = models.DateField(null=True)
    starts = models.TimeField()
    ends = models.TimeField()
    zone = models.CharField(max_length=60)
    capacity = models.PositiveIntegerField(null=True)
    attribution_rule = models.CharField(
        max_length=15, choices=AttributionRule, default=AttributionRule.OPEN
    )
    slot_seconds = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__lt=F("ends")), name="programme_session_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(format=Format.SOAPBOX, slot_seconds__isnull=False, slot_seconds__gt=0)
                | ~Q(format=Format.SOAPBOX) & Q(slot_seconds=None),
                name="programme_slots_at_the_soapbox_alone",
            ),
        ]

    def get_format_display(self) -> str:  # type: ignore[no-redef]  # Django makes way for it
        """Say it, and not every other one too: Django's own asks for each in the reader's language."""
        return str(Format(self.format).label)

    def get_attribution_rule_display(self) -> str:  # type: ignore[no-redef]  # as above
        return str(AttributionRule(self.attribution_rule).label)


class SessionText(Words):
    """Field: title."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="texts")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "field", "language"], name="programme_session_text_once"
            )
        ]


class Campaign(PartlyDated):
    """Something said together online, which is no event: a day, a hashtag, a document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="campaigns")
    partner = models.ForeignKey(
        Partner, null=True, on_delete=models.PROTECT, related_name="campaigns"
    )
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=35)

    class Meta:
        constraints = [_no_false_day("programme_campaign_no_false_day")]


class CampaignFact(Claim):
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="facts")


class Hashtag(models.Model):
    """A hashtag without its sign; `key` (NFKC, case folded) is what makes two spellings one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    display = models.CharField(max_length=100)
    key = models.CharField(max_length=200, unique=True)
    script = models.CharField(max_length=4, default="")  # ISO 15924
    language = models.CharField(max_length=35, default="")


class HashtagVariant(models.Model):
    """Another spelling under which it was seen; every variant has its hashtag's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hashtag = models.ForeignKey(Hashtag, on_delete=models.CASCADE, related_name="variants")
    display = models.CharField(max_length=100, unique=True)


def _exactly_one(*names: str) -> Q:
    """Say that one of these columns is filled and the others are not."""
    found = Q()
    for chosen in names:
        tests: dict[str, Any] = {f"{name}__isnull": name != chosen for name in names}
        found |= Q(**tests)
    return found


class HashtagUse(models.Model):
    """That a programme, an edition or a campaign used a hashtag, and over which days where that is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hashtag = models.ForeignKey(Hashtag, on_delete=models.CASCADE, related_name="uses")
    programme = models.ForeignKey(
        Programme, null=True, on_delete=models.CASCADE, related_name="hashtag_uses"
    )
    edition = models.ForeignKey(
        Edition, null=True, on_delete=models.CASCADE, related_name="hashtag_uses"
    )
    campaign = models.ForeignKey(
        Campaign, null=True, on_delete=models.CASCADE, related_name="hashtag_uses"
    )
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one("programme", "edition", "campaign"),
                name="programme_hashtag_use_of_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["hashtag", what],
                    condition=Q(**{f"{what}__isnull": False}),
                    name=f"programme_hashtag_once_per_{what}",
                )
                for what in ("programme", "edition", "campaign")
            ),
        ]
