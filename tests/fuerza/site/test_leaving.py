"""Leaving: the session is over on the server, and nothing on the way says where she was."""

from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

LEAVE = "/x/"


def test_leaving_ends_the_session_on_the_server(as_berta: Client) -> None:
    as_berta.get("/")

    as_berta.post(LEAVE)

    assert Session.objects.count() == 0


def test_leaving_has_the_browser_forget_and_goes_to_the_neutral_page(as_berta: Client) -> None:
    as_berta.get("/")

    reply = as_berta.post(LEAVE)

    assert (
        reply.status_code,
        reply["Location"],
        reply["Clear-Site-Data"],
        reply["Cache-Control"],
    ) == (
        303,
        reverse("site:away"),
        '"storage", "cookies"',
        "no-store",
    )
    assert {name: cookie["max-age"] for name, cookie in reply.cookies.items()} == dict.fromkeys(
        ("s", "o", "c", "l", "v", "d"), 0
    )


def test_a_way_out_without_a_token_is_a_way_out_all_the_same() -> None:
    strict = Client(enforce_csrf_checks=True)

    reply = strict.post(LEAVE)

    assert (reply.status_code, reply["Location"]) == (303, reverse("site:away"))


def test_another_form_without_a_token_does_nothing_and_says_so() -> None:
    strict = Client(enforce_csrf_checks=True)

    reply = strict.post("/a/", {"theme": "dark"})

    assert (reply.status_code, "Nothing was done." in reply.content.decode()) == (403, True)
    assert "v" not in reply.cookies


def test_a_link_or_a_preview_never_leaves_for_her(as_berta: Client) -> None:
    reply = as_berta.get(LEAVE)

    assert (reply.status_code, Session.objects.count()) == (405, 1)


def test_the_neutral_page_is_nobodys(as_berta: Client) -> None:
    session = as_berta.session
    session["seen"] = 0.0
    session.save()

    hers, anybodys = as_berta.get(reverse("site:away")), Client().get(reverse("site:away"))

    assert (hers.status_code, hers.content) == (200, anybodys.content)
    assert [
        word for word in (b"Fuerza", b"berta", b"csrf", b"<script") if word in hers.content
    ] == []
    assert list(anybodys.cookies) == []


def test_after_leaving_her_pages_lead_to_the_way_in_without_a_trace(as_berta: Client) -> None:
    as_berta.post(LEAVE)

    reply = as_berta.get("/w/")

    assert (reply.status_code, reply["Location"]) == (302, "/me/in/")
