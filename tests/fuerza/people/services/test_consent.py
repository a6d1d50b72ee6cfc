"""The consent ledger: only ever added to, and what stands is a pure function of it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuerza.people import queries, services
from fuerza.people.choices import POLICY_VERSION, Purpose
from fuerza.people.models import Consent, Person
from tests.fuerza.people.conftest import NOW

MINUTES = st.integers(0, 20)


@st.composite
def entries(draw: st.DrawFn) -> Consent:
    at = NOW + timedelta(minutes=draw(MINUTES))
    is_given = draw(st.booleans())
    lasts = draw(st.none() | st.integers(1, 20)) if is_given else None
    return Consent(
        is_given=is_given,
        at=at,
        expires_at=None if lasts is None else at + timedelta(minutes=lasts),
    )


def stands(ledger: list[Consent], at: datetime) -> bool:
    """Replay the ledger minute by minute, the slow and obvious way."""
    state: Consent | None = None
    minute = NOW
    while minute <= at:
        at_once = [entry for entry in ledger if entry.at == minute]
        if at_once:
            withdrawn = any(not entry.is_given for entry in at_once)
            state = None if withdrawn else at_once[-1]
        minute += timedelta(minutes=1)
    return state is not None and (state.expires_at is None or state.expires_at > at)


@given(
    st.lists(entries(), max_size=8, unique_by=lambda e: (e.at, e.is_given)), MINUTES, st.randoms()
)
def test_what_stands_is_what_replaying_the_ledger_gives(
    ledger: list[Consent],
    minute: int,
    random: object,
) -> None:
    at = NOW + timedelta(minutes=minute)
    shuffled = list(ledger)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' Random

    found = queries.in_effect(shuffled, at)

    assert (found is not None) == stands(ledger, at)


@given(st.lists(entries(), max_size=8), MINUTES)
def test_what_comes_later_changes_nothing_before(ledger: list[Consent], minute: int) -> None:
    at = NOW + timedelta(minutes=minute)
    known = [entry for entry in ledger if entry.at <= at]

    now, later = queries.in_effect(known, at), queries.in_effect(ledger, at)

    assert (now is None) == (later is None)


def test_giving_and_withdrawing_only_adds(berta: Person) -> None:
    given_ = services.consent_give(person=berta, purpose=Purpose.PHOTO, scope_id="e1", now=NOW)
    before = Consent.objects.filter(pk=given_.pk).values().get()

    services.consent_withdraw(
        person=berta, purpose=Purpose.PHOTO, scope_id="e1", now=NOW + timedelta(days=1)
    )

    assert Consent.objects.filter(pk=given_.pk).values().get() == before
    assert Consent.objects.count() == 2
    assert [
        queries.effective_consent(berta, Purpose.PHOTO, "e1", at=NOW + timedelta(hours=hours))
        for hours in (-1, 0, 24)
    ] == [False, True, False]


def test_consent_holds_for_its_purpose_its_scope_and_its_giver(
    berta: Person, clara: Person
) -> None:
    services.consent_give(person=berta, purpose=Purpose.PHOTO, scope_id="e1", now=NOW)

    others = [
        queries.effective_consent(berta, Purpose.NAMING, "e1", at=NOW),
        queries.effective_consent(berta, Purpose.PHOTO, "e2", at=NOW),
        queries.effective_consent(berta, Purpose.PHOTO, at=NOW),
        queries.effective_consent(clara, Purpose.PHOTO, "e1", at=NOW),
    ]

    assert others == [False] * 4


def test_consent_expires(berta: Person) -> None:
    until = NOW + timedelta(days=90)
    services.consent_give(person=berta, purpose=Purpose.QUOTE, expires_at=until, now=NOW)

    standing = [list(queries.consents_in_effect(berta, at)) for at in (NOW, until)]

    assert standing == [[(Purpose.QUOTE, "")], []]


def test_an_unknown_purpose_is_refused(berta: Person) -> None:
    with pytest.raises(ValueError, match="everything"):
        services.consent_give(person=berta, purpose="everything", now=NOW)


def test_a_receipt_stays_true_after_she_withdrew(berta: Person) -> None:
    berta.language = "en"
    until = NOW + timedelta(days=90)
    entry = services.consent_give(person=berta, purpose=Purpose.PHOTO, expires_at=until, now=NOW)
    before = queries.receipt(entry)

    services.consent_withdraw(person=berta, purpose=Purpose.PHOTO, now=NOW)

    assert queries.receipt(Consent.objects.get(pk=entry.pk)) == before
    assert before == {
        "receipt": str(entry.id),
        "person": "berta",
        "controller": "http://localhost:8000",
        "purpose": "photo",
        "words_shown": "Be in photos",
        "language_shown": "en",
        "words_version": POLICY_VERSION,
        "scope": None,
        "event": "given",
        "at": NOW.isoformat(),
        "until": until.isoformat(),
        "take_back_at": "http://localhost:8000/me/yes/",
    }
    withdrawn = queries.receipt(Consent.objects.get(is_given=False))
    assert (withdrawn["event"], withdrawn["until"]) == ("withdrawn", None)
