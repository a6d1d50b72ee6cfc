"""What reaches into her life offline is told by hand, stays the same thing, and comes up again when it goes on."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from fuerza.core import keyrings
from fuerza.core.models import AuditEntry
from fuerza.desk import queries as desk_queries
from fuerza.desk import services as desk_services
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention
from fuerza.desk.queries import Desk
from fuerza.floods import queries
from fuerza.floods.models import Danger
from fuerza.floods.services import find, give_place, settle
from fuerza.people.models import Person
from safeguard.classify.records import HEADS, Reason, Score
from safeguard.detect.offline import Sign
from safeguard.records import Page, Post
from tests.fuerza.floods.conftest import NOW, post

Said = Callable[..., list[Mention]]
Threat = Callable[..., None]


@pytest.fixture
def threat(connection: object) -> Threat:
    """Take posts in that the rules call a threat or doxxing by their own words."""

    def take(*posts: Post, label: str = "T1", code: str = "threat.death.en") -> None:
        scores = [
            Score(
                heads=dict.fromkeys(HEADS, 0.9),
                labels=(label,),
                severity=4,
                language="en",
                why=(Reason(code, "threat", 0, len(it.text), 1.0),),
                model="test-1",
                point="balanced",
            )
            for it in posts
        ]
        desk_services.take_in(origin=connection, page=Page(posts=posts), scores=scores, now=NOW)  # type: ignore[arg-type]  # a Connection

    return take


def told() -> list[tuple[list[str], int, int]]:
    rows = Danger.objects.order_by("-urgency", "until")
    return [(each.kinds, each.urgency, each.mentions) for each in rows]


def test_signs_are_seen_while_the_text_is_in_clear_and_sealed_with_it(
    threat: Threat, person: Person
) -> None:
    threat(post("I wait outside your house with a knife, you are dead"))

    mention = Mention.objects.get()
    [body] = desk_queries.read([mention], keyrings.open_with_server(person.pk, now=NOW)).values()
    assert (mention.signs, mention.urgency) == ("approach,weapon", 290)
    assert [(sign.kind, sign.code) for sign in body.signs] == [
        ("approach", "threat.death.en"),
        ("weapon", "threat.death.en"),
    ]


def test_what_bears_a_sign_stands_above_the_surest_threat_without_one(
    threat: Threat, desk: Desk
) -> None:
    threat(post("you are dead", pk="one"))
    threat(post("they know your office", pk="two"), label="P1", code="stalking.where.en")

    rows = desk_queries.urgent_in(desk).values_list("signs", "urgency")
    assert list(rows) == [("workplace", 190), ("", 90)]


def test_what_one_hand_said_is_one_danger(threat: Threat, person: Person) -> None:
    threat(post("I have a gun, you are dead", by="bob"), post("you are dead", by="bob"))
    threat(post("you are dead", by="eve"))

    find(person=person, now=NOW)

    assert told() == [(["weapon"], 3, 2)]


def test_a_danger_that_goes_on_keeps_its_id_and_comes_up_again(
    threat: Threat, person: Person
) -> None:
    threat(post("I have a gun, you are dead", by="bob"))
    find(person=person, now=NOW)
    [before] = queries.pressing(person)
    settle(danger=before, by=person, now=NOW)
    quiet = list(queries.pressing(person))
    threat(post("a gun, you are dead, tonight", by="bob", at=NOW + timedelta(hours=1)))
    find(person=person, now=NOW + timedelta(hours=1))

    [after] = queries.pressing(person)
    assert (quiet, after.pk, after.mentions, after.seen_at) == ([], before.pk, 2, NOW)
    verbs = AuditEntry.objects.filter(person_id=person.pk).values_list("verb", flat=True)
    assert "floods.settled" in verbs


def test_what_she_settled_can_be_brought_up_again(threat: Threat, person: Person) -> None:
    threat(post("I have a gun, you are dead"))
    find(person=person, now=NOW)
    danger = Danger.objects.get()
    settle(danger=danger, by=person, now=NOW)

    settle(danger=danger, by=person, now=NOW, is_settled=False)

    assert list(queries.pressing(person)) == [danger]


def test_a_few_accounts_that_repeat_one_text_over_days_are_one_hand(
    said: Said, person: Person
) -> None:
    text = "idiot, nobody in this town wants to see you again, ever"
    said(*[post(text, by=f"p{n % 3}", at=NOW - timedelta(days=n)) for n in range(6)])

    find(person=person, now=NOW)

    [danger] = Danger.objects.all()
    assert (danger.kinds, danger.urgency, len(danger.author_keys), danger.days) == (
        ["repeat"],
        1,
        3,
        6,
    )
    assert list(queries.pressing(person)) == []


def test_what_she_called_fine_and_what_is_gone_is_no_danger(
    threat: Threat, desk: Desk, person: Person
) -> None:
    threat(post("I have a gun, you are dead", by="bob"), post("a gun, you are dead", by="eve"))
    find(person=person, now=NOW)
    first, second = desk_queries.mentions_in(desk)
    desk_services.decide(
        desk=desk,
        mentions=desk_queries.mentions_in(desk).filter(pk=first.pk),
        choice=desk_services.Choice(decision=Decision.FINE),
        opened=None,
        now=NOW,
    )
    second.delete()

    find(person=person, now=NOW)

    assert told() == []


def test_two_hands_that_turn_out_to_be_one_stay_the_elder(threat: Threat, person: Person) -> None:
    text = "I have a gun and I know it, you are dead"
    threat(post(text, by="bob", at=NOW - timedelta(days=6)))
    find(person=person, now=NOW - timedelta(days=6))
    threat(post(text, by="eve", at=NOW - timedelta(days=5)))
    find(person=person, now=NOW - timedelta(days=5))
    elder = Danger.objects.earliest("seen_at")
    threat(*[post(text, by="eve", at=NOW - timedelta(days=n)) for n in range(4)])

    find(person=person, now=NOW)

    danger = Danger.objects.get()
    assert (danger.pk, len(danger.author_keys), danger.mentions) == (elder.pk, 2, 6)


def test_found_again_as_it_was_it_is_not_written(threat: Threat, person: Person) -> None:
    threat(post("I have a gun, you are dead"))
    find(person=person, now=NOW)
    Danger.objects.update(days=1)
    before = Danger.objects.values().get()

    find(person=person, now=NOW + timedelta(hours=1))

    assert Danger.objects.values().get() == before


def test_her_own_address_is_known_because_she_gave_it(
    said: Said, person: Person, desk: Desk
) -> None:
    give_place(person=person, kind="address", text="Calle Mayor 12", now=NOW)
    said(post("lovely weather at CALLE MAYOR, 12", by="bob"), post("calle mayor 13", by="eve"))

    find(person=person, now=NOW)

    hers = Mention.objects.exclude(signs="").get()
    assert (hers.signs, hers.category, hers.urgency) == ("address", "nothing", 101)
    assert told() == [(["address"], 2, 1)]
    [body] = desk_queries.read([hers], keyrings.open_with_server(person.pk, now=NOW)).values()
    assert body.signs == (Sign("address", "hers", 18, 33),)
    assert list(queries.mentions_of_danger(desk, Danger.objects.get())) == [hers]


def test_another_persons_places_are_not_looked_for(said: Said) -> None:
    other = Person.objects.create_user("berta")
    keyrings.make_keyring(other.pk, now=NOW)
    give_place(person=other, kind="address", text="Calle Mayor 12", now=NOW)

    said(post("lovely weather at Calle Mayor 12"))

    assert Mention.objects.get().signs == ""


@pytest.mark.usefixtures("data")
def test_what_she_saw_herself_is_looked_through_too(person: Person) -> None:
    give_place(person=person, kind="workplace", text="Evening Post", now=NOW)
    seen = desk_services.Seen(text="I wait at the Evening Post")

    mention = desk_services.add_seen(
        person=person, seen=seen, score=lambda texts: [_nothing() for _ in texts], now=NOW
    )

    assert (mention.signs, mention.urgency) == ("workplace", 101)


def _nothing() -> Score:
    return Score(
        heads=dict.fromkeys(HEADS, 0.01),
        labels=(),
        severity=0,
        language="en",
        why=(),
        model="test-1",
        point="balanced",
    )


def test_a_scope_of_another_desk_or_of_nothing_is_none(threat: Threat, person: Person) -> None:
    threat(post("I have a gun, you are dead"))
    find(person=person, now=NOW)
    danger = Danger.objects.get()
    hers = desk_queries.scope_in(desk_queries.desk_of(person), f"d:{danger.pk}")
    other = desk_queries.desk_of(Person.objects.create_user("berta"))

    assert hers is not None
    assert (hers.name, hers.mentions.count()) == (f"d:{danger.pk}", 1)
    assert desk_queries.scope_in(other, f"d:{danger.pk}") is None
    assert desk_queries.scope_in(other, "d:nonsense") is None


def test_the_words_of_a_danger_begin_with_the_gravest() -> None:
    danger = Danger(kinds=["repeat", "weapon", "approach"])

    assert queries.signs_of(danger) == [
        "speaks of coming to you",
        "names a weapon",
        "comes back day after day",
    ]
    assert msgspec.json.encode(danger.kinds) == b'["repeat","weapon","approach"]'
