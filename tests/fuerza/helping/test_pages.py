"""The pages between her and those who help: what they show, to whom, and the way through them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.acts.models import Plan
from fuerza.desk.models import DecisionEntry, Group, Mention
from fuerza.helping.models import Draft, Question
from fuerza.people.models import Grant, Person
from tests.fuerza.desk.conftest import NOW, let_in, post, signed_in
from tests.fuerza.helping.conftest import browser_at

Said = Callable[..., list[Mention]]
QUEUE, ASKED = reverse("helping:queue"), reverse("helping:asked")


def at(grant: Grant, **fields: str) -> dict[str, str]:
    return {"desk": str(grant.pk)} | fields


def test_the_queue_shows_numbers_and_no_text_and_leads_to_the_next_group(
    said: Said, hers: Client, person: Person, grant: Grant
) -> None:
    mentions = said(post("canaryword idiot"), post("canaryword idiot"))
    group = Group.objects.create(
        person=person, kind="text", size=2, authors=1, waiting=2, since=NOW, until=NOW
    )
    Mention.objects.filter(pk__in=[each.pk for each in mentions]).update(group=group)
    hers.get(reverse("desk:watch"))
    client = signed_in(grant.actor)

    page = client.get(QUEUE).text
    taken = client.post(reverse("helping:take", args=[grant.pk]))
    shown = client.get(taken["Location"])

    assert ("2 messages wait." in page, "canaryword" in page) == (True, False)
    assert taken["Location"] == reverse("desk:group", args=[group.pk])
    assert (shown.status_code, "at the desk of <bdi>marisol</bdi>" in shown.text) == (200, True)


def test_where_nothing_waits_the_queue_says_so(grant: Grant, other: Person) -> None:
    client = signed_in(grant.actor)

    taken = client.post(reverse("helping:take", args=[grant.pk]), follow=True).text
    of_nobody = signed_in(other).get(QUEUE).text

    assert "Nothing waits there that nobody has taken." in taken
    assert "When somebody lets you in, her desk is listed here, in numbers." in of_nobody


def test_a_question_goes_to_her_and_her_answer_comes_back(
    said: Said, hers: Client, grant: Grant
) -> None:
    [mention] = said(post("you idiot"))
    client = browser_at(grant)
    address = reverse("helping:ask", args=[mention.pk])

    empty = client.post(address, at(grant, note=""))
    client.post(address, at(grant, note="canaryquestion"))
    question = Question.objects.get()
    to_answer = reverse("helping:answer", args=[question.pk])
    listed, shown = hers.get(ASKED).text, hers.get(to_answer).text
    hers.post(to_answer, {"desk": "own", "text": "canaryanswer"})
    told = client.get(QUEUE).text

    assert (empty.status_code, client.get(address).status_code) == (422, 200)
    assert ["canaryquestion" in page for page in (listed, shown, told)] == [False, True, True]
    assert ("canaryanswer" in told, hers.get(to_answer).status_code) == (True, 404)
    assert "waits for your word" not in hers.get("/").text


def test_today_says_that_somebody_waits_for_her_word(
    said: Said, hers: Client, grant: Grant
) -> None:
    [mention] = said(post("you idiot"))
    browser_at(grant).post(reverse("helping:ask", args=[mention.pk]), at(grant, note="right?"))

    page = hers.get("/").text

    assert ("1 thing from somebody who helps you waits for your word." in page, ASKED in page) == (
        True,
        True,
    )


def test_locked_she_reads_and_answers_nothing(said: Said, person: Person, grant: Grant) -> None:
    [mention] = said(post("you idiot"))
    client = browser_at(grant)
    client.post(reverse("helping:ask", args=[mention.pk]), at(grant, note="canaryquestion"))
    to_answer = reverse("helping:answer", args=[Question.objects.get().pk])
    locked = signed_in(person, is_open=False)

    pages = [
        locked.get(to_answer),
        locked.post(to_answer, {"desk": "own", "text": "yes"}),
        browser_at(grant, is_open=False).get(QUEUE),
    ]

    assert [page.status_code for page in pages] == [200, 422, 200]
    assert ["canaryquestion" in page.text for page in pages] == [False, False, False]
    assert Question.objects.get().answered_at is None


def test_a_prepared_report_is_sent_by_her_alone_after_she_opened_the_message(
    said: Said, hers: Client, grant: Grant
) -> None:
    [mention] = said(post("you idiot"))
    hers.get(reverse("desk:watch"))
    client = browser_at(grant)
    address = reverse("helping:prepare", args=[mention.pk])
    form = at(grant, label="A1", note="canarynote")

    unread = client.post(address, form)
    client.post(f"/d/{mention.pk}/", at(grant))
    prepared = client.post(address, form)
    draft = reverse("helping:draft", args=[Draft.objects.get().pk])
    page = hers.get(draft).text
    report = {"desk": "own", "label": "A1", "note": "canarynote", "sure": "on"}
    unopened = hers.post(f"/d/{mention.pk}/report/", report).status_code
    hers.get(f"/d/{mention.pk}/")
    hers.post(f"/d/{mention.pk}/report/", report)

    assert (unread.status_code, prepared.status_code, unopened) == (422, 302, 422)
    assert ("canarynote" in page, ' value="A1" selected' in page) == (True, False)
    assert (Plan.objects.filter(kind="report").count(), hers.get(draft).status_code) == (1, 404)
    assert client.get(address).status_code == 200


def test_she_puts_a_prepared_report_away_and_nothing_is_sent(
    said: Said, hers: Client, grant: Grant
) -> None:
    [mention] = said(post("you idiot"))
    hers.get(reverse("desk:watch"))
    client = browser_at(grant)
    client.post(f"/d/{mention.pk}/", at(grant))
    form = at(grant, label="A1", note="")
    client.post(reverse("helping:prepare", args=[mention.pk]), form)
    listed = hers.get(ASKED).text

    hers.post(reverse("helping:drop", args=[Draft.objects.get().pk]), {"desk": "own"})

    assert ["ana" in page for page in (listed, hers.get(ASKED).text)] == [True, False]
    assert Plan.objects.count() == 0


def test_a_block_takes_a_second_yes_and_each_is_told_so(
    said: Said, hers: Client, person: Person, grant: Grant, other: Person
) -> None:
    [mention] = said(post("you idiot"))
    second = let_in(person, other, "act")
    hers.get(reverse("desk:watch"))
    client, beside = browser_at(grant), browser_at(second)

    told = client.post(f"/d/{mention.pk}/do/", at(grant, act="blocked"), follow=True).text
    entry = DecisionEntry.objects.get()
    waiting = [who.get(reverse("helping:proposals")).text for who in (client, beside)]
    numbers = beside.get(QUEUE).text
    address = reverse("helping:confirm", args=[entry.pk])
    by_self = client.post(address, at(grant)).status_code
    begun = [Plan.objects.get().begun_at is not None]
    beside.post(address, at(second))
    begun.append(Plan.objects.get().begun_at is not None)

    assert "waits for a second yes" in told
    assert ["<bdi>ana</bdi> proposed to block 1 account" in page for page in waiting] == [
        False,
        True,
    ]
    assert "1 block that another helper proposed waits for a second yes" in numbers
    assert (by_self, begun) == (404, [False, True])


def test_before_a_helper_blocks_in_bulk_the_second_yes_is_said(
    said: Said, hers: Client, grant: Grant
) -> None:
    said(post("you idiot", by="bob"), post("idiot", by="eve"))
    hers.get(reverse("desk:watch"))
    form = {"of": "in:A1", "which": "all", "act": "blocked"}

    asked = [
        browser_at(grant).post("/d/do/", at(grant, **form)).text,
        hers.post("/d/do/", {"desk": "own"} | form).text,
    ]

    assert ["It waits for a second yes" in page for page in asked] == [True, False]


@pytest.mark.parametrize("back", ["/", "/w/"])
def test_she_ends_a_help_with_one_tap_from_where_she_sees_it(
    hers: Client, grant: Grant, back: str
) -> None:
    seen = hers.get(back).text

    ended = hers.post(reverse("people:end_grant", args=[grant.pk]), {"back": back})

    assert (f'/me/with/{grant.pk}/end/"' in seen, ended["Location"]) == (True, back)
    assert Grant.objects.get().ended_at is not None
    assert str(grant.pk) not in hers.get(back).text


def test_a_masked_helper_unfolds_one_text_from_the_list(
    said: Said, hers: Client, grant: Grant
) -> None:
    [mention] = said(post("canaryword idiot"))
    hers.get(reverse("desk:watch"))
    client = browser_at(grant)
    button = f'formaction="/d/{mention.pk}/"'

    pages = [client.get("/d/in/A1/").text, hers.get("/d/in/A1/").text]

    assert [(button in page, "canaryword" in page) for page in pages] == [
        (True, False),
        (False, True),
    ]
