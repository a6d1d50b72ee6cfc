"""Keeps people out of the log: a line may say what happened to the machine, never to whom."""

import logging


class NothingPersonal(logging.Filter):
    """Drops the request and the traceback's arguments from a record, and refuses Django's path-bearing lines."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "django.request":
            record.msg = f"answered {getattr(record, 'status_code', 'an error')}"
            record.args = ()
        record.__dict__.pop("request", None)
        if record.exc_info and record.exc_info[0] is not None:
            record.msg = f"{record.msg} [{record.exc_info[0].__name__}]"
            record.exc_info = None
            record.exc_text = None
        return True
