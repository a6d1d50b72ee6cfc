"""The pages of apart: hers say what was decided and what helps; organisers' need two of them."""

import pytest
from django.urls import reverse

from fuerza.apart import services
from fuerza.apart.models import Edge, Exclusion, Talk
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.apart.conftest import END, NOW, KeepOut, signed_in


@pytest.fixture(autouse=True)
def _just_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have her just shown that it is she: when that is asked, tests/security tells."""
    from fuerza.people.adapter import Adapter

    monkeypatch.setattr(Adapter, "elsewhere_to_show_again", lambda *_: None)


def test_whoever_is_kept_out_reads_why_and_objects_once(keep_out: KeepOut, ana: Person) -> None:
    browser, row = signed_in(ana), keep_out()
    page = browser.get(reverse("apart:told")).text
    to = reverse("apart:appeal", args=[row.pk])

    said = [browser.post(to, {"text": text}, follow=True).text for text in ("", "not me", "not me")]

    assert ("Threats" in page, "she threatened Bea" in page) == (True, False)
    words = ("Write what you want to say", "Somebody who took no part", "it is over, or you did")
    assert [word in one for word, one in zip(words, said, strict=True)] == [True] * 3
    row.refresh_from_db()
    assert row.appealed_at is not None


def test_she_keeps_a_list_and_asks_for_a_talk(ana: Person, edition: Edition) -> None:
    browser, to = signed_in(ana), reverse("apart:talk", args=[edition.pk])
    browser.post(reverse("apart:mine"), {"whom": "bea", "reason": "since March"})
    browser.post(to, {"how": "by phone"})
    page = browser.get(reverse("apart:mine")).text
    form = browser.get(to).text

    browser.post(reverse("apart:meet_again", args=[Edge.objects.get().pk]))
    browser.post(to, {"back": "1"})

    assert [word in page for word in ("since March", "Change how they reach you")] == [True, True]
    assert "by phone" in form
    assert (Edge.objects.count(), Talk.objects.count()) == (0, 0)


def test_an_eleventh_is_refused_with_a_way_on(ana: Person) -> None:
    for number in range(10):
        services.keep_apart(person=ana, whom=f"one{number}", now=NOW)

    reply = signed_in(ana).post(reverse("apart:mine"), {"whom": "bea"})

    assert (reply.status_code, "There is room for 10" in reply.text) == (422, True)


def test_one_organiser_proposes_and_another_confirms_and_both_end_it(
    ana: Person, edition: Edition, olivia: Person, paula: Person
) -> None:
    services.ask_to_talk(person=ana, edition=edition, how="by phone", now=NOW)
    first, second = signed_in(olivia), signed_in(paula)
    new = {"whom": "ana", "reason": "why", "told": "told", "until": f"{END:%Y-%m-%d}"}
    refused = first.post(reverse("apart:propose", args=[edition.pk]), new | {"whom": "nobody"})
    first.get(reverse("apart:propose", args=[edition.pk]))
    first.post(reverse("apart:propose", args=[edition.pk]), new)
    row = Exclusion.objects.get()
    at = reverse("apart:settle", args=[edition.pk, row.pk])
    states = []

    for browser, do in ((first, "confirm"), (second, "confirm"), (first, "lift"), (second, "lift")):
        page = browser.get(at).text
        done = browser.post(at, {"do": do})
        row.refresh_from_db()
        states.append((row.state, do in page, done.status_code))

    assert (refused.status_code, states) == (
        422,
        [
            ("proposed", False, 302),
            ("confirmed", True, 302),
            ("confirmed", True, 302),
            ("lifted", True, 302),
        ],
    )
    page = second.get(reverse("apart:exclusions", args=[edition.pk])).text
    assert ("by phone" in page, "ana" in page) == (True, True)
    talk = Talk.objects.get()
    second.post(reverse("apart:end_talk", args=[edition.pk, talk.pk]))
    assert not Talk.objects.exists()


def test_an_appeal_is_read_and_answered_on_a_page_of_whoever_took_no_part(
    keep_out: KeepOut, petra: Person, paula: Person
) -> None:
    row = services.appeal(exclusion=keep_out(), text="it was not me", now=NOW)
    browser, at = signed_in(petra), reverse("apart:read_appeal", args=[row.pk])

    listed, page = browser.get(reverse("apart:appeals")).text, browser.get(at).text
    other = signed_in(paula).get(at).status_code
    browser.post(at, {"answer": "You are right", "do": "lift"})

    row.refresh_from_db()
    assert (at in listed, "it was not me" in page, other, row.state) == (True, True, 404, "lifted")
