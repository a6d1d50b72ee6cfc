"""What she does beforehand: her own plan, how her accounts are set, and what of hers can be found."""

import re
import uuid
from collections.abc import Iterable, Mapping

import msgspec
from django.db.models import QuerySet

from fuerza.core import crypto
from fuerza.core.keyrings import Opened
from fuerza.crisis.models import CheckUp, Prepared
from fuerza.people.models import Person
from safeguard.classify import rules
from safeguard.text.normalise import fold

_DIGITS = re.compile(r"\d(?:[\s().\-/]{0,2}\d){5,}")
_SPACES = re.compile(r"\s+")
LEAST = 4  # letters: shorter ones are found everywhere
LEAST_DIGITS = 7  # the part of a number without country and area


class Contact(msgspec.Struct, frozen=True):
    """Somebody to call: her own name for them, how they are reached, and the words to say."""

    name: str
    reach: str = ""
    say: str = ""

    @property
    def number(self) -> str:
        """Give a number that a telephone can dial, or ""."""
        digits = re.sub(r"[^\d+]", "", self.reach)
        is_number = re.fullmatch(r"\+?[\d\s().\-/]+", self.reach.strip()) is not None
        return digits if is_number and len(digits) >= LEAST else ""


class Written(msgspec.Struct, frozen=True):
    """Her plan, as she wrote it."""

    contacts: tuple[Contact, ...] = ()
    switch: str = ""
    place: str = ""
    note: str = ""
    words: tuple[str, ...] = ()


def prepared_of(person: Person) -> Prepared | None:
    return Prepared.objects.filter(person=person).first()


def written_in(prepared: Prepared | None, opened: Opened | None) -> Written | None:
    """Open her plan; None where there is none, or where this key does not open it."""
    if prepared is None or opened is None:
        return None
    secret = opened.content_key(prepared.content_key_id)
    if secret is None:
        return None
    plain = crypto.decrypt(secret, bytes(prepared.sealed), prepared_place(prepared.person_id))
    return msgspec.msgpack.decode(plain, type=Written)


def prepared_place(pk: uuid.UUID) -> bytes:
    return crypto.place("crisis_prepared", pk, "sealed")


# How her accounts are set


def check_ups_of(person: Person) -> QuerySet[CheckUp]:
    return CheckUp.objects.filter(person=person).select_related("connection")


def told_in(check_up: CheckUp) -> Mapping[str, str]:
    """Open what an account's settings were."""
    if not check_up.sealed:
        return {}
    where = check_up_place(check_up.pk)
    text = crypto.open_personal(check_up.person_id, bytes(check_up.sealed), where)
    return msgspec.json.decode(text, type=dict[str, str])


def check_up_place(pk: uuid.UUID) -> bytes:
    return crypto.place("crisis_checkup", pk, "sealed")


# What of hers can be found


class Hers(msgspec.Struct, frozen=True, kw_only=True):
    """What she says is hers, to be looked for; kept nowhere."""

    phone: str = ""
    mail: str = ""
    street: str = ""
    workplace: str = ""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A text to look through: where it stands, and the page it is read on."""

    where: str
    text: str
    url: str = ""
    is_hers: bool = False


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of thing in one sort of place: how often, and where first."""

    what: str
    where: str
    count: int
    urls: tuple[str, ...]


LINKS = 5


def find_hers(hers: Hers, places: Iterable[Place]) -> list[Found]:
    """Count what of hers stands where; in her own words also what looks like a number, a mail or a street address."""
    found: dict[tuple[str, str], list[str]] = {}
    for place in places:
        for what in _seen(hers, place):
            found.setdefault((what, place.where), []).append(place.url)
    return [
        Found(
            what=what,
            where=where,
            count=len(urls),
            urls=tuple(dict.fromkeys(url for url in urls if url))[:LINKS],
        )
        for (what, where), urls in found.items()
    ]


def _seen(hers: Hers, place: Place) -> list[str]:
    text = _flat(place.text)
    named = {"mail": hers.mail, "street": hers.street, "workplace": hers.workplace}
    seen = [
        what for what, said in named.items() if len(_flat(said)) >= LEAST and _flat(said) in text
    ]
    if _has_number(place.text, hers.phone):
        seen.append("phone")
    if place.is_hers:
        seen += [what for what in _looks(place.text) if what.removeprefix("like_") not in seen]
    return seen


def _looks(text: str) -> list[str]:
    names = {hit.rule.name for hit in rules.find(fold(text).text)}
    kinds = {
        "doxxing.phone": "like_phone",
        "doxxing.email": "like_mail",
        "doxxing.address": "like_street",
    }
    return [what for rule, what in kinds.items() if any(name.startswith(rule) for name in names)]


def _flat(text: str) -> str:
    return _SPACES.sub(" ", text).strip().casefold()


def _has_number(text: str, phone: str) -> bool:
    """Say whether her number stands there, however it is spaced and with or without the country before it."""
    wanted = _digits(phone)[-9:]
    if len(wanted) < LEAST_DIGITS:
        return False
    return any(_digits(it.group()).endswith(wanted) for it in _DIGITS.finditer(text))


def _digits(text: str) -> str:
    return "".join(str(int(each)) for each in text if each.isdecimal())
