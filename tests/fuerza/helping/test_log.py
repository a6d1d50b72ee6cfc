"""Her log: every read and act of somebody else, in words, the newest first; and none of a helper's in nobody's."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import fuerza
from fuerza.core import audit
from fuerza.core.models import AuditEntry
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention
from fuerza.helping import queries
from fuerza.helping.choices import DEEDS, TOGETHER
from fuerza.people.models import Grant, Person
from fuerza.vault.models import Exhibit
from tests.fuerza.desk.conftest import NOW, post, signed_in
from tests.fuerza.helping.conftest import browser_at

LOG = reverse("helping:log")
OWN = {"helping.answered", "helping.dropped", "helping.opened_alone", "helping.set_limits"}
OWN |= {"helping.spared", "desk.added_seen", "desk.took_file_in"}  # done at her own desk alone
OWN |= {"cases.closed", "cases.opened", "cases.opened_again", "cases.printed", "cases.put_away"}
OWN |= {"cases.renamed", "cases.took_back", "cases.took_sheet"}
OWN |= {"packs.chose_where", "packs.json"}
OWN |= {"helping.called", "helping.kept_apart", "helping.lifted"}
OWN |= {"helping.set_card", "helping.switched_duty"}  # an adviser's, about herself
MACHINE = {"cases.dropped", "cases.renewed", "desk.let_go"}
JOBS = {"cases.drop", "desk.find", "desk.import", "desk.comply", "desk.pull", "desk.pull_all"}


def lines(person: Person) -> list[str]:
    return [line.words for line in queries.lines_of(person, list(queries.trail_of(person)))]


def test_every_read_of_a_helper_stands_there_in_words_with_a_way_to_it(
    said: Callable[..., list[Mention]],
    hers: Client,
    grant: Grant,
    person: Person,
) -> None:
    [mention] = said(post("idiot"))
    hers.get(reverse("desk:watch"))
    client, at = browser_at(grant), {"desk": str(grant.pk)}
    client.get("/d/in/A1/")
    client.get(f"/d/{mention.pk}/")
    client.post(f"/d/{mention.pk}/", at)
    client.post(f"/d/{mention.pk}/do/", at | {"act": "hidden"})
    client.post(reverse("helping:ask", args=[mention.pk]), at | {"note": "right?"})

    page = hers.get(LOG).text

    assert lines(person) == [
        "ana asked the owner of the desk about a message.",
        "ana hid messages.",
        "ana opened the text of one message.",
        "ana looked at one message, without its text.",
        "ana looked at a list, without its texts.",
    ]
    assert (f'href="/d/{mention.pk}/"' in page, ">insult</bdi>" in page, "idiot" in page) == (
        True,
        True,
        False,
    )


def test_what_she_or_the_machine_did_is_not_among_it(person: Person, other: Person) -> None:
    for actor in (person.pk, None, other.pk):
        audit.note(person.pk, actor, "desk.opened", "x", at=NOW)

    assert lines(person) == ["bea opened the text of one message."]


def test_it_is_hers_alone_and_in_pages(person: Person, other: Person, hers: Client) -> None:
    for _ in range(51):
        audit.note(person.pk, other.pk, "desk.opened", "x", at=NOW)
    audit.note(other.pk, person.pk, "desk.entered", "x", at=NOW)

    pages = [hers.get(LOG, {"page": number}).text for number in (1, 2)]

    assert [page.count("bea opened the text") for page in pages] == [50, 1]
    assert [page.count("came to the desk") for page in pages] == [0, 0]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_database_as_often_for_three_lines_as_for_one(
    rows: int, person: Person, other: Person, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        audit.note(person.pk, other.pk, "desk.watched", "numbers", at=NOW)

    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's
        found = queries.lines_of(person, queries.trail_of(person))

    assert [line.about for line in found] == ["the numbers"] * rows


def test_what_one_act_did_to_many_is_one_line_that_opens_to_each_and_no_read_is_folded(
    said: Callable[..., list[Mention]], hers: Client, grant: Grant, person: Person
) -> None:
    mentions = said(*(post(f"idiot {n}", by=f"troll{n}") for n in range(3)))
    hers.get(reverse("desk:watch"))
    for mention in mentions:
        audit.note(person.pk, grant.actor_id, "desk.opened", mention.pk, at=NOW)
    at = {"desk": str(grant.pk), "of": "in:A1", "which": "all", "act": "muted", "sure": "on"}
    browser_at(grant).post("/d/do/", at)
    kept = AuditEntry.objects.filter(person_id=person.pk, verb="vault.kept").latest("id")

    page = hers.get(LOG).text
    each = hers.get(reverse("helping:singly", args=[kept.pk])).text
    by_helper = queries.lines_of(grant.actor, queries.lately(grant.actor))

    assert lines(person) == [
        "ana muted accounts.",
        "ana had something planned that platforms are asked to do.",
        "ana kept 3 exhibits.",
        *["ana opened the text of one message."] * 3,
    ]
    exhibits = {str(pk) for pk in Exhibit.objects.values_list("pk", flat=True)}
    assert f'href="{reverse("helping:singly", args=[kept.pk])}"' in page
    assert (each.count("ana kept an exhibit."), set(re.findall(r"/k/([-0-9a-f]{36})/", each))) == (
        3,
        exhibits,
    )
    assert [(line.words, line.url) for line in by_helper][2] == ("ana kept 3 exhibits.", "")
    rows = AuditEntry.objects.filter(person_id=person.pk, actor_id=grant.actor_id)
    assert sum(row["number"] for row in queries.trail_of(person)) == rows.count()
    assert audit.first_broken(audit.trail_of(person.pk)) is None


def test_nothing_but_what_was_done_to_many_of_hers_opens_to_single_lines(
    person: Person, other: Person
) -> None:
    read = audit.note(person.pk, other.pk, "desk.opened", "x", at=NOW)
    own = audit.note(person.pk, person.pk, "vault.kept", "x", at=NOW)
    others = audit.note(other.pk, person.pk, "vault.kept", "x", at=NOW)
    absent = others.pk + 1

    found = [queries.singly(person, pk) for pk in (read.pk, own.pk, others.pk, absent)]

    assert found == [None] * 4
    assert signed_in(person).get(reverse("helping:singly", args=[others.pk])).status_code == 404


def test_each_thing_that_is_noted_for_many_at_once_has_words_for_many() -> None:
    source = "".join(path.read_text() for path in Path(fuerza.__path__[0]).rglob("*.py"))

    verbs = set(re.findall(r'note_all\([^"]*"([a-z_.]+)"', source))

    assert verbs - {"vault.erased", "invited"} == set(TOGETHER)  # hers alone, and organisers' own


def test_an_unknown_verb_is_said_not_hidden_and_an_erased_actor_has_no_name(
    person: Person, other: Person
) -> None:
    audit.note(person.pk, other.pk, "new.thing", "x", at=NOW)
    other.delete()

    assert lines(person) == ["– did something that has no words here (new.thing)."]


def test_each_thing_a_helper_can_do_has_its_sentence() -> None:
    source = "".join(
        path.read_text()
        for domain in ("cases", "desk", "helping", "packs")
        for path in Path(fuerza.__path__[0], domain).rglob("*.py")
        if path.name != "choices.py"
    )
    verbs = set(re.findall(r'"((?:cases|desk|helping|packs)\.[a-z_]+)"', source))
    decided = {f"desk.decided_{each}" for each in Decision} - {
        "desk.decided_reported",  # hers alone
        "desk.decided_ruled",  # her rules'
        "desk.decided_staged",
        "desk.decided_waiting",
    }

    written = {
        f"cases.{verb}_{kind}"
        for verb in ("wrote", "took_out", "put_back")
        for kind in ("alias", "incident", "note")
    }

    known = {verb for verb in DEEDS if verb.startswith(("cases.", "desk.", "helping.", "packs."))}

    assert known == (verbs - OWN - MACHINE - JOBS) | decided | written


def test_what_she_did_lately_is_told_to_the_helper_without_a_way_into_the_desk(
    said: Callable[..., list[Mention]],
    grant: Grant,
    person: Person,
) -> None:
    [mention] = said(post("idiot"))
    audit.note(person.pk, grant.actor_id, "desk.opened", mention.pk, at=timezone.now())

    found = queries.lines_of(grant.actor, queries.lately(grant.actor))

    assert [(line.words, line.url, line.whose) for line in found] == [
        ("ana opened the text of one message.", "", "marisol")
    ]
    assert Mention.objects.count() == 1
