"""Adding what she saw: one of three is enough, the original is sealed, a child's picture is never kept."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from fuerza.core import keyrings
from fuerza.desk.models import Mention
from fuerza.people.models import Person
from fuerza.vault import queries as vault
from fuerza.vault.models import Exhibit
from fuerza.vault.services import MAX_BODY
from tests.fuerza.desk.conftest import let_in, signed_in

ADD = reverse("desk:add_seen")
FTYP = b"\x00\x00\x00\x18ftypheic"


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def upload(body: bytes, name: str = "Screenshot 1.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, content_type="image/png")


def add(client: Client, **fields: object) -> tuple[int, str]:
    reply = client.post(ADD, {"desk": "own", "young": "no"} | fields, follow=True)
    return reply.status_code, reply.content.decode()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_screenshot_is_kept_as_it_was_sent(locked: Client, person: Person, kind: str) -> None:
    body = picture(kind)

    _status, page = add(locked, picture=upload(body))

    exhibit = Exhibit.objects.get()
    opened = keyrings.open_with_server(person.pk, now=timezone.now())
    kept = vault.body_of(exhibit, opened=opened)
    assert kept is not None
    assert [each.body for each in kept.media] == [body]
    assert kept.media[0].media_type == f"image/{kind.lower()}"
    assert "Kept as exhibit 1, as seen by you" in page
    assert reverse("vault:receipt", args=[exhibit.pk]) in page


def test_words_alone_are_kept_and_scored(locked: Client) -> None:
    _status, page = add(locked, text="I will kill you")

    assert Mention.objects.get().category == "T1"
    assert "The model says: threat" in page
    assert "kill" not in page


def test_all_she_says_about_it_is_kept(hers: Client) -> None:
    when = (timezone.now() - timedelta(days=2)).replace(second=0, microsecond=0)
    add(
        hers,
        text="hello",
        link="https://x.example/1",
        platform="TikTok",
        who="@bob",
        when=when.strftime("%Y-%m-%dT%H:%M"),
    )

    mention = Mention.objects.get()
    page = hers.get(reverse("desk:open", args=[mention.pk])).content.decode()
    assert (mention.platform, mention.written_at) == ("tiktok", when)
    assert ("@bob" in page, "https://x.example/1" in page) == (True, True)


def test_times_are_read_in_her_zone(hers: Client, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(zone="America/Bogota")

    add(hers, text="hello", when="2026-03-01T20:00")

    assert Mention.objects.get().written_at.isoformat() == "2026-03-02T01:00:00+00:00"


def test_a_zone_that_is_none_is_read_as_utc(hers: Client, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(zone="Atlantis/City")

    add(hers, text="hello", when="2026-03-01T20:00")

    assert Mention.objects.get().written_at.isoformat() == "2026-03-01T20:00:00+00:00"


def test_a_picture_of_a_child_is_never_kept(hers: Client) -> None:
    status, page = add(hers, young="yes", picture=upload(picture()), text="hello")

    assert (status, Exhibit.objects.count(), Mention.objects.count()) == (422, 0, 0)
    assert "your local police or to a children's helpline" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Give a picture, words or a link"),
        ({"text": "   "}, "Give a picture, words or a link"),
        ({"young": "", "text": "hello"}, "This field is required"),
        ({"picture": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}, "This is no picture"),
        ({"picture": b"GIF89a" + bytes(40)}, "This is no picture"),
        ({"picture": picture("JPEG")[:200]}, "The picture is broken"),
        ({"picture": FTYP + bytes(40)}, "HEIC pictures can't be kept yet"),
        ({"picture": picture() + bytes(MAX_BODY)}, "larger than 12 MB"),
        ({"link": "not a link"}, "Enter a valid URL"),
        ({"link": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"text": "x" * 20_001}, "at most 20000 characters"),
        ({"text": "a", "when": "2999-01-01T00:00"}, "That time has not come yet"),
        ({"text": "a", "when": "yesterday"}, "Enter a valid date/time"),
    ],
)
def test_what_can_not_be_kept_is_said_and_nothing_is_stored(
    hers: Client, fields: dict[str, object], words: str
) -> None:
    if "picture" in fields:
        fields = fields | {"picture": upload(fields["picture"])}  # type: ignore[arg-type]  # bytes
    status, page = add(hers, **fields)

    assert (status, Exhibit.objects.count(), Mention.objects.count()) == (422, 0, 0)
    assert words in page.replace("&#x27;", "'")


def test_a_picture_that_would_fill_the_memory_is_refused(hers: Client) -> None:
    _status, page = add(hers, picture=upload(picture(size=(9000, 5000))))

    assert "more than 40 million points" in page


def test_what_was_typed_is_not_lost_with_an_error(hers: Client) -> None:
    _status, page = add(hers, text="keepthis", who="whocanary", link="not a link")

    assert ("keepthis" in page, "whocanary" in page) == (True, True)


def test_sending_it_twice_keeps_it_once(hers: Client) -> None:
    once = hers.get(ADD).content.decode().split('name="once" value="')[1][:36]

    add(hers, text="hello", once=once)
    _status, page = add(hers, text="hello", once=once)

    assert (Exhibit.objects.count(), Mention.objects.count()) == (1, 1)
    assert "Kept as exhibit 1" in page


def test_a_full_disk_is_said(hers: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.fuerza.desk.views.test_deciding import full_disk

    monkeypatch.setattr(Exhibit.objects, "bulk_create", full_disk)

    status, page = add(hers, text="hello")

    assert (status, Mention.objects.count()) == (422, 0)
    assert "disk is full" in page


def test_a_helper_adds_to_nobodys_desk(person: Person, helper: Person) -> None:
    grant = let_in(person, helper, "document", "act")
    client = signed_in(helper)
    client.get(reverse("desk:enter", args=[grant.pk]))

    status, _page = add(client, text="hello", desk=str(grant.pk))

    assert (status, Mention.objects.count()) == (404, 0)


def test_the_page_of_what_was_kept_is_that_of_what_she_saw(
    said: Callable[..., list[Mention]], hers: Client
) -> None:
    from tests.fuerza.desk.conftest import post

    [mention] = said(post("hello"))

    reply = hers.get(reverse("desk:seen", args=[mention.pk]))

    assert reply.headers["Location"] == reverse("desk:open", args=[mention.pk])
