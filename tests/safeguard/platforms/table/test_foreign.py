"""Other people's tables: columns are only suggested, and read as she matched them."""

import json
from datetime import UTC

import msgspec
import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.table.columns import COLUMNS, REQUIRED
from safeguard.platforms.table.foreign import is_table, read_foreign_time, suggest
from tests.safeguard.platforms.tables import READING, ROW, apart_from_raw, read, read_posts, table

MATCHED = msgspec.structs.replace(
    READING,
    columns={"text": "Mensaje", "author_handle": "De", "created_at": "Fecha", "url": "Enlace"},
    assume_zone=UTC,
    day_first=True,
)
FOREIGN = (
    "Fecha;De;Mensaje;Enlace;kind;Likes\n5/11/2026 10:00;@ana;Good point;https://x.example/1;dm;3\n"
)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Date,From,Message,Link", ("Message", "From", "Date")),
        ("timestamp,username,body", ("body", "username", "timestamp")),
        ("Tweet Id,Screen Name,Tweet Text,Created At", ("Tweet Text", "Screen Name", "Created At")),
        ("Fecha y hora,Remitente,Contenido", ("Contenido", "Remitente", "Fecha y hora")),
        ("Date et heure,Expéditrice,Contenu", ("Contenu", "Expéditrice", "Date et heure")),
        ("التاريخ,المرسل,نص الرسالة", ("نص الرسالة", "المرسل", "التاريخ")),
        ("दिनांक,प्रेषक,संदेश", ("संदेश", "प्रेषक", "दिनांक")),
        ("Text,Body,User,Date", ("Text", "User", "Date")),
    ],
)
def test_common_names_of_columns_are_suggested(header: str, expected: tuple[str, ...]) -> None:
    suggested = suggest(header.split(","))

    assert tuple(suggested.get(name) for name in REQUIRED) == expected


def test_what_nobody_calls_so_is_not_suggested() -> None:
    assert suggest(["a", "b", "Likes"]) == {}


def test_no_column_is_suggested_for_two_of_ours() -> None:
    suggested = suggest(["author", "name", "type", "id", "to", "source", "reply_to", "thread"])

    assert len(set(suggested.values())) == len(suggested)
    assert set(suggested) <= set(COLUMNS)


def test_a_foreign_table_is_told_and_never_guessed_at() -> None:
    sniffed = registry.sniff(FOREIGN.encode())

    assert sniffed.importer == "csv"
    assert 0 < sniffed.confidence < 0.5
    assert sniffed.reasons == (Sign.OTHER_COLUMNS,)
    assert sniffed.columns == ("Fecha", "De", "Mensaje", "Enlace", "kind", "Likes")
    assert sniffed.suggested["text"] == "Mensaje"
    assert sniffed.problem == Problem(0, Code.MISSING_COLUMN, "text")
    assert {it.code for it in read("csv", FOREIGN.encode()) if isinstance(it, Problem)} == {
        Code.MISSING_COLUMN
    }


def test_a_table_with_some_of_our_columns_has_suggestions_for_the_rest() -> None:
    sniffed = registry.sniff(b"text,from,created_at\n")

    assert sniffed.reasons == (Sign.COLUMNS, Sign.OTHER_COLUMNS)
    assert sniffed.suggested["author_handle"] == "from"


def test_it_is_read_as_she_matched_it_and_not_otherwise() -> None:
    (post,) = read_posts("csv", FOREIGN.encode(), MATCHED)

    expected = read_posts("csv", table({**ROW, "url": "https://x.example/1"}))
    assert apart_from_raw([post]) == apart_from_raw(expected)
    assert post.kind == "mention"  # its own column "kind" was not matched
    assert post.raw.decode() == FOREIGN.split("\n")[1]


