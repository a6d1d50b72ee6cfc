"""Days and clocks are read as their writers' phones meant them, or not at all."""

from datetime import UTC, date, datetime, time

import pytest

from safeguard.platforms.whatsapp.times import Order, Stamp, read_header

LATEST = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "numbers", "at"),
    [
        ("[05/03/2025, 10:14:33] Ana: x", (5, 3, 2025), time(10, 14, 33)),
        ("12/08/2026, 21:14 - Ana: x", (12, 8, 2026), time(21, 14)),
        ("\u200e[3/4/25, 2:05:09\u202fPM] Ana: x", (3, 4, 25), time(14, 5, 9)),
        ("3/4/25, 12:05\u202fAM - Ana: x", (3, 4, 25), time(0, 5)),
        ("3/4/25, 12:05 pm - Ana: x", (3, 4, 25), time(12, 5)),
        ("04/03/2025, 2:05 p.\u00a0m. - Ana: x", (4, 3, 2025), time(14, 5)),
        ("04/03/2025, 2:05 a. m. - Ana: x", (4, 3, 2025), time(2, 5)),
        ("[04.03.25, 14:05:09] Ana: x", (4, 3, 25), time(14, 5, 9)),
        ("[2025/03/04, 14:05:09] Ana: x", (2025, 3, 4), time(14, 5, 9)),
        ("2025-03-04, 14 h 05 - Ana: x", (2025, 3, 4), time(14, 5)),
        ("05/03/2025 à 21:14 - Ana: x", (5, 3, 2025), time(21, 14)),
        ("4.3.2025 klo 14.05 - Ana: x", (4, 3, 2025), time(14, 5)),
        ("4. 3. 2025. 14:05:09: Ana: x", (4, 3, 2025), time(14, 5, 9)),
        ("5/3/2025, 9:14 अपराह्न - Ana: x", (5, 3, 2025), time(21, 14)),
        ("५/३/२०२५, ९:१४ पूर्वाह्न - Ana: x", (5, 3, 2025), time(9, 14)),
        ("\u200f٥\u200f/٣\u200f/٢٠٢٥، ٩:١٤ م - Ana: x", (5, 3, 2025), time(21, 14)),
        ("[٥\u200f/٣\u200f/٢٠٢٥، ٩:١٤:٣٣ ص] Ana: x", (5, 3, 2025), time(9, 14, 33)),
        ("٥/٣/٢٠٢٥، ١٢:١٤ صباحًا - Ana: x", (5, 3, 2025), time(0, 14)),
        ("٥/٣/٢٠٢٥، ١٢:١٤ مساءً - Ana: x", (5, 3, 2025), time(12, 14)),
        ("2025/3/5 下午9:14 - Ana: x", (2025, 3, 5), time(21, 14)),
        ("5/3/25, 21:14 PM - Ana: x", (5, 3, 25), time(21, 14)),
        ("5/3/25, 9:14 quux - Ana: x", (5, 3, 25), None),
        ("5/3/25, 25:14 - Ana: x", (5, 3, 25), None),
    ],
)
def test_a_header_is_a_day_a_time_and_the_rest(
    line: str, numbers: tuple[int, int, int], at: time | None
) -> None:
    assert read_header(line) == (Stamp(numbers, at), "Ana: x")


@pytest.mark.parametrize(
    "line",
    ["", "hello", "at 10:14 - see you", "5/3/25 is fine", "[5/3/25] Ana: x", "5/3-25, 9:14 - x"],
)
def test_what_begins_no_message_is_no_header(line: str) -> None:
    assert read_header(line) is None


def _order(*days: tuple[int, int, int], day_first: bool | None = None) -> str | None:
    order = Order(LATEST, day_first=day_first)
    for day in days:
        order.see(Stamp(day, None))
    return order.decide()


@pytest.mark.parametrize(
    ("days", "order"),
    [
        ([(5, 3, 2025), (13, 3, 2025)], "dmy"),
        ([(3, 5, 2025), (3, 13, 2025)], "mdy"),
        ([(2025, 3, 5)], "ymd"),
        ([(25, 3, 5), (25, 3, 31)], "ymd"),
        ([(3, 2, 2025), (1, 3, 2025), (2, 3, 2025)], "dmy"),
        ([(2, 3, 2025), (3, 1, 2025), (3, 2, 2025)], "mdy"),
        ([(5, 12, 2026)], "mdy"),
        ([(13, 3, 2025), (40, 40, 40)], "dmy"),
        ([(5, 3, 2025)], None),
        ([], None),
    ],
)
def test_the_order_is_what_the_whole_file_allows(
    days: list[tuple[int, int, int]], order: str | None
) -> None:
    assert _order(*days) == order


def test_what_she_says_counts_where_the_file_leaves_it_open() -> None:
    assert _order((5, 3, 2025), day_first=True) == "dmy"
    assert _order((5, 3, 2025), day_first=False) == "mdy"
    assert _order((13, 3, 2025), day_first=False) == "dmy"


def test_a_day_that_is_none_is_none() -> None:
    assert Stamp((31, 2, 2025), None).day("dmy") is None
    assert Stamp((28, 2, 25), None).day("dmy") == date(2025, 2, 28)
