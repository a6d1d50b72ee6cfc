"""Canonical JSON (RFC 8785, "JCS"): the one way to write a value, so that its hash can be computed again.

Members are sorted by UTF-16 code units, numbers take ECMAScript's form, strings its escapes.
"""

import math
from collections.abc import Mapping
from json.encoder import encode_basestring

from safeguard.evidence.errors import NotCanonical

# ECMAScript writes 1e-7 and 1e+21 with an exponent, and what lies between without (ECMA-262, Number::toString).
_FIRST_PLAIN_POINT = -5
_LAST_PLAIN_POINT = 21


def canonical(value: object) -> bytes:
    """Write `value` as RFC 8785 JSON in UTF-8: same value, same bytes, on every machine.

    Takes None, bool, int, float, str, lists, tuples, and mappings with string keys.

    Raises:
        NotCanonical: NaN, an infinity, half of a surrogate pair, a whole number that a double
            can't hold exactly, a key that is not a string, or a type that JSON does not have.

    """
    pieces: list[str] = []
    _write(value, pieces)
    try:
        return "".join(pieces).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("A text held half of a surrogate pair.") from error


def _write(value: object, pieces: list[str]) -> None:
    if value is None:
        pieces.append("null")
    elif isinstance(value, bool):
        pieces.append("true" if value else "false")
    elif isinstance(value, str):
        pieces.append(encode_basestring(value))
    elif isinstance(value, int | float):
        pieces.append(_number(value))
    elif isinstance(value, list | tuple):
        _write_array(value, pieces)
    elif isinstance(value, Mapping):
        _write_object(value, pieces)
    else:
        raise NotCanonical(f"A value of type {type(value).__name__} had no JSON form.")


def _write_array(values: list[object] | tuple[object, ...], pieces: list[str]) -> None:
    before = "["
    for value in values:
        pieces.append(before)
        _write(value, pieces)
        before = ","
    pieces.append("]" if values else "[]")


def _write_object(members: Mapping[str, object], pieces: list[str]) -> None:
    before = "{"
    for key in sorted(members, key=_utf16):
        pieces.append(before + encode_basestring(key) + ":")
        _write(members[key], pieces)
        before = ","
    pieces.append("}" if members else "{}")


def _utf16(key: object) -> bytes:
    if not isinstance(key, str):
        raise NotCanonical(f"A key of type {type(key).__name__} was not a string.")
    # surrogatepass, because `canonical` refuses half pairs itself, with the better sentence
    return key.encode("utf-16-be", "surrogatepass")


def _number(value: float) -> str:
    """Write a number as ECMAScript does.

    Python's repr has the digits that ECMA-262 asks for (the shortest that read back as the same
    double, and the closest of those); only where point and exponent go differs.
    """
    if isinstance(value, int):
        value = _double(value)
    if not math.isfinite(value):
        raise NotCanonical(f"The number {value} had no JSON form.")
    if value == 0:
        return "0"  # minus zero too
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    # value = 0.digits x 10^point
    point = int(exponent or 0) + len(digits) - len(fraction)
    return sign + _placed(digits.rstrip("0"), point)


def _double(value: int) -> float:
    try:
        double = float(value)
    except OverflowError:
        double = math.inf
    if double != value:
        raise NotCanonical("A whole number was too large to be kept exactly.")
    return double


def _placed(digits: str, point: int) -> str:
    if len(digits) <= point <= _LAST_PLAIN_POINT:
        return digits + "0" * (point - len(digits))
    if 0 < point <= _LAST_PLAIN_POINT:
        return f"{digits[:point]}.{digits[point:]}"
    if _FIRST_PLAIN_POINT <= point <= 0:
        return f"0.{'0' * -point}{digits}"
    rest = f".{digits[1:]}" if digits[1:] else ""
    return f"{digits[0]}{rest}e{point - 1:+d}"
