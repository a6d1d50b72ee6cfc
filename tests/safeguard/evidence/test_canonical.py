"""Canonical JSON gives the bytes that RFC 8785 itself publishes, and refuses what has none."""

import json
import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard.evidence import NotCanonical, canonical

# RFC 8785, appendix B: a double's bits, and how ECMAScript writes it
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(("bits", "written"), NUMBERS.items())
def test_a_number_is_written_as_the_standard_writes_it(bits: str, written: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))

    assert canonical(number).decode() == written


def test_the_standards_first_example_comes_out_as_published() -> None:
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "€$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }

    assert canonical(value).decode() == (
        '{"literals":[null,true,false],'
        '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_keys_are_sorted_by_utf_16_code_units() -> None:
    names = ["€", "\r", "\ufb33", "1", "😀", "\u0080", "ö"]

    written = canonical(dict.fromkeys(names, 0))

    assert list(json.loads(written)) == ["\r", "1", "\u0080", "ö", "€", "😀", "\ufb33"]


def test_empty_things_and_tuples_are_written() -> None:
    assert canonical([[], {}, (), (1, "a")]) == b'[[],{},[],[1,"a"]]'


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (math.nan, "The number nan had no JSON form."),
        (math.inf, "The number inf had no JSON form."),
        (-math.inf, "The number -inf had no JSON form."),
        (2**53 + 1, "A whole number was too large to be kept exactly."),
        (10**400, "A whole number was too large to be kept exactly."),
        ("\ud800", "A text held half of a surrogate pair."),
        ({"\udc00": 1}, "A text held half of a surrogate pair."),
        ({1: 1}, "A key of type int was not a string."),
        ([b"bytes"], "A value of type bytes had no JSON form."),
    ],
)
def test_what_has_no_canonical_form_is_refused(value: object, sentence: str) -> None:
    with pytest.raises(NotCanonical) as refusal:
        canonical(value)

    assert str(refusal.value) == sentence


@settings(deadline=None)
@given(values)
def test_what_was_written_reads_back_and_is_written_the_same(value: object) -> None:
    written = canonical(value)

    read = json.loads(written, parse_int=float)
    assert read == value
    assert canonical(read) == written
