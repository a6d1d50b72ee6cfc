"""The words that connections' rows may hold."""

import msgspec
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class ConnectionState(models.TextChoices):
    CONNECTED = "connected", _("connected")
    LOST = "lost", _("access lost")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class Purpose(models.TextChoices):
    WATCH = "watch", _("read what is said to you")
    ACT = "act", _("mute, block and report for you")


class Trouble(models.TextChoices):
    DOWN = "down", _("the network does not answer")
    WAITING = "waiting", _("the network asked us to wait")
    UNREADABLE = "unreadable", _("the network's answer can't be read")


class ImportState(models.TextChoices):
    STAGED = "staged", _("checked, not yet taken in")
    COMPLETE = "complete", _("taken in")


class Ask(models.TextChoices):
    """What only she can say of a file."""

    MINE = "mine", _("which of these people you are")
    COLUMNS = "columns", _("which column is which")
    ZONE = "zone", _("in which zone its times are")
    DAY = "day", _("whether the day or the month comes first")


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


# What each of our columns holds, for her to say which of a file's it is.
COLUMN_WORDS = {
    "text": _("What was written"),
    "author_handle": _("Who wrote it"),
    "created_at": _("When it was written"),
    "platform": _("On which platform"),
    "id": _("The platform's own number for it"),
    "kind": _("What kind of message it is"),
    "author_id": _("The platform's own number for who wrote it"),
    "author_name": _("The name that person shows"),
    "url": _("Its address on the web"),
    "language": _("In which language"),
    "in_reply_to": _("What it answers"),
    "conversation": _("The thread it is in"),
    "addressed_to": _("Whom it was written to"),
}
# What kinds of files are called, where the registry's label is no name of its own.
FILES = {
    "CSV": _("a table (CSV)"),
    "NDJSON": _("a table (NDJSON, one object a line)"),
}
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
    "archive_unknown": _("Nothing in the ZIP is of a kind that is read here."),
    "not_that_kind": _(
        "This is not a file of that kind (%(detail)s), or not in a form that is known."
    ),
    "not_in_chat": _(
        "None of the names you said are yours is in it. Choose the name you have in this file; only chats and "
        "mail that you are part of may come in."
    ),
    "day_or_month": _(
        "Its days can be read in two ways: 3/4 may be in March or in April. Say below whether the day comes first."
    ),
    "cut_off": _(
        "The file ends in the middle. Download or export it again; what came before the break can be taken in."
    ),
    "too_deep": _("It is nested deeper than any real export or mail, so it was not read further."),
    "not_xml": _("This message is broken in the file and can't be read."),
    "xml_forbidden": _(
        "The file brings rules of its own for reading it, as no backup does. It may be made to do harm."
    ),
    "archive_nothing_known": _(
        "The ZIP holds none of the files that are read here. Ask for the export again, as JSON, not HTML."
    ),
    "own": _("Your own words: not taken in."),
    "notice": _("The app's own lines, such as who joined or called: not taken in."),
    "deleted": _("Messages that were taken back: nothing of them is in the file."),
    "twice": _("The very same message is in the file twice: taken in once."),
    "other_files": _("Pictures and other files in it: not read."),
    "account_unknown": _(
        "The file does not say which messages are yours. Bring the whole ZIP as X gave it to you, or say your "
        "account's number."
    ),
    "item_too_large": _(
        "An entry in it is larger than %(detail)s bytes, which none should be. It was not read."
    ),
    "no_list": _(
        "The list that such a file holds is not where it should be. Download it again, and bring it as it came."
    ),
    "nothing_received": _(
        "This file holds only what you wrote or did yourself. Bring your direct messages, or the whole ZIP."
    ),
    "mentions_not_in_it": _(
        "Mentions and replies by others are in no such archive. Connect the network, or save them as its page shows."
    ),
    "not_silenced": _("Listed, but not to be muted or blocked: passed over."),
    "bad_address": _("This is no account, domain or number that could be muted or blocked."),
    "too_large": _("The file is larger than 2 GB."),
    "already_complete": _("This very file was taken in before. Nothing was changed."),
    "private_on_shared_server": _(
        "It holds direct messages, chats, text messages or mail. Whoever runs this server could read what you import, "
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


# Networks and what is said about them


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """A network that can be linked: its connector, what she is asked for, whether the operator needs an app there."""

    name: str
    label: Words = ""
    hint: Words = ""
    needs_app: bool = False
    blocks_show: bool = False


# A code stands in addresses, which stay in a browser's history and name no network.
NETWORKS = {
    "n1": Network(
        name="bluesky",
        label=_("Your handle"),
        hint=_("Such as name.bsky.social, without the @."),
        blocks_show=True,
    ),
    "n2": Network(
        name="mastodon",
        label=_("Your server, or your whole address"),
        hint=_("Such as mastodon.social, or @name@mastodon.social."),
    ),
    "n3": Network(name="x", needs_app=True),
    "n4": Network(name="youtube", needs_app=True),
    "n5": Network(name="instagram", needs_app=True),
}

# What is asked for, in plain words: a piece of a scope as the network writes it, and what it lets us do. The first
# piece that a scope holds says it; a scope that holds none is shown to the letter.
SCOPES: dict[str, Words] = {
    "listNotifications": _("read your notifications: mentions, replies, quotes"),
    "read:notifications": _("read your notifications: mentions, replies, quotes"),
    "getPostThread": _("read public posts and threads"),
    "getPosts": _("read public posts and threads"),
    "getQuotes": _("read public posts and threads"),
    "getFeed": _("read public posts and threads"),
    "read:statuses": _("read posts and threads that you may see"),
    "unmuteActorList": _("mute and unmute lists of accounts"),
    "muteActorList": _("mute and unmute lists of accounts"),
    "unmuteThread": _("mute and unmute threads"),
    "muteThread": _("mute and unmute threads"),
    "unmuteActor": _("mute and unmute accounts"),
    "muteActor": _("mute and unmute accounts"),
    "write:mutes": _("mute and unmute accounts and conversations"),
    "getMutes": _("see whom you muted and blocked"),
    "getBlocks": _("see whom you muted and blocked"),
    "getListMutes": _("see whom you muted and blocked"),
    "getListBlocks": _("see whom you muted and blocked"),
    "read:mutes": _("see whom you muted and blocked"),
    "read:blocks": _("see whom you muted and blocked"),
    "getRelationships": _("see whom you follow, so that nothing is done against them"),
    "getFollows": _("see whom you follow, so that nothing is done against them"),
    "read:follows": _("see whom you follow, so that nothing is done against them"),
    "graph.listblock": _("block lists of accounts"),
    "graph.listitem": _("make lists of accounts to mute or block"),
    "getList": _("see your lists"),
    "read:lists": _("see your lists"),
    "graph.list": _("make lists of accounts to mute or block"),
    "graph.block": _("block and unblock accounts"),
    "write:blocks": _("block and unblock accounts and servers"),
    "threadgate": _("set who may answer your posts, and hide answers"),
    "postgate": _("set who may quote your posts"),
    "Preferences": _("read and change your settings: the words you muted are among them"),
    "createReport": _("report posts and accounts, each confirmed by you"),
    "write:reports": _("report posts and accounts, each confirmed by you"),
    "read:reports": _("tell what became of your reports"),
    "getServices": _("find the moderation services that take reports"),
    "queryLabels": _("tell what became of your reports"),
    "read:filters": _("see your filters"),
    "write:filters": _("make and remove filters"),
    "write:notifications": _("change which notifications are held back"),
    "getProfile": _("see public profiles"),
    "read:accounts": _("see public profiles"),
    "offline.access": _("stay connected while you are away"),
    "tweet.moderate.write": _("hide answers to your posts"),
    "mute.write": _("mute and unmute accounts"),
    "tweet.read": _("read public posts, your mentions among them"),
    "users.read": _("see which account it is"),
    "youtube.readonly": _("see your channel, its videos and the comments on them"),
    "youtube.force-ssl": _(
        "do anything on your channel, as YouTube has no smaller right for hiding a comment; nothing else is used"
    ),
    "atproto": _("see which account it is"),
    "profile": _("see which account it is"),
}
# Any of these would make "cannot post as you, cannot read your messages" a lie.
NOT_HARMLESS = (
    "app.bsky.feed.post?",
    " write?",
    "chat.bsky",
    "repo:*",
    "rpc:*",
    "transition:",
    "write:statuses",
    "write:conversations",
)
HARMLESS = frozenset({"bluesky", "mastodon"})  # only where a scope can say so little

WHY_NOT: dict[str, Words] = {
    "denied": _("You said no there, so nothing was linked. You can begin again whenever you like."),
    "unknown_server": _(
        "No server of that name was found. Look at how it is written, and at the part after the last dot."
    ),
    "not_supported": _(
        "That server has no way in that Fuerza knows. It may run other software or an old version: ask whoever "
        "runs it, or bring what was said there as a file."
    ),
    "wrong_account": _(
        "You signed in there with another account than the one this is for. Sign out there first, then begin again."
    ),
    "wrong_server": _(
        "Another server answered than the one you went to, so nothing was linked. Begin again; if it happens "
        "twice, tell whoever runs this server."
    ),
    "stale": _(
        "That took too long, was used before, or was begun in another browser, so nothing was linked. Begin again here."
    ),
    "wrong_password": _(
        "Handle or app password are not right. Make a new app password there, and copy it as a whole."
    ),
    "not_app_password": _(
        "That is no app password: it looks like the one you sign in with. It was sent nowhere and is not kept. Make an "
        "app password in your settings there, and use that."
    ),
    "code_needed": _(
        "Your account asks for a code as well, which is good. Use an app password, not the password you sign in with."
    ),
    "down": _(
        "The network does not answer at the moment. Nothing was linked; try again in a while."
    ),
    "limited": _(
        "The network asked us to wait. Nothing was linked; try again in a quarter of an hour."
    ),
    "unreadable": _(
        "The network answered in a way that Fuerza does not know, so nothing was linked. Tell whoever runs this server."
    ),
}

# What a network could not give, by the codes of its connector; a code that is not here is said in general.
GAPS: dict[str, Words] = {
    "history_cut": _(
        "It no longer gave everything back to where reading stood: what lies between may be missing."
    ),
    "same_instant": _(
        "More came in one moment than it gives at once: some of that may be missing."
    ),
    "dropped": _(
        "Your settings there throw some notifications away before anybody sees them. Change “drop” to “filter” there."
    ),
    "gone": _("Some posts were deleted there before they could be read."),
    "unreadable": _("Some mentions are in a form that can't be read yet, and were passed over."),
    "history": _("Earlier versions of some edited posts were not given."),
    "quotes": _("Not all quotes of your posts were given."),
    "unread_replies": _("Some answers to comments could not be read."),
    "older_replies": _("It gives no older answers than the ones read here."),
    "older_media": _("Only what was said under your newest posts is read."),
    "out_of_reach": _("There was more than it gives at all."),
}
ANY_GAP = _("It did not give everything: something may be missing.")

# What a desk can do on a network, by the capabilities of its connector, in the order in which it is said.
ABILITIES: dict[str, Words] = {
    "read.mentions": _("read mentions, replies and quotes"),
    "read.thread": _("show what stands around a post"),
    "mute": _("mute accounts"),
    "mute_thread": _("mute threads"),
    "mute_list": _("mute whole lists of accounts"),
    "filter": _("hide words"),
    "block": _("block accounts"),
    "block_domain": _("block whole servers"),
    "reply_gate": _("set who may answer you"),
    "quote_gate": _("set who may quote you"),
    "hide_reply": _("hide answers"),
    "report": _("report, each confirmed by you"),
    "report.status": _("tell what became of a report"),
}

# Why a file was taken for what it is, by the library's signs.
SIGNS = {
    "columns": _("its first line names the columns that are known here"),
    "other_columns": _("it is a table with other columns: say below which is which"),
    "json_lines": _("it has one JSON object on each line"),
    "x_script": _("it begins as the files in an X archive do"),
    "x_folders": _("the ZIP holds the files of an X archive"),
    "x_table": _("it has the columns of an X archive of before 2019"),
    "exporter_keys": _("it has the fields that twitter-web-exporter writes"),
    "har_log": _("it begins as a browser's record of a page does"),
    "outbox": _("it is an outbox as Mastodon exports it"),
    "mastodon_folders": _("the ZIP holds the files of a Mastodon export"),
    "file_name": _("it is called what such files are called"),
    "addresses": _("each line is an account or a domain"),
    "list_columns": _("its first line names the columns of such a list"),
    "list_keys": _("it has the fields of such a list"),
    "ambiguous": _("it could be something else, too: look twice"),
}
