"""What stands in clear beside a mention is one of our words, whatever a file or a person says."""

from datetime import UTC, datetime

from fuerza.connections import services as connections
from fuerza.core import keyrings
from fuerza.desk import queries, services
from fuerza.desk.models import Mention, Tally
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit
from tests.fuerza.desk.conftest import score

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FILE = b"""platform,kind,author_handle,text,created_at
the chat of my sister,a note from the fridge,bob,one idiot,2026-11-01T10:00:00Z
Telegram,DM,bob,two idiots,2026-11-01T11:00:00Z
"""


def test_a_files_own_words_for_a_platform_and_a_kind_stay_sealed(person: Person) -> None:
    made, _checked = connections.bring(person=person, file=[FILE], zone="", mine=None, now=NOW)

    services.complete_import(made=made, score=score, clock=lambda: NOW, beat=lambda *_: None)

    rows = Mention.objects.order_by("written_at")
    assert list(rows.values_list("platform", "kind")) == [("file", "mention"), ("telegram", "dm")]
    assert set(Tally.objects.values_list("platform", flat=True)) == {"file", "telegram"}
    bodies = queries.read(list(rows), keyrings.open_with_server(person.pk, now=NOW))
    posts = [bodies[row.pk].post for row in rows]
    assert [(post.platform, post.kind) for post in posts] == [
        ("the chat of my sister", "a note from the fridge"),
        ("telegram", "dm"),
    ]


def test_her_own_words_for_where_she_saw_it_stay_sealed(person: Person) -> None:
    seen = services.Seen(text="you idiot", platform="the chat of my sister")

    mention = services.add_seen(person=person, seen=seen, score=score, now=NOW)

    exhibit = Exhibit.objects.get()
    assert (mention.platform, exhibit.platform) == ("seen", "seen")
    assert list(Tally.objects.values_list("platform", flat=True)) == ["seen"]
    opened = keyrings.open_with_server(person.pk, now=NOW)
    assert queries.read([mention], opened)[mention.pk].post.platform == "the chat of my sister"
