"""One case: folded, locked or open; hers, a helper's, and nobody else's; at the same cost for any size."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.cases import queries, services
from fuerza.cases.models import Case, CaseExhibit
from fuerza.cases.queries import Account, AliasBody, CaseAt, IncidentBody
from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry, SealedKey
from fuerza.people import services as people
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit
from fuerza.vault.services import erase, keep
from safeguard.evidence import Medium
from tests.fuerza.cases.conftest import NOW, TITLE, WRITTEN, Kept, let_into, with_desk
from tests.fuerza.desk.conftest import signed_in
from tests.fuerza.vault.samples import keepable, picture

Counts = Callable[..., Any]
SAME = AliasBody(
    accounts=(Account(platform="x", handle="canarya"), Account(platform="x", handle="canaryb")),
    reason="canaryreason",
)


def url_of(case: Case, name: str = "case") -> str:
    return reverse(f"cases:{name}", args=[case.pk])


@pytest.fixture
def full(at: CaseAt) -> CaseAt:
    services.say_alias(at=at, body=SAME, now=NOW)
    body = IncidentBody(
        what="canarywhat", who="canarywho", why="canarywhy", needed="canaryneed", is_offline=True
    )
    services.log_incident(at=at, happened_at=WRITTEN, body=body, now=NOW)
    services.write_note(at=at, text="canarynote", now=NOW)
    return at


def helping(
    at: CaseAt, helper: Person, opened: Opened, *capabilities: str, is_masked: bool = False
) -> Client:
    grant = let_into(at.owner, helper, at.case, *capabilities)
    people.mask(grant=grant, is_masked=is_masked, now=NOW)
    services.let_read(at=at, opened=opened, now=timezone.now())
    return signed_in(helper)


def test_an_open_case_shows_all_of_it_and_folds_every_text(full: CaseAt, hers: Client) -> None:
    reply = hers.get(url_of(full.case))

    page = reply.content.decode()
    head, _end, body = page.partition("</head>")
    assert "canary" not in head
    assert "canary" not in repr(reply.headers)
    for word in ("text 0", "text 1", "what", "who", "why", "reason", "note", "a", "b"):
        assert f"canary{word}" in body
    outside = [piece.split("</details>")[-1] for piece in body.split("<details")]
    shown = "".join(outside)
    assert "canarytext" not in shown
    assert "canarywhat" not in shown
    assert "canaryneed" in shown
    assert "2 things kept" in body


def test_a_locked_case_shows_numbers_and_one_button(full: CaseAt, locked: Client) -> None:
    page = locked.get(url_of(full.case)).content.decode()

    assert "canary" not in page
    assert "2 things kept" in page
    assert "Unlock</button>" in page


def test_a_workshop_shows_no_word_of_it(full: CaseAt, hers: Client) -> None:
    Person.objects.filter(pk=full.owner.pk).update(is_workshop=True)

    page = hers.get(url_of(full.case)).content.decode()

    assert "canary" not in page
    assert "workshop" in page


def test_a_case_is_not_there_for_anybody_else(case: Case) -> None:
    other = signed_in(with_desk("other"))

    answers = [other.get(url_of(each)).status_code for each in (case, Case())]

    assert answers == [404, 404]


def test_a_helper_who_documents_reads_it_and_that_is_in_her_log(
    full: CaseAt, helper: Person, opened: Opened
) -> None:
    theirs = helping(full, helper, opened, Capability.DOCUMENT)

    page = theirs.get(url_of(full.case)).content.decode()

    assert "canarytext 0" in page
    assert "This is a case of" in page
    assert "Add the note" in page
    assert "Put it away" not in page
    trail = AuditEntry.objects.filter(person_id=full.owner.pk, actor_id=helper.pk)
    assert [(it.verb, it.object_id) for it in trail.filter(verb__startswith="cases.")] == [
        ("cases.read", str(full.case.pk))
    ]


def test_her_own_reading_is_her_own(full: CaseAt, hers: Client) -> None:
    hers.get(url_of(full.case))

    assert not AuditEntry.objects.filter(verb="cases.read").exists()


def test_a_helper_who_prepares_reads_and_writes_nothing(
    full: CaseAt, helper: Person, opened: Opened
) -> None:
    theirs = helping(full, helper, opened, Capability.PREPARE)

    page = theirs.get(url_of(full.case)).content.decode()

    assert "canarytext 0" in page
    assert "Add the note" not in page


def words_in(page: str) -> set[str]:
    main = page.partition("<main")[2]
    return {word.strip() for word in re.findall(r"canary[a-z]+ ?[01]?", main)} - {TITLE}


def test_a_masked_helper_unfolds_one_thing_at_a_time_and_each_stands_in_her_log(
    full: CaseAt, helper: Person, opened: Opened
) -> None:
    theirs, url = helping(full, helper, opened, "document", is_masked=True), url_of(full.case)
    theirs.post(url_of(full.case, "note"), {"text": "canaryown"})
    secrets = queries.case_secrets(full.case, opened)
    first, second = [row.exhibit for row in queries.exhibits_in(full)]
    [line] = queries.incidents_told(full, secrets)
    [alias] = queries.aliases_told(full, secrets)
    note = queries.notes_told(full, secrets)[0]
    trail = AuditEntry.objects.filter(person_id=full.owner.pk, actor_id=helper.pk)
    before = trail.count()

    folded = theirs.get(url).text
    shown = [
        words_in(theirs.post(url, {"show": str(pk)}).text) - {"canaryown"}
        for pk in (first.pk, second.pk, line.id, alias.id, note.id)
    ]

    assert words_in(folded) == {"canaryown"}  # what she wrote herself
    assert TITLE in folded
    assert shown == [
        {"canarytext 0"},
        {"canarytext 1"},
        {"canarywhat", "canarywho", "canarywhy", "canaryneed"},
        {"canarya", "canaryb", "canaryreason"},
        {"canarynote"},
    ]
    assert list(trail.order_by("id").values_list("verb", "object_id"))[before:] == [
        ("cases.read", str(full.case.pk)),
        ("vault.viewed", str(first.pk)),
        ("vault.viewed", str(second.pk)),
        ("cases.unfolded", str(line.id)),
        ("cases.unfolded", str(alias.id)),
        ("cases.unfolded", str(note.id)),
    ]


def test_nothing_is_unfolded_that_is_not_in_the_case_nor_without_her_key(
    full: CaseAt, helper: Person, opened: Opened, hers: Client
) -> None:
    theirs, url = helping(full, helper, opened, "document", is_masked=True), url_of(full.case)
    outside = Exhibit.objects.exclude(case_exhibits__case=full.case).get()
    inside = queries.exhibits_in(full)[0].exhibit_id

    replies = [
        theirs.post(url, {"show": str(outside.pk)}),
        theirs.post(url, {"show": "x"}),
        signed_in(helper, is_open=False).post(url, {"show": str(inside)}),
        hers.post(url, {"show": str(inside)}),  # to whom all of it is open
    ]

    assert [each.status_code for each in replies] == [302, 404, 302, 302]
    assert not AuditEntry.objects.filter(verb__in=["vault.viewed", "cases.unfolded"]).exists()


def test_one_grant_that_shows_the_words_is_enough(
    full: CaseAt, helper: Person, opened: Opened
) -> None:
    helping(full, helper, opened, "document", is_masked=True)

    both = helping(full, helper, opened, "prepare")

    assert "canarytext 0" in both.get(url_of(full.case)).text


@pytest.mark.parametrize("capability", [Capability.TRIAGE, Capability.ACT])
def test_a_grant_that_needs_no_reading_opens_no_case(
    full: CaseAt, helper: Person, opened: Opened, capability: str
) -> None:
    theirs = helping(full, helper, opened, capability)

    assert theirs.get(url_of(full.case)).status_code == 404


def test_a_helper_is_told_that_her_key_does_not_open_it_yet(
    case: Case, person: Person, helper: Person
) -> None:
    let_into(person, helper, case, Capability.DOCUMENT)

    page = signed_in(helper).get(url_of(case)).content.decode()

    assert "Your key does not open this case yet" in page
    assert "canary" not in page


def test_opening_it_hands_its_key_to_whom_she_let_in(
    case: Case, person: Person, helper: Person, hers: Client
) -> None:
    let_into(person, helper, case, Capability.DOCUMENT)

    mine = hers.get(url_of(case)).content.decode()

    assert "<bdi>ana</bdi>" in mine
    assert "canarytitle" in signed_in(helper).get(url_of(case)).content.decode()


def test_what_was_destroyed_and_what_does_not_open_is_said(at: CaseAt, hers: Client) -> None:
    one, two = [row.exhibit for row in queries.exhibits_in(at)]
    erase(exhibits=[one], by=at.owner, now=NOW)
    from fuerza.core.models import SealedKey

    SealedKey.objects.filter(key_id=two.pk).delete()

    page = hers.get(url_of(at.case)).content.decode()

    assert "It was destroyed." in page
    assert "It can&#x27;t be opened with this key." in page or "It can't be opened with" in page


def test_an_empty_case_says_what_to_do(person: Person, hers: Client) -> None:
    case = services.open_case(person=person, title="", exhibits=[], opened=None, now=NOW)

    page = hers.get(url_of(case)).content.decode()

    assert "Log what happened" in page
    assert "Case of" in page


@pytest.fixture
def case_of(person: Person, opened: Opened, kept: Kept) -> Callable[[int], Case]:
    """Make a case of so many exhibits; of more than a hundred, the middle ones are rows that no page below opens."""

    def make(number: int) -> Case:
        exhibits = kept(min(number, 100))
        case = services.open_case(
            person=person, title=TITLE, exhibits=exhibits, opened=opened, now=NOW
        )
        middle = [copy_of(exhibits[0], 200 + n) for n in range(number - len(exhibits))]
        Exhibit.objects.bulk_create(middle, batch_size=1_000)
        when = WRITTEN + timedelta(hours=49, minutes=30)
        CaseExhibit.objects.bulk_create(
            [CaseExhibit(case=case, exhibit=it, added_at=NOW, happened_at=when) for it in middle],
            batch_size=1_000,
        )
        SealedKey.objects.bulk_create(
            [
                SealedKey(owner_id=person.pk, key_id=it.pk, holder_id=case.case_key_id, sealed=b"")
                for it in middle
            ],
            batch_size=1_000,
        )
        return case

    return make


def copy_of(exhibit: Exhibit, number: int) -> Exhibit:
    same = ("person_id", "case_key_id", "state", "platform", "method", "commitment", "kept_at")
    return Exhibit(number=number, **{name: getattr(exhibit, name) for name in same})


@pytest.mark.parametrize(("number", "page"), [(1, 1), (100, 2), (10_000, 1), (10_000, 200)])
def test_a_case_costs_the_same_for_any_number(
    case_of: Callable[[int], Case],
    hers: Client,
    number: int,
    page: int,
    django_assert_num_queries: Counts,
) -> None:
    url = url_of(case_of(number))
    hers.get(url)

    with django_assert_num_queries(29), django_assert_num_queries(8, using="keys"):
        reply = hers.get(url, {"page": page})

    shown = reply.content.decode()
    assert shown.count("canarytext") == min(number, 50)
    assert f"{number:,} thing" in shown


def test_what_she_kept_can_be_chosen_by_numbers_alone(case: Case, hers: Client) -> None:
    page = hers.get(url_of(case, "choose")).content.decode()

    assert "Tick number 3" in page
    assert "Tick number 2" not in page
    assert "canarytext" not in page


def test_when_all_is_in_the_case_that_is_said(
    person: Person, opened: Opened, kept: Kept, hers: Client
) -> None:
    case = services.open_case(person=person, title="", exhibits=kept(1), opened=opened, now=NOW)

    assert "All that you kept is in this case" in hers.get(url_of(case, "choose")).content.decode()


@pytest.fixture
def pictured(at: CaseAt, opened: Opened) -> str:
    """The address of a picture in the case, beside one that is none."""
    media = (
        Medium(name="a.png", media_type="image/png", body=picture()),
        Medium(name="b.png", media_type="image/png", body=b"no picture"),
    )
    item = msgspec.structs.replace(keepable(), media=media)
    exhibits = keep(person=at.owner, items=[item], by=at.owner, now=NOW)
    services.add(at=at, exhibits=exhibits, opened=opened, now=NOW)
    return reverse("cases:picture", args=[at.case.pk, exhibits[0].number, 1])


def test_a_picture_is_shown_drawn_anew_to_her_and_her_helper(
    pictured: str, at: CaseAt, hers: Client, helper: Person, opened: Opened
) -> None:
    theirs = helping(at, helper, opened, Capability.DOCUMENT)
    page = hers.get(url_of(at.case)).content.decode()

    assert f'src="{pictured}"' in page
    for reader in (hers, theirs):
        reply = reader.get(pictured)
        assert (reply.status_code, reply.headers["Content-Type"]) == (200, "image/webp")


def test_a_masked_helper_sees_a_picture_after_she_unfolded_what_it_belongs_to(
    pictured: str, at: CaseAt, helper: Person, opened: Opened
) -> None:
    theirs = helping(at, helper, opened, Capability.DOCUMENT, is_masked=True)
    number = int(pictured.split("/")[-3])
    exhibit = Exhibit.objects.get(person=at.owner, number=number)

    folded, early = theirs.get(url_of(at.case)).text, theirs.get(pictured).status_code
    unfolded = theirs.post(url_of(at.case), {"show": str(exhibit.pk)}).text

    assert (pictured in folded, early) == (False, 404)
    assert (pictured in unfolded, theirs.get(pictured).status_code) == (True, 200)


def test_no_other_picture_is_there(pictured: str, at: CaseAt, hers: Client, locked: Client) -> None:
    outside = reverse("cases:picture", args=[at.case.pk, 3, 1])
    broken, none = (pictured[:-2] + ending for ending in ("2/", "3/"))

    assert [hers.get(url).status_code for url in (broken, none, outside)] == [404, 404, 404]
    assert locked.get(pictured).status_code == 404