def test_json_is_read_as_she_matched_it() -> None:
    line = {"Fecha": "5/11/2026 10:00", "De": "ana", "Mensaje": "Good point", "text": "no"}
    file = json.dumps(line).encode() + b"\n"

    assert apart_from_raw(read_posts("ndjson", file, MATCHED)) == apart_from_raw(
        read_posts("csv", table(ROW))
    )
    sniffed = registry.sniff(file)
    assert (sniffed.importer, sniffed.reasons) == (
        "ndjson",
        (Sign.JSON_LINES, Sign.OTHER_COLUMNS),
    )
    assert sniffed.suggested["author_handle"] == "De"


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"text": "Mensaje"}, Problem(1, Code.MISSING_COLUMN, "author_handle")),
        (MATCHED.columns | {"text": "Nada"}, Problem(1, Code.MISSING_COLUMN, "text")),
        ({"likes": "Likes"}, Problem(1, Code.MISSING_COLUMN, "text")),
    ],
)
def test_a_match_that_does_not_fit_the_file_is_said(
    columns: dict[str, str], problem: Problem
) -> None:
    how = msgspec.structs.replace(MATCHED, columns=columns)

    assert problem in read("csv", FOREIGN.encode(), how)


@pytest.mark.parametrize(
    ("value", "day_first", "expected"),
    [
        ("2026-11-05T10:00:00Z", None, "2026-11-05T10:00:00+00:00"),
        ("2026-11-05 10:00:00 +0100", None, "2026-11-05T10:00:00+01:00"),
        ("1793872800", None, "2026-11-05T10:00:00+00:00"),
        ("1793872800123", None, "2026-11-05T10:00:00+00:00"),
        ("Thu, 05 Nov 2026 10:00:00 +0000", None, "2026-11-05T10:00:00+00:00"),
        ("5/11/2026 10:00", True, "2026-11-05T10:00:00"),
        ("5/11/2026, 10:00:07", False, "2026-05-11T10:00:07"),
        ("5.11.26 10:00", True, "2026-11-05T10:00:00"),
        ("2026/11/05 10:00", None, "2026-11-05T10:00:00"),
        ("25/11/2026 10:00", None, "2026-11-25T10:00:00"),
        ("25/11/2026 10:00", False, "2026-11-25T10:00:00"),
        ("11/25/2026 10:00", True, "2026-11-25T10:00:00"),
        ("11/11/2026 12:05 am", None, "2026-11-11T00:05:00"),
        ("11/11/2026 12:05 PM", None, "2026-11-11T12:05:00"),
        ("11/11/2026 9:05 p.m.", None, "2026-11-11T21:05:00"),
    ],
)
def test_times_are_read_as_others_write_them(
    value: str, day_first: bool | None, expected: str
) -> None:
    assert read_foreign_time(value, day_first=day_first).isoformat() == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("3/4/2026 10:00", Code.DAY_OR_MONTH),
        ("45/11/2026 10:00", Code.BAD_TIME),
        ("15/11/2026 25:00", Code.BAD_TIME),
        ("yesterday at noon", Code.BAD_TIME),
        ("a", Code.BAD_TIME),
        ("17938728", Code.BAD_TIME),
        ("20261105", Code.TIME_MISSING),
        ("5/11/2026", Code.BAD_TIME),
        ("", Code.MISSING_VALUE),
        ("٣/٤/٢٠٢٦ ١٠:٠٠", Code.DAY_OR_MONTH),
    ],
)
def test_a_time_that_cannot_be_told_is_refused(value: str, code: Code) -> None:
    with pytest.raises(RowRefused) as refused:
        read_foreign_time(value, day_first=None)

    assert (refused.value.code, refused.value.column) == (code, "created_at")


@pytest.mark.parametrize(
    ("columns", "is_one"),
    [
        (("Date", "From"), True),
        (("Date",), False),
        (("Date", ""), False),
        (("Date", "2026"), False),
        (("Date", "Date"), False),
        (("Date", "x" * 100), False),
    ],
)
def test_a_first_line_of_names_may_be_a_header(columns: tuple[str, ...], is_one: bool) -> None:
    assert is_table(columns) is is_one
