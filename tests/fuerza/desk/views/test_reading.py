"""One mention, and reporting it: opened by her, in her own judgement, once."""

from collections.abc import Callable

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.acts.models import Plan
from fuerza.acts.queries import aims_of
from fuerza.connections.models import Connection
from fuerza.core.models import AuditEntry
from fuerza.desk import services
from fuerza.desk.forms import ReportForm
from fuerza.desk.models import Group, Mention
from fuerza.floods.services import find
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit
from safeguard.classify import encoder
from safeguard.classify.detector import WHOLE
from safeguard.classify.records import Reason
from safeguard.records import Page
from tests.fuerza.desk.conftest import NOW, let_in, post, score, signed_in

Said = Callable[..., list[Mention]]


def open_it(client: Client, mention: Mention) -> str:
    reply = client.get(reverse("desk:open", args=[mention.pk]))
    assert reply.status_code == 200
    return reply.content.decode()


def report(client: Client, mention: Mention, **fields: str) -> tuple[int, str]:
    form = {"desk": "own", "label": "A1", "note": "notecanary", "sure": "on"} | fields
    reply = client.post(reverse("desk:report", args=[mention.pk]), form)
    return reply.status_code, reply.content.decode()


def openings(person: Person, verb: str = "desk.opened") -> list[tuple[object, str]]:
    rows = AuditEntry.objects.filter(person_id=person.pk, verb=verb)
    return list(rows.values_list("actor_id", "object_id"))


def test_opening_shows_the_text_folded_and_stands_in_the_trail(
    said: Said, hers: Client, person: Person
) -> None:
    [mention] = said(post("you idiot canarytext", url="https://bsky.example/1"))

    page = open_it(hers, mention)

    folded = page[page.index('<details class="fold">') :]
    assert "canarytext" in folded.partition("</summary>")[2]
    assert 'href="https://bsky.example/1"' in folded
    assert openings(person) == [(person.pk, str(mention.pk))]


@pytest.mark.skipif(not encoder.is_here(), reason="not run: the encoder is not installed")
def test_which_word_weighed_most_is_found_when_she_asks(
    connection: Connection, hers: Client, person: Person
) -> None:
    text = "somebody should murder this senator"
    whole = Reason(WHOLE, "threat", 0, len(text), 0.8)
    [scored] = score([text])
    services.take_in(
        origin=connection,
        page=Page(posts=(post(text),)),
        scores=[msgspec.structs.replace(scored, why=(whole,))],
        now=NOW,
    )
    mention = Mention.objects.get()
    url = reverse("desk:open", args=[mention.pk])
    before = open_it(hers, mention)

    after = hers.post(url, {"desk": "own"}).content.decode()

    assert ("No single word" in before, "Which word weighed most?" in before) == (True, True)
    assert "<q><bdi>murder</bdi></q>" in after
    assert ("No single word" in after, "Which word weighed most?" in after) == (False, False)
    assert len(openings(person)) == 2


def test_a_locked_desk_says_no_word_when_asked(said: Said, locked: Client, person: Person) -> None:
    [mention] = said(post("you idiot canarytext"))

    reply = locked.post(reverse("desk:open", args=[mention.pk]), {"desk": "own"})

    assert (reply.status_code, "canary" in reply.content.decode()) == (200, False)
    assert openings(person) == []


def test_a_locked_page_is_no_opening(said: Said, locked: Client, person: Person) -> None:
    [mention] = said(post("you idiot canarytext"))

    page = open_it(locked, mention)

    assert "canary" not in page
    assert openings(person) == []


def test_a_placeholder_is_no_opening(said: Said, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_workshop=True)
    [mention] = said(post("you idiot canarytext"))

    page = open_it(signed_in(Person.objects.get(pk=person.pk)), mention)

    assert ("canary" in page, "[insult, English]" in page) == (False, True)
    assert openings(person) == []


