"""What may be shown of an exhibit, and where: its owner sees the facts in clear, nobody else sees that it exists.

What the vault tells Today: that a lock of her own is still to be set. And what it tells whoever runs `fuerza check`.

Helpers come through cases (an exhibit in a case that was granted), which asks for itself.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, register
from django.core.checks import Warning as Worth
from django.db import DatabaseError
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from fuerza.core import disclosure, hooks
from fuerza.core.checks import TAG, is_local
from fuerza.core.keyrings import Opened
from fuerza.core.panels import Panel, Todo
from fuerza.people.models import Grant, Person
from fuerza.vault import queries, services
from fuerza.vault.models import Exhibit

LATE = timedelta(hours=1)
FACTS = frozenset(
    {
        "commitment",
        "kept_at",
        "method",
        "number",
        "platform",
        "size",
        "state",
        "written_at",
    }
)


@hooks.register("panels", "vault")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell Today that whoever runs this server could read her desk, as long as she has no lock of her own."""
    if place != "today" or not queries.must_lock_first(person):
        return []
    text = _("Whoever runs this server could read your desk until you set a lock of your own.")
    where = reverse("vault:own_lock")
    return [Todo(text=text, verb=_("Set a lock of your own"), url=where, weight=LOCK_WEIGHT)]


LOCK_WEIGHT = 70


@hooks.register("grants", "vault")
def grants(happened: str, grant: Grant, *, opened: Opened | None, now: datetime) -> None:
    """Hand a case's keys on to whom she lets into it, and give the case new ones when that ends."""
    act = services.let_into_case if happened == "given" else services.renew_case_key
    act(grant=grant, opened=opened, now=now)


@register(TAG, deploy=True)
def log_is_vouched_for(_app_configs: object = None, **_kwargs: Any) -> list[CheckMessage]:
    """Say where the log is not signed or not stamped, and why."""
    try:
        return [*_unsigned(), *_unstamped()]
    except DatabaseError:  # not migrated or not there: core.checks says so
        return []


def _unsigned() -> Iterator[CheckMessage]:
    last = queries.last_signed_at()
    if last and now() - last > LATE:
        yield Worth(
            f"The log of what is kept was not signed since {last:%Y-%m-%d %H:%M} UTC.",
            hint="See that a worker runs (fuerza jobs list), and what fuerza vault fsck says.",
            id="fuerza.W014",
        )


def _unstamped() -> Iterator[CheckMessage]:
    if not queries.authorities() and not is_local(settings.ENV):
        yield Worth(
            "No outside authority stamps the log of what is kept: how old evidence is rests on this server's word.",
            hint="Set FUERZA_TSA_URLS and FUERZA_TSA_CERTIFICATES (docs/operate/settings.md).",
            id="fuerza.W015",
        )
    for trouble in queries.troubles():
        if trouble.error == "clock":
            yield Worth(
                f"The clocks of {trouble.authority} and of this server are {trouble.seconds_apart} seconds apart:"
                " its stamps are not taken.",
                hint="Have this server's clock set by NTP; if it is right, ask the authority.",
                id="fuerza.W016",
            )
        else:
            yield Worth(
                f"{trouble.authority} gave no stamp ({trouble.error}, {trouble.tries} tries).",
                hint="It is asked again by itself. If that lasts, see FUERZA_TSA_URLS and FUERZA_TSA_CERTIFICATES.",
                id="fuerza.W017",
            )


@disclosure.rule(Exhibit, "page", "json", "export", "count")
def hers_alone(viewer: Any, exhibit: Exhibit) -> frozenset[str]:
    return FACTS if viewer.pk == exhibit.person_id else disclosure.NOTHING


@disclosure.rule(Exhibit, "feed", "mail", "search")
def never(_viewer: Any, _exhibit: Exhibit) -> frozenset[str]:
    """Evidence is in no feed, in no mail, and found by no search."""
    return disclosure.NOTHING
