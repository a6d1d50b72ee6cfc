"""What the pages say of acts on many: what is left to her alone, where all is danger, and how far much of it is."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.desk import services
from fuerza.desk.choices import GroupKind
from fuerza.desk.models import DecisionEntry, Group, Mention
from fuerza.people.models import Person
from tests.fuerza.desk.conftest import NOW, post

Said = Callable[..., list[Mention]]
MANY = reverse("desk:decide_many")
URGENT = reverse("desk:urgent")


def group_of(person: Person, *texts: str, said: Said) -> Group:
    said(*[post(text, by=f"p{n}", pk=str(n)) for n, text in enumerate(texts)])
    made = Group.objects.create(
        person=person, kind=GroupKind.TEXT, size=len(texts), authors=2, since=NOW, until=NOW
    )
    Mention.objects.update(group=made)
    services.recount([made.pk])
    return made


def many(client: Client, of: str, act: str, **more: str) -> str:
    form = {"desk": "own", "of": of, "which": "all", "act": act, "back": "/d/"} | more
    return client.post(MANY, form, follow=True).text


def decisions() -> list[str]:
    return sorted(Mention.objects.values_list("decision", flat=True))


def test_how_many_were_left_is_said_with_the_way_to_them(
    said: Said, hers: Client, person: Person
) -> None:
    group = group_of(person, "idiot", "idiot", "I kill you", "your address", said=said)

    shown = hers.get(reverse("floods:show", args=[group.pk])).text
    asked = many(hers, f"g:{group.pk}", "muted")
    done = many(hers, f"g:{group.pk}", "hidden")
    again = many(hers, f"g:{group.pk}", "hidden")

    left = f'2 that may put you in danger stay: <a href="{URGENT}">decide on them one by one</a>.'
    assert [left in page for page in (asked, done)] == [True, True]
    assert "2 messages are hidden." in done
    assert "the 2 that are left may put you in danger" in again
    assert f'2 that wait may put you in danger: <a href="{URGENT}">' in shown
    assert decisions() == ["hidden", "hidden", "waiting", "waiting"]


def test_one_text_that_is_danger_is_decided_as_one_only_where_its_page_says_so(
    said: Said, hers: Client, person: Person
) -> None:
    group = group_of(person, "I kill you", "I kill you", said=said)
    pages = [
        hers.get(reverse(name, args=[group.pk])).text for name in ("floods:show", "desk:group")
    ]

    many(hers, f"g:{group.pk}", "hidden")
    untold = decisions()
    many(hers, f"g:{group.pk}", "hidden", told="on")

    for page in pages:
        assert '<input type="hidden" name="told" value="on">' in page
        assert "All of this may put you in danger." in page
    assert (untold, decisions()) == (["waiting"] * 2, ["hidden"] * 2)


def test_that_she_was_told_opens_no_other_list(said: Said, hers: Client, person: Person) -> None:
    group = group_of(person, "idiot", "I kill you", said=said)
    page = hers.get(reverse("desk:group", args=[group.pk])).text

    many(hers, f"g:{group.pk}", "hidden", told="on")
    many(hers, "in:T1", "hidden", told="on")

    assert decisions() == ["hidden", "waiting"]
    assert 'name="told"' not in page


def test_what_she_ticks_by_hand_is_hers_and_ticking_all_passes_danger_over(
    said: Said, hers: Client
) -> None:
    said(post("idiot", pk="1"), post("idiot, I kill you", pk="2"))
    threat = Mention.objects.get(category="T1")

    page = hers.get(reverse("desk:author", args=[threat.pk])).text
    urgent = hers.get(URGENT).text
    many(hers, "u:", "hidden", which="ticked", mention=str(threat.pk))

    ticks = re.findall(r'name="mention" value="([^"]+)" data-tick( data-alone)?>', page)
    assert {pk: bool(alone) for pk, alone in ticks}[str(threat.pk)]
    assert sorted(bool(alone) for _pk, alone in ticks) == [False, True]
    assert ("data-tick-all" in page, "data-tick-all" in urgent) == (True, False)
    assert decisions() == ["hidden", "waiting"]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """One request takes one step, and a step two messages."""
    monkeypatch.setattr("fuerza.desk.services.deciding.AT_ONCE", 2)
    monkeypatch.setattr("fuerza.desk.services.deciding_on_all.A_WHILE", -NOW.resolution)


@pytest.mark.usefixtures("slow")
def test_much_is_done_step_by_step_and_the_page_goes_on_by_itself(said: Said, hers: Client) -> None:
    said(*[post(f"idiot {n}", by=f"p{n}", pk=str(n)) for n in range(3)])

    asked = many(hers, "in:A1", "muted")
    first = many(hers, "in:A1", "muted", sure="on")
    [onto] = re.findall(r'name="onto" value="([^"]+)"', first)
    form = {"desk": "own", "of": "in:A1", "which": "all", "act": "muted", "sure": "on"}
    last = hers.post(MANY, form | {"onto": onto}, headers={"HX-Request": "true"})

    entry = DecisionEntry.objects.get()
    assert "So many take a while." in asked
    assert ("2 of 3" in first, 'hx-trigger="load' in first) == (True, True)
    assert reverse("desk:undo", args=[entry.pk]) in first
    assert (last.headers["HX-Redirect"], onto) == (reverse("desk:watch"), str(entry.pk))
    assert (decisions(), entry.decided.count()) == (["muted"] * 3, 3)


@pytest.mark.usefixtures("slow")
def test_what_stops_it_half_way_says_what_was_done(
    said: Said, hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "fuerza.desk.services.deciding_on_all.A_WHILE", NOW - NOW.replace(year=2025)
    )
    said(*[post(f"idiot {n}", by=f"p{n}", pk=str(n), at=NOW) for n in range(3)])
    first = Mention.objects.order_by("written_at", "id")[0]
    Mention.objects.filter(pk=first.pk).update(may_keep=False)

    page = many(hers, "in:A1", "muted", sure="on")
    rest = many(
        hers,
        "in:A1",
        "muted",
        sure="on",
        anyway="not_allowed",
        onto=str(DecisionEntry.objects.get().pk),
    )

    assert "2 messages are kept as evidence" in page
    assert "This is about the rest of it." in page
    assert "3 messages are kept as evidence" in rest
    assert (DecisionEntry.objects.count(), decisions()) == (1, ["muted"] * 3)
