"""Her copy of the switch and of what she did beforehand, and giving all of it up."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.crisis import queries
from fuerza.crisis.models import Alarm, CheckUp, Crisis, Listening, Prepared
from fuerza.people.models import Person


@hooks.register("privacy", "crisis:export")
def export(person: Person, key: Opened | None) -> Iterator[Part]:
    """Hand over when it was on, what it did and what could not be kept."""
    yield Part("switch.json", as_json([_crisis(each) for each in _crises(person)]))
    yield Part("alarm.json", as_json(_alarm(person)))
    yield Part(
        "check-ups.json", as_json([_check_up(each) for each in queries.check_ups_of(person)])
    )
    prepared = queries.prepared_of(person)
    written = queries.written_in(prepared, key)
    if written is not None:
        yield Part("plan.json", as_json(written))
    elif prepared is not None:
        text = _(
            "Your plan could not be opened: open your desk first, then ask for your copy again."
        )
        yield Part("plan-locked.txt", text.encode())


@hooks.register("privacy", "crisis:erase")
def erase(person: Person) -> None:
    """Delete every row."""
    Crisis.objects.filter(person=person).delete()
    Alarm.objects.filter(person=person).delete()
    Listening.objects.filter(person=person).delete()
    CheckUp.objects.filter(person=person).delete()
    Prepared.objects.filter(person=person).delete()


def _crises(person: Person) -> Iterator[Crisis]:
    yield from Crisis.objects.filter(person=person).order_by("on_at")


def _crisis(crisis: Crisis) -> dict[str, object]:
    return {
        "on_at": crisis.on_at,
        "off_at": crisis.off_at,
        "who_may_answer": crisis.who,
        "muted_words": queries.words_of(crisis),
        "days": crisis.days,
        "adviser_asked_at": crisis.asked_at,
        "helpers_called": crisis.called.count(),
        "kept": crisis.kept,
        "not_kept": dict(queries.unkept_of(crisis)),
        "measures": [
            {
                "platform": it.measure.platform,
                "what": it.measure.kind,
                "acts": it.acts,
                "put_back": it.undoing,
            }
            for it in queries.measures_of(crisis)
        ],
    }


def _alarm(person: Person) -> dict[str, object]:
    alarm = queries.alarm_of(person)
    browsers = [
        {
            "browser": it.browser,
            "system": it.system,
            "since": it.made_at,
            "where": queries.subscription_of(it).endpoint,
        }
        for it in queries.listening_of(person)
    ]
    return {name: getattr(alarm, name) for name in (*queries.TERMS, "sent_at")} | {
        "says": queries.line_of(alarm),
        "browsers": browsers,
    }


def _check_up(check_up: CheckUp) -> dict[str, object]:
    platform = check_up.connection.platform
    return {"platform": platform, "at": check_up.at, "settings": queries.told_in(check_up)}
