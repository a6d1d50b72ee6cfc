"""Nothing is shown before a second person said yes, and nothing that was written is lost on the way."""

import uuid
from collections.abc import Callable

import pytest

from fuerza.pages import queries, services
from fuerza.pages.choices import RevisionState
from fuerza.pages.models import Page, Review, Revision
from fuerza.people.models import Person
from tests.fuerza.pages.conftest import kept, proposed, shown
from tests.fuerza.programme.conftest import NOW

Step = Callable[[Revision, Person], object]


def propose(row: Revision, by: Person) -> None:
    services.propose(revision=row, shown="", by=by, now=NOW)


def drop(row: Revision, by: Person) -> None:
    services.drop(revision=row, by=by)


def send_back(row: Revision, by: Person) -> None:
    services.send_back(revision=row, words="no", by=by, now=NOW)


def show(row: Revision, by: Person) -> None:
    services.show(revision=row, shown="", reviewed_by="", by=by, now=NOW)


def state(row: Revision) -> str:
    return str(Revision.objects.get(pk=row.pk).state)


def test_a_page_is_made_once() -> None:
    first = services.begin(room="tests", name="one", pk=uuid.uuid4(), now=NOW)

    assert services.begin(room="tests", name="one", pk=uuid.uuid4(), now=NOW) == first


def test_keeping_again_changes_her_own_draft_and_nobody_elses(
    page: Page, ana: Person, bea: Person
) -> None:
    first, others = kept(page, ana, "one"), kept(page, bea, "two")
    again = kept(page, ana, "three")

    assert (again.pk, again.number, others.number) == (first.pk, 1, 2)
    assert [row.body for row in page.revisions.order_by("number")] == ["three", "two"]


def test_writing_on_takes_a_proposal_back(page: Page, ana: Person, bea: Person) -> None:
    row = proposed(page, ana)
    kept(page, ana, "more words")

    with pytest.raises(services.NotThere):
        show(row, bea)
    assert (state(row), queries.shown_in("tests")) == ("draft", [])


def test_what_is_shown_is_one_and_the_one_before_is_history(
    page: Page, ana: Person, bea: Person
) -> None:
    first = shown(page, ana, bea, "one")
    second = shown(page, bea, ana, "two", over="first")

    assert [(row.part, row.revision) for row in queries.shown_in("tests")] == [("en", second.pk)]
    assert (state(first), queries.body_before(second)) == (RevisionState.REPLACED, "one")
    assert (queries.body_before(first), queries.shown_body(second.pk)) == (None, "two")


def test_who_stands_for_it_by_name_is_kept_with_the_day(
    page: Page, ana: Person, bea: Person
) -> None:
    row = proposed(page, ana)

    services.show(revision=row, shown="", reviewed_by="Bea, Mesa", by=bea, now=NOW)

    [held] = queries.shown_in("tests")
    assert (held.reviewed_by, held.reviewed_on) == ("Bea, Mesa", NOW.date())


def test_a_no_goes_back_with_its_words_and_she_writes_on_from_there(
    page: Page, ana: Person, bea: Person
) -> None:
    row = proposed(page, ana)

    services.send_back(revision=row, words="Shorter.", by=bea, now=NOW)

    assert (state(row), Review.objects.get().words) == (RevisionState.RETURNED, "Shorter.")
    assert queries.draft_of("tests", "one", "en", ana) == row
    assert kept(page, ana, "short").number == 2


def test_what_was_sent_back_is_no_longer_offered_once_another_text_is_shown(
    page: Page, ana: Person, bea: Person
) -> None:
    row = proposed(page, ana)
    services.send_back(revision=row, words="Shorter.", by=bea, now=NOW)
    shown(page, bea, ana, "other")

    assert queries.draft_of("tests", "one", "en", ana) is None


@pytest.mark.parametrize("step", [send_back, show])
def test_nobody_decides_on_her_own(page: Page, ana: Person, step: Step) -> None:
    row = proposed(page, ana)

    with pytest.raises(services.NotHers):
        step(row, ana)
    assert (state(row), Review.objects.count()) == ("proposed", 0)


@pytest.mark.parametrize("step", [propose, drop])
def test_nobody_moves_the_draft_of_another(
    page: Page, ana: Person, bea: Person, step: Step
) -> None:
    row = kept(page, ana)

    with pytest.raises(services.NotHers):
        step(row, bea)
    assert state(row) == "draft"


@pytest.mark.parametrize("step", [propose, drop, send_back, show])
def test_what_is_shown_moves_no_more(page: Page, ana: Person, bea: Person, step: Step) -> None:
    row = shown(page, ana, bea)

    with pytest.raises(services.NotThere):
        step(row, bea)
    assert state(row) == "shown"


@pytest.mark.parametrize("step", [send_back, show])
def test_a_draft_waits_for_nobody(page: Page, ana: Person, bea: Person, step: Step) -> None:
    row = kept(page, ana)

    with pytest.raises(services.NotThere):
        step(row, bea)
    assert state(row) == "draft"


def test_her_draft_can_be_thrown_away(page: Page, ana: Person) -> None:
    drop(kept(page, ana), ana)

    assert page.revisions.count() == 0


@pytest.mark.parametrize("begun_from", ["", "older"])
def test_a_text_begun_from_another_than_is_shown_replaces_nothing(
    page: Page, ana: Person, bea: Person, begun_from: str
) -> None:
    row = kept(page, ana, over=begun_from)
    waiting = proposed(page, bea, over=begun_from)

    with pytest.raises(services.ChangedMeanwhile):
        services.propose(revision=row, shown="newer", by=ana, now=NOW)
    with pytest.raises(services.ChangedMeanwhile):
        services.show(revision=waiting, shown="newer", reviewed_by="", by=ana, now=NOW)
    assert (state(row), state(waiting)) == ("draft", "proposed")


def test_what_is_under_way_is_listed_and_counted_for_those_who_can_decide(
    page: Page, ana: Person, bea: Person
) -> None:
    draft, waiting = kept(page, bea), proposed(page, ana)

    assert set(queries.under_way("tests")) == {draft, waiting}
    assert (queries.waits_for("tests", bea), queries.waits_for("tests", ana)) == (1, 0)
    assert queries.under_way("other").count() == 0


def test_rows_of_another_domain_are_not_found(page: Page, ana: Person) -> None:
    row = kept(page, ana)

    assert queries.revision_in("other", row.pk) is None
    assert queries.revision_in("tests", row.pk) == row
    assert list(queries.revisions_of("tests", "one", "en")) == [row]
    assert queries.shown_body(uuid.uuid4()) == ""


def test_what_needs_no_second_look_is_shown_as_it_is_laid(page: Page, ana: Person) -> None:
    services.lay(page=page, part="about", body="facts: []", by=ana, now=NOW)

    assert [(row.name, row.part) for row in queries.shown_in("tests")] == [("one", "about")]