def test_an_address_that_is_no_web_page_is_no_link(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot", url="javascript:alert(1)"))

    assert "javascript:" not in open_it(hers, mention)


def test_a_helper_opening_it_is_seen_by_name(
    said: Said, person: Person, helper: Person, hers: Client
) -> None:
    [mention] = said(post("you idiot canarytext"))
    grant = let_in(person, helper, "document", "triage")
    hers.get(reverse("desk:watch"))
    client = signed_in(helper)
    client.get(reverse("desk:enter", args=[grant.pk]))

    at = {"desk": str(grant.pk)}
    masked = open_it(client, mention)
    page = client.post(reverse("desk:open", args=[mention.pk]), at).content.decode()
    client.post(reverse("desk:decide", args=[mention.pk]), at | {"act": "hidden"})

    assert ("canarytext" in masked, "canarytext" in page) == (False, True)
    assert openings(person, "desk.saw") == [(helper.pk, str(mention.pk))]
    assert openings(person) == [(helper.pk, str(mention.pk))]
    assert "by <bdi>ana</bdi>" in open_it(hers, mention)


def test_what_she_kept_links_to_its_exhibit_and_says_what_was_decided(
    said: Said, hers: Client
) -> None:
    [mention] = said(post("you idiot canarytext"))
    url = reverse("desk:decide", args=[mention.pk])
    hers.post(url, {"desk": "own", "act": "kept"})
    entry = mention.entries.get()
    hers.post(reverse("desk:undo", args=[entry.pk]), {"desk": "own"})

    page = open_it(hers, mention)

    assert reverse("vault:open", args=[Exhibit.objects.get().pk]) in page
    assert "canarytext" in page
    assert "“kept” was undone</bdi> · <bdi>by you" in page


def test_a_message_leads_to_its_group(said: Said, hers: Client, person: Person) -> None:
    raid = "Delete your article now, you idiot, everyone knows it is false"
    mentions = said(*[post(raid, by=f"r{n}") for n in range(5)])
    find(person=person, now=timezone.now())

    page = open_it(hers, mentions[0])

    assert reverse("desk:group", args=[Group.objects.get().pk]) in page


def test_a_report_goes_out_with_her_own_words_and_once(
    said: Said, hers: Client, person: Person
) -> None:
    [mention] = said(post("you idiot"))
    open_it(hers, mention)

    first, _page = report(hers, mention)
    second, page = report(hers, mention)

    action = Plan.objects.get().actions.get()
    aim = aims_of(person, [action])[action.pk]
    assert (first, second) == (302, 422)
    assert "It was reported before" in page
    assert (aim.reason, aim.note) == ("A1", "notecanary")


def test_after_reporting_the_page_says_so_and_offers_no_undo(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot"))
    open_it(hers, mention)
    report(hers, mention)

    page = open_it(hers, mention)

    assert "your report is on its way" in page
    assert "Undo" not in page
    assert reverse("desk:report", args=[mention.pk]) not in page
    entry = mention.entries.get()
    undo = hers.post(reverse("desk:undo", args=[entry.pk]), {"desk": "own"})
    assert undo.status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"label": "nothing"}, "Criticism and disagreement can't be reported from here"),
        ({"label": ""}, "This field is required"),
        ({"sure": ""}, "This field is required"),
    ],
)
def test_what_is_missing_for_a_report_is_said(
    said: Said, hers: Client, fields: dict[str, str], words: str
) -> None:
    [mention] = said(post("you idiot"))
    open_it(hers, mention)

    status, page = report(hers, mention, **fields)

    assert (status, Plan.objects.count()) == (422, 0)
    assert words in page


def test_no_category_is_chosen_for_her(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot"))

    page = hers.get(reverse("desk:report", args=[mention.pk])).content.decode()

    assert '<option value="" selected>' in page
    assert "checked" not in page


def test_nobody_reports_what_she_has_not_opened(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot"))

    status, page = report(hers, mention)

    assert (status, Plan.objects.count()) == (422, 0)
    assert "Open it first" in page


def test_a_report_from_a_locked_desk_keeps_what_she_filled_in(
    said: Said, locked: Client, hers: Client
) -> None:
    [mention] = said(post("you idiot"))
    open_it(hers, mention)

    status, page = report(locked, mention)

    assert (status, Plan.objects.count()) == (422, 0)
    assert "Open the desk first" in page


def test_a_helper_has_no_page_to_report(said: Said, person: Person, helper: Person) -> None:
    [mention] = said(post("you idiot"))
    grant = let_in(person, helper, "act", "document", "prepare", "triage")
    client = signed_in(helper)
    client.get(reverse("desk:enter", args=[grant.pk]))

    url = reverse("desk:report", args=[mention.pk])
    replies = [client.get(url), client.post(url, {"desk": str(grant.pk), "label": "A1"})]

    assert [reply.status_code for reply in replies] == [404, 404]
    assert url not in open_it(client, mention)


def test_where_a_network_has_several_services_she_may_name_who_gets_the_report(
    said: Said, connection: Connection, hers: Client, person: Person
) -> None:
    [mention] = said(post("you idiot"))
    open_it(hers, mention)
    Connection.objects.filter(pk=connection.pk).update(connector="bluesky", is_whole=True)

    page = hers.get(reverse("desk:report", args=[mention.pk])).content.decode()
    report(hers, mention, service="safe.example")

    [aim] = aims_of(person, list(Plan.objects.get().actions.all())).values()
    assert 'name="service"' in page
    assert reverse("connections:let_act", args=[connection.pk]) not in page
    assert (aim.options, aim.note) == ({"labeler": "safe.example"}, "notecanary")


def test_what_is_to_be_asked_for_again_names_the_service_too() -> None:
    filled = {"label": "A1", "note": "every day", "service": "safe.example", "sure": "on"}

    form = ReportForm(filled, has_services=True)

    assert form.is_valid()
    assert form.again() == filled


def test_without_the_right_to_act_the_page_says_how_to_give_it(
    said: Said, connection: Connection, hers: Client
) -> None:
    [mention] = said(post("you idiot"))
    url = reverse("desk:report", args=[mention.pk])
    way = reverse("connections:let_act", args=[connection.pk])

    sample = hers.get(url).content.decode()
    Connection.objects.filter(pk=connection.pk).update(connector="bluesky", is_whole=False)
    waits = hers.get(url).content.decode()
    Connection.objects.filter(pk=connection.pk).update(state="lost")
    lost = hers.get(url).content.decode()

    assert [way in page for page in (sample, waits, lost)] == [False, True, False]
    assert ['name="service"' in page for page in (sample, waits, lost)] == [False, True, False]
