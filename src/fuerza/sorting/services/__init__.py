"""What she does to sorting: correcting, rules, search, lists, a limit."""

from fuerza.sorting.services.correcting import (
    AlreadyPutBack,
    NothingToCorrect,
    as_she_sorts,
    calibrate,
    correct,
    put_back,
    sort_anew,
)
from fuerza.sorting.services.indexing import forget_index, index_on
from fuerza.sorting.services.ruling import (
    TooManyRules,
    drop_rule,
    hide_what_a_file_brought,
    hide_what_came,
    look_on,
    make_rule,
    pause,
    show_again,
)
from fuerza.sorting.services.viewing import TooManyViews, forget_all, forget_view, save_view

__all__ = [
    "AlreadyPutBack",
    "NothingToCorrect",
    "TooManyRules",
    "TooManyViews",
    "as_she_sorts",
    "calibrate",
    "correct",
    "drop_rule",
    "forget_all",
    "forget_index",
    "forget_view",
    "hide_what_a_file_brought",
    "hide_what_came",
    "index_on",
    "look_on",
    "make_rule",
    "pause",
    "put_back",
    "save_view",
    "show_again",
    "sort_anew",
]
