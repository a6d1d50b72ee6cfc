"""From the desk into a case: what isn't kept yet is kept first; and the least of a flood."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fuerza.cases import queries, services
from fuerza.cases.models import Case
from fuerza.cases.queries import CaseAt, least_of, waiting_since
from fuerza.core.keyrings import Opened
from fuerza.desk import services as desk_services
from fuerza.desk.choices import Decision
from fuerza.desk.models import DecisionEntry, Mention
from fuerza.desk.queries import Desk, desk_let_into
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit
from fuerza.vault.services import erase
from tests.fuerza.cases.conftest import NOW, Kept, let_into
from tests.fuerza.desk.conftest import NOW as TAKEN_IN
from tests.fuerza.desk.conftest import post

Said = Callable[..., list[Mention]]


def all_of(desk: Desk) -> services.Chosen:
    return services.Chosen(mentions=Mention.objects.filter(person=desk.owner))


def texts_in(case: Case, person: Person, opened: Opened) -> list[str | None]:
    told = queries.told(queries.own(case, person), opened)
    assert told is not None
    return [it.text for it in told.exhibits]


def test_what_is_not_kept_yet_is_kept_first(desk: Desk, said: Said, opened: Opened) -> None:
    said(post("canarytext one", at=TAKEN_IN), post("canarytext two", at=TAKEN_IN + timedelta(1)))
    one = Mention.objects.order_by("written_at")[0]
    desk_services.decide(
        desk=desk,
        mentions=Mention.objects.filter(pk=one.pk),
        choice=desk_services.Choice(decision=Decision.MUTED),
        opened=opened,
        now=NOW,
    )

    done = services.gather(desk=desk, chosen=all_of(desk), opened=opened, now=NOW)

    assert texts_in(done.case, desk.owner, opened) == ["canarytext one", "canarytext two"]
    assert (done.added, done.not_kept, done.left) == (2, 0, 0)
    kept = Mention.objects.order_by("written_at").values_list("decision", flat=True)
    assert list(kept) == ["muted", "kept"]


def test_what_is_in_the_case_is_not_kept_twice(desk: Desk, said: Said, opened: Opened) -> None:
    said(post("canarytext one"))
    first = services.gather(desk=desk, chosen=all_of(desk), opened=opened, now=NOW)
    chosen = services.Chosen(mentions=Mention.objects.all(), case=first.case)

    again = services.gather(desk=desk, chosen=chosen, opened=opened, now=NOW)

    assert (again.case, again.added, again.entry) == (first.case, 0, None)
    assert Exhibit.objects.count() == 1


def test_a_locked_desk_keeps_nothing_and_opens_no_case(desk: Desk, said: Said) -> None:
    said(post("canarytext"))

    with pytest.raises(desk_services.DeskLocked):
        services.gather(desk=desk, chosen=all_of(desk), opened=None, now=NOW)

    assert not Case.objects.exists()


def test_what_may_not_be_kept_is_passed_over_and_counted(
    desk: Desk, said: Said, opened: Opened
) -> None:
    said(post("canarytext one"), post("canarytext two"))
    first = Mention.objects.order_by("pk")[0]
    Mention.objects.filter(pk=first.pk).update(may_keep=False)

    done = services.gather(desk=desk, chosen=all_of(desk), opened=opened, now=NOW)

    assert (done.added, done.not_kept) == (1, 1)


def test_what_is_too_much_for_once_is_said_and_comes_next(
    desk: Desk, said: Said, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_services, "AT_ONCE", 2)
    said(*[post(f"canarytext {n}") for n in range(5)])

    first = services.gather(desk=desk, chosen=all_of(desk), opened=opened, now=NOW)
    chosen = services.Chosen(mentions=Mention.objects.all(), case=first.case)
    second = services.gather(desk=desk, chosen=chosen, opened=opened, now=NOW)
    third = services.gather(desk=desk, chosen=chosen, opened=opened, now=NOW)

    assert [(it.added, it.left) for it in (first, second, third)] == [(2, 3), (2, 1), (1, 0)]


def test_what_was_decided_kept_by_somebody_else_meanwhile_is_no_matter(
    desk: Desk, said: Said, opened: Opened
) -> None:
    said(post("canarytext"))
    Mention.objects.update(decision=Decision.KEPT)  # without its exhibit, as after "block anyway"

    done = services.gather(desk=desk, chosen=all_of(desk), opened=opened, now=NOW)

    assert (done.added, done.not_kept, done.entry) == (0, 1, None)


def test_exhibits_of_another_come_into_no_case(
    desk: Desk, kept: Kept, opened: Opened, helper: Person
) -> None:
    [exhibit] = kept(1)
    Exhibit.objects.update(person=helper)
    chosen = services.Chosen(exhibits=(exhibit.pk,))

    done = services.gather(desk=desk, chosen=chosen, opened=opened, now=NOW)

    assert done.added == 0


def test_a_helper_makes_no_case_of_what_is_hers(
    person: Person, helper: Person, helpers_key: Opened
) -> None:
    grant = let_into(person, helper, None, *Capability)
    theirs = desk_let_into(helper, grant.pk, grant.ends_at - timedelta(days=1))
    assert theirs is not None

    with pytest.raises(services.NotAllowed):
        services.gather(desk=theirs, chosen=services.Chosen(), opened=helpers_key, now=NOW)


def flood(said: Said) -> None:
    """Say twenty hurtful things and one kind one, all an hour apart; the first is the kind one."""
    said(
        post("thank you", by="friend", at=TAKEN_IN - timedelta(hours=30)),
        *[
            post(
                f"{'kill' if n in {5, 7} else 'idiot'} canarytext {n}",
                by=f"p{n % 4}",
                at=TAKEN_IN - timedelta(hours=20 - n),
            )
            for n in range(20)
        ],
    )


def test_the_least_is_the_first_the_latest_and_the_worst_of_what_hurts(
    desk: Desk, said: Said, opened: Opened
) -> None:
    flood(said)
    least = least_of(Mention.objects.all())
    assert least is not None

    done = services.log_least(desk=desk, least=least, what="numbers", opened=opened, now=NOW)

    assert texts_in(done.case, desk.owner, opened) == [
        "idiot canarytext 0",
        "kill canarytext 5",
        "kill canarytext 7",
        "idiot canarytext 17",
        "idiot canarytext 18",
        "idiot canarytext 19",
    ]
    assert (least.of, least.accounts) == (20, 4)
    told = queries.told(queries.own(done.case, desk.owner), opened)
    assert told is not None
    [incident] = told.incidents
    assert (incident.what, incident.happened_at) == ("numbers", least.first_at)
    assert len(incident.exhibits) == 6
    assert Exhibit.objects.count() == 6


def test_the_least_of_kind_words_is_kind_words(said: Said) -> None:
    said(post("thank you"))

    least = least_of(Mention.objects.all())

    assert least is not None
    assert (least.of, len(least.chosen)) == (1, 1)


def test_there_is_no_least_of_nothing() -> None:
    assert least_of(Mention.objects.all()) is None


def test_what_waits_since_a_day_is_hurtful_and_hers(desk: Desk, said: Said) -> None:
    flood(said)
    since = TAKEN_IN - timedelta(hours=10)
    Mention.objects.filter(written_at__gt=TAKEN_IN - timedelta(hours=2)).update(
        decision=Decision.FINE
    )

    found = waiting_since(desk, since)

    assert [it.written_at for it in found.order_by("written_at")] == [
        TAKEN_IN - timedelta(hours=n) for n in range(10, 1, -1)
    ]


def test_the_least_is_undone_and_what_was_kept_stays(
    desk: Desk, said: Said, opened: Opened
) -> None:
    flood(said)
    least = least_of(Mention.objects.all())
    assert least is not None
    done = services.log_least(desk=desk, least=least, what="numbers", opened=opened, now=NOW)

    for entry in (done.entry, done.entry, None):
        services.undo_least(desk=desk, case=done.case, entry=entry, opened=opened, now=NOW)

    assert list(queries.cases_of(desk.owner)) == []
    assert not Mention.objects.exclude(decision=Decision.WAITING).exists()
    assert (Exhibit.objects.filter(state="kept").count(), DecisionEntry.objects.count()) == (6, 2)


def test_accounts_in_a_case_are_named_by_how_much_they_wrote(
    desk: Desk, said: Said, opened: Opened, at: CaseAt
) -> None:
    said(*[post(f"canarytext {n}", by="often") for n in range(3)], post("canarytext", by="once"))
    done = services.gather(desk=desk, chosen=all_of(desk), opened=opened, now=NOW)

    named = queries.accounts_in(queries.own(done.case, desk.owner), opened)

    assert [(it.platform, it.handle) for it in named] == [
        ("bluesky", "often.example"),
        ("bluesky", "once.example"),
    ]
    assert queries.accounts_in(at, opened) == []


def test_an_account_whose_exhibit_is_gone_is_not_named(
    desk: Desk, said: Said, opened: Opened
) -> None:
    said(post("canarytext", by="gone"))
    done = services.gather(desk=desk, chosen=all_of(desk), opened=opened, now=NOW)
    erase(exhibits=[Exhibit.objects.get()], by=desk.owner, now=NOW)

    assert queries.accounts_in(queries.own(done.case, desk.owner), opened) == []
