"""Every reason a file can be refused for, in one place, so that the site can put each into words."""

from enum import StrEnum


class Code(StrEnum):
    """Why a row, a file or an archive was not taken in. The site owes each of these a sentence."""

    # The file as a whole
    EMPTY_FILE = "empty_file"
    NO_ROWS = "no_rows"  # a header and nothing after it
    NOT_TEXT = "not_text"  # detail names the format: "unpack it first"
    NO_HEADER = "no_header"  # the first line names no column of ours
    MISSING_COLUMN = "missing_column"
    DUPLICATE_COLUMN = "duplicate_column"
    TOO_MANY_COLUMNS = "too_many_columns"
    NOT_ONE_A_LINE = "not_one_a_line"  # JSON, but not one object on each line
    ADDRESSED_TO_ANOTHER = "addressed_to_another"  # every row names somebody who is not her

    # The shape of a row
    LINE_TOO_LONG = "line_too_long"
    WRONG_ENCODING = "wrong_encoding"
    QUOTE_UNCLOSED = "quote_unclosed"
    BROKEN_ROW = "broken_row"  # CSV that cannot be cut into cells
    CELL_COUNT = "cell_count"
    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"

    # What a row says
    MISSING_VALUE = "missing_value"
    BAD_VALUE = "bad_value"  # a number, list or object where words belong
    VALUE_TOO_LONG = "value_too_long"
    NUL_BYTE = "nul_byte"
    CONTROL_CHARACTER = "control_character"
    LONE_SURROGATE = "lone_surrogate"  # half of a character
    BAD_TIME = "bad_time"
    TIME_MISSING = "time_missing"  # a date without a time of day
    NAIVE_TIME = "naive_time"  # a time without a zone
    FUTURE_TIME = "future_time"
    ANCIENT_TIME = "ancient_time"
    BAD_URL = "bad_url"
    CONFLICTING_ID = "conflicting_id"  # this id came earlier in the file with another text

    # Archives
    ARCHIVE_BROKEN = "archive_broken"
    ARCHIVE_ENCRYPTED = "archive_encrypted"
    ARCHIVE_METHOD = "archive_method"  # packed in a way we do not unpack
    ARCHIVE_LINK = "archive_link"
    ARCHIVE_PATH = "archive_path"  # a name that would leave the folder it is unpacked in
    ARCHIVE_FILES = "archive_files"
    ARCHIVE_SIZE = "archive_size"
    ARCHIVE_RATIO = "archive_ratio"
    ARCHIVE_UNKNOWN = "archive_unknown"

    # Chats, mail and exports: the file as a whole
    NOT_THAT_KIND = "not_that_kind"  # detail names the kind that was looked for
    NOT_IN_CHAT = "not_in_chat"  # none of the names she says are hers wrote in it
    DAY_OR_MONTH = "day_or_month"  # 3/4/2026 may be two days; Reading.day_first settles it
    CUT_OFF = "cut_off"  # it ends in the middle
    TOO_DEEP = "too_deep"  # nested deeper than any export is
    NOT_XML = "not_xml"
    XML_FORBIDDEN = "xml_forbidden"  # a DOCTYPE or entities of its own
    ARCHIVE_NOTHING_KNOWN = "archive_nothing_known"  # none of the files we would read is in it

    # Passed over, and counted: see Skipped
    OWN = "own"  # she wrote it herself
    NOTICE = "notice"  # the app's own lines: who joined, who called
    DELETED = "deleted"  # its writer took it back, and nothing of it is in the file
    TWICE = "twice"  # the very same message came earlier in the file
    OTHER_FILES = "other_files"  # pictures and the rest of an archive

    # Archives and exports of X, Mastodon and lists
    ACCOUNT_UNKNOWN = "account_unknown"  # nothing says which messages are hers
    ITEM_TOO_LARGE = "item_too_large"  # one entry of a list is larger than any should be
    NO_LIST = "no_list"  # the list that such a file holds is not where it should be
    NOTHING_RECEIVED = "nothing_received"  # it holds only what she wrote or did herself
    MENTIONS_NOT_IN_IT = (
        "mentions_not_in_it"  # said with a count of 0: to be known, nothing passed over
    )
    NOT_SILENCED = "not_silenced"  # a list names it and asks for nothing to be done
    BAD_ADDRESS = "bad_address"  # not an account, a domain or an id


class Sign(StrEnum):
    """Why a file is taken for what it is. The site owes each of these a sentence, too."""

    COLUMNS = "columns"  # its first line names our columns
    OTHER_COLUMNS = (
        "other_columns"  # a table whose columns are not ours: they must be matched by hand
    )
    JSON_LINES = "json_lines"  # one JSON object on each line
    X_SCRIPT = "x_script"  # it begins as the files of an X archive do
    X_FOLDERS = "x_folders"  # the names in the ZIP are those of an X archive
    X_TABLE = "x_table"  # the columns of an X archive of before 2019
    EXPORTER_KEYS = "exporter_keys"  # its keys are those of twitter-web-exporter
    HAR_LOG = "har_log"  # it begins as a browser's record of a page does
    OUTBOX = "outbox"  # a list of activities, as Mastodon exports them
    MASTODON_FOLDERS = "mastodon_folders"  # the names in the ZIP are those of a Mastodon export
    FIELDS = "fields"  # its fields or columns are those of such an export
    BEGINNING = "beginning"  # it begins as such files do
    FILE_NAME = "file_name"  # it is called what such a file is called
    ADDRESSES = "addresses"  # accounts or domains, one a line
    LIST_COLUMNS = "list_columns"  # its first line names the columns of such a list
    LIST_KEYS = "list_keys"  # its keys are those of such a list
    AMBIGUOUS = "ambiguous"  # it could be another kind as well
