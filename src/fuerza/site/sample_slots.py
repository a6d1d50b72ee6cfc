"""Turns, tables and a campaign's day for the sample edition, all made up and said so; run again, no more of it."""

from datetime import date, datetime, time, timedelta

from fuerza.attendance import queries as attendance
from fuerza.campaigns import services as campaigns
from fuerza.campaigns.models import Asset
from fuerza.people.models import Person
from fuerza.programme import services as programme
from fuerza.programme.choices import Format
from fuerza.programme.models import Campaign, Edition, Session
from fuerza.programme.services import NewSession
from fuerza.slots import services
from fuerza.slots.models import Table
from fuerza.slots.queries import Looked, Words

SPEAK = Words(
    name="Marisol", title="Sample: the day I kept posting", note="Sample: threats come up"
)
NOTED = {"x": Looked(done=("two_steps",), next=("found",), note="Sample: ask about the old phone")}
FILED = "Sample campaign: speak together"


def fill(*, edition: Edition, people: dict[str, Person], now: datetime) -> None:
    """Have the sample's people take turns and tables, and open a campaign with a day together."""
    if not Table.objects.filter(session__edition=edition).exists():
        _turns(edition, people, now)
    campaign = Campaign.objects.filter(programme=edition.programme, name=FILED).first()
    if campaign is None:
        _campaign(edition, people, now)


def _turns(edition: Edition, people: dict[str, Person], now: datetime) -> None:
    hers = attendance.registration_of(people["participant"], edition.pk)
    others = attendance.registration_of(people["adviser"], edition.pk)
    assert hers is not None
    assert others is not None
    soapbox = _session(edition, Format.SOAPBOX, now)
    services.join(session=soapbox, registration=hers, words=SPEAK, is_named=True, now=now)
    services.join(
        session=soapbox, registration=others, words=Words(name="Noor"), is_named=False, now=now
    )
    clinic = _session(edition, Format.CLINIC, now)
    new = services.NewTables(
        first=clinic.starts,
        minutes=20,
        count=2,
        ambassador=people["facilitator"],
        language="en",
        topics=("x", "whatsapp"),
    )
    first, _second = services.make_tables(session=clinic, new=new, by=people["organiser"], now=now)
    services.book(session=clinic, registration=hers, table_id=first.pk, name="Marisol", now=now)
    services.keep_list(person=people["participant"], noted=NOTED, now=now)


def _session(edition: Edition, kind: Format, now: datetime) -> Session:
    """Return the edition's own soapbox or clinic that has a day, else add one."""
    found = edition.sessions.filter(format=kind, on__isnull=False).order_by("on", "starts").first()
    if found is not None:
        return found
    new = NewSession(
        format=kind,
        on=edition.first_day or date(now.year + 1, 1, 1),
        starts=time(15),
        ends=time(16),
        titles={"en": f"Sample: {kind.label}"},
    )
    return programme.add_session(edition=edition, new=new, now=now)


def _campaign(edition: Edition, people: dict[str, Person], now: datetime) -> None:
    by = people["organiser"]
    campaign = programme.open_campaign(
        programme=edition.programme, name=FILED, language="en", starts=str(now.year)
    )
    alt = "Sample: the handbook that is put together from the guides here"
    new = campaigns.NewAsset(
        kind="handbook", name="Sample handbook", languages=["en", "es"], alt=alt
    )
    campaigns.add_asset(campaign=campaign, new=new, by=by, now=now)
    number = campaigns.NewCount(
        kind="handed_out",
        number=120,
        source="Sample: a tally made up for this page",
        on=now.date(),
        place=edition.place,
        edition=edition,
    )
    campaigns.add_count(campaign=campaign, new=number, by=by, now=now)
    campaigns.open_day(
        campaign=campaign, begins_at=now, ends_at=now + timedelta(days=3), by=by, now=now
    )
    manual = edition.programme.campaigns.filter(hashtag_uses__hashtag__key="sid2017").first()
    if manual is not None and not Asset.objects.filter(campaign=manual).exists():
        _manual(manual, by, now)


def _manual(campaign: Campaign, by: Person, now: datetime) -> None:
    """Say of the real campaign only what its source says: that a guide was handed on; ours stands in for it."""
    new = campaigns.NewAsset(
        kind="handbook",
        name="Sample: the handbook of the guides here",
        languages=["es", "en"],
        alt="Sample: it stands in for the guide that the source names, which is not ours to hand out",
    )
    campaigns.add_asset(campaign=campaign, new=new, by=by, now=now)
