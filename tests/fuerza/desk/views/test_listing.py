"""Lists: folded, fifty a page, locked or open; what is not on her desk is not there."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.connections import services as connections
from fuerza.core import keyrings
from fuerza.core.models import AuditEntry
from fuerza.desk import queries, services
from fuerza.desk.choices import Decision
from fuerza.desk.models import Group, Mention
from fuerza.floods.services import find
from fuerza.people import services as people
from fuerza.people.models import Person
from safeguard.records import Page
from tests.fuerza.desk.conftest import NOW, let_in, post, score, signed_in

Said = Callable[..., list[Mention]]
NOBODY = uuid.UUID(int=7)
INSULTS = reverse("desk:category", args=["A1"])
URGENT = reverse("desk:urgent")


def text_of(client: Client, url: str = INSULTS) -> str:
    reply = client.get(url)
    assert reply.status_code == 200
    return reply.content.decode()


def test_a_text_lies_in_its_fold_beside_why_it_stands_there(said: Said, hers: Client) -> None:
    said(post("you idiot canarytext", by="canaryhandle"))

    page = text_of(hers)

    fold = page[page.index('<details class="item-fold">') :]
    summary, _end, body = fold.partition("</summary>")
    assert "canary" not in summary
    assert "canarytext" in body
    assert "Sorted by test-1" in body


def test_a_locked_desk_shows_facts_and_one_button(said: Said, locked: Client) -> None:
    said(post("you idiot canarytext", by="canaryhandle"))

    page = text_of(locked)

    assert "canary" not in page
    assert "Insult" in page
    assert page.count("Open the desk</button>") == 1


def test_no_word_of_a_mention_is_in_a_title_an_address_or_a_header(
    said: Said, hers: Client, caplog: pytest.LogCaptureFixture
) -> None:
    [mention] = said(post("you idiot canarytext", by="canaryhandle"))
    urls = [INSULTS, reverse("desk:open", args=[mention.pk])]

    for url in urls:
        reply = hers.get(url)
        page = reply.content.decode()
        assert "canary" not in page[: page.index("</head>")]
        assert "canary" not in repr(reply.headers)
        assert reply.headers["Cache-Control"] == "no-store"
    reply = hers.post(reverse("desk:decide", args=[mention.pk]), {"desk": "own", "act": "hidden"})

    assert "canary" not in repr(reply.headers) + repr(dict(hers.session)) + caplog.text


def test_a_list_goes_on_where_it_ended_without_a_gap_or_a_repeat(said: Said, hers: Client) -> None:
    same = timezone.now() - timedelta(hours=1)  # all of one moment: the id decides
    said(*[post(f"idiot {n}", by=f"p{n}", at=same) for n in range(120)])

    seen: list[str] = []
    url = INSULTS
    while url:
        page = text_of(hers, url)
        seen += [part[:36] for part in page.split('name="mention" value="')[1:]]
        url = (
            INSULTS + page.split('rel="next" href="')[1].split('"')[0]
            if 'rel="next"' in page
            else ""
        )

    assert (len(seen), len(set(seen))) == (120, 120)


def urgent(said: Said, likely: dict[str, int]) -> None:
    """Take in what may be dangerous, one a second, each as urgent as said."""
    start = timezone.now() - timedelta(hours=1)
    moments = [start + timedelta(seconds=number) for number in range(len(likely))]
    said(*[post(f"kill {text}", at=at) for text, at in zip(likely, moments, strict=True)])
    for at, urgency in zip(moments, likely.values(), strict=True):
        Mention.objects.filter(written_at=at).update(urgency=urgency)


def test_the_likeliest_threats_stand_first_whatever_they_are_called(
    said: Said, hers: Client
) -> None:
    urgent(said, {"canary-low": 3, "canary-high": 90, "canary-same-later": 90, "canary-none": 0})

    page = text_of(hers, URGENT)

    places = [page.find(text) for text in ("canary-same-later", "canary-high", "canary-low")]
    assert (places == sorted(places), min(places) > 0) == (True, True)
    assert "canary-none" not in page
    assert "Most urgent first" in text_of(hers, reverse("desk:watch"))


def test_the_most_urgent_go_on_where_they_ended_without_a_gap_or_a_repeat(
    said: Said, hers: Client
) -> None:
    said(*[post(f"kill {n}", by=f"p{n}") for n in range(120)])
    for number, mention in enumerate(Mention.objects.all()):
        Mention.objects.filter(pk=mention.pk).update(urgency=1 + number % 3)

    seen: list[str] = []
    url = URGENT
    while url:
        page = text_of(hers, url)
        seen += [part[:36] for part in page.split('name="mention" value="')[1:]]
        further = page.split('rel="next" href="')[1:]
        url = URGENT + further[0].split('"')[0] if further else ""

    urgency = dict(Mention.objects.values_list("pk", "urgency"))
    shown = [urgency[uuid.UUID(pk)] for pk in seen]
    assert (len(seen), len(set(seen))) == (120, 120)
    assert shown == sorted(shown, reverse=True)


def test_nothing_is_decided_on_all_of_the_most_urgent_at_once(said: Said, hers: Client) -> None:
    said(post("kill one"))

    page = text_of(hers, URGENT)

    assert ("Decide on all of it at once" in page, "For those ticked" in page) == (False, True)
    assert hers.get(URGENT + "?after=nonsense").status_code == 404


def test_a_helper_who_looks_at_the_most_urgent_stands_in_the_trail(
    said: Said, person: Person, helper: Person
) -> None:
    said(post("kill one"))
    grant = let_in(person, helper, "triage")
    client = signed_in(helper)
    client.get(reverse("desk:enter", args=[grant.pk]))

    client.get(URGENT)

    trail = AuditEntry.objects.filter(person_id=person.pk, actor_id=helper.pk, verb="desk.watched")
    assert list(trail.values_list("object_id", flat=True)) == ["urgent"]


@pytest.mark.parametrize("number", [3, 40])
def test_the_most_urgent_cost_the_same_for_any_number(
    said: Said, hers: Client, number: int, django_assert_num_queries: Callable
) -> None:
    said(*[post(f"kill number {n}", by=f"p{n}") for n in range(number)])
    hers.get(URGENT)

    with django_assert_num_queries(9):
        hers.get(URGENT)


@pytest.mark.parametrize("number", [3, 40])
def test_a_list_costs_the_same_for_any_number(
    said: Said, hers: Client, number: int, django_assert_num_queries: Callable
) -> None:
    said(*[post(f"you idiot number {n}", by=f"p{n}") for n in range(number)])
    hers.get(INSULTS)

    with django_assert_num_queries(12):
        hers.get(INSULTS)


def decided(hers: Client, act: str, *mentions: Mention) -> None:
    for mention in mentions:
        hers.post(reverse("desk:decide", args=[mention.pk]), {"desk": "own", "act": act})


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_of_what_was_kept_costs_the_same(
    said: Said, hers: Client, number: int, django_assert_num_queries: Callable
) -> None:
    decided(hers, "kept", *said(*[post(f"you idiot number {n}") for n in range(number)]))
    url = reverse("desk:category", args=["A1", "kept"])
    page = text_of(hers, url)

    with django_assert_num_queries(13):
        hers.get(url)
    assert page.count("you idiot number") == number


def test_what_was_decided_is_found_again_by_what_was_decided(said: Said, hers: Client) -> None:
    one, _two = said(post("you idiot one"), post("you idiot two"))
    decided(hers, "hidden", one)

    waiting, hidden = text_of(hers), text_of(hers, reverse("desk:category", args=["A1", "hidden"]))

    assert ("idiot one" in waiting, "idiot two" in waiting) == (False, True)
    assert ("idiot one" in hidden, "idiot two" in hidden) == (True, False)


@pytest.mark.parametrize("url", ["/d/in/Z9/", "/d/in/A1/staged/", "/d/in/A1/nonsense/"])
def test_a_list_of_nothing_known_is_not_there(hers: Client, url: str) -> None:
    assert hers.get(url).status_code == 404


@pytest.mark.parametrize("after", ["nonsense", str(NOBODY)])
def test_a_list_after_nothing_known_is_not_there(hers: Client, after: str) -> None:
    assert hers.get(INSULTS, {"after": after}).status_code == 404


def test_everything_of_one_account_is_one_list(said: Said, hers: Client) -> None:
    mentions = said(post("idiot", by="bob"), post("hello", by="bob"), post("idiot", by="eve"))
    bobs = next(each for each in mentions if each.category == "nothing")

    page = text_of(hers, reverse("desk:author", args=[bobs.pk]))

    assert page.count("data-tick>") == 2
    assert "Mute 1 account" in page


def test_a_group_offers_what_will_happen_in_numbers(
    said: Said, hers: Client, person: Person
) -> None:
    raid = "Delete your article now, you idiot, everyone knows it is false"
    said(*[post(raid, by=f"r{n}") for n in range(5)], post(raid, by="r1"))
    find(person=person, now=timezone.now())
    group = Group.objects.get()

    page = text_of(hers, reverse("desk:group", args=[group.pk]))

    assert [word in page for word in ("Keep all 6", "Hide all 6", "Mute 5 accounts")] == [True] * 3


def test_of_a_large_group_nothing_is_counted(
    said: Said, hers: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fuerza.desk.views.acts.COUNTED", 4)
    raid = "Delete your article now, you idiot, everyone knows it is false"
    said(*[post(raid, by=f"r{n}") for n in range(5)])
    find(person=person, now=timezone.now())

    page = text_of(hers, reverse("desk:group", args=[Group.objects.get().pk]))

    words = ("Keep all", "Hide all", "Mute their accounts", "All of them are fine", "Keep all 5")
    assert [f">{word}<" in page for word in words] == [True, True, True, True, False]


def everything_of(group: Group, mention: Mention) -> list[tuple[str, str]]:
    return [
        ("get", reverse("desk:group", args=[group.pk])),
        ("get", reverse("desk:author", args=[mention.pk])),
        ("get", reverse("desk:open", args=[mention.pk])),
        ("get", reverse("desk:report", args=[mention.pk])),
        ("get", reverse("desk:seen", args=[mention.pk])),
        ("post", reverse("desk:report", args=[mention.pk])),
        ("post", reverse("desk:decide", args=[mention.pk])),
        ("post", reverse("desk:undo", args=[mention.pk])),
        ("post", reverse("desk:undo_plan", args=[mention.pk])),
        ("get", reverse("desk:check", args=[group.pk])),
        ("get", INSULTS + f"?after={mention.pk}"),
    ]


def test_what_is_anothers_looks_like_what_is_not_there(said: Said, person: Person) -> None:
    raid = "Delete your article now, you idiot, everyone knows it is false"
    mentions = said(*[post(raid, by=f"r{n}") for n in range(5)])
    find(person=person, now=timezone.now())
    stranger = Person.objects.create_user("berta")
    keyrings.make_keyring(stranger.pk, now=timezone.now())
    client = signed_in(stranger)
    fields = {"desk": "own", "act": "hidden", "label": "A1", "sure": "on"}

    for method, url in everything_of(Group.objects.get(), mentions[0]):
        absent_url = url.replace(str(Group.objects.get().pk), str(uuid.uuid4()))
        absent_url = absent_url.replace(str(mentions[0].pk), str(uuid.uuid4()))
        foreign = getattr(client, method)(url, fields if method == "post" else None)
        absent = getattr(client, method)(absent_url, fields if method == "post" else None)
        assert (url, foreign.status_code) == (url, 404)
        assert (url, absent.status_code, len(absent.content)) == (url, 404, len(foreign.content))

    assert set(Mention.objects.values_list("decision", flat=True)) == {Decision.WAITING}


def test_a_helper_reads_what_came_before_her_once_the_owner_was_there(
    said: Said, person: Person, helper: Person, hers: Client
) -> None:
    said(post("you idiot canarytext"))
    grant = let_in(person, helper, "document", "triage")
    client = signed_in(helper)
    client.get(reverse("desk:enter", args=[grant.pk]))
    before = text_of(client)
    hers.get(reverse("desk:watch"))

    masked = text_of(client)
    people.mask(grant=grant, is_masked=False, now=NOW)
    after = text_of(client)

    said_in = ["canarytext" in page for page in (before, masked, after)]
    assert (said_in, "[insult, English]" in masked) == ([False, False, True], True)
    trail = AuditEntry.objects.filter(person_id=person.pk, actor_id=helper.pk, object_id="A1")
    assert list(trail.order_by("id").values_list("verb", flat=True)) == [
        "desk.watched",
        "desk.watched",
        "desk.read",
    ]


def test_a_helper_finds_only_the_buttons_she_was_given(
    said: Said, person: Person, helper: Person
) -> None:
    said(post("you idiot"))
    grant = let_in(person, helper, "triage")
    client = signed_in(helper)
    client.get(reverse("desk:enter", args=[grant.pk]))

    page = text_of(client)

    assert ('value="hidden"' in page, 'value="kept"' in page) == (True, False)
    assert ('value="muted"' in page, 'value="blocked"' in page) == (False, False)


def test_what_came_before_a_reset_says_that_this_key_does_not_open_it(
    said: Said, person: Person
) -> None:
    said(post("you idiot canarytext"))
    now = timezone.now()
    keyrings.reset(person.pk, now=now - timedelta(days=4))
    client = signed_in(person)

    page = text_of(client)

    assert "canarytext" not in page
    assert "This key does not open it" in page


def test_what_she_saw_waits_on_its_own_page(person: Person, hers: Client) -> None:
    seen = services.Seen(text="you idiot canarytext")
    services.add_seen(person=person, seen=seen, score=score, now=timezone.now())

    page = text_of(hers, reverse("desk:category", args=["A1", "kept"]))

    assert "canarytext" not in page
    assert "It opens on its own page" in page


def test_a_file_is_not_on_the_desk_before_all_of_it_is(person: Person, hers: Client) -> None:
    made, _checked = connections.bring(
        person=person,
        file=[b"text,author_handle,created_at\nidiot,bob,2026-01-01T00:00:00Z\n"],
        zone="",
        mine=None,
        now=timezone.now(),
    )
    page = Page(posts=(post("you idiot"),))
    services.take_in(origin=made, page=page, scores=score(["you idiot"]), now=timezone.now())

    assert 'name="mention"' not in text_of(hers)
    assert queries.mentions_in(queries.desk_of(person)).count() == 0


def test_what_is_calm_is_called_fine_first_and_nobody_is_muted_for_it(
    said: Said, hers: Client
) -> None:
    said(post("hello"), post("good morning"))

    page = text_of(hers, reverse("desk:category", args=["nothing"]))
    panel = page[page.index("all-acts") : page.index("desk-list")]

    assert "All 2 are fine" in panel
    assert ("muted" in panel, "blocked" in panel) == (False, False)


def test_a_group_decided_whole_offers_only_what_is_left(
    said: Said, hers: Client, person: Person
) -> None:
    raid = "Delete your article now, you idiot, everyone knows it is false"
    said(*[post(raid, by=f"r{n}") for n in range(3)])
    find(person=person, now=timezone.now())
    group = Group.objects.get()
    form = {"desk": "own", "of": f"g:{group.pk}", "which": "all", "sure": "on"}
    hers.post(reverse("desk:decide_many"), form | {"act": "muted"})

    page = text_of(hers, reverse("desk:group", args=[group.pk]))
    panel = page[page.index("all-acts") : page.index("desk-list")]

    assert ("Mute" in panel, "Block 3 accounts" in panel, 'value="kept"' in panel) == (
        False,
        True,
        False,
    )
