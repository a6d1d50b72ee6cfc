"""When something is, in words, exactly as much as is known: a day, a month, a year, or that nobody knows."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fuerza.programme.choices import Precision
from fuerza.programme.models import PartlyDated
from safeguard.publish import edtf


def when_words(row: PartlyDated) -> str:
    """Say when it begins: "28 April 2016", "April 2016", "2016", or "date not known"."""
    if row.first_day is None:
        return _("date not known")
    return formats.date_format(row.first_day, _shape(row.precision))


def date_words(text: str) -> str:
    """Say a partial date (EDTF) in words; an empty one says nothing."""
    if not text:
        return ""
    known = edtf.parse(text)
    return formats.date_format(known.first_day, _shape(known.precision))


def day_words(on: date) -> str:
    """Say a whole day with its weekday, for the heads of an agenda."""
    # Translators: Django's date format; write your language's own order and words between, such as "l j \d\e F".
    return formats.date_format(on, pgettext("date format of a day with its weekday", "l j F Y"))


def _shape(precision: str) -> str:
    if precision == Precision.DAY:
        # Translators: Django's date format; write your language's own order, such as "j \d\e F \d\e Y".
        return pgettext("date format of a day", "j F Y")
    if precision == Precision.MONTH:
        # Translators: Django's date format; write your language's own order, such as "F \d\e Y".
        return pgettext("date format of a month", "F Y")
    return "Y"
