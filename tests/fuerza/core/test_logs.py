"""A line of the log says what happened to the machine, never to whom."""

import io
import logging
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest

from fuerza.core.logs import NothingPersonal


@pytest.fixture
def line() -> logging.LogRecord:
    return logging.LogRecord("fuerza.desk", logging.WARNING, "x.py", 1, "kept %s", (3,), None)


def raised() -> tuple[type[BaseException], BaseException, None]:
    error = ValueError("berta@example.org wrote")
    return (ValueError, error, None)


def test_what_we_write_ourselves_stays(line: logging.LogRecord) -> None:
    assert NothingPersonal().filter(line)
    assert line.getMessage() == "kept 3"


@pytest.mark.parametrize("name", ["django.request", "django.security.csrf", "django.server"])
def test_a_line_with_a_path_loses_it(line: logging.LogRecord, name: str) -> None:
    line.name, line.msg, line.args = name, "Not Found: %s", ("/in/a-one-time-token/",)
    line.status_code = 404
    line.request = HttpRequest()

    NothingPersonal().filter(line)

    assert line.getMessage() == "answered 404"
    assert not hasattr(line, "request")


def test_an_error_is_named_by_its_class(line: logging.LogRecord) -> None:
    line.exc_info = raised()

    NothingPersonal().filter(line)

    assert line.getMessage() == "kept 3 [ValueError]"
    assert line.exc_text is None
    assert not line.exc_info


def test_an_empty_exception_says_nothing_more(line: logging.LogRecord) -> None:
    line.exc_info = (None, None, None)

    NothingPersonal().filter(line)

    assert line.getMessage() == "kept 3"


def test_no_text_of_an_error_reaches_what_is_written() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(NothingPersonal())
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "job failed", (), raised())

    handler.handle(record)

    assert written.getvalue() == "job failed [ValueError]\n"


def test_every_handler_has_the_filter() -> None:
    logs: Any = settings.LOGGING

    filters = [handler["filters"] for handler in logs["handlers"].values()]
    assert filters == [["no_request"]] * len(logs["handlers"])
