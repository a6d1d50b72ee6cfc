"""Questions, answers and prepared reports: who may, who can read them, and that a report is hers to send."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from fuerza.acts.choices import Category
from fuerza.acts.models import Plan
from fuerza.core import audit, crypto, keyrings
from fuerza.core.models import AuditEntry, Keyring
from fuerza.desk import services as desks
from fuerza.desk.models import Mention
from fuerza.desk.queries import Desk
from fuerza.helping import queries, services
from fuerza.helping.models import Draft, Question
from fuerza.people import services as people
from fuerza.people.choices import Capability
from fuerza.people.models import Grant, Person
from tests.fuerza.desk.conftest import NOW, let_in, post
from tests.fuerza.helping.conftest import desk_at

Said = Callable[..., list[Mention]]


@pytest.fixture
def mention(said: Said) -> Mention:
    [made] = said(post("you idiot"))
    return made


def ask(at: Desk, mention: Mention, note: str = "is this a joke?") -> Question:
    return services.ask(desk=at, mention=mention, note=note, now=NOW)


def prepare(at: Desk, mention: Mention, label: Category = Category.INSULT) -> Draft:
    return services.prepare(desk=at, mention=mention, label=label, note="please look", now=NOW)


def words(person: Person, row: Question | Draft) -> list[str | None]:
    key = keyrings.open_with_server(person.pk, now=timezone.now())
    told = queries.told([type(row).objects.get(pk=row.pk)], key)[0]
    return [told.note, told.answer]


def test_what_was_asked_and_answered_opens_to_the_two_and_to_no_other_helper(
    at: Desk, mention: Mention, other: Person, opened: keyrings.Opened
) -> None:
    let_in(at.owner, other, "document")
    question = ask(at, mention)
    services.answer(question=question, text="it is", opened=opened, now=NOW)
    desks.let_read(owner=at.owner, opened=opened, now=timezone.now())

    said_to = {who.username: words(who, question) for who in (at.owner, at.actor, other)}

    assert said_to == {
        "marisol": ["is this a joke?", "it is"],
        "ana": ["is this a joke?", "it is"],
        "bea": [None, None],
    }


def test_when_the_help_ends_the_helper_can_read_neither(
    at: Desk, mention: Mention, grant: Grant
) -> None:
    question = ask(at, mention)

    people.end_grant(grant=grant, by=at.owner, now=timezone.now())

    assert (words(at.actor, question), words(at.owner, question)) == (
        [None, None],
        ["is this a joke?", None],
    )


def test_what_was_asked_lies_in_no_table_in_clear(at: Desk, mention: Mention) -> None:
    services.ask(desk=at, mention=mention, note="canarynote", now=NOW)
    audit.note(at.owner.pk, at.actor.pk, "desk.opened", mention.pk, at=NOW)
    prepare(at, mention)

    rows = [
        repr(list(model._default_manager.values_list())) for model in (Question, Draft, AuditEntry)
    ]

    assert ["canarynote" in row or "please look" in row for row in rows] == [False] * 3


def test_locked_nothing_of_it_is_read_and_she_answers_nothing(at: Desk, mention: Mention) -> None:
    question = ask(at, mention)

    told = queries.told([question], None)
    with pytest.raises(services.NotOpen):
        services.answer(question=question, text="it is", opened=None, now=NOW)

    assert (told[0].note, Question.objects.get().answered_at) == (None, None)


def test_a_question_from_before_a_reset_is_not_answered_unread(at: Desk, mention: Mention) -> None:
    question = ask(at, mention)
    keyrings.reset(at.owner.pk, now=NOW)
    Keyring.objects.update(wait_until=None)
    fresh = keyrings.open_with_server(at.owner.pk, now=NOW)

    with pytest.raises(services.NotOpen):
        services.answer(question=question, text="it is", opened=fresh, now=NOW)


def test_a_note_moved_to_another_question_does_not_open(at: Desk, mention: Mention) -> None:
    one, two = ask(at, mention), ask(at, mention)
    Question.objects.filter(pk=one.pk).update(
        content_key_id=two.content_key_id, sealed_note=two.sealed_note
    )

    with pytest.raises(crypto.Unopened):
        words(at.owner, one)


def test_nobody_asks_or_prepares_at_her_own_desk(desk: Desk, mention: Mention) -> None:
    for act in (ask, prepare):
        with pytest.raises(services.NotAllowed):
            act(desk, mention)

    assert (Question.objects.count(), Draft.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("capability", "label", "was_read"),
    [
        (Capability.ACT, Category.INSULT, True),
        (Capability.PREPARE, Category.NOTHING, True),
        (Capability.PREPARE, Category.SUPPORT, True),
        (Capability.PREPARE, Category.INSULT, False),
    ],
    ids=["without the right", "criticism", "support", "unread"],
)
def test_a_report_is_not_prepared(
    person: Person,
    helper: Person,
    mention: Mention,
    capability: str,
    label: Category,
    *,
    was_read: bool,
) -> None:
    at = desk_at(let_in(person, helper, capability))
    if was_read:
        audit.note(person.pk, helper.pk, "desk.opened", mention.pk, at=NOW)

    with pytest.raises(services.NotAllowed):
        prepare(at, mention, label)

    assert Draft.objects.count() == 0


def test_a_prepared_report_sends_nothing_and_a_second_one_takes_its_place(
    at: Desk, mention: Mention
) -> None:
    audit.note(at.owner.pk, at.actor.pk, "desk.opened", mention.pk, at=NOW)
    prepare(at, mention)

    newer = prepare(at, mention, Category.SEXIST)

    assert [each.pk for each in queries.drafts_for(at.owner)] == [newer.pk]
    assert (Plan.objects.count(), words(at.owner, newer)[0]) == (0, "please look")


def test_what_she_reported_or_put_away_waits_no_more(at: Desk, said: Said) -> None:
    one, two = said(post("you idiot"), post("idiot you"))
    for each in (one, two):
        audit.note(at.owner.pk, at.actor.pk, "desk.opened", each.pk, at=NOW)
    first, _second = prepare(at, one), prepare(at, two)
    Mention.objects.filter(pk=two.pk).update(decision="reported")
    waiting = [each.pk for each in queries.drafts_for(at.owner)]

    services.drop(draft=first, now=NOW)

    assert (waiting, list(queries.drafts_for(at.owner))) == ([first.pk], [])
    assert queries.draft_for(at.owner, first.pk) is None


def test_nobody_elses_question_or_draft_is_hers(at: Desk, mention: Mention, other: Person) -> None:
    audit.note(at.owner.pk, at.actor.pk, "desk.opened", mention.pk, at=NOW)
    question, draft = ask(at, mention), prepare(at, mention)

    found = [
        (queries.question_for(who, question.pk), queries.draft_for(who, draft.pk))
        for who in (at.owner, at.actor, other)
    ]

    assert found == [(question, draft), (None, None), (None, None)]
    assert list(queries.questions_by(at.actor, timezone.now())) == [question]


def test_what_was_asked_is_closed_to_the_helper_once_the_help_is_over(
    at: Desk, mention: Mention, grant: Grant
) -> None:
    ask(at, mention)

    at_the_end = grant.ends_at

    assert list(queries.questions_by(at.actor, at_the_end)) == []
