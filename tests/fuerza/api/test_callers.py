"""Who may ask: nobody, this machine, or whoever brings a key; how often; and what is left of it: nothing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fuerza.people import services
from fuerza.people.models import ApiKey, Person
from tests.fuerza.api.conftest import (
    ANALYZE,
    DISCOVERY,
    JSON,
    KIND,
    PLAIN_DISCOVERY,
    SUGGEST,
    Switch,
)
from tests.security.asking import without_chances

BODY = {"comment": {"text": KIND}, "requestedAttributes": {"TOXICITY": {}}}
ALL = [ANALYZE, SUGGEST, DISCOVERY, PLAIN_DISCOVERY]
LOCAL = {"REMOTE_ADDR": "127.0.0.1"}


def post(path: str = ANALYZE, **extra: Any) -> Any:
    return Client().post(path, BODY, JSON, **extra)


def said(reply: Any) -> tuple[int, str]:
    return reply.status_code, reply.json()["error"]["status"]


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "options"])
@pytest.mark.parametrize("path", ALL)
def test_where_scoring_is_off_there_is_nothing_to_see(method: str, path: str) -> None:
    answers = [getattr(Client(), method)(at) for at in (path, "/v1alpha1/nothing")]

    seen = [
        (answer.status_code, answer["Content-Type"], without_chances(answer.text.replace(at, "")))
        for answer, at in zip(answers, (path, "/v1alpha1/nothing"), strict=True)
    ]
    assert seen[0] == seen[1]
    assert (seen[0][0], list(answers[0].cookies)) == (404, list(answers[1].cookies))


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1"])
def test_local_is_for_programs_on_this_machine_without_a_key(switch: Switch, address: str) -> None:
    switch("local")

    reply = post(REMOTE_ADDR=address)

    assert reply.status_code == 200


@pytest.mark.parametrize(
    "extra",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "::ffff:192.0.2.7"},
        {"REMOTE_ADDR": ""},
        LOCAL | {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        LOCAL | {"HTTP_FORWARDED": "for=127.0.0.1"},
        LOCAL | {"HTTP_VIA": "1.1 proxy"},
        LOCAL | {"HTTP_X_REAL_IP": "127.0.0.1"},
    ],
    ids=str,
)
def test_local_is_for_nobody_else_and_no_proxy_passes_anybody_on(
    switch: Switch, extra: dict[str, Any]
) -> None:
    switch("local")

    answers = [said(post(path, **extra)) for path in (ANALYZE, SUGGEST)]
    read = [said(Client(**extra).get(path)) for path in (DISCOVERY, PLAIN_DISCOVERY)]

    assert answers + read == [(403, "PERMISSION_DENIED")] * 4


@pytest.mark.parametrize("server", [{"proxies": 1}, {"origin": "https://notes.example.org"}])
def test_local_is_for_nobody_on_a_server_that_others_reach(
    switch: Switch, server: dict[str, Any]
) -> None:
    switch("local", **server)

    assert said(post(**LOCAL)) == (403, "PERMISSION_DENIED")


def test_without_a_key_nobody_is_answered_not_even_on_this_machine(key: str) -> None:
    assert key
    reply = post(**LOCAL)

    assert said(reply) == (403, "PERMISSION_DENIED")


@pytest.mark.parametrize("path", [ANALYZE, SUGGEST])
def test_a_key_goes_in_the_address_or_in_a_header(key: str, path: str) -> None:
    answered = {ANALYZE: 200, SUGGEST: 501}[path]

    replies = [post(f"{path}?key={key}"), post(path, headers={"x-goog-api-key": key})]

    assert [reply.status_code for reply in replies] == [answered, answered]


def test_a_program_has_no_form_and_needs_no_token_of_one(key: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    elsewhere = {"origin": "https://elsewhere.test"}

    replies = [strict.post(f"{path}?key={key}", BODY, JSON, headers=elsewhere) for path in ALL[:2]]

    assert [reply.status_code for reply in replies] == [200, 501]


def test_a_key_that_is_unknown_or_was_ended_is_refused(key: str) -> None:
    services.key_revoke(name="a program", now=timezone.now())

    ended, unknown = post(f"{ANALYZE}?key={key}"), post(f"{ANALYZE}?key={'x' * 43}")

    assert (said(ended), said(unknown)) == ((401, "UNAUTHENTICATED"), (401, "UNAUTHENTICATED"))
    assert ended.json() == unknown.json()
    assert ended.json()["error"]["details"][0]["reason"] == "API_KEY_INVALID"
    assert "WWW-Authenticate" in ended.headers


def test_discovery_needs_no_key(key: str) -> None:
    assert key
    assert [Client().get(path).status_code for path in (DISCOVERY, PLAIN_DISCOVERY)] == [200, 200]


def test_a_key_that_is_used_up_waits_and_another_does_not(key: str) -> None:
    other = services.key_create(name="other", now=timezone.now())[1]
    ApiKey.objects.filter(name="a program").update(per_day=2)

    replies = [post(f"{ANALYZE}?key={key}") for _ in range(3)]

    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert said(replies[2]) == (429, "RESOURCE_EXHAUSTED")
    assert replies[2].json()["error"]["details"] == [
        {
            "@type": "type.googleapis.com/google.rpc.RetryInfo",
            "retryDelay": f"{replies[2]['Retry-After']}s",
        }
    ]
    assert 0 < int(replies[2]["Retry-After"]) <= 86_400
    assert post(f"{ANALYZE}?key={other}").status_code == 200


def test_a_wrong_request_counts_too(key: str) -> None:
    ApiKey.objects.update(per_day=1)

    first = Client().post(f"{ANALYZE}?key={key}", b"{", JSON)

    assert (first.status_code, post(f"{ANALYZE}?key={key}").status_code) == (400, 429)


def test_no_cookie_is_set_and_no_session_is_kept_awake(key: str) -> None:
    client = Client()
    client.force_login(
        Person.objects.create_user("berta"), "allauth.account.auth_backends.AuthenticationBackend"
    )
    session = client.session
    session["seen"] = session["began"] = datetime.now(UTC).timestamp() - 600
    session.save()
    seen = session["seen"]

    reply = client.post(f"{ANALYZE}?key={key}", BODY, JSON)

    assert (reply.status_code, dict(reply.cookies)) == (200, {})
    assert client.session["seen"] == seen
