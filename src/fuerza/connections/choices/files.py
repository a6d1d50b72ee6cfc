"""What is said of files and lists: their columns, what is wrong with them, why they are taken for what they are."""

from django.utils.translation import gettext_lazy as _

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
# What kinds of files are called, by the registry's labels.
FILES = {
    "CSV": _("a table (CSV)"),
    "NDJSON": _("a table (NDJSON, one object a line)"),
    "X archive": _("an X archive"),
    "twitter-web-exporter": _("an export by twitter-web-exporter"),
    "HAR": _("a browser's record of a page (HAR)"),
    "Mastodon export": _("a Mastodon export"),
    "YouTube": _("comments from YouTube"),
    "WhatsApp": _("a WhatsApp chat"),
    "E-mail": _("e-mail"),
    "Instagram, Facebook": _("messages or comments from Instagram or Facebook"),
    "SMS Backup & Restore": _("text messages from SMS Backup & Restore"),
    "Telegram": _("a Telegram export"),
    "TikTok": _("a TikTok export"),
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
    "fields": _("it has the fields or columns of such an export"),
    "beginning": _("it begins as such files do"),
    "file_name": _("it is called what such files are called"),
    "addresses": _("each line is an account or a domain"),
    "list_columns": _("its first line names the columns of such a list"),
    "list_keys": _("it has the fields of such a list"),
    "ambiguous": _("it could be something else, too: look twice"),
}
