"""The words that connections' rows may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConnectionState(models.TextChoices):
    CONNECTED = "connected", _("connected")
    LOST = "lost", _("access lost")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class ImportState(models.TextChoices):
    STAGED = "staged", _("checked, not yet taken in")
    COMPLETE = "complete", _("taken in")


class ActionKind(models.TextChoices):
    """What can be asked of a platform: the kinds of safeguard.platforms.base.KINDS."""

    MUTE = "mute", _("mute")
    MUTE_THREAD = "mute_thread", _("mute a thread")
    MUTE_LIST = "mute_list", _("mute everybody on a list")
    BLOCK = "block", _("block")
    BLOCK_LIST = "block_list", _("block everybody on a list")
    BLOCK_DOMAIN = "block_domain", _("block a whole server")
    MAKE_LIST = "make_list", _("make a list")
    LIST = "list", _("put on a list")
    FILTER = "filter", _("hide words")
    REPLY_GATE = "reply_gate", _("limit who may answer")
    QUOTE_GATE = "quote_gate", _("limit who may quote")
    HIDE_REPLY = "hide_reply", _("hide an answer")
    POLICY = "policy", _("hold back notifications")
    REPORT = "report", _("report")


SILENCES = (ActionKind.MUTE, ActionKind.BLOCK)  # aimed at an account: never at one she follows


class Cause(models.TextChoices):
    DECISION = "decision", _("a decision on your desk")
    LIST = "list", _("a list you brought")
    RULE = "rule", _("a rule of yours")


class ActionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    UNSURE = "unsure", _("unsure")
    FAILED = "failed", _("failed")
    UNDONE = "undone", _("undone")
    STOPPED = "stopped", _("stopped")
    BY_HAND = "by_hand", _("to do by hand")
    STANDS = "stands", _("so already")
    LEFT_OUT = "left_out", _("left out")


class LeftOut(models.TextChoices):
    FOLLOWED = "followed", _("you follow this account")
    BY_HER = "by_her", _("you left it out")


class Failed(models.TextChoices):
    ENDED = "ended", _("the connection has ended")
    NOT_POSSIBLE = "not_possible", _("this platform can't do it")
    UNTOLD = "untold", _("the platform does not tell whether it was done")
    GONE = "gone", _("it is not there any more")
    NOT_ALLOWED = "not_allowed", _("the platform does not allow it")
    NOT_HERE = "not_here", _("this server can't do it")
    INVALID = "invalid", _("the platform did not take it as it was asked")
    NOT_SENT = "not_sent", _("the platform shows that it never arrived")


class Answer(models.TextChoices):
    """What became of a report, where the platform says it."""

    OPEN = "open", _("the platform has it and has not answered")
    ANSWERED = "answered", _("the platform has answered")
    CLOSED = "closed", _("the platform has closed it")


class WithoutExhibit(models.TextChoices):
    SLOW = "slow", _("keeping took longer than ten seconds")
    NOT_ALLOWED = "not_allowed", _("it must not be kept")
    DISK_FULL = "disk_full", _("the disk is full")


# Why an entry of a list is passed over.
PASSED_OVER = {
    "follow": _("accounts to follow, which are not for muting"),
    "other_platform": _("accounts of another network"),
    "not_possible": _("what can't be done on this account"),
    "twice": _("what was there already, further up"),
}

# What is wrong with a file or a row, by the library's codes and ours; "%(detail)s" is a number or a name of ours.
PROBLEMS = {
    "empty_file": _("The file is empty."),
    "no_rows": _("The file has a header and no row below it."),
    "not_text": _("This is no table: it looks like %(detail)s."),
    "no_header": _("The first line names none of the columns that are known here."),
    "missing_column": _("The column “%(column)s” is missing."),
    "duplicate_column": _("The column “%(column)s” is there twice."),
    "too_many_columns": _("It has %(detail)s columns; 256 are read at most."),
    "not_one_a_line": _("This is JSON, but not one object on each line."),
    "addressed_to_another": _(
        "Every row in it is addressed to somebody who is not you. Only what was said to you may come in."
    ),
    "line_too_long": _("The line is longer than %(detail)s bytes."),
    "wrong_encoding": _("It is not written in UTF-8. Save it again as “CSV UTF-8”."),
    "quote_unclosed": _("A quotation mark is opened and never closed."),
    "broken_row": _("The row can't be cut into cells."),
    "cell_count": _("The row has %(detail)s cells, which is not the number of columns."),
    "not_json": _("The line is not JSON."),
    "not_an_object": _("The line is JSON, but no object in curly brackets."),
    "missing_value": _("“%(column)s” is empty."),
    "bad_value": _("“%(column)s” holds something that is not text."),
    "value_too_long": _("“%(column)s” is longer than %(detail)s characters."),
    "nul_byte": _("It holds a NUL character, which no text has."),
    "control_character": _("It holds a control character (%(detail)s), which no text has."),
    "lone_surrogate": _("It holds half of a character."),
    "bad_time": _(
        "“%(column)s” is not a time that can be read, such as 2026-11-03T14:05:00+01:00."
    ),
    "time_missing": _("“%(column)s” has a day and no time of day."),
    "naive_time": _("“%(column)s” has no time zone. Say below in which zone the times are."),
    "future_time": _("“%(column)s” lies in the future."),
    "ancient_time": _("“%(column)s” lies before there were such networks."),
    "bad_url": _("“%(column)s” is not a web address."),
    "conflicting_id": _("An earlier row has the same id and another text."),
    "archive_broken": _("The ZIP is broken."),
    "archive_encrypted": _("The ZIP has a password. Unpack it first."),
    "archive_method": _("The ZIP is packed in a way that is not read here. Unpack it first."),
    "archive_link": _("The ZIP holds a link to another file. Unpack it first."),
    "archive_path": _("The ZIP holds a name that leads out of its folder."),
    "archive_files": _("The ZIP holds too many files."),
    "archive_size": _("Unpacked, the ZIP would be larger than 2 GB."),
    "archive_ratio": _("The ZIP unpacks to far more than it should: it may be made to fill disks."),
    "archive_not_one_table": _("The ZIP must hold one CSV or NDJSON file, and nothing else."),
    "too_large": _("The file is larger than 2 GB."),
    "already_complete": _("This very file was taken in before. Nothing was changed."),
    "private_on_shared_server": _(
        "It holds direct messages, chats or text messages. Whoever runs this server could read what you import, "
        "so such files are not taken in here."
    ),
    "no_good_rows": _("No row of it can be taken in."),
    "changed_rows": _(
        "Rows carry an id that is here already, with another text: %(detail)s. They were not taken in."
    ),
    "unknown_list": _("It is no list of accounts that is known here."),
    "too_many_entries": _("It holds more than 50,000 accounts."),
    "nothing_for_this_account": _("Nothing on it can be done on the account you chose."),
}
