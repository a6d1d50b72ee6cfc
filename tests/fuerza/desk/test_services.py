"""What is taken in stays sealed, once, and counted; what is decided is kept first and undone exactly."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from fuerza.acts.choices import ActionState, Category, WithoutExhibit
from fuerza.acts.models import Action
from fuerza.connections.models import Connection
from fuerza.core import audit, keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import SealedKey
from fuerza.desk import queries, services
from fuerza.desk.choices import Decision
from fuerza.desk.models import DecisionEntry, Mention, Tally
from fuerza.desk.queries import Desk
from fuerza.desk.services import tallies
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit
from fuerza.vault.services import keeping
from safeguard.platforms.base import PlatformDown
from safeguard.platforms.sample.connector import Sample
from safeguard.records import Page
from tests.fuerza.desk.conftest import NOW, post, score

Said = Callable[..., list[Mention]]


def test_what_was_said_is_read_back_by_its_owner_alone(said: Said, opened: Opened) -> None:
    mentions = said(post("you idiot"), post("good morning"))
    stranger = Person.objects.create_user("berta")
    keyrings.make_keyring(stranger.pk, now=NOW)
    others_key = keyrings.open_with_server(stranger.pk, now=NOW)

    bodies = queries.read(mentions, opened)

    assert {body.post.text for body in bodies.values()} == {"you idiot", "good morning"}
    assert queries.read(mentions, others_key) == {}
    assert queries.read(mentions, None) == {}


def test_the_row_holds_no_word_of_what_was_said(said: Said) -> None:
    [mention] = said(post("canarytext", by="canaryhandle"))

    row = Mention.objects.filter(pk=mention.pk).values().get()

    assert b"canary" not in b"|".join(bytes(v) for v in row.values() if isinstance(v, bytes))
    assert "canary" not in repr({k: v for k, v in row.items() if not isinstance(v, bytes)})


def test_reading_a_page_twice_changes_nothing(connection: Connection) -> None:
    page = Page(posts=(post("one", pk="1"), post("two", pk="2")))
    scores = score(["one", "two"])

    first = services.take_in(origin=connection, page=page, scores=scores, now=NOW)
    second = services.take_in(origin=connection, page=page, scores=scores, now=NOW)

    assert (first.new, first.known) == (2, 0)
    assert (second.new, second.known) == (0, 2)
    assert Mention.objects.count() == 2
    assert list(Tally.objects.values_list("category", "count")) == [("nothing", 2)]


def test_what_must_not_be_kept_is_marked_so(said: Said, connection: Connection) -> None:
    said(post("one"))
    page = Page(posts=(msgspec.structs.replace(post("two"), may_keep=False),))

    services.take_in(origin=connection, page=page, scores=score(["two"]), now=NOW)

    assert sorted(Mention.objects.values_list("may_keep", flat=True)) == [False, True]


def test_a_known_id_with_another_text_is_told_and_not_stored(
    said: Said, connection: Connection
) -> None:
    said(post("one", pk="1"))

    page = Page(posts=(post("another", pk="1"),))
    taken = services.take_in(origin=connection, page=page, scores=score(["another"]), now=NOW)

    assert (taken.new, taken.known, taken.changed) == (0, 0, ("1",))
    assert Mention.objects.count() == 1


def test_only_a_last_page_moves_what_was_covered(connection: Connection) -> None:
    page = Page(posts=(post("one"),), cursor="c1", gaps=("older",), is_last=False)
    services.take_in(origin=connection, page=page, scores=score(["one"]), now=NOW)
    connection.refresh_from_db()
    before = (connection.cursor, connection.covered_to, connection.gaps)

    last = Page(posts=(), cursor="c2")
    services.take_in(origin=connection, page=last, scores=[], now=NOW)

    connection.refresh_from_db()
    assert before == ("c1", None, ["older"])
    assert (connection.cursor, connection.covered_to) == ("c2", NOW)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("I will kill you, idiot", Category.THREAT),
        ("thank you for this", Category.SUPPORT),
        ("see you at noon", Category.NOTHING),
        ("", Category.UNKNOWN),
    ],
)
def test_each_mention_counts_under_one_category(text: str, category: Category) -> None:
    assert services.category_of(score([text])[0]) == category


def test_muting_keeps_first_and_then_plans(said: Said, desk: Desk, opened: Opened) -> None:
    said(post("you idiot", by="bob"), post("idiot again", by="bob"), post("idiot", by="eve"))

    done = services.decide(
        desk=desk,
        mentions=queries.mentions_in(desk),
        choice=services.Choice(decision=Decision.MUTED),
        opened=opened,
        now=NOW,
    )

    assert (done.count, Exhibit.objects.count()) == (3, 3)
    assert {bytes(mention.sealed) for mention in Mention.objects.all()} == {b""}
    assert done.plan is not None
    assert list(done.plan.actions.values_list("state", flat=True)) == [ActionState.PLANNED] * 2
    texts = {body.post.text for body in queries.read(list(Mention.objects.all()), opened).values()}
    assert texts == {"you idiot", "idiot again", "idiot"}


def test_undo_puts_everything_back_but_what_was_kept(
    said: Said, desk: Desk, opened: Opened
) -> None:
    said(post("you idiot", by="bob"), post("idiot", by="eve"))
    before = sorted(Tally.objects.values_list("category", "decision", "count"))
    done = services.decide(
        desk=desk,
        mentions=queries.mentions_in(desk),
        choice=services.Choice(decision=Decision.BLOCKED),
        opened=opened,
        now=NOW,
    )

    services.undo(desk=desk, entry=done.entry, now=NOW + timedelta(minutes=1))

    assert set(Mention.objects.values_list("decision", flat=True)) == {Decision.WAITING}
    assert (
        sorted(Tally.objects.filter(count__gt=0).values_list("category", "decision", "count"))
        == before
    )
    assert set(Action.objects.values_list("state", flat=True)) == {ActionState.STOPPED}
    assert Exhibit.objects.count() == 2
    with pytest.raises(services.AlreadyUndone):
        services.undo(desk=desk, entry=done.entry, now=NOW)


def test_nothing_is_decided_where_what_must_be_kept_cannot_be_read(said: Said, desk: Desk) -> None:
    said(post("you idiot"))

    with pytest.raises(services.DeskLocked):
        services.decide(
            desk=desk,
            mentions=queries.mentions_in(desk),
            choice=services.Choice(decision=Decision.BLOCKED),
            opened=None,
            now=NOW,
        )

    assert (Exhibit.objects.count(), DecisionEntry.objects.count()) == (0, 0)


def test_deciding_the_same_again_is_told(said: Said, desk: Desk) -> None:
    said(post("good morning"))
    fine = services.Choice(decision=Decision.FINE)
    all_of_it = queries.mentions_in(desk)
    services.decide(desk=desk, mentions=all_of_it, choice=fine, opened=None, now=NOW)

    with pytest.raises(services.AlreadyDecided):
        services.decide(desk=desk, mentions=all_of_it, choice=fine, opened=None, now=NOW)


def report(
    desk: Desk, opened: Opened, label: Category | None = Category.INSULT
) -> services.Decided:
    return services.decide(
        desk=desk,
        mentions=queries.mentions_in(desk),
        choice=services.Choice(decision=Decision.REPORTED, label=label),
        opened=opened,
        now=NOW,
    )


def test_a_report_needs_one_opened_item_with_her_label_and_goes_out_once(
    said: Said, desk: Desk, opened: Opened
) -> None:
    [mention] = said(post("you idiot"))

    with pytest.raises(services.ReportRefused) as unlabelled:
        report(desk, opened, label=None)
    with pytest.raises(services.ReportRefused) as unopened:
        report(desk, opened)
    audit.note(desk.owner.pk, desk.actor.pk, "desk.opened", mention.pk, at=NOW)
    done = report(desk, opened)

    assert (unlabelled.value.code, unopened.value.code) == ("criticism", "not_opened")
    assert done.plan is not None
    assert done.plan.actions.count() == 1


def test_fair_criticism_and_whole_groups_cannot_be_reported(
    said: Said, desk: Desk, opened: Opened
) -> None:
    said(post("your numbers are wrong"), post("and your sources too"))

    with pytest.raises(services.ReportRefused) as group:
        report(desk, opened)
    Mention.objects.first().delete()  # type: ignore[union-attr]  # there are two
    with pytest.raises(services.ReportRefused) as criticism:
        report(desk, opened, label=Category.NOTHING)

    assert (group.value.code, criticism.value.code) == ("not_one", "criticism")


def test_what_she_saw_is_kept_and_scored_while_locked(person: Person) -> None:
    seen = services.Seen(text="I will kill you", platform="X", who="@bob")

    mention = services.add_seen(person=person, seen=seen, score=score, now=NOW)

    assert (mention.decision, mention.category) == (Decision.KEPT, Category.THREAT)
    assert Exhibit.objects.get().method == "seen"
    assert SealedKey.objects.filter(key_id=Exhibit.objects.get().pk).count() == 1


def test_nothing_given_is_nothing_kept(person: Person) -> None:
    with pytest.raises(services.NothingWasGiven):
        services.add_seen(person=person, seen=services.Seen(), score=score, now=NOW)


def test_a_helper_without_the_right_decides_nothing(said: Said, person: Person) -> None:
    said(post("you idiot"))
    helper = Person.objects.create_user("ana")
    desk = Desk(person, helper, frozenset({"document"}), grant=object())  # type: ignore[arg-type]  # any grant

    with pytest.raises(services.NotAllowed):
        services.decide(
            desk=desk,
            mentions=queries.mentions_in(desk),
            choice=services.Choice(decision=Decision.HIDDEN),
            opened=None,
            now=NOW,
        )


def test_numbers_come_from_three_queries(
    said: Said, desk: Desk, django_assert_num_queries: Callable
) -> None:
    said(post("you idiot"), post("thank you"), post("I will kill you"), post("hi"))

    with django_assert_num_queries(3):
        stands = queries.standing(desk, NOW)

    assert [it.category for it in stands.needs_her] == [Category.THREAT, Category.INSULT]
    assert (stands.support.waiting, stands.days[-1].total, stands.days[-1].hurtful) == (1, 4, 2)


def test_what_was_reported_and_blocked_since_is_not_reported_again(
    said: Said, desk: Desk, opened: Opened
) -> None:
    [mention] = said(post("you idiot"))
    audit.note(desk.owner.pk, desk.actor.pk, "desk.opened", mention.pk, at=NOW)
    report(desk, opened)
    services.decide(
        desk=desk,
        mentions=queries.mentions_in(desk),
        choice=services.Choice(decision=Decision.BLOCKED),
        opened=opened,
        now=NOW,
    )

    with pytest.raises(services.ReportRefused) as again:
        report(desk, opened)

    assert again.value.code == "once"


def test_what_changes_nothing_is_not_counted(person: Person) -> None:
    tallies.count(person.pk, {tallies.Cell(NOW.date(), "x", "A1", "waiting"): 0})

    assert Tally.objects.count() == 0


def test_a_page_is_fetched_scored_and_stored_in_one_go(connection: Connection) -> None:
    network = Sample([post("you idiot", at=NOW), post("hello", at=NOW)], {})

    taken = services.refresh(connection=connection, score=score, now=NOW, network=network)

    connection.refresh_from_db()
    assert (taken.new, connection.covered_to) == (2, NOW)


def test_a_network_that_is_down_takes_nothing_in(connection: Connection) -> None:
    network = Sample([post("you idiot")], {}, fails=PlatformDown())

    taken = services.refresh(connection=connection, score=score, now=NOW, network=network)

    connection.refresh_from_db()
    assert (taken.new, taken.known, connection.covered_to) == (0, 0, None)


def test_an_undone_entry_is_not_undone_as_such(said: Said, desk: Desk) -> None:
    said(post("you idiot"))
    hide = services.Choice(decision=Decision.HIDDEN)
    done = services.decide(
        desk=desk, mentions=queries.mentions_in(desk), choice=hide, opened=None, now=NOW
    )
    undone = services.undo(desk=desk, entry=done.entry, now=NOW)

    with pytest.raises(services.NotUndoable):
        services.undo(desk=desk, entry=undone, now=NOW)


def test_what_is_too_large_to_keep_is_acted_on_anyway_and_the_rest_is_kept(
    said: Said, desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(post("idiot " + "x" * 200, by="a"), post("idiot", by="b"))
    monkeypatch.setattr(keeping, "MAX_BODY", 100)
    block = services.Choice(decision=Decision.BLOCKED, anyway=WithoutExhibit.NOT_ALLOWED)

    services.decide(
        desk=desk, mentions=queries.mentions_in(desk), choice=block, opened=opened, now=NOW
    )

    assert Exhibit.objects.count() == 1
    assert sorted(Action.objects.values_list("without_exhibit_because", flat=True)) == [
        "",
        "not_allowed",
    ]
