"""Keeps people out of the log: a line may say what happened to the machine, never to whom."""

import logging

# their lines hold paths and hosts, and what is asked of a platform may hold a token
TELLING = ("django.request", "django.security", "django.server", "httpx2")


class NothingPersonal(logging.Filter):
    """Drops the request, the traceback and an error's text from a record, and the lines that hold a path."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(TELLING):
            record.msg = f"answered {getattr(record, 'status_code', 'an error')}"
            record.args = ()
        record.__dict__.pop("request", None)
        if record.exc_info and record.exc_info[0] is not None:
            record.msg = f"{record.msg} [{record.exc_info[0].__name__}]"
            record.exc_info = None
            record.exc_text = None
        return True
