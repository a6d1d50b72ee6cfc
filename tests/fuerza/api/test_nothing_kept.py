"""What is scored is nowhere afterwards: not in a log, not in a database, not on an error's page; nor is the key."""

import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as site
from django.db import connections, router
from django.test import Client

from fuerza.api import analyzing
from tests.fuerza.api.conftest import ANALYZE, JSON, SUGGEST, Ask

CANARY = "quokkaferry"
TEXT = f"I will kill you, {CANARY}"


def rows() -> str:
    """Write out every table of both databases."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        with connections[router.db_for_read(model) or "default"].cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 -- a table's own name
            found.append(repr(cursor.fetchall()))
    with connections["default"].cursor() as cursor:
        cursor.execute('SELECT * FROM "core_cache"')
        found.append(repr(cursor.fetchall()))
    return "\n".join(found)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Gather every line of every logger, before the site's own filter takes anything out."""
    out = StringIO()
    handler = logging.StreamHandler(out)
    loggers = [logging.getLogger(name) for name in ("", "django", "fuerza", "django.request")]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.addHandler(handler)
        one.setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)  # a query is no log line of ours
    yield out
    for one, level in zip(loggers, levels, strict=True):
        one.removeHandler(handler)
        one.setLevel(level)
    logging.getLogger("django.db.backends").setLevel(logging.NOTSET)


def everything(ask: Ask, key: str) -> list[int]:
    """Ask rightly, wrongly in each way, and with words where none belong."""
    replies = [
        ask(TEXT, "TOXICITY", "THREAT", spanAnnotations=True, doNotStore=False),
        ask("", comment={"text": f"<b>{TEXT}</b>", "type": "HTML"}),
        ask(TEXT, languages=[CANARY], sessionId=CANARY, communityId=CANARY),
        ask(TEXT, CANARY),
        ask(TEXT, **{CANARY: 1}),
        ask(f"{TEXT} " * 2_000),
        ask("hi", context={"entries": [{"text": TEXT}]}),
        Client().post(f"{ANALYZE}?key={key}", f'{{"comment": "{TEXT}', JSON),
        Client().post(f"{ANALYZE}?key={key}", TEXT * 9_000, JSON),
        Client().post(f"{SUGGEST}?key={key}", {"comment": {"text": TEXT}}, JSON),
        Client().post(f"{ANALYZE}?key={key}{CANARY}", {"comment": {"text": TEXT}}, JSON),
        Client().post(f"{ANALYZE}?key={key}", TEXT, "text/plain"),
    ]
    return [reply.status_code for reply in replies]


def test_neither_a_text_nor_a_key_is_anywhere_afterwards(ask: Ask, key: str, log: StringIO) -> None:
    before = rows()

    codes = everything(ask, key)

    assert codes == [200, 200, 400, 400, 400, 400, 200, 400, 413, 501, 401, 415]
    assert "answered" not in before
    logged = log.getvalue()
    assert ("Bad Request" in logged, CANARY in logged, key in logged) == (True, False, False)
    after = rows()
    assert ("a program" in after, CANARY in after, key in after) == (True, False, False)
    files = [path for path in Path(site.ENV.data).rglob("*") if path.is_file()]
    assert [path for path in files if CANARY.encode() in path.read_bytes()] == []


def test_what_we_did_wrong_is_answered_and_logged_without_a_word_of_it(
    ask: Ask, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_asked: object) -> None:
        raise ValueError(TEXT)

    monkeypatch.setattr(analyzing, "analyze", broken)

    reply = ask(TEXT)

    assert reply.json()["error"] == {
        "code": 500,
        "message": "Something went wrong here. Nothing was stored.",
        "status": "INTERNAL",
    }
    assert ("an answer failed [ValueError]" in log.getvalue(), CANARY in log.getvalue()) == (
        True,
        False,
    )


def test_with_debugging_on_an_error_shows_no_word_either(
    ask: Ask, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined]  # pytest-django's settings take any
    monkeypatch.setattr(analyzing, "analyze", lambda _asked: 1 / 0)

    reply = ask(TEXT)

    assert (reply.status_code, CANARY in reply.text, "Traceback" in reply.text) == (
        500,
        False,
        False,
    )
